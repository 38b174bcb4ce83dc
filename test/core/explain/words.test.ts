import { describe, expect, it } from 'vitest'
import { countOf, nameSome, tally } from '../../../src/core/explain/words'
import { RESOURCES } from '../../../src/core/halo/resource'

describe('countOf', () => {
  it('has a singular for every resource', () => {
    expect(RESOURCES.map((resource) => countOf(1, resource).slice(2))).toEqual([
      'ticket',
      'client',
      'site',
      'user',
      'asset',
      'team',
      'ticket type',
      'agent',
      'status',
      'priority',
      'category',
      'contract',
      'supplier',
      'item',
      'invoice',
      'recurring invoice',
      'quote',
      'sales order',
      'purchase order',
      'opportunity',
      'project',
      'article',
      'report',
      'service',
      'software licence',
      'appointment',
    ])
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
    expect(tally('client', ['B', 'A', 'C', 'B']).map(({ value }) => value)).toEqual([
      'B (2)',
      'A (1)',
      'C (1)',
    ])
  })
})
