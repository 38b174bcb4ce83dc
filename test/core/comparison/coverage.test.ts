import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import { coverageOf, isComplete } from '../../../src/core/comparison/coverage'
import type { Observation } from '../../../src/core/comparison/observation'
import { aFailure, aRecord, listed, refused, truncated } from '../support/builders'

const done = listed([aRecord(1)])
const cut = truncated([aRecord(1)], 2)
const failed: Observation = { state: 'failed', failure: aFailure('request.failed') }
const skipped: Observation = { state: 'skipped', reason: 'Not asked.' }

const compared = (agent: Observation, app: Observation) => compareResource('tickets', agent, app, new Set())

describe('coverageOf', () => {
  it.each([
    ['compared', done, done],
    ['refused', done, refused()],
    ['refused', skipped, refused()],
    ['failed', done, failed],
    ['failed', done, cut],
    ['failed', refused(), failed],
    ['failed', cut, skipped],
    ['skipped', done, skipped],
  ] as const)('counts as %s whichever side it is', (part, one, other) => {
    const expected = { resources: 1, compared: 0, refused: 0, failed: 0, skipped: 0, [part]: 1 }
    expect(coverageOf([compared(one, other)])).toEqual(expected)
    expect(coverageOf([compared(other, one)])).toEqual(expected)
  })

  it('adds up', () => {
    const all = [
      compared(done, done),
      compared(done, refused()),
      compared(done, cut),
      compared(skipped, skipped),
    ]
    expect(coverageOf(all)).toEqual({ resources: 4, compared: 1, refused: 1, failed: 1, skipped: 1 })
  })
})

describe('isComplete', () => {
  it('takes a refusal for an answer and lets unasked resources be', () => {
    expect(isComplete([compared(done, done), compared(done, refused()), compared(skipped, skipped)])).toBe(
      true,
    )
  })

  it.each([
    ['failed', failed],
    ['incomplete', cut],
  ] as const)('is false with a %s list', (_, side) => {
    expect(isComplete([compared(done, done), compared(side, done)])).toBe(false)
  })
})
