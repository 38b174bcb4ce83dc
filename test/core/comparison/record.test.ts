import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareIds, sortedById } from '../../../src/core/comparison/record'
import { aRecord } from '../support/builders'

const anId = fc.oneof(
  fc.nat({ max: 2000 }).map(String),
  fc.constantFrom('7/2', '12a', 'f0e1', 'F0E1', '', '007'),
  fc.uuid(),
)

describe('the order of ids', () => {
  it('is that of numbers, then that of everything else', () => {
    const ids = ['b', '10', 'a', '9', '7/2', '100', 'B']
    expect([...ids].sort(compareIds)).toEqual(['9', '10', '100', '7/2', 'B', 'a', 'b'])
    expect(compareIds('3', '3')).toBe(0)
    expect(compareIds('a', 'a')).toBe(0)
  })

  it('is the same for a whole list', () => {
    fc.assert(
      fc.property(fc.array(anId), (ids) => {
        expect(sortedById(ids.map((id) => aRecord(id))).map(({ id }) => id)).toEqual(
          [...ids].sort(compareIds),
        )
      }),
    )
  })
})
