import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REASON_CODES, type ReasonCode } from '../../../src/core/comparison/reason-code'
import { coveragePart, listEndOf } from '../../../src/core/comparison/outcome'
import { explained } from '../../../src/core/causes/explained'
import { checkExpectations, type Expectation } from '../../../src/core/policy/expectation'
import type { Resource } from '../../../src/core/halo/resource'
import { anObservation } from '../support/arbitraries'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  codesOf,
  connected,
  explainScene,
  listed,
  refused,
  truncated,
  type Observed,
  type Scene,
} from '../support/builders'

const SETTINGS: Scene = {
  app: connected({ ...API_AGENT, scopes: ['all'] }),
  agent: connected({ ...API_AGENT, scopes: ['all'] }),
  configuration: { appSide: anAgent(), agentSide: anAgent() },
}

const stateOf = (expectation: Expectation, scene: Scene) => {
  const [result] = checkExpectations([expectation], explained(aComparison(scene)), [])
  if (result === undefined) throw new Error('There is no result')
  return result
}

const noFinding = (code: ReasonCode, scene: Scene) =>
  stateOf({ name: 'x', kind: 'no-finding', codes: [code] }, scene)

const same = [aTicket(1), aTicket(2)]
const gapIn = (resource: Resource, gap: Observed[Resource]): Observed => ({
  tickets: [listed(same), listed(same)],
  assets: [listed([aRecord(1)]), listed([aRecord(1)])],
  [resource]: gap,
})

describe('a finding that is expected not to be there', () => {
  it.each<[string, Observed[Resource]]>([
    ['refused to the app', [listed([aRecord(1)]), refused()]],
    ['refused to both', [refused(), refused(401)]],
    ['refused to the agent side', [refused(), listed([])]],
    ['not asked', [{ state: 'skipped', reason: 'x' }, listed([])]],
    ['cut off', [listed([]), truncated([aRecord(1)], 9)]],
    ['failed', [listed([]), { state: 'failed', failure: aFailure('request.failed') }]],
  ])('is unknown where a list was %s', (_what, gap) => {
    for (const code of ['data.changed', 'app.more-than-person', 'agent.client'] as const)
      expect(noFinding(code, { ...SETTINGS, observed: gapIn('assets', gap) }).state, code).not.toBe('passed')
  })

  it('names what could not be compared, and passes where it is about another resource', () => {
    const scene = { ...SETTINGS, observed: gapIn('assets', [refused(), refused()]) }
    expect(noFinding('agent.asset-type', scene)).toMatchObject({ state: 'unknown' })
    expect(noFinding('agent.asset-type', scene).message).toContain('assets (refused)')
    for (const code of [
      'agent.unassigned',
      'agent.team',
      'agent.ticket-type',
      'agent.administrator',
      'agent.disabled',
      'identity.unknown',
    ] as const)
      expect(noFinding(code, scene), code).toMatchObject({ state: 'passed' })
  })

  it('is unknown where nothing was compared that it could be about', () => {
    const scene: Scene = { ...SETTINGS, observed: { tickets: [listed(same), listed(same)] } }
    expect(noFinding('agent.team', scene).state).toBe('passed')
    expect(noFinding('agent.asset-type', scene).state).toBe('unknown')
  })

  it('is unknown where a difference has no known cause, which may be it', () => {
    const scene = { ...SETTINGS, observed: { tickets: [listed(same), listed([aTicket(1)])] } } satisfies Scene
    expect(codesOf(explainScene(scene))).toContain('data.unexplained')
    expect(noFinding('scope.missing', scene).state).toBe('unknown')
    expect(noFinding('agent.team', scene).message).toContain('tickets')
    expect(
      noFinding('agent.asset-type', {
        ...scene,
        observed: { ...scene.observed, assets: [listed([]), listed([])] },
      }).state,
    ).toBe('passed')
  })

  it.each<[ReasonCode, Scene]>([
    ['identity.same-application', { sameApplication: null, app: connected({ ...API_AGENT, agentId: '9' }) }],
    ['identity.unknown', { app: connected({ ...API_AGENT, agentId: null }) }],
    ['scope.not-granted', { app: connected({ ...API_AGENT, scopes: [] }) }],
    ['connection.no-scope', { app: connected({ ...API_AGENT, scopes: [] }) }],
    ['agent.disabled', { configuration: { appSide: anAgent({ disabled: null }) } }],
    [
      'agent.administrator',
      {
        app: connected({ ...API_AGENT, administrator: null }),
        configuration: { appSide: anAgent({ administrator: null }) },
      },
    ],
  ])('%s is unknown where what it turns on was not said, and passes where it was', (code, scene) => {
    const observed = { tickets: [listed(same), listed(same)] as const }
    expect(noFinding(code, { ...SETTINGS, observed }).state).toBe('passed')
    expect(noFinding(code, { ...SETTINGS, ...scene, observed }).state).toBe('unknown')
  })
})

describe('over every state that two lists can be in', () => {
  const states = fc.record({
    tickets: fc.tuple(anObservation, anObservation),
    assets: fc.tuple(anObservation, anObservation),
  })
  const ABOUT_LISTS = REASON_CODES.filter((code) => /^(data|app)\.|^scope\.missing|feature-level/.test(code))

  it('no expectation about lists passes unless both were compared whole', () => {
    fc.assert(
      fc.property(states, fc.constantFrom(...ABOUT_LISTS), (observed, code) => {
        const scene: Scene = { ...SETTINGS, observed }
        const whole = (resource: 'tickets' | 'assets'): boolean =>
          coveragePart(listEndOf(observed[resource][0]), listEndOf(observed[resource][1])) === 'compared'
        const both = whole('tickets') && whole('assets')
        if (!both) expect(noFinding(code, scene).state).not.toBe('passed')
        const all = stateOf({ name: 'x', kind: 'same', resources: ['tickets', 'assets'] }, scene)
        if (!both) expect(all.state).not.toBe('passed')
        const sees = { name: 'x', kind: 'sees', resource: 'tickets', where: {}, least: 0 } as const
        for (const [side, own] of [
          ['agent', observed.tickets[0]],
          ['app', observed.tickets[1]],
        ] as const) {
          const isWhole = own.state === 'listed' && own.complete
          expect(stateOf({ ...sees, side, most: null }, scene).state === 'passed').toBe(isWhole)
          if (own.state !== 'listed') expect(stateOf({ ...sees, side, most: 0 }, scene).state).toBe('unknown')
        }
      }),
    )
  })
})
