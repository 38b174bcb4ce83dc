import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InventoryFacts } from '../../../src/core/inventory/application'
import { assessor } from '../../../src/core/inventory/assess'
import type { InventoryEntry, Reduction } from '../../../src/core/inventory/inventory'
import { predictorFor } from '../../../src/core/inventory/predict'
import type { Resource } from '../../../src/core/halo/resource'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { checkRecipe } from '../../../src/core/policy/recipe-check'
import { parseChange } from '../../../src/core/remedy/change-syntax'
import { whatIf } from '../../../src/core/remedy/what-if'
import { comparisonOf, aRandomTenant, type RandomTenant } from '../../support/random-tenant'
import { anApplication, anInventory, readAgent } from '../support/assessed'
import { aTicket, aRecord, connected, listed, UNASSIGNED } from '../support/builders'

const recipe = (over: Partial<Recipe> = {}): Recipe => ({
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read', 'update'] }],
  membership: false,
  settings: [],
  unchecked: [],
  ...over,
})

const LISTS: Parameters<typeof anInventory>[0] = {
  lists: {
    tickets: listed([aTicket(1), aTicket(2)]),
    clients: listed([aRecord(11), aRecord(12), aRecord(13)]),
    assets: listed([aRecord(1)]),
    teams: listed([aRecord(3)]),
  },
}

const NOTES = { 'aaaa-1': { purpose: 'tickets', owner: 'Ada', nextReview: null } }

const entryOf = (
  scopes: readonly string[],
  {
    agent = {},
    of = recipe(),
    facts = {},
  }: { agent?: Parameters<typeof readAgent>[0]; of?: Recipe; facts?: Partial<InventoryFacts> } = {},
): InventoryEntry => {
  const application = anApplication({ scopes })
  const inventory = {
    ...anInventory({ ...LISTS, applications: [application], agents: [readAgent(agent)] }),
    ...facts,
  }
  return assessor(inventory, { notes: NOTES, recipes: [of], compared: [] }).entry(application)
}

const reductions = (...input: Parameters<typeof entryOf>): readonly Reduction[] =>
  entryOf(...input).purpose?.reductions ?? []

describe('what can be taken from an application', () => {
  it('is every scope that its purpose does not need: all together, then each', () => {
    const [all, ...single] = reductions(['edit:tickets', 'read:customers', 'edit:assets'])
    expect(all).toEqual({
      text: 'Untick these 2 scopes: edit:assets, read:customers. Nothing that its purpose needs is lost.',
      changes: ['app.scope-=edit:assets', 'app.scope-=read:customers'],
      hides: [
        { resource: 'clients', records: 3, unknown: 0 },
        { resource: 'assets', records: 1, unknown: 0 },
      ],
      rights: expect.arrayContaining(['read Clients/Customers', 'read Assets', 'update Assets']),
    })
    expect(single.map(({ changes }) => changes)).toContainEqual(['app.scope-=edit:assets'])
    expect(single.map(({ changes }) => changes)).toContainEqual(['app.scope-=read:customers'])
  })

  it('is nothing where it holds just what its purpose needs', () => {
    expect(reductions(['edit:tickets', 'openid'], { agent: { claims: { Tx: '2' } } })).toEqual([])
  })

  it('replaces all by the scopes of the recipe; what no known scope governs may go', () => {
    const [first] = reductions(['all'])
    expect(first?.text).toBe('Untick all and tick edit:tickets. Nothing that its purpose needs is lost.')
    expect(first?.changes).toEqual(['app.scope-=all', 'app.scope+=edit:tickets'])
    expect(first?.hides).toEqual([
      { resource: 'clients', records: 3, unknown: 0 },
      { resource: 'assets', records: 1, unknown: 0 },
      { resource: 'teams', records: 0, unknown: 1 },
    ])
  })

  it('takes the scopes that a recipe without any needs from its permissions', () => {
    const of = recipe({ scopes: [] })
    expect(reductions(['all'], { of })[0]?.changes).toEqual(['app.scope-=all', 'app.scope+=edit:tickets'])
  })

  it('narrows edit to read where reading is all that is needed', () => {
    const of = recipe({ scopes: ['read:tickets'], permissions: [] })
    expect(reductions(['edit:tickets'], { of })[0]).toMatchObject({
      text: 'Untick edit:tickets and tick read:tickets. Nothing that its purpose needs is lost.',
      changes: ['app.scope-=edit:tickets', 'app.scope+=read:tickets'],
      hides: [],
      rights: ['update Tickets'],
    })
  })

  it('never unticks by itself what another scope gives all the same', () => {
    const changes = reductions(['all', 'read:assets', 'edit:tickets']).map((each) => each.changes)
    expect(changes).toEqual([
      ['app.scope-=all', 'app.scope-=read:assets'],
      ['app.scope-=all'],
      expect.arrayContaining(['agent.claim.Dx=0']),
    ])
  })

  it('does not promise that nothing is lost where the purpose is not met anyway, and makes it no worse', () => {
    const found = reductions(['read:tickets', 'read:assets'])
    expect(found[0]?.text).toBe('Untick read:assets.')
    expect(found.flatMap(({ changes }) => changes)).not.toContain('app.scope+=edit:tickets')
  })

  it('is nothing that would leave open whether the purpose is met', () => {
    const of = recipe({ permissions: [{ feature: 'Services', verbs: ['read'] }] })
    const agent = { claims: { Vx: '1' } }
    expect(reductions(['all', 'read:kb'], { of, agent })).toEqual([])
  })

  it('counts records apart of which nothing decides whether it would see them', () => {
    const of = recipe({ scopes: ['read:customers'], permissions: [] })
    const agent = { claims: { Tx: '2', Ux: '3', l8: '1', Fc: '1', Ft: '1' } }
    const facts = {
      lists: [
        {
          resource: 'tickets' as const,
          observation: listed([aTicket(1), aTicket(2, UNASSIGNED), aTicket(3, UNASSIGNED)]),
        },
      ],
    }
    expect(reductions(['read:customers', 'read:tickets'], { of, agent, facts })[0]?.hides).toEqual([
      { resource: 'tickets', records: 1, unknown: 2 },
    ])
  })

  it('says nothing of scopes that nobody knows', () => {
    const application = anApplication({ scopes: null })
    const inventory = anInventory({ ...LISTS, applications: [application] })
    const { purpose } = assessor(inventory, { notes: NOTES, recipes: [recipe()], compared: [] }).entry(
      application,
    )
    expect(purpose?.result).toBe('unknown')
    expect(
      purpose?.reductions.flatMap(({ changes }) => changes).filter((each) => each.includes('scope')),
    ).toEqual([])
  })

  it('says so where nobody knows how much goes', () => {
    const facts = {
      lists: [
        { resource: 'assets' as const, observation: { state: 'refused' as const, status: 403 as const } },
      ],
    }
    expect(reductions(['edit:tickets', 'read:assets'], { facts })[0]).toMatchObject({
      text: 'Untick read:assets. Nothing that its purpose needs is lost. How much it would see of assets is not known, and goes too.',
      hides: [],
    })
  })

  it('unticks scopes that nobody here knows', () => {
    const entry = entryOf(['edit:tickets', 'edit:holograms'])
    const changes = entry.purpose?.reductions[0]?.changes ?? []
    expect(changes).toEqual(['app.scope-=edit:holograms'])
    const inventory = anInventory({ ...LISTS, applications: [entry.application] })
    const { predictor } = assessor(inventory, { notes: NOTES, recipes: [], compared: [] })
    expect(parseChange(changes.join(''), predictor.comparison(entry.application)).ok).toBe(true)
  })
})

describe('levels of its agent', () => {
  const levels = (...input: Parameters<typeof entryOf>) =>
    reductions(...input).find(({ changes }) => changes.some((change) => change.startsWith('agent.')))

  it('are lowered to what the purpose needs, with what goes then', () => {
    expect(
      levels(['edit:tickets', 'edit:assets'], { agent: { claims: { Tx: '2', Dx: '3', Ux: '3' } } }),
    ).toEqual({
      text: 'Lower the levels of API Agent: Clients/Customers to No Access, Assets to No Access. Nothing that its purpose needs is lost.',
      changes: ['agent.claim.Ux=0', 'agent.claim.Dx=0'],
      hides: [{ resource: 'assets', records: 1, unknown: 0 }],
      rights: ['read Assets', 'create Assets', 'update Assets'],
    })
  })

  it('are left alone where a role gives them, or may', () => {
    const agent = { claims: { Tx: '2', Dx: '3' }, roles: [{ id: 'r', name: 'Role' }] }
    expect(levels(['edit:tickets'], { agent })).toBeUndefined()
    const role = (claims: Record<string, string>) => ({ roles: [{ id: 'r', name: 'Role', claims }] })
    expect(levels(['edit:tickets'], { agent, facts: role({ Dx: '3' }) })).toBeUndefined()
    expect(levels(['edit:tickets'], { agent, facts: role({ Dx: '1' }) })?.changes).toEqual([
      'agent.claim.Dx=0',
    ])
    expect(levels(['edit:tickets'], { agent: { ...agent, roles: null } })).toBeUndefined()
  })

  it('are left alone where another application, or the inspector, acts as the same agent', () => {
    const agent = { claims: { Tx: '2', Dx: '3' } }
    const others = (over: Parameters<typeof anApplication>[0]) => ({
      applications: [anApplication({ scopes: ['edit:tickets'] }), anApplication({ id: 'app-2', ...over })],
    })
    expect(levels(['edit:tickets'], { agent, facts: others({}) })).toBeUndefined()
    expect(levels(['edit:tickets'], { agent, facts: others({ inactive: true }) })).toBeDefined()
    const inspector = connected({ agentId: '42' })
    expect(levels(['edit:tickets'], { agent, facts: { inspector } })).toBeUndefined()
  })
})

// --- Proven on the records ----------------------------------------------------------------------

const APPLICATION = 'app-1'

/** The random tenant as an inspector reads it: its lists, and one application with the random agent and scopes. */
const inventoryOf = (random: RandomTenant): InventoryFacts => {
  const { resources, configuration, agent } = comparisonOf(random)
  const permissions = configuration.appSide!
  return {
    ...anInventory({
      applications: [
        anApplication({
          id: APPLICATION,
          scopes: random.scopes,
          login: { agentId: permissions.agentId, name: permissions.name },
        }),
      ],
      agents: [{ agentId: permissions.agentId, state: 'read', permissions: { ...permissions, roles: [] } }],
    }),
    inspector: agent,
    teams: configuration.teams,
    lists: resources.map(({ resource, agent: observation }) => ({ resource, observation })),
  }
}

const aRecipe = fc
  .record({
    scopes: fc.subarray(['edit:tickets', 'read:tickets', 'read:customers', 'edit:assets', 'read:kb']),
    reads: fc.subarray(['Tickets', 'Clients/Customers', 'Assets']),
  })
  .map(({ scopes, reads }) =>
    recipe({ scopes, permissions: reads.map((feature) => ({ feature, verbs: ['read'] as const })) }),
  )

const idsIn = (
  records: ReturnType<ReturnType<typeof predictorFor>['records']>,
  which: 'visible' | 'unknown',
) => new Map(records.map((each) => [each.resource, new Set(each[which].map(({ id }) => id))]))

it('takes exactly the records that it says, on random tenants: predicted anew, and by what-if', () => {
  let tried = 0
  fc.assert(
    fc.property(aRandomTenant, aRecipe, (random, of) => {
      const facts = inventoryOf(random)
      const [application] = facts.applications
      const assessed = assessor(facts, { notes: NOTES, recipes: [of], compared: [] })
      const { purpose } = assessed.entry(application!)
      const comparison = assessed.predictor.comparison(application!)
      for (const reduction of purpose!.reductions) {
        tried += 1
        const changes = reduction.changes.map((text) => {
          const parsed = parseChange(text, comparison)
          if (!parsed.ok) throw new Error(parsed.message)
          return parsed.change
        })
        // What-if, which judges record by record.
        const outlook = whatIf(comparison, changes).resources
        const said = (resource: Resource) => reduction.hides.find((each) => each.resource === resource)
        for (const { resource, appears, disappears } of outlook) {
          expect(appears).toEqual([])
          expect(disappears).toHaveLength(said(resource)?.records ?? 0)
        }
        for (const { resource, records } of reduction.hides)
          expect(outlook.find((each) => each.resource === resource)?.disappears.length ?? 0).toBe(records)
        // Predicted anew, from facts that were changed by hand.
        const after = predictorFor(changedBy(facts, reduction.changes), {
          contradicted: [],
          agreement: [],
        })
        const [later] = changedBy(facts, reduction.changes).applications
        const before = assessed.predictor.records(application!)
        const seen = idsIn(before, 'visible')
        const left = idsIn(after.records(later!), 'visible')
        for (const [resource, ids] of seen) {
          const stay = left.get(resource) ?? new Set()
          const gone = [...ids].filter((id) => !stay.has(id)).length
          const hides = said(resource)
          expect(gone).toBeGreaterThanOrEqual(hides?.records ?? 0)
          expect(gone).toBeLessThanOrEqual((hides?.records ?? 0) + (hides?.unknown ?? 0))
          expect([...stay].every((id) => ids.has(id))).toBe(true)
        }
        // The purpose is met no less.
        const check = checkRecipe(of, after.comparison(later!))
        check.items.forEach(({ state }, place) => {
          if (purpose!.items[place]?.state === 'met') expect(state).toBe('met')
        })
      }
    }),
    { numRuns: 60 },
  )
  expect(tried).toBeGreaterThan(40)
})

const changedBy = (facts: InventoryFacts, changes: readonly string[]): InventoryFacts => {
  const scopes = new Set(facts.applications[0]!.scopes)
  const claims: Record<string, string> = {}
  for (const change of changes) {
    const [, sign, scope = ''] = /^app\.scope([+-])=(.+)$/.exec(change) ?? []
    if (sign === '+') scopes.add(scope)
    if (sign === '-') scopes.delete(scope)
    const [, code, value = ''] = /^agent\.claim\.(..)=(\d)$/.exec(change) ?? []
    if (code !== undefined) claims[code] = value
  }
  return {
    ...facts,
    applications: facts.applications.map((each) => ({ ...each, scopes: [...scopes] })),
    agents: facts.agents.map((reading) =>
      reading.state === 'read'
        ? {
            ...reading,
            permissions: { ...reading.permissions, claims: { ...reading.permissions.claims, ...claims } },
          }
        : reading,
    ),
  }
}
