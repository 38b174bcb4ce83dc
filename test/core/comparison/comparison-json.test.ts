import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonToJson } from '../../../src/core/comparison/comparison-json'
import { explained } from '../../../src/core/causes/explained'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { aScene } from '../support/arbitraries'
import {
  aComparison,
  aFailure,
  aTicket,
  API_AGENT,
  connected,
  failedSide,
  listed,
  refused,
  truncated,
} from '../support/builders'
import type { Scene } from '../support/builders'

const jsonOf = (scene: Scene) => {
  const facts = aComparison(scene)
  // Through text, as it is written to a file.
  return comparisonFileSchema.parse(JSON.parse(JSON.stringify(comparisonToJson(explained(facts)))))
}

describe('comparisonToJson', () => {
  it('has the shape of crossview.comparison/1, whatever was observed', () => {
    fc.assert(fc.property(aScene(fc.constantFrom('7', '42', null)), (scene) => void jsonOf(scene)))
  })

  it('tells identities with numeric ids, counts instead of rows, and differing ids', () => {
    const json = jsonOf({ observed: { tickets: [listed([aTicket(1), aTicket(2)]), listed([aTicket(2)])] } })
    expect(json.identities).toEqual({
      agent: { agentId: 7, name: 'Tim Bowers', administrator: false, scopes: ['all'] },
      app: { agentId: 42, name: 'API Agent', administrator: false, scopes: ['all'] },
      sameAgent: false,
      sameApplication: false,
    })
    expect(json.resources).toEqual([
      {
        resource: 'tickets',
        agent: { state: 'listed', fetched: 2, total: 2, complete: true },
        app: { state: 'listed', fetched: 1, total: 1, complete: true },
        verdict: 'app-sees-less',
        both: 1,
        onlyAgent: ['1'],
        onlyApp: [],
        changed: [],
        counts: { both: 1, onlyAgent: 1, onlyApp: 0, changed: 0 },
        findings: [0],
      },
    ])
    expect(json.findings[0]).toMatchObject({ code: 'data.unexplained', records: ['1'] })
  })

  it('says why a list is incomplete, refused, failed or skipped', () => {
    const json = jsonOf({
      observed: {
        tickets: [truncated([aTicket(1)], 2), refused(401)],
        assets: [
          { state: 'failed', failure: aFailure('request.failed') },
          { state: 'skipped', reason: 'Not asked.' },
        ],
      },
    })
    expect(json.resources.map(({ agent, app }) => [agent, app])).toEqual([
      [
        { state: 'listed', fetched: 1, total: 2, complete: false, reason: 'Halo returned 1 of 2 rows.' },
        { state: 'refused', status: 401 },
      ],
      [
        { state: 'failed', code: 'request.failed', message: 'It went wrong (request.failed).' },
        { state: 'skipped', reason: 'Not asked.' },
      ],
    ])
  })

  it('has no identity for a side that could not connect', () => {
    const { identities } = jsonOf({ app: failedSide(aFailure('connection.tls')) })
    expect(identities.app).toBeNull()
    expect(identities.sameAgent).toBeNull()
  })

  it.each([
    ['a GUID', '5b3b1c1e-0000'],
    ['too large a number', '99999999999999999999'],
    ['nothing', null],
  ])('gives no number for an agent id that is %s', (_, agentId) => {
    expect(jsonOf({ app: connected({ ...API_AGENT, agentId }) }).identities.app?.agentId).toBeNull()
  })
})
