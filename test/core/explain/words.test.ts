import { describe, expect, it } from 'vitest'
import { countEach, countOf, nameSome, tally } from '../../../src/core/explain/words'
import { RESOURCES } from '../../../src/core/halo/resource'

describe('countOf', () => {
  it('has a singular and a plural for every resource', () => {
    for (const resource of RESOURCES) {
      expect(countOf(1, resource).slice(2)).not.toBe(countOf(2, resource).slice(2))
    }
    expect(countOf(1, 'statuses')).toBe('1 status')
    expect(countOf(1, 'priorities')).toBe('1 priority')
  })

  it.each([[0], [2]])('is plural for %i', (count) => {
    expect(countOf(count, 'statuses')).toBe(`${count} statuses`)
  })
})

describe('nameSome', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [['A', 'B', 'C', 'D', 'E'], 'A, B, C and 2 more'],
  ])('%j reads %j', (names, expected) => {
    expect(nameSome(names)).toBe(expected)
  })
})

describe('tally', () => {
  it('puts the most frequent first, equals by name', () => {
    expect(tally('client', countEach(['B', 'A', null, 'C', 'B'])).map(({ value }) => value)).toEqual([
      'B (2)',
      'A (1)',
      'C (1)',
    ])
  })
})
