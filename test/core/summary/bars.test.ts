import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Observation } from '../../../src/core/comparison/observation'
import { barsOf } from '../../../src/core/summary/bars'
import { anObservation } from '../support/arbitraries'
import { aRecord, listed, refused, truncated } from '../support/builders'

const records = (...ids: readonly number[]) => ids.map((id) => aRecord(id))

const barOf = (
  agent: Observation,
  app: Observation,
  changed: readonly string[] = [],
  undecided: readonly string[] = [],
) => {
  const [bar] = barsOf([compareResource('tickets', agent, app, new Set(changed), new Set(undecided))], null)
  if (bar === undefined) throw new Error('There is a bar for each resource')
  return {
    ...bar,
    segments: Object.fromEntries(bar.segments.map(({ kind, records: count }) => [kind, count])),
  }
}

describe('a bar of a resource', () => {
  it('tells who sees what of two whole lists', () => {
    expect(barOf(listed(records(1, 2, 3)), listed(records(2, 3, 4, 5)))).toMatchObject({
      segments: { both: 2, 'only-agent': 1, 'only-app': 2 },
      records: 5,
      exact: true,
      part: 'compared',
    })
  })

  it('counts what changed meanwhile and what is undecided as unknown, and as nothing else', () => {
    const bar = barOf(listed(records(1, 2, 3, 4)), listed(records(2, 3)), ['1', '2'], ['4'])
    expect(bar).toMatchObject({ segments: { both: 1, unknown: 3 }, records: 4 })
  })

  it('counts what the other side lists of a resource that is refused, apart from what is unknown', () => {
    expect(barOf(listed(records(1, 2, 3)), refused(), ['3'])).toMatchObject({
      segments: { refused: 2, unknown: 1 },
      exact: true,
      part: 'refused',
    })
    expect(barOf(truncated(records(1, 2), 9), refused())).toMatchObject({
      segments: { refused: 2 },
      exact: false,
    })
    expect(barOf(refused(), refused())).toMatchObject({ segments: {}, records: 0, exact: false })
  })

  it('calls nothing missing from a list that is not whole', () => {
    expect(barOf(listed(records(1, 2, 3)), truncated(records(2), 9))).toMatchObject({
      segments: { both: 1, unknown: 2 },
      exact: false,
      part: 'failed',
    })
    const skipped = { state: 'skipped', reason: 'Not asked.' } as const
    expect(barOf(listed(records(1, 2)), skipped)).toMatchObject({ segments: { unknown: 2 }, exact: false })
  })

  it('says whether the purpose needs it, where there is one', () => {
    const compared = [compareResource('tickets', listed([]), listed([]), new Set())]
    expect(barsOf(compared, new Set(['tickets']))[0]?.needed).toBe(true)
    expect(barsOf(compared, new Set(['assets']))[0]?.needed).toBe(false)
    expect(barsOf(compared, null)[0]?.needed).toBeNull()
  })

  it('holds each record that either side lists once, whatever was observed', () => {
    fc.assert(
      fc.property(
        anObservation,
        anObservation,
        fc.uniqueArray(fc.integer({ min: 1, max: 30 }).map(String)),
        (agent, app, changed) => {
          const bar = barOf(agent, app, changed)
          const ids = new Set(
            [agent, app].flatMap((each) => (each.state === 'listed' ? each.records.map(({ id }) => id) : [])),
          )
          expect(bar.records).toBe(ids.size)
          for (const count of Object.values(bar.segments)) expect(count).toBeGreaterThan(0)
        },
      ),
    )
  })
})
