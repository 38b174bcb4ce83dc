import { describe, expect, it } from 'vitest'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { checkRecipe, excessFindings } from '../../../src/core/policy/recipe-check'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { aComparison, aFailure, anAgent, API_AGENT, connected, failedSide } from '../support/builders'

const recipe: Recipe = {
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read', 'update'] }],
  membership: true,
  settings: [{ code: 'l9', value: '1', why: 'View unassigned' }],
  unchecked: [],
}

const tenant = (scopes: readonly string[], agent: Parameters<typeof anAgent>[0] | null = {}): Comparison => ({
  ...aComparison({
    app: connected({ ...API_AGENT, scopes }),
    configuration: { appSide: agent === null ? null : anAgent(agent) },
  }),
  findings: [],
  causes: [],
})

describe('a recipe', () => {
  it('is met by what it asks for, without excess', () => {
    const check = checkRecipe(recipe, tenant(['edit:tickets'], { claims: { Tx: '2', l9: '1' } }))
    expect(check.result).toBe('meets')
    expect(check.excess).toEqual([])
  })

  it('is not met where a scope, a level, a team or a setting is missing, and names each', () => {
    const check = checkRecipe(
      recipe,
      tenant(['read:tickets'], { claims: { Tx: '1', l9: '0' }, teams: [], departments: [] }),
    )
    expect(check.result).toBe('missing')
    expect(check.items.filter(({ state }) => state === 'missing').map(({ what }) => what)).toEqual([
      'scope edit:tickets',
      'update Tickets',
      'member of a team or department',
      'View unassigned (l9)',
    ])
  })

  it('is unknown, never met, while settings are not known', () => {
    expect(checkRecipe(recipe, tenant(['edit:tickets'], null)).result).toBe('unknown')
    expect(checkRecipe(recipe, tenant(['all:standard'], { claims: { Tx: '2', l9: '1' } })).result).toBe(
      'unknown',
    )
  })

  it('lists what is more than it needs, riskiest first, as findings for scopes', () => {
    const check = checkRecipe(
      recipe,
      tenant(['all', 'read:assets', 'openid'], {
        administrator: true,
        claims: { Tx: '2', l9: '1', Dx: '3' },
      }),
    )
    expect(check.result).toBe('meets')
    expect(check.excess.map(({ what, risk }) => `${risk} ${what}`)).toEqual([
      'high scope all',
      'high the agent is a Halo administrator',
      'high the agent may create, update, delete Assets',
      'low scope read:assets',
    ])
    expect(excessFindings(check).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'scope.excess warning',
      'scope.excess info',
    ])
  })
})

describe('a recipe on an application of which less is known', () => {
  const stateOf = (what: string, check: ReturnType<typeof checkRecipe>) =>
    check.items.find((item) => item.what.startsWith(what))?.state

  it('takes nothing for missing without a token', () => {
    const failed = { ...tenant([]), app: failedSide(aFailure('connection.tls')) }
    const check = checkRecipe(recipe, failed)
    expect(stateOf('scope', check)).toBe('unknown')
    expect(check.excess.filter(({ scope }) => scope !== null)).toEqual([])
  })

  it('does not know what Halo has no feature for', () => {
    const odd = { ...recipe, permissions: [{ feature: 'Hats', verbs: ['read' as const] }] }
    expect(stateOf('read Hats', checkRecipe(odd, tenant(['all'])))).toBe('unknown')
  })

  it('takes a member of all departments for a member', () => {
    const agent = { teams: [], departments: [], allDepartments: true }
    expect(stateOf('member', checkRecipe(recipe, tenant(['all'], agent)))).toBe('met')
    expect(stateOf('member', checkRecipe(recipe, tenant(['all'], { ...agent, teams: null })))).toBe('unknown')
  })

  it('holds a scope that changes records for riskier than one that reads', () => {
    const { excess } = checkRecipe(recipe, tenant(['edit:tickets', 'read:assets', 'edit:assets']))
    expect(excess.filter(({ scope }) => scope !== null).map(({ scope }) => scope)).toEqual([
      'edit:assets',
      'read:assets',
    ])
  })
})
