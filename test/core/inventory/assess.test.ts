import { describe, expect, it } from 'vitest'
import { assessor, type AssessInput } from '../../../src/core/inventory/assess'
import type { ApplicationFacts, InventoryFacts } from '../../../src/core/inventory/application'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { anApplication, anInventory, readAgent } from '../support/assessed'
import { aFailure, aTicket, listed, refused, truncated, UNASSIGNED } from '../support/builders'

const recipe: Recipe = {
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['read:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read'] }],
  membership: false,
  settings: [],
  unchecked: [],
}
const assess = (facts: InventoryFacts, input: Partial<AssessInput> = {}) =>
  assessor(facts, { notes: {}, recipes: [recipe], compared: [], ...input })

const entryOf = (over: Parameters<typeof anApplication>[0], input: Partial<AssessInput> = {}) => {
  const application = anApplication(over)
  const facts = anInventory({
    applications: [application],
    lists: { tickets: listed([aTicket(1), aTicket(2, UNASSIGNED)]) },
  })
  return assess(facts, input).entry(application)
}

const may = (entry: ReturnType<typeof entryOf>, feature: string, verb: string) =>
  entry.can.find((row) => row.feature === feature && row.verb === verb)?.effective

describe('an application of an inventory', () => {
  it('has what it would see and may do', () => {
    const entry = entryOf({})
    expect(entry.sees).toMatchObject([{ resource: 'tickets', state: 'predicted', visible: 2, of: 2 }])
    expect(may(entry, 'Tickets', 'read')?.allowed).toBe(true)
    expect(may(entry, 'Tickets', 'update')?.allowed).toBe(false)
    expect(entry.agent?.name).toBe('API Agent')
  })

  it('may do nothing while it is inactive or logs in as nobody, and perhaps nothing where that is not told', () => {
    const inactive = entryOf({ inactive: true })
    expect(inactive.sees).toMatchObject([{ state: 'refused', causes: ['application.inactive'] }])
    expect(may(inactive, 'Tickets', 'read')).toMatchObject({
      allowed: false,
      provenance: ['the application is inactive'],
    })
    const nobody = entryOf({ login: { type: 'unset', agentId: null, name: null } })
    expect(may(nobody, 'Tickets', 'read')?.allowed).toBe(false)
    expect(may(entryOf({ inactive: null }), 'Tickets', 'read')?.allowed).toBe('unknown')
  })

  it('is never known to be harmless where its scopes were not read', () => {
    const entry = entryOf({ scopes: null, detail: { state: 'refused', status: 403 } })
    expect(entry.sees).toMatchObject([{ state: 'unknown' }])
    expect(may(entry, 'Tickets', 'read')?.allowed).toBe('unknown')
    expect(entry.risks.map(({ code }) => code)).toContain('application.unread')
  })

  it('takes its note by client id, however that is written, and blank words for none', () => {
    const notes = { ' {AaaA-1}': { purpose: ' ', owner: 'Ada', nextReview: '2027-01-01' } }
    expect(entryOf({}, { notes }).note).toEqual({ purpose: null, owner: 'Ada', nextReview: '2027-01-01' })
    expect(entryOf({ clientId: '(aaaa-1)' }, { notes }).note.owner).toBe('Ada')
    expect(entryOf({ clientId: null }, { notes }).note.owner).toBe(null)
  })

  it('is checked against its purpose once there is one, and gets a suggestion before', () => {
    const named = entryOf({}, { notes: { 'aaaa-1': { purpose: 'tickets', owner: null, nextReview: null } } })
    expect(named.purpose?.result).toBe('meets')
    expect(named.purpose?.excess.filter(({ scope }) => scope !== null)).toEqual([])
    expect(named.suggestion).toBe(null)
    const open = entryOf({})
    expect(open.purpose).toBe(null)
    expect(open.suggestion?.recipe).toBe('tickets')
  })

  it('says that its purpose is a recipe nobody knows', () => {
    const entry = entryOf({}, { notes: { 'aaaa-1': { purpose: 'gone', owner: 'Ada', nextReview: null } } })
    expect(entry.purpose).toBe(null)
    expect(entry.risks.map(({ message }) => message)).toEqual([
      'Its purpose “gone” is no recipe that is known here, so nothing was checked.',
    ])
    expect(entry.suggestion?.recipe).toBe('tickets')
  })

  it('meets no purpose while it is switched off', () => {
    const notes = { 'aaaa-1': { purpose: 'tickets', owner: null, nextReview: null } }
    expect(entryOf({ inactive: true }, { notes }).purpose?.result).toBe('missing')
  })
})

describe('an inventory', () => {
  const coverage = (...applications: readonly ApplicationFacts[]) =>
    assess(anInventory({ applications })).inventory().coverage

  it('counts as read what was read whole: record, scopes and agent', () => {
    expect(
      coverage(
        anApplication(),
        anApplication({ id: '2', scopes: null }),
        anApplication({ id: '3', detail: { state: 'refused', status: 403 }, scopes: null }),
        anApplication({ id: '4', login: { agentId: '99' } }),
        anApplication({ id: '5', login: { type: 'unset', agentId: null } }),
      ),
    ).toEqual({ applications: 5, read: 2, unread: 3 })
  })

  it('has as many unread ones as risks say, but for Halo’s own', () => {
    const applications = [
      anApplication({ scopes: null }),
      anApplication({ id: '2', scopes: null, system: true }),
    ]
    const { entries, coverage: counts } = assess(anInventory({ applications })).inventory()
    const said = entries.filter(({ risks }) => risks.some(({ code }) => code === 'application.unread'))
    expect(said).toHaveLength(1)
    expect(counts.unread).toBe(2)
  })

  it('is complete when the list and all lists of records were read whole', () => {
    const complete = (over: Parameters<typeof anInventory>[0]) =>
      assess(anInventory(over)).inventory().complete
    expect(complete({ lists: { tickets: listed([aTicket(1)]) } })).toBe(true)
    expect(complete({ lists: { tickets: truncated([aTicket(1)], 2) } })).toBe(false)
    expect(complete({ lists: { tickets: refused() } })).toBe(false)
    expect(complete({ listFailure: aFailure('request.failed'), applications: [] })).toBe(false)
    expect(complete({ cancelled: true })).toBe(false)
    // A record of an application that was refused makes that one unread, no more.
    expect(complete({ applications: [anApplication({ detail: { state: 'refused', status: 403 } })] })).toBe(
      true,
    )
  })

  it('says what no prediction can know, the inspector’s own limits first', () => {
    const { limits } = assess(anInventory({ inspectorAgent: null })).inventory()
    expect(limits.length).toBeGreaterThan(1)
    expect(limits.at(-1)).toBe('What the inspector does not see is in nobody’s prediction.')
  })

  it('takes no time that grows with applications times records', () => {
    const records = Array.from({ length: 5_000 }, (_each, id) =>
      aTicket(id, { clientId: String(id % 200), teamId: String(id % 10), agentId: String(id % 30) }),
    )
    const applications = Array.from({ length: 500 }, (_each, id) =>
      anApplication({ id: `app-${id}`, clientId: `c-${id}`, login: { agentId: String(id % 50) } }),
    )
    const agents = Array.from({ length: 50 }, (_each, id) => readAgent({ agentId: String(id) }))
    const notes = Object.fromEntries(
      applications.map(({ clientId }) => [
        clientId ?? '',
        { purpose: 'tickets', owner: 'Ada', nextReview: null },
      ]),
    )
    const { entries } = assess(anInventory({ applications, agents, lists: { tickets: listed(records) } }), {
      notes,
    }).inventory()
    expect(entries).toHaveLength(500)
    expect(entries[0]?.sees[0]).toMatchObject({ state: 'predicted', of: 5_000 })
  })
})
