import { describe, expect, it } from 'vitest'
import {
  isBlank,
  isolated,
  nameKey,
  plainTexts,
  sameName,
  sentenceParts,
  withoutIsolates,
} from '../../../src/core/comparison/name-text'

const BLANK = [
  '',
  ' ',
  '\t\n',
  '\u00a0',
  '\u200b\u200d',
  '\u0000\u0007',
  '\u2800',
  '\u3164',
  '\ufeff',
  '\u202e',
]
const RIGHT_TO_LEFT = ['חברה (1) Ltd.', 'شركة ١٢٣ - A/B', 'A שלום', '\u202eevil', 'שלום\u2069y']

describe('a name', () => {
  it.each(BLANK)('of nothing that is seen is blank: %j', (name) => {
    expect(isBlank(name)).toBe(true)
    expect(sameName(name, name)).toBe(false)
  })

  it('looks the same whatever its case, spaces, composition and invisible characters', () => {
    for (const alike of ['CONTOSO  ltd', ' Contoso\u00a0Ltd ', 'Con\u200btoso Ltd', 'Ｃontoso Ltd\u0000'])
      expect(nameKey(alike)).toBe(nameKey('Contoso Ltd'))
    expect(sameName('Zu\u0308rich', 'ZÜRICH')).toBe(true)
    expect(sameName('Straße', 'STRASSE')).toBe(true)
    expect(sameName('Contoso', 'Contosa')).toBe(false)
    expect(isBlank('-')).toBe(false)
  })
})

describe('a name in a sentence', () => {
  it.each(RIGHT_TO_LEFT)('keeps to itself where it would turn the sentence around: %j', (name) => {
    const sentence = `Add ${isolated(name)} to the clients of ${isolated('API (1)')}.`
    const parts = sentenceParts(sentence)
    expect(parts.map(({ isName }) => isName)).toEqual([false, true, false])
    expect(parts[0]?.text).toBe('Add ')
    expect(parts[2]?.text).toBe(' to the clients of API (1).')
    // Data has the words, and none of our marks.
    expect(withoutIsolates(sentence)).not.toMatch(/[\u2066-\u2069]/)
  })

  it('is left as it is where it is written from left to right', () => {
    for (const name of ['Contoso', 'Москва', '株式会社', 'ไทย']) expect(isolated(name)).toBe(name)
    expect(sentenceParts('plain')).toEqual([{ text: 'plain', isName: false }])
  })

  it('keeps the marks that it has itself as data, and ours only around what is written from right to left', () => {
    expect(isolated('a\u2067b')).toBe('a\\u{2067}b')
    const foreign = 'by \u2068Contoso\u2069 alone'
    expect(withoutIsolates(foreign)).toBe(foreign)
    expect(sentenceParts(foreign)).toEqual([{ text: foreign, isName: false }])
    expect(JSON.parse(JSON.stringify({ a: [isolated('שלום')], b: 1 }, plainTexts))).toEqual({
      a: ['שלום'],
      b: 1,
    })
  })
})
