import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleJson, visibleLine, visibleMarkup } from '../../src/shared/visible-text'
import { UNSAFE_CHARACTERS } from '../support/terminal-corpus'

/** Written apart from the product: what must not reach a terminal, character by character. */
const isUnsafe = (code: number): boolean =>
  (code < 0x20 && code !== 9) ||
  (code >= 0x7f && code <= 0x9f) ||
  [0xad, 0x61c, 0x180e, 0xfeff, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029].includes(code) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xd800 && code <= 0xdfff)

const unsafeIn = (text: string): readonly string[] =>
  Array.from(text)
    .map((character) => character.codePointAt(0) ?? 0)
    .filter(isUnsafe)
    .map((code) => code.toString(16))

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...UNSAFE_CHARACTERS),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.string({ maxLength: 3 }),
      fc.constantFrom('\ud83d', '\ude00', '\u200d', '\u200c'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('a line for a terminal', () => {
  it('is the same by the short way, of letters that need nothing, as by the long one', () => {
    const forms = [visibleLine, visibleJson, visibleMarkup]
    const letters = fc.string({ unit: fc.constantFrom('\t', ' ', '~', '"', '\\', '<', 'a', '9') })
    fc.assert(
      fc.property(letters, fc.constantFrom(...forms), (text, visible) => {
        // A letter of another alphabet takes the whole text the long way.
        expect(`${visible(text)}é`).toBe(visible(`${text}é`))
        expect(visible(text)).toBe(text)
      }),
    )
  })

  it('shows every character that a terminal would obey, or nobody would see', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (!isUnsafe(code)) continue
      const shown = visibleLine(`a${String.fromCodePoint(code)}b`)
      if (shown !== `a\\u{${code.toString(16)}}b`) expect(shown).toBe(`a\\u{${code.toString(16)}}b`)
    }
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unsafeIn(visibleLine(text))).toEqual([])
        expect(visibleLine(visibleLine(text))).toBe(visibleLine(text))
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    'Contoso Ltd – Zürich, 株式会社, Ελλάδα, Москва, ไทย',
    'می‌خواهم',
    'क्‍ष അവന്‍ සිංහල ක්‍ය',
    'שלום עולם، مرحبا',
    '👩‍👩‍👧 🏃🏽‍♀️ ❤️‍🔥 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣',
    '葛󠄀城市 ᠮᠣᠩᠭᠣᠯ᠎'.replace('\u180e', ''),
    'a\tb',
    'C:\\users\\{x}',
    '۝١ ܏ܐ',
  ])('leaves the ordinary text %j as it is', (text) => {
    expect(visibleLine(text)).toBe(text)
  })

  it.each([
    ['pay\u200dpal', 'pay\\u{200d}pal'],
    ['е\u200cx', 'е\\u{200c}x'],
    ['می\u200c\u200c\u200cخ', 'می\u200c\\u{200c}\\u{200c}خ'],
    ['\u200dx', '\\u{200d}x'],
    ['a\ufe0f\ufe0f', 'a\ufe0f\\u{fe0f}'],
    ['x\u{e0041}\u{e007f}', 'x\\u{e0041}\\u{e007f}'],
    ['a\r\nERROR', 'a\\u{d}\\u{a}ERROR'],
    ['\x1b]52;c;AAAA\x07', '\\u{1b}]52;c;AAAA\\u{7}'],
    ['\u009b2K', '\\u{9b}2K'],
    ['\ud800', '\\u{d800}'],
  ])('%j hides nothing: %j', (text, shown) => {
    expect(visibleLine(text)).toBe(shown)
  })
})

/**
 * Without a backslash: where an object with the key `\\` was parsed before, JSON.parse of V8 13.6 (Node 24.21)
 * takes `{"\u0093":0}` for another one of its kind, since it looks at what is written and not at what it says.
 */
const anyKey = anyText.filter((key) => !key.includes('\\'))

describe('JSON for a terminal', () => {
  it('has the same values, and nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.dictionary(anyKey, fc.oneof(anyText, fc.array(anyText))), (value) => {
        const json = visibleJson(JSON.stringify(value, null, 2))
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(unsafeIn(json.replaceAll('\n', ''))).toEqual([])
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('markup for a terminal', () => {
  it('names what markup may hold, and replaces what it may not', () => {
    expect(visibleMarkup('<p>a\u202eb\u0085c\x1bd\u2028e</p>\n')).toBe(
      '<p>a&#x202e;b\uFFFDc\uFFFDd&#x2028;e</p>\n',
    )
  })
})
