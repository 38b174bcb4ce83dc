import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelOf, mergeClaims, switchOf } from '../../../src/core/halo/claim'

describe('switchOf', () => {
  it.each([
    ['1', true],
    ['true', true],
    ['True', true],
    ['0', false],
    ['false', false],
    ['', null],
    ['perhaps', null],
  ])('reads %j as %s', (value, expected) => {
    expect(switchOf({ l9: value }, 'l9')).toBe(expected)
  })

  it('knows nothing of claims that were not sent or not set', () => {
    expect(switchOf(null, 'l9')).toBeNull()
    expect(switchOf({}, 'l9')).toBeNull()
  })
})

describe('levelOf', () => {
  it.each([
    ['0', 0],
    ['3', 3],
    ['none', null],
  ])('reads %j as %s', (value, expected) => {
    expect(levelOf({ Tx: value }, 'Tx')).toBe(expected)
  })
})

describe('mergeClaims', () => {
  it('takes the highest of each code, numbers by value', () => {
    expect(
      mergeClaims([
        { Tx: '2', Fc: '0' },
        { Tx: '10', l9: '1' },
        { Tx: '1', Fc: '1' },
      ]),
    ).toEqual({ Tx: '10', Fc: '1', l9: '1' })
  })

  it('takes true over false, and anything readable over what is not', () => {
    expect(
      mergeClaims([
        { SA: 'false', Tx: '?' },
        { SA: 'true', Tx: '0' },
        { SA: 'false', Tx: '?' },
      ]),
    ).toEqual({ SA: 'true', Tx: '0' })
  })

  it('does not depend on the order, nor on merging twice', () => {
    const claims = fc.dictionary(fc.constantFrom('Tx', 'Ux', 'l9'), fc.constantFrom('0', '1', '2', '3'))
    fc.assert(
      fc.property(claims, claims, (a, b) => {
        expect(mergeClaims([b, a])).toEqual(mergeClaims([a, b]))
        expect(mergeClaims([mergeClaims([a, b]), a])).toEqual(mergeClaims([a, b]))
      }),
    )
  })
})
