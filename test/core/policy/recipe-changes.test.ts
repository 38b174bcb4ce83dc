import { describe, expect, it } from 'vitest'
import { accessFactsOf } from '../../../src/core/access/access'
import { applyChanges } from '../../../src/core/access/change'
import { effectivePermissions } from '../../../src/core/access/effective'
import { changeSyntax } from '../../../src/core/remedy/change-syntax'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { excessChanges, recipeChanges } from '../../../src/core/policy/recipe-changes'
import { checkFacts, checkRecipe } from '../../../src/core/policy/recipe-check'
import { aComparison, anAgent, API_AGENT, connected } from '../support/builders'

const recipe = (asked: Partial<Recipe>): Recipe => ({
  name: 'own',
  title: 'Own',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: [],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
  ...asked,
})

const tenant = (
  scopes: readonly string[],
  agent: Parameters<typeof anAgent>[0] | null = { claims: { Tx: '0', l4: '0', l6: '0', l9: '0' } },
): Comparison => ({
  ...aComparison({
    app: connected({ ...API_AGENT, scopes }),
    configuration: { appSide: agent === null ? null : anAgent(agent) },
  }),
  findings: [],
  causes: [],
})

/** What is offered for each item, as it is typed after `--what-if`. */
const offered = (asked: Partial<Recipe>, of: Comparison): readonly (readonly string[])[] =>
  recipeChanges(checkRecipe(recipe(asked), of), of).map((changes) => changes.map(changeSyntax))

const tickets = (...verbs: Recipe['permissions'][number]['verbs']): Partial<Recipe> => ({
  permissions: [{ feature: 'Tickets', verbs }],
})

describe('what would give an application what a recipe asks for', () => {
  it('is one list of changes for each item, in their order, empty for what is met', () => {
    const asked = {
      scopes: ['read:tickets', 'read:assets'],
      ...tickets('read'),
      membership: true,
      settings: [{ code: 'l9', value: '1', why: 'View unassigned' }],
    }
    const of = tenant(['read:tickets'], { claims: { Tx: '0', l9: '0' }, teams: [], departments: [] })
    expect(checkRecipe(recipe(asked), of).items.map(({ state }) => state)).toEqual([
      'met',
      'missing',
      'missing',
      'missing',
      'missing',
    ])
    expect(offered(asked, of)).toEqual([
      [],
      ['app.scope+=read:assets'],
      ['agent.claim.Tx=1'],
      [], // Any team will do.
      ['agent.claim.l9=1'],
    ])
  })

  it('opens of the two halves those that deny', () => {
    expect(offered(tickets('read'), tenant(['read:assets']))).toEqual([
      ['app.scope+=read:tickets', 'agent.claim.Tx=1'],
    ])
    expect(offered(tickets('read'), tenant(['read:assets'], { claims: { Tx: '1' } }))).toEqual([
      ['app.scope+=read:tickets'],
    ])
    expect(offered(tickets('update'), tenant(['edit:tickets'], { claims: { Tx: '1' } }))).toEqual([
      ['agent.claim.Tx=2'],
    ])
    expect(offered(tickets('update'), tenant(['read:tickets'], { claims: { Tx: '2' } }))).toEqual([
      ['app.scope+=edit:tickets'],
    ])
  })

  it('gives with tickets the right of their own to add or to remove', () => {
    expect(offered(tickets('create', 'delete'), tenant(['edit:tickets']))).toEqual([
      ['agent.claim.Tx=2', 'agent.claim.l6=1'],
      ['agent.claim.Tx=2', 'agent.claim.l4=1'],
    ])
  })

  it('leaves nothing missing', () => {
    const before = tenant(['read:tickets'])
    const asked = { scopes: ['edit:tickets'], ...tickets('read', 'update', 'create', 'delete') }
    expect(checkRecipe(recipe(asked), before).result).toBe('missing')
    const changes = recipeChanges(checkRecipe(recipe(asked), before), before).flat()
    const facts = applyChanges(accessFactsOf(before), changes, {
      departmentOf: () => null,
      agentOf: () => undefined,
    })
    const table = effectivePermissions({ ...facts, roles: before.configuration.roles })
    // Whether edit:tickets covers deleting is not known.
    expect(checkFacts(recipe(asked), facts, table).items.map(({ state }) => state)).toEqual([
      'met',
      'met',
      'met',
      'met',
      'unknown',
    ])
  })

  it('offers nothing where what is missing has no known change, or is not known to be missing', () => {
    expect(offered({ scopes: ['own:scope'] }, tenant(['read:assets']))).toEqual([[]])
    expect(offered(tickets('read'), tenant(['all'], null))).toEqual([[]])
    expect(
      offered({ permissions: [{ feature: 'Nothing of Halo', verbs: ['read'] }] }, tenant(['all'])),
    ).toEqual([[]])
    expect(offered({ settings: [{ code: 'l8', value: '1', why: 'Others' }] }, tenant(['all']))).toEqual([[]])
  })
})

describe('what would take away more than a recipe asks for', () => {
  it('is each scope unticked, and nothing for a right of the agent', () => {
    const of = tenant(['read:tickets', 'read:assets', 'openid'], { administrator: true, claims: { Tx: '2' } })
    const check = checkRecipe(recipe({ scopes: ['read:tickets'] }), of)
    expect(check.excess.map(({ scope }) => scope)).toContain('read:assets')
    expect(check.excess.map(({ scope }) => scope)).toContain(null)
    expect(excessChanges(check).map((changes) => changes.map(changeSyntax))).toEqual(
      check.excess.map(({ scope }) => (scope === null ? [] : [`app.scope-=${scope}`])),
    )
  })
})
