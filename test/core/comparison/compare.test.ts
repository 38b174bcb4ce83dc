import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Listed, Observation } from '../../../src/core/comparison/observation'
import { compareIds } from '../../../src/core/comparison/record'
import { ownTime } from '../../support/own-time'
import { aFailure, aRecord, listed, refused, truncated } from '../support/builders'
import { anObservation } from '../support/arbitraries'

const NONE = new Set<string>()
const ids = (...numbers: readonly number[]) => listed(numbers.map((number) => aRecord(number)))
const compare = (agent: Observation, app: Observation, changed: ReadonlySet<string> = NONE) =>
  compareResource('tickets', agent, app, changed)

describe('compareResource', () => {
  it.each([
    ['same', ids(1, 2), ids(2, 1)],
    ['app-sees-less', ids(1, 2), ids(1)],
    ['app-sees-more', ids(1), ids(1, 2)],
    ['differs', ids(1, 2), ids(2, 3)],
    ['same', ids(), ids()],
  ] as const)('says %s', (verdict, agent, app) => {
    expect(compare(agent, app).verdict).toBe(verdict)
  })

  it.each([
    ['refused', refused()],
    ['failed', { state: 'failed', failure: aFailure('request.failed') }],
    ['skipped', { state: 'skipped', reason: 'Not asked.' }],
    ['incomplete', truncated([aRecord(1)], 2)],
  ] as const)('is unknown when one side is %s, even if all that was fetched agrees', (_, side) => {
    expect(compare(ids(1), side).verdict).toBe('unknown')
    expect(compare(side, ids(1)).verdict).toBe('unknown')
  })

  it('calls no record missing from a list that is itself incomplete', () => {
    const result = compare(ids(1, 2, 3), truncated([aRecord(1), aRecord(9)], 3))
    expect(result).toMatchObject({ both: 1, onlyAgent: [], onlyApp: ['9'] })
  })

  it('keeps changed records out of the sets and the verdict', () => {
    expect(compare(ids(1, 2), ids(1, 3), new Set(['2', '3', '99']))).toMatchObject({
      verdict: 'same',
      both: 1,
      onlyAgent: [],
      onlyApp: [],
      changed: ['2', '3'],
    })
  })

  it('orders ids the way people count', () => {
    expect(compare(ids(100, 20, 3), ids()).onlyAgent).toEqual(['3', '20', '100'])
  })

  it('compares 100,000 records a side well under a second', () => {
    const many = (from: number) =>
      listed(Array.from({ length: 100_000 }, (_, index) => aRecord(from + index)))
    const [agent, app] = [many(1), many(5_001)]
    const before = ownTime()
    const result = compare(agent, app)
    expect(ownTime() - before).toBeLessThan(1_000)
    expect([result.both, result.onlyAgent.length, result.onlyApp.length]).toEqual([95_000, 5_000, 5_000])
  })
})

describe('compareResource, for any two observations', () => {
  const MIRRORED = {
    same: 'same',
    'app-sees-less': 'app-sees-more',
    'app-sees-more': 'app-sees-less',
    differs: 'differs',
    unknown: 'unknown',
  } as const
  const changedIds = fc.uniqueArray(fc.integer({ min: 1, max: 40 }).map(String), { maxLength: 5 })

  it('gives the mirrored answer when the sides are swapped', () => {
    fc.assert(
      fc.property(anObservation, anObservation, changedIds, (agent, app, changed) => {
        const straight = compare(agent, app, new Set(changed))
        const swapped = compare(app, agent, new Set(changed))
        expect(swapped.verdict).toBe(MIRRORED[straight.verdict])
        expect([swapped.onlyApp, swapped.onlyAgent]).toEqual([straight.onlyAgent, straight.onlyApp])
        expect([swapped.both, swapped.changed]).toEqual([straight.both, straight.changed])
      }),
    )
  })

  it('is unknown exactly when a side is not listed completely', () => {
    fc.assert(
      fc.property(anObservation, anObservation, (agent, app) => {
        const complete = [agent, app].every((side) => side.state === 'listed' && side.complete)
        expect(compare(agent, app).verdict === 'unknown').toBe(!complete)
      }),
    )
  })

  it('accounts for every fetched record once', () => {
    fc.assert(
      fc.property(anObservation, anObservation, changedIds, (agent, app, changed) => {
        fc.pre(agent.state === 'listed' && agent.complete)
        fc.pre(app.state === 'listed' && app.complete)
        const result = compare(agent, app, new Set(changed))
        const changedIn = (side: Listed) =>
          side.records.filter(({ id }) => result.changed.includes(id)).length
        expect(result.both + result.onlyAgent.length + changedIn(agent)).toBe(agent.records.length)
        expect(result.both + result.onlyApp.length + changedIn(app)).toBe(app.records.length)
        expect([...result.onlyAgent]).toEqual([...result.onlyAgent].sort(compareIds))
      }),
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(anObservation, anObservation, (agent, app) => {
        const { agent: _agent, app: _app, ...straight } = compare(agent, app)
        const reversed = (side: Observation): Observation =>
          side.state === 'listed' ? { ...side, records: side.records.toReversed() } : side
        expect(compare(reversed(agent), reversed(app))).toMatchObject(straight)
      }),
    )
  })
})
