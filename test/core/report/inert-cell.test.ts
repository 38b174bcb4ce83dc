import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inertCell } from '../../../src/core/report/inert-cell'

/** Written apart from the product: where a spreadsheet could begin a cell, and what it takes for a formula. */
const SPLITS = [
  /[,]/,
  /[;]/,
  /\t/,
  /\|/,
  /:/,
  /[\r\n\v\f\u0085\u2028\u2029]/,
  /[;,|\t\r\n]/,
  /[\0-\x1f\x7f-\x9f]/,
]
const LIVE = /^[\s"\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@−＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌]/u

const liveCells = (text: string): readonly string[] => [
  ...[/$^/, ...SPLITS].flatMap((split) => text.split(split)).filter((cell) => LIVE.test(cell)),
  // Split at blanks, a sign alone is a sign.
  ...text.split(/[ \u00a0]/).filter((cell) => LIVE.test(cell) && !/^["'\p{Cf}]*.$/u.test(cell)),
]

/** Takes the apostrophes away again, as the comment of `inertCell` says. */
const original = (text: string): string => {
  const starter = '[=+\\-@−＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌]'
  const cell = String.raw`(?:^|[,;|:\p{Cc}\p{Zl}\p{Zp}])`
  const unseen = String.raw`["'\p{Cf}]*`
  const places = [
    String.raw`(?<=${cell}|\p{Zs})'(?=${unseen}${starter}(?!\p{Zs}))`,
    String.raw`(?<=${cell}["'\p{Cf}\p{Zs}]*)(?<=${cell}|\p{Zs})'(?=${unseen}${starter})`,
  ]
  return text.replace(/^'(?=["'\p{Cf}\p{Zs}]*\p{Cc})/u, '').replace(new RegExp(places.join('|'), 'gu'), '')
}

const PIECES = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '−',
  '﹣',
  '⁺',
  ';',
  ',',
  '|',
  '\t',
  ':',
  '\n',
  '\r',
  '\0',
  ' ',
  '\u00a0',
  '\ufeff',
  '\u200b',
  '"',
  "'",
  'a',
  '1',
  '(',
  'cmd()',
  '\u2028',
  '株',
  '😀',
]
const aText = fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 14 })

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['x;=cmd()', "x;'=cmd()"],
    ['x\t=cmd()', "x\t'=cmd()"],
    ['x|+1', "x|'+1"],
    ['x,@SUM(A1)', "x,'@SUM(A1)"],
    ['x\r\n-1', "x\r\n'-1"],
    ['x; "=1', `x; '"=1`],
    ['x ＝1', "x '＝1"],
    ['x =1', "x '=1"],
    ['\tx', "'\tx"],
    ["'=1", "''=1"],
    // Readable as before.
    ['API - Reporting', 'API - Reporting'],
    ['2026-01-02', '2026-01-02'],
    ['a=b; c', 'a=b; c'],
    ['tim@contoso.example', 'tim@contoso.example'],
    ['', ''],
  ])('%j is written %j', (text, written) => {
    expect(inertCell(text)).toBe(written)
  })

  it('begins no formula, at whatever it is split', () => {
    fc.assert(
      fc.property(aText, (text) => {
        expect(liveCells(inertCell(text))).toEqual([])
      }),
      { numRuns: 20_000 },
    )
  })

  it('gives back the text it was made from', () => {
    fc.assert(
      fc.property(aText, (text) => {
        expect(original(inertCell(text))).toBe(text)
      }),
      { numRuns: 20_000 },
    )
  })

  it('stays a number where it is one', () => {
    expect(inertCell(-5)).toBe('-5')
  })
})
