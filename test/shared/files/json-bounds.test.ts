import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonBounds } from '../../../src/shared/bounds'
import { excessOf, type Excess } from '../../../src/shared/files/json-bounds'
import { SEED } from '../../support/counts'

const BOUNDS = { characters: 1000, depth: 3, values: 20, fields: 4 }
const whatOf = (text: string) => excessOf(text, BOUNDS)?.what ?? null

describe('what of a JSON text is over a bound, before it is parsed', () => {
  it.each([
    ['nothing', '{"a":[{"b":1}]}', null],
    ['depth', '[[[[]]]]', 'depth'],
    ['depth of objects', '{"a":{"a":{"a":{}}}}', 'depth'],
    ['depth that does not end', '[[[[', 'depth'],
    ['brackets inside a text', '["[[[[{{{{"]', null],
    ['brackets behind an escaped quotation mark', String.raw`["\"[[[[\\","]"]`, null],
    ['brackets behind a text that ends with a backslash', String.raw`["\\",[[[]]]]`, 'depth'],
    ['lists beside one another', '[[[]],[[]],[[]]]', null],
    ['brackets that close what was not open', ']]]]]]]][[[[', 'depth'],
    ['values', `[${'1,'.repeat(20)}1]`, 'values'],
    ['commas inside a text', `["${','.repeat(100)}"]`, null],
    ['fields', '{"a":1,"a":1,"a":1,"a":1,"a":1}', 'fields'],
    ['fields of objects beside one another', '[{"a":1,"b":1,"c":1,"d":1},{"a":1,"b":1,"c":1,"d":1}]', null],
    ['fields on both sides of an inner object', '{"a":1,"b":1,"c":{"x":1},"d":1,"e":1}', 'fields'],
    ['length', ' '.repeat(1001), 'characters'],
  ])('%s', (_name, text, what) => {
    expect(whatOf(text)).toBe(what)
  })

  it('is right about the depth of any JSON', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const most = depthOf(value)
        const bounds = (depth: number) => ({ characters: 1e6, depth, values: 1e6, fields: 1e6 })
        const text = JSON.stringify(value)
        expect(excessOf(text, bounds(most))).toBeNull()
        if (most > 0) expect(excessOf(text, bounds(most - 1))?.what).toBe('depth')
      }),
      { numRuns: 2000 },
    )
  })

  it('finds what going from character to character finds, in whatever is sent', () => {
    // Marks, quotation marks and backslashes in any order: mostly no JSON, and texts that do not end.
    const part = fc.constantFrom(
      '"',
      '\\',
      '\\"',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '1',
      'text',
      'é',
      '…',
      ' ',
      '\n',
    )
    const anything = fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''))
    const bounds = fc.record({
      characters: fc.constantFrom(20, 1000),
      depth: fc.integer({ min: 0, max: 4 }),
      values: fc.integer({ min: 0, max: 12 }),
      fields: fc.integer({ min: 0, max: 4 }),
    })
    fc.assert(
      fc.property(fc.oneof(anything, fc.json()), bounds, (text, most) => {
        expect(excessOf(text, most)).toEqual(slowExcessOf(text, most))
      }),
      { numRuns: 5000, seed: SEED },
    )
  })
})

/** The same, written down for reading: one character after another. */
const slowExcessOf = (text: string, bounds: JsonBounds): Excess | null => {
  const over = (what: keyof JsonBounds, at: number): Excess => ({ what, most: bounds[what], at })
  if (text.length > bounds.characters) return over('characters', bounds.characters)
  const fields: number[] = [0]
  let depth = 0
  let values = 0
  let inText = false
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at)
    if (inText) {
      if (mark === '\\') at += 1
      else if (mark === '"') inText = false
    } else if (mark === '"') inText = true
    else if (mark === ']' || mark === '}') depth = Math.max(depth - 1, 0)
    else if (mark === ':') {
      fields[depth] = (fields[depth] ?? 0) + 1
      if ((fields[depth] ?? 0) > bounds.fields) return over('fields', at)
    } else if (mark === ',' || mark === '[' || mark === '{') {
      values += 1
      if (values > bounds.values) return over('values', at)
      if (mark === ',') continue
      depth += 1
      if (depth > bounds.depth) return over('depth', at)
      fields[depth] = 0
    }
  }
  return null
}
