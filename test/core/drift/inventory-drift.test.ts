import { describe, expect, it } from 'vitest'
import { acceptedDrift, driftResult } from '../../../src/core/drift/accepted-drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import { driftToJson } from '../../../src/core/drift/drift-json'
import { driftHeadline, driftVerdict, movedBy, notKnownTexts } from '../../../src/core/drift/drift-words'
import { inventoryDrift } from '../../../src/core/drift/inventory-drift'
import type { Drift, DriftEnd } from '../../../src/core/drift/drift'
import { coverableRisk, namesOf } from '../../../src/core/exceptions/accept-inventory'
import type { Exception } from '../../../src/core/exceptions/exception'
import type { InventoryFacts } from '../../../src/core/inventory/application'
import { indexOf } from '../../../src/core/inventory/applications'
import { assessor } from '../../../src/core/inventory/assess'
import { driftFileSchema } from '../../../src/shared/files/drift'
import { anApplication, anInventory, readAgent } from '../support/assessed'
import { aFailure, aTicket, FABRIKAM, listed } from '../support/builders'

const end = (at: string): DriftEnd => ({ at, sha256: 'a'.repeat(64), complete: true })
const ENDS = { from: end('2026-11-25T12:00:00.000Z'), to: end('2026-11-26T12:00:00.000Z') }

const endOf = (facts: InventoryFacts) => {
  const made = assessor(facts, { notes: {}, recipes: [], compared: [] })
  return { inventory: made.inventory(), predictor: made.predictor }
}
const whole = (from: InventoryFacts, to: InventoryFacts, ends = ENDS) =>
  inventoryDrift(endOf(from), endOf(to), ends, driftOf, (inventory, entry) =>
    namesOf(entry, indexOf(inventory.facts)),
  )
const drifted = (from: InventoryFacts, to: InventoryFacts): Drift => {
  const { drift } = whole(from, to)
  // What is told is what is in the file, and what the schema takes.
  driftFileSchema.parse(driftToJson(drift))
  return drift
}

const TICKETS = listed([aTicket(1), aTicket(2, FABRIKAM), aTicket(3, FABRIKAM)])
const SYNC = anApplication({ scopes: ['read:tickets'] })
const tenant = (over: Parameters<typeof anInventory>[0] = {}) =>
  anInventory({ applications: [SYNC], agents: [readAgent()], lists: { tickets: TICKETS }, ...over })
const limitedAgent = () =>
  readAgent({
    claims: { ...readAgentClaims(), Fc: '0' },
    clients: [{ clientId: '11', name: 'Contoso' }],
  })
const readAgentClaims = () => {
  const reading = readAgent()
  return reading.state === 'read' ? (reading.permissions.claims ?? {}) : {}
}
const sync = (over: Parameters<typeof anApplication>[0]) => ({
  applications: [anApplication({ scopes: ['read:tickets'], ...over })],
})
const told = ({ settings }: Drift) => settings.map(({ what, of, change, value }) => [what, of, change, value])

describe('two equal inventories', () => {
  it('give nothing', () => {
    const drift = drifted(tenant(), tenant())
    expect(drift).toMatchObject({
      kind: 'applications',
      settings: [],
      unread: [],
      resources: [],
      findings: { new: [], fixed: [], unknown: [] },
    })
    expect(drift.findings.still.length).toBeGreaterThan(0)
    expect(driftResult(drift)).toBe('same')
    expect(driftVerdict(drift)).toBe('Nothing changed.')
  })

  it('give nothing where only names, orders and spellings differ', () => {
    const from = tenant({
      applications: [
        anApplication({ id: 'APP-1', scopes: ['read:tickets', 'read:customers'] }),
        anApplication({ id: 'app-2', clientId: 'BBBB', name: 'Wallboard' }),
      ],
    })
    const to = tenant({
      applications: [
        anApplication({ id: 'app-2', clientId: 'BBBB', name: 'Wall screens' }),
        anApplication({ id: 'app-1', name: 'Reports', scopes: ['read:customers', 'read:tickets'] }),
      ],
      agents: [readAgent({ name: 'API Agent (new)' })],
    })
    expect(drifted(from, to)).toMatchObject({
      settings: [],
      unread: [],
      resources: [],
      findings: { new: [], fixed: [], unknown: [] },
    })
  })
})

describe('what is set of an application', () => {
  it('tells one that came and one that went', () => {
    const wallboard = anApplication({ id: 'app-2', clientId: 'BBBB', name: 'Wallboard' })
    const came = drifted(tenant(), tenant({ applications: [SYNC, wallboard] }))
    expect(told(came)).toEqual([['application', 'Wallboard', 'added', 'Wallboard (app-2)']])
    expect(came.findings.new.map(({ message }) => message.startsWith('Wallboard: '))).toContain(true)
    const went = drifted(tenant({ applications: [SYNC, wallboard] }), tenant())
    expect(told(went)).toEqual([['application', 'Wallboard', 'removed', 'Wallboard (app-2)']])
    expect(went.settings[0]?.message).toBe('Application Wallboard is gone.')
  })

  it('tells scopes, and the records that would be seen because of them', () => {
    const drift = drifted(tenant(sync({ scopes: ['read:customers'] })), tenant())
    expect(told(drift)).toEqual([
      ['scope', 'Reporting sync', 'removed', 'read:customers'],
      ['scope', 'Reporting sync', 'added', 'read:tickets'],
    ])
    expect(drift.resources).toMatchObject([
      {
        resource: 'tickets',
        side: 'app',
        application: { id: 'app-1', name: 'Reporting sync' },
        state: 'compared',
        appeared: ['1', '2', '3'],
        vanished: [],
        because: [1],
      },
    ])
    expect(movedBy(drift, 1)).toEqual(['3 tickets would appear (Reporting sync (predicted))'])
    expect(driftResult(drift)).toBe('changed')
  })

  it('tells that it is switched off, and another login and method', () => {
    expect(told(drifted(tenant(), tenant(sync({ inactive: true }))))).toEqual([
      ['application.inactive', 'Reporting sync', 'changed', 'inactive'],
    ])
    const other = { agents: [readAgent(), readAgent({ agentId: '7', name: 'Tim Bowers' })] }
    const nominated = drifted(
      tenant(other),
      tenant({ ...other, ...sync({ login: { type: 'agent', agentId: '7', name: 'Tim Bowers' } }) }),
    )
    expect(told(nominated)).toEqual([
      ['identity.different-agent', 'Reporting sync', 'changed', 'Tim Bowers (7)'],
    ])
    const nobody = sync({ login: { type: 'unset', agentId: null, name: null } })
    expect(told(drifted(tenant(), tenant(nobody))).map(([what]) => what)).toEqual(['application.no-login'])
    const user = sync({ login: { type: 'user', agentId: null, name: 'Mia Roth' } })
    expect(told(drifted(tenant(), tenant(user)))).toEqual([
      ['identity.different-agent', 'Reporting sync', 'changed', 'end user Mia Roth'],
    ])
    expect(told(drifted(tenant(), tenant(sync({ method: 'password' }))))).toContainEqual([
      'application.weak-method',
      'Reporting sync',
      'changed',
      'Username & Password',
    ])
  })

  it('tells a setting of an agent once, however many log in as it', () => {
    const two = {
      applications: [SYNC, anApplication({ id: 'app-2', clientId: 'B', name: 'Wallboard', scopes: ['all'] })],
    }
    const drift = drifted(tenant(two), tenant({ ...two, agents: [limitedAgent()] }))
    expect(new Set(drift.settings.map(({ what }) => what))).toEqual(new Set(['agent.client']))
    expect(drift.settings.every(({ of, side }) => of === 'API Agent' && side === null)).toBe(true)
    expect(drift.resources.map(({ application, vanished }) => [application?.name, vanished])).toEqual([
      ['Reporting sync', ['2', '3']],
      ['Wallboard', ['2', '3']],
    ])
    for (const { moves } of drift.resources)
      expect(moves.map(({ because }) => because)).toEqual([drift.settings.map((_, at) => at)])
  })
})

describe('records', () => {
  it('that the inspector gained or lost too were made or deleted', () => {
    const drift = drifted(
      tenant(),
      tenant({ lists: { tickets: listed([aTicket(2, FABRIKAM), aTicket(3, FABRIKAM), aTicket(9)]) } }),
    )
    expect(drift.resources).toMatchObject([
      { resource: 'tickets', appeared: [], vanished: [], created: ['9'], deleted: ['1'], undecided: [] },
    ])
    expect(driftResult(drift)).toBe('same')
    expect(driftHeadline(drift)[1]).toBe(
      'No record is known to have moved in predicted views of applications. 1 record was made in Halo and 1 deleted.',
    )
  })
})

describe('what was not read', () => {
  it('is no change: scopes, agents, lists', () => {
    const scopes = drifted(tenant(), tenant(sync({ scopes: null })))
    expect(scopes).toMatchObject({ settings: [], findings: { fixed: [] } })
    expect(scopes.unread.join()).toContain('Reporting sync')
    expect(scopes.resources).toMatchObject([
      { resource: 'tickets', state: 'unknown', appeared: [], vanished: [] },
    ])
    expect(driftResult(scopes)).toBe('unknown')

    const failed = {
      agents: [{ agentId: '42', state: 'failed' as const, failure: aFailure('request.failed') }],
    }
    const agents = drifted(tenant(), tenant(failed))
    expect(agents.settings).toEqual([])
    expect(agents.unread.length).toBeGreaterThan(0)

    const list = drifted(
      tenant(),
      tenant({ lists: { tickets: { state: 'failed', failure: aFailure('request.failed') } } }),
    )
    expect(list.resources).toMatchObject([{ state: 'unknown' }])
    expect(notKnownTexts(list).join()).toContain('Tickets could not be read by the inspector')
  })

  it('may be a whole application: none came or went', () => {
    const cut = tenant({ applications: [], listFailure: aFailure('request.failed') })
    for (const [from, to, words] of [
      [cut, tenant(), 'Whether Reporting sync is new is not known'],
      [tenant(), cut, 'Whether Reporting sync is gone is not known'],
    ] as const) {
      const drift = drifted(from, to)
      expect(drift).toMatchObject({ settings: [], findings: { new: [], fixed: [] } })
      expect(drift.findings.unknown.length).toBeGreaterThan(0)
      expect(drift.unread.join()).toContain(words)
      expect(driftResult(drift)).toBe('unknown')
    }
  })

  it.each([
    [{ method: 'unknown' as const, methodText: '7' }, { method: 'client-credentials' as const }],
    [{ login: { type: 'unknown' as const, agentId: null } }, {}],
    [
      { login: { type: 'user' as const, agentId: null, name: 'Mia Roth' } },
      { login: { type: 'user' as const, agentId: null, name: 'Mia Berg' } },
    ],
  ])('or cannot be told apart: %o', (was, is) => {
    const drift = drifted(tenant(sync(was)), tenant(sync(is)))
    expect(drift.settings).toEqual([])
    expect(drift.unread.length).toBeGreaterThan(0)
  })

  it('is nothing where an end user is spelt in another way', () => {
    const user = (name: string) => sync({ login: { type: 'user', agentId: null, name } })
    expect(drifted(tenant(user('Mia Roth')), tenant(user('mia  ROTH')))).toMatchObject({
      settings: [],
      unread: [],
    })
  })

  it('is nothing where a view is beyond prediction, which it is at both ends', () => {
    const signedInto = tenant(sync({ method: 'authorization-code' }))
    const drift = drifted(signedInto, signedInto)
    expect(drift.unread).toEqual([])
    expect(notKnownTexts(drift)).toEqual([
      'Reporting sync (predicted), tickets: It acts as whoever signs in through it.',
    ])
    expect(driftResult(drift)).toBe('same')
    const odd = tenant(sync({ method: 'unknown', methodText: '7' }))
    expect(drifted(odd, odd).settings).toEqual([])
  })
})

describe('what is accepted in a drift', () => {
  const anException = (over: Partial<Exception>): Exception => ({
    ...{ code: 'agent.client', tenant: null, side: null, resource: null, of: null, value: null },
    ...{ reason: 'Agreed', by: 'Ann Lee', until: '2026-12-31', line: 3 },
    ...over,
  })
  const accepted = (from: InventoryFacts, to: InventoryFacts, exceptions: readonly Exception[]) => {
    const { drift, namesOf: called } = whole(from, to)
    return acceptedDrift(drift, exceptions, '2026-11-26', (finding) =>
      coverableRisk(finding, called.get(finding) ?? []),
    )
  }

  it('stays listed, and is no change any more: settings with the records that they moved', () => {
    const drift = accepted(tenant(), tenant({ agents: [limitedAgent()] }), [anException({ of: '42' })])
    expect(drift.settings.every((setting) => setting.accepted?.by === 'Ann Lee')).toBe(true)
    expect(drift.resources[0]?.vanished).toEqual(['2', '3'])
    expect(drift.exceptions.applied).toMatchObject([{ findings: 0, settings: drift.settings.length }])
    expect(driftResult(drift)).toBe('same')
    expect(driftVerdict(drift)).toBe('Nothing changed that is not accepted.')
  })

  it('is by the name of a value, or by a scope', () => {
    const to = tenant(sync({ scopes: ['read:tickets', 'read:customers'] }))
    const scope = anException({ code: 'scope', value: 'read:customers', of: 'Reporting sync', side: 'app' })
    expect(driftResult(accepted(tenant(), to, [scope]))).toBe('same')
    expect(driftResult(accepted(tenant(), to, [{ ...scope, value: 'read:tickets' }]))).toBe('changed')
    expect(driftResult(accepted(tenant(), to, [{ ...scope, until: '2026-11-25' }]))).toBe('changed')
    const wallboard = anApplication({
      id: 'app-2',
      clientId: 'B',
      name: 'Wallboard',
      login: { agentId: '7' },
    })
    const came = tenant({
      applications: [SYNC, wallboard],
      agents: [readAgent(), readAgent({ agentId: '7' })],
    })
    const codes = whole(tenant(), came).drift.findings.new.map(({ code }) => code)
    const all = [
      anException({ code: 'application', value: 'Wallboard' }),
      ...codes.map((code) => anException({ code, of: 'wallboard' })),
    ]
    expect(driftResult(accepted(tenant(), came, all))).toBe('same')
    expect(driftResult(accepted(tenant(), came, all.slice(1)))).toBe('changed')
    expect(driftResult(accepted(tenant(), came, all.slice(0, 1)))).toBe('changed')
  })
})
