import { describe, expect, it } from 'vitest'
import { counted, gotWords, plural } from '../../../src/core/comparison/count-text'
import { sameAgentWords } from '../../../src/core/words/words'
import { sameScopes, type Identity } from '../../../src/core/comparison/identity'
import { nothingMoves } from '../../../src/core/remedy/what-if'
import { featureOf, levelName } from '../../../src/core/halo/feature'

const RECORDS = { one: 'record', many: 'records' }

describe('a count and its noun', () => {
  it.each([
    [0, '0 records', 'are'],
    [1, '1 record', 'is'],
    [2, '2 records', 'are'],
  ])('agree: %d', (count, words, verb) => {
    expect(counted(count, 'record')).toBe(words)
    expect(plural(count, 'is', 'are')).toBe(verb)
  })

  it('take the noun’s own plural', () => {
    expect(counted(2, 'category', 'categories')).toBe('2 categories')
  })
})

describe('how much of a list there is', () => {
  it.each([
    [{ fetched: 1, total: 1 }, '1 of 1 record'],
    [{ fetched: 100, total: 137 }, '100 of 137 records'],
    [{ fetched: 1, total: null }, '1 record, total unknown'],
    [{ fetched: 50, total: null }, '50 records, total unknown'],
    [{ fetched: 100, total: 0 }, '100 records, Halo counts 0'],
  ])('is told by what came and what Halo counts: %j', (list, words) => {
    expect(gotWords(list, RECORDS)).toBe(words)
  })

  it('has commas between thousands, and stands alone without a noun', () => {
    expect(gotWords({ fetched: 1000, total: 2000 }, { one: '', many: '' })).toBe('1,000 of 2,000')
  })
})

describe('what is not known', () => {
  it('of the two agents is not told as a difference', () => {
    expect(sameAgentWords(null)).toContain('Not known')
    expect(sameAgentWords(true)).not.toBe(sameAgentWords(false))
  })

  it('of all lists is no prediction that nothing moves', () => {
    expect(nothingMoves({ workedOut: 0 })).toContain('Nothing can be worked out')
    expect(nothingMoves({ workedOut: 1 })).toContain('No record appears')
  })

  it('of a level that nobody described is told by its number', () => {
    expect(levelName(featureOf('Tx'), 99)).toBe('level 99')
  })

  it('of scopes that no token names is no sign that they are the same', () => {
    const side = (scopes: readonly string[]): Identity => ({
      ...{ agentId: '1', name: null, administrator: null, requestedScopes: [] },
      scopes,
    })
    expect(sameScopes(side([]), side([]))).toBe(false)
    expect(sameScopes(side(['a', 'b']), side(['b', 'a']))).toBe(true)
    expect(sameScopes(side(['a']), side(['b']))).toBe(false)
  })
})
