import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excessOf } from '../../../src/shared/files/json-bounds'

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
})
