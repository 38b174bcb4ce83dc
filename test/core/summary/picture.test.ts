import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  barLength,
  barTotalWords,
  barWords,
  PREDICTED_SEGMENT_WORDS,
  SEGMENT_COLOURS,
  SEGMENT_KINDS,
  SEGMENT_PATTERNS,
  SEGMENT_WORDS,
} from '../../../src/core/summary/picture'
import type { ResourceBar } from '../../../src/core/summary/summary'

const aBar = (segments: ResourceBar['segments'], exact = true): ResourceBar => ({
  resource: 'tickets',
  part: 'compared',
  segments,
  records: segments.reduce((sum, { records }) => sum + records, 0),
  exact,
  needed: null,
})

/** Relative luminance after WCAG 2.2. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe('the length of a bar', () => {
  it('is all of it for the most, nothing for none, and always longer for more', () => {
    expect(barLength(10_000, 10_000)).toBe(1)
    expect(barLength(0, 10_000)).toBe(0)
    expect(barLength(0, 0)).toBe(0)
    expect(barLength(11, 10_000)).toBeGreaterThan(barLength(10, 10_000))
  })

  it('leaves ten readable beside ten thousand', () => {
    expect(barLength(10, 10_000)).toBeGreaterThan(0.03)
  })
})

describe('the words of a bar', () => {
  it('are its numbers, as they are written everywhere', () => {
    const bar = aBar([
      { kind: 'both', records: 102 },
      { kind: 'only-agent', records: 1398 },
    ])
    expect(barWords(bar, SEGMENT_WORDS)).toBe('102 both, 1,398 only agent')
    expect(barWords(bar, PREDICTED_SEGMENT_WORDS)).toBe('102 would see, 1,398 would not see')
    expect(barTotalWords(bar)).toBe('1,500')
    expect(barTotalWords(aBar(bar.segments, false))).toBe('1,500+')
  })

  it('never call unknown none', () => {
    expect(barWords(aBar([]))).toBe('no records')
    expect(barWords(aBar([], false))).toBe('nothing known')
    expect(barTotalWords(aBar([]))).toBe('0')
    expect(barTotalWords(aBar([], false))).toBe('–')
  })
})

describe('the look of the parts', () => {
  it('differs without colour', () => {
    expect(new Set(SEGMENT_KINDS.map((kind) => SEGMENT_PATTERNS[kind])).size).toBe(SEGMENT_KINDS.length)
    expect(Object.keys(SEGMENT_WORDS).sort()).toEqual([...SEGMENT_KINDS].sort())
  })

  it('stands out at least 3:1, the same in the window and on paper', () => {
    const css = readFileSync(path.join(process.cwd(), 'src/renderer/src/ui/tokens.css'), 'utf8')
    const themes = css.split(":root[data-theme='dark']")
    const token = (theme: number, name: string): string =>
      new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(themes[theme] ?? '')?.[1] ?? ''
    for (const kind of SEGMENT_KINDS) {
      expect(token(0, `part-${kind}`)).toBe(SEGMENT_COLOURS[kind])
      for (const theme of [0, 1])
        expect(contrast(token(theme, `part-${kind}`), token(theme, 'surface-panel'))).toBeGreaterThan(3)
    }
  })
})
