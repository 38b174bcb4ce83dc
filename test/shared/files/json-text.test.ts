import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FILES } from '../../../src/shared/bounds'
import { parseJson } from '../../../src/shared/files/json-text'

describe('what is no JSON is refused with the line of its first fault', () => {
  it.each([
    ['', 1],
    ['nothing', 1],
    ['{\n"a": tru}', 2],
    ['{\n"a": NaN}', 2],
    ["{\n'a': 1}", 2],
    ['{\n"a": 1,\n}', 3],
    ['[1,\n2,\n,3]', 3],
    ['[1,\r\n2,\r\n,3]', 3],
    ['{"a": 1\n"b": 2}', 2],
    ['[1\n2]', 2],
    ['{"a": 1}\n{}', 2],
    ['{"a": 1}\n}', 2],
    ['{\n\n"a": 01}', 3],
    ['{\n"a": 1.}', 2],
    ['{\n"a": "\\q"}', 2],
    ['{\n"a": "\t"}', 2],
    ['{\n"a":\u00a01}', 2],
    // What a lax parser takes.
    ['{\n// why\n"a": 1}', 2],
    ['{\n/* why */"a": 1}', 2],
    ['\uFEFF{\n"a": }', 2],
    ['\uFEFF\uFEFF{}', 1],
  ])('%j: line %i', (text, line) => {
    expect(parseJson(text, FILES.config)).toEqual({ ok: false, error: { what: 'is not valid JSON', line } })
  })

  it('however deep it would be nested behind the fault', () => {
    // An open text for the bounds, which ends with its line for a parser that goes on.
    const text = `[\n"\n${'['.repeat(400_000)}`
    expect(parseJson(text, FILES.config)).toMatchObject({ ok: false, error: { line: 2 } })
  })
})

it('a bound is looked at before anything is parsed', () => {
  const text = `${'[\n'.repeat(FILES.config.depth + 1)}no JSON`
  expect(parseJson(text, FILES.config)).toEqual({
    ok: false,
    error: { what: 'is nested too deeply, more than 40 levels', line: FILES.config.depth + 1 },
  })
})

describe('a field that stands twice in one object is refused with the line of its second', () => {
  it.each([
    ['{"a": 1,\n"a": 1}', 2],
    ['{"scopes": ["all"],\n"b": {"scopes": 1},\n"\\u0073copes": []}', 3],
    ['[{"a": 1}, {"b": {\n"": 1,\n"": 2}}]', 3],
    ['{"__proto__": 1,\r\n"__proto__": 2}', 2],
    ['{"1": 1, "2": 2,\n"1": 1}', 2],
    ['{"a": {"b": [{"c": 1},\n{"c": 1, "c": 1}]}, "a": 1}', 2],
  ])('%j: line %i', (text, line) => {
    expect(parseJson(text, FILES.config)).toEqual({
      ok: false,
      error: { what: 'has the same field twice in one object', line },
    })
  })

  it.each([
    '{"a": {"a": [{"a": 1}, {"a": 1}]}, "A": ":\\":", "a ": "\\\\"}',
    '{"__proto__": 1, "length": 2}',
  ])('but not %s', (text) => {
    expect(parseJson(text, FILES.config)).toEqual({ ok: true, value: JSON.parse(text) as unknown })
  })

  it('and nothing else is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 1 : undefined)
        expect(parseJson(text, FILES.import)).toEqual({ ok: true, value: JSON.parse(text) as unknown })
      }),
    )
  })
})
