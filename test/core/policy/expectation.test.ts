import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Finding } from '../../../src/core/comparison/finding'
import type { ReasonCode } from '../../../src/core/comparison/reason-code'
import { checkExpectations, type Expectation } from '../../../src/core/policy/expectation'
import type { Recipe } from '../../../src/core/comparison/recipe'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  refused,
  truncated,
  type Scene,
} from '../support/builders'

const RECIPE: Recipe = {
  name: 'tickets',
  title: 'Read tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['read:tickets'],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
}

const BERNE = { siteId: '8', siteName: 'Berne' }

const SCENE: Scene = {
  app: connected({ ...API_AGENT, scopes: ['read:tickets', 'openid'] }),
  configuration: { appSide: anAgent() },
  observed: {
    tickets: [
      listed([
        aTicket(1, BERNE),
        aTicket(2, { ...FABRIKAM, ...BERNE }),
        aTicket(3, { siteId: '9', siteName: 'Zürich' }),
      ]),
      listed([aTicket(1, BERNE), aTicket(3, { siteId: '9', siteName: 'Zürich' })]),
    ],
    clients: [
      listed([aRecord(11, { label: 'Contoso' }), aRecord(12, { label: 'Fabrikam Ltd' })]),
      listed([aRecord(11, { label: 'Contoso' })]),
    ],
    assets: [
      listed([aRecord(5, { typeId: '4', typeName: 'Server' })]),
      listed([aRecord(5, { typeId: '4', typeName: 'Server' })]),
    ],
    users: [listed([aRecord(1)]), refused()],
    sites: [listed([aRecord(1), aRecord(2)]), truncated([aRecord(1), aRecord(2)], 9)],
  },
}

const comparisonOf = (scene: Scene, findings: readonly Finding[] = []): Comparison => ({
  ...aComparison(scene),
  findings,
  causes: [],
})

const checked = (expectation: Expectation, comparison = comparisonOf(SCENE)) => {
  const [result] = checkExpectations([expectation], comparison, [RECIPE])
  if (result === undefined) throw new Error('There is no result')
  return result
}

type Sees = Extract<Expectation, { kind: 'sees' }>
const sees = (over: Partial<Sees>): Sees => ({
  name: 'x',
  kind: 'sees',
  side: 'app',
  resource: 'tickets',
  where: {},
  least: 1,
  most: null,
  ...over,
})

describe('what a side is expected to see', () => {
  it.each<[string, Partial<Sees>, 'passed' | 'failed' | 'unknown']>([
    ['at least one', {}, 'passed'],
    ['more than there are', { least: 3 }, 'failed'],
    ['an exact number', { least: 2, most: 2 }, 'passed'],
    ['at most fewer', { least: 0, most: 1 }, 'failed'],
    ['a range', { least: 1, most: 5 }, 'passed'],
    ['of a client by name, however it is written', { where: { client: 'cONTOSO' } }, 'passed'],
    ['of a client by id', { where: { client: '11' }, least: 2, most: 2 }, 'passed'],
    [
      'none of a client that the other side alone sees',
      { where: { client: '12' }, least: 0, most: 0 },
      'passed',
    ],
    ['of a client that nobody knows', { where: { client: 'Contosso' }, least: 0, most: 0 }, 'unknown'],
    ['of a team', { where: { team: 'Service Desk' }, least: 2 }, 'passed'],
    ['of a type', { where: { type: '1' }, least: 2 }, 'passed'],
    ['of an assignee', { where: { assignee: 'API Agent' }, least: 2 }, 'passed'],
    ['of a site by name', { where: { site: 'zu\u0308rich' }, least: 1, most: 1 }, 'passed'],
    ['of a site by id', { where: { site: '9' }, least: 1, most: 1 }, 'passed'],
    ['of a site that nobody knows', { where: { site: 'Bern' } }, 'unknown'],
    ['of two things at once', { where: { client: '11', site: '9' }, least: 1, most: 1 }, 'passed'],
    ['of an asset type', { resource: 'assets', where: { type: 'Server' } }, 'passed'],
    ['a client by its own id', { resource: 'clients', where: { client: '11' }, most: 1 }, 'passed'],
    ['what the agent side sees', { side: 'agent', least: 3, most: 3 }, 'passed'],
    ['none of what was refused', { resource: 'users', least: 0, most: 0 }, 'unknown'],
    ['what was not compared', { resource: 'teams' }, 'unknown'],
    ['enough, in an incomplete list', { resource: 'sites', least: 1 }, 'unknown'],
    ['none, in an incomplete list that has some', { resource: 'sites', least: 0, most: 0 }, 'failed'],
  ])('%s', (_name, expectation, state) => {
    expect(checked(sees(expectation)).state).toBe(state)
  })

  it('names the records that are too many, and says what was wanted', () => {
    const tooMany = checked(sees({ least: 0, most: 1 }))
    expect(tooMany.records).toEqual(['1', '3'])
    expect(tooMany.message).toContain('expected 0 to 1')
    expect(checked(sees({ least: 3 })).message).toContain('expected at least 3')
    expect(checked(sees({ least: 1, most: 1 })).message).toContain('expected 1.')
    expect(checked(sees({ where: { client: '11' } })).message).toContain('of client 11')
    const many = Array.from({ length: 150 }, (_, index) => aRecord(index))
    const all = comparisonOf({ observed: { tickets: [listed(many), listed(many)] } })
    expect(checked(sees({ most: 0, least: 0 }), all).records).toHaveLength(100)
  })
})

describe('both sides expected to see the same', () => {
  const same = (...resources: Extract<Expectation, { kind: 'same' }>['resources']) =>
    checked({ name: 'x', kind: 'same', resources })

  it('fails with the records that differ, passes, or has no verdict', () => {
    expect(same('tickets', 'clients')).toMatchObject({ state: 'failed', records: ['2'] })
    expect(same('tickets', 'clients').message).toMatch(/Tickets: 1 .*; .*: 1 /)
    expect(same('assets')).toMatchObject({ state: 'passed', records: [] })
    expect(same('assets', 'users').state).toBe('unknown')
    expect(same('teams').state).toBe('unknown')
  })
})

describe('a recipe that is expected to be met', () => {
  const recipe = (
    scopes: readonly string[],
    { excess = 'any', name = 'tickets' }: { excess?: 'none' | 'any'; name?: string } = {},
  ) =>
    checked(
      { name: 'x', kind: 'recipe', recipe: name, excess },
      comparisonOf({ ...SCENE, app: connected({ ...API_AGENT, scopes }) }),
    )

  it('is met, is not, has more than it needs, or cannot be told', () => {
    expect(recipe(['read:tickets']).state).toBe('passed')
    expect(recipe(['read:assets'])).toMatchObject({ state: 'failed' })
    expect(recipe(['read:assets']).message).toContain('read:tickets')
    expect(recipe(['read:tickets', 'read:assets']).state).toBe('passed')
    expect(recipe(['read:tickets', 'read:assets'], { excess: 'none' })).toMatchObject({ state: 'failed' })
    expect(recipe(['read:tickets'], { excess: 'none' }).state).toBe('passed')
    expect(recipe(['all:standard']).state).toBe('unknown')
    expect(recipe(['read:tickets'], { name: 'none' }).state).toBe('unknown')
  })
})

describe('findings that are expected not to be there', () => {
  const FINDING: Finding = {
    code: 'agent.client',
    severity: 'warning',
    side: 'app',
    resource: 'tickets',
    message: 'A client is missing.',
    evidence: [],
    fix: null,
    records: ['2'],
    confidence: 'computed',
  }
  const none = (scene: Scene, findings: readonly Finding[] = []) =>
    checked({ name: 'x', kind: 'no-finding', codes: ['agent.client'] }, comparisonOf(scene, findings))
  const WHOLE: Scene = {
    configuration: { appSide: anAgent() },
    observed: { assets: [listed([]), listed([])] },
  }

  it('fail with their message and records, and pass only when everything was compared', () => {
    expect(none(WHOLE, [FINDING])).toMatchObject({ state: 'failed', records: ['2'] })
    expect(none(WHOLE, [FINDING]).message).toContain('A client is missing.')
    expect(none(WHOLE, [{ ...FINDING, code: 'agent.team' }]).state).toBe('passed')
    expect(none(SCENE).state).toBe('unknown')
  })

  it('are unknown, never passed, where nobody could have found them', () => {
    const codes = (code: ReasonCode, scene: Scene, recipes: readonly Recipe[] = []) =>
      checkExpectations(
        [{ name: 'x', kind: 'no-finding', codes: ['data.changed', code] }],
        comparisonOf(scene),
        recipes,
      )[0]?.state
    const unread = { ...WHOLE, configuration: { appSide: null } }
    expect(codes('agent.client', WHOLE)).toBe('passed')
    expect(codes('agent.client', unread)).toBe('unknown')
    const stranger = { ...API_AGENT, administrator: null }
    expect(codes('agent.administrator', { ...unread, app: connected(API_AGENT) })).toBe('passed')
    expect(codes('agent.administrator', { ...unread, app: connected(stranger) })).toBe('unknown')
    expect(
      codes('identity.different-agent', { ...WHOLE, app: connected({ ...API_AGENT, agentId: null }) }),
    ).toBe('unknown')
    expect(codes('scope.excess', WHOLE)).toBe('unknown')
    const app = (scopes: readonly string[]) => connected({ ...API_AGENT, scopes })
    expect(codes('scope.excess', { ...WHOLE, app: app(['read:tickets']) }, [RECIPE])).toBe('passed')
    expect(codes('scope.excess', { ...WHOLE, app: app(['all']) }, [RECIPE])).toBe('failed')
  })
})

describe('scopes that an application is expected not to exceed', () => {
  const only = (scopes: readonly string[], app = SCENE.app) =>
    checked({ name: 'x', kind: 'only-scopes', scopes }, comparisonOf({ ...SCENE, ...(app && { app }) }))

  it('are compared but for names of the sign-in, and unknown without a token', () => {
    expect(only(['read:tickets']).state).toBe('passed')
    expect(only([])).toMatchObject({ state: 'failed' })
    expect(only([]).message).toContain('read:tickets')
    expect(only([]).message).not.toContain('openid')
    expect(only([], connected({ ...API_AGENT, scopes: ['openid'] })).state).toBe('passed')
    // Halo did not say what the token holds: that is not known to be none.
    expect(only([], connected({ ...API_AGENT, scopes: [] })).state).toBe('unknown')
    const without = {
      ...SCENE,
      app: connected({ ...API_AGENT, scopes: [], requestedScopes: [] }),
      observed: {},
    }
    expect(checked({ name: 'x', kind: 'only-scopes', scopes: [] }, comparisonOf(without)).state).toBe(
      'passed',
    )
    expect(only(['all'], failedSide(aFailure('connection.tls'))).state).toBe('unknown')
  })
})
