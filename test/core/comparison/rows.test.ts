import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import { compareIds } from '../../../src/core/comparison/record'
import { comparedRows } from '../../../src/core/comparison/rows'
import type { ComparedRow } from '../../../src/core/comparison/rows'
import { anObservation } from '../support/arbitraries'
import { aRecord, listed, refused } from '../support/builders'

const seen = (rows: readonly ComparedRow[]) => rows.map(({ record, seenBy }) => `${record.id} ${seenBy}`)
const ids = (rows: readonly ComparedRow[]) => rows.map(({ record }) => record.id)

describe('comparedRows', () => {
  it('aligns both sides by id', () => {
    const agent = listed([aRecord(1), aRecord(2), aRecord(10)])
    const app = listed([aRecord(2), aRecord(3), aRecord(9)])
    const rows = comparedRows(compareResource('tickets', agent, app, new Set(['9'])))
    expect(seen(rows)).toEqual(['1 agent', '2 both', '3 app', '9 changed', '10 agent'])
  })

  it('shows the rows of one side when the other was refused', () => {
    expect(
      seen(comparedRows(compareResource('tickets', listed([aRecord(1)]), refused(), new Set()))),
    ).toEqual(['1 agent-or-both'])
  })

  it('has each record once, in order, and agrees with the sets', () => {
    fc.assert(
      fc.property(anObservation, anObservation, (agent, app) => {
        const comparison = compareResource('tickets', agent, app, new Set())
        const rows = comparedRows(comparison)
        expect(ids(rows)).toEqual([...new Set(ids(rows))].sort(compareIds))
        expect(rows.filter(({ seenBy }) => seenBy === 'both')).toHaveLength(comparison.both)
        if (comparison.verdict === 'unknown') return
        expect(ids(rows.filter(({ seenBy }) => seenBy === 'agent'))).toEqual(comparison.onlyAgent)
        expect(ids(rows.filter(({ seenBy }) => seenBy === 'app'))).toEqual(comparison.onlyApp)
      }),
    )
  })
})
