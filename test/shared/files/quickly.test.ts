import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SNAPSHOT } from '../../../src/shared/bounds'
import { quickly, recordsIn, textsIn } from '../../../src/shared/files/quickly'
import { firstIssue } from '../../../src/shared/files/schema-issue'
import { record, text } from '../../../src/shared/files/snapshot-fields'
import { SEED } from '../../support/counts'

const schema = z.array(record).max(SNAPSHOT.records)
const texts = z.array(text).max(SNAPSHOT.records)

const FIELDS = Object.keys(record.shape)

/** What may stand in a file in place of anything: of its own, of other types, and what steers engines. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    12,
    -1.5,
    '',
    'Contoso',
    '\ud800',
    '__proto__',
    'x'.repeat(SNAPSHOT.text),
    'x'.repeat(SNAPSHOT.text + 1),
    [],
    {},
    ['a'],
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
)
const textOrNull = fc.option(fc.string())
const whole = fc.record(
  Object.fromEntries(
    FIELDS.map((field) => [field, ['id', 'label'].includes(field) ? fc.string() : textOrNull]),
  ),
  { noNullPrototype: true },
)

/** Records as they are written, of which some lack a field, or have one that is wrong or nobody knows, in any order. */
const nearly = fc
  .tuple(
    whole,
    fc.array(fc.constantFrom('date', ...FIELDS), { maxLength: 1 }),
    fc.array(
      fc.tuple(
        fc.constantFrom(...FIELDS, '__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', ''),
        anything,
      ),
      { maxLength: 2 },
    ),
    fc.boolean(),
  )
  .map(([fields, left, wrong, backwards]) => {
    const entries = [...Object.entries(fields).filter(([field]) => !left.includes(field)), ...wrong]
    const written = backwards ? entries.reverse() : entries
    // As JSON, so that `__proto__` is a field like any other.
    return JSON.parse(
      `{${[...new Map(written)].map(([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`).join(',')}}`,
    ) as unknown
  })

const issuesOf = (read: z.ZodSafeParseResult<unknown>, value: unknown) =>
  read.success
    ? null
    : {
        first: firstIssue(read.error, value),
        all: read.error.issues.map(({ code, path, message }) => ({ code, path, message })),
      }

/** Within a file, since the place of a fault is told from its beginning. */
const sameOf = (slow: z.ZodType, quick: z.ZodType) => (list: unknown) => {
  const [asIs, quickly_] = [slow, quick].map((entries) =>
    z.strictObject({ lists: z.array(z.strictObject({ list: entries })) }),
  )
  const file = { lists: [list === undefined ? {} : { list }] }
  const [expected, got] = [asIs, quickly_].map((each) => each?.safeParse(file))
  if (expected === undefined || got === undefined) throw new Error('Both are read')
  expect(issuesOf(got, file)).toEqual(issuesOf(expected, file))
  if (!expected.success) return
  expect(got.data).toEqual(expected.data)
  // The order of fields is that of what is written again.
  expect(JSON.stringify(got.data)).toBe(JSON.stringify(expected.data))
}

describe('what is read by hand', () => {
  it('is taken, refused and told as the schema does it: records', () => {
    const same = sameOf(schema, quickly(schema, recordsIn))
    let taken = 0
    const lists = fc.oneof(
      fc.array(whole, { maxLength: 5 }),
      fc.array(fc.oneof(whole, nearly), { maxLength: 5 }),
      fc.array(anything, { maxLength: 3 }),
      anything,
    )
    fc.assert(
      fc.property(fc.option(lists, { nil: undefined }), (list) => {
        same(list)
        if (recordsIn(list) !== null) taken += 1
      }),
      { numRuns: 3000, seed: SEED },
    )
    // Neither always nor never, or nothing was tried.
    expect(taken).toBeGreaterThan(500)
    expect(taken).toBeLessThan(2500)
  })

  it.each([...FIELDS, 'more'])(
    'is taken, refused and told as the schema does it: %s of a record',
    (field) => {
      const same = sameOf(schema, quickly(schema, recordsIn))
      const plain = Object.fromEntries(FIELDS.map((name) => [name, 'x']))
      for (const value of [
        undefined,
        null,
        1,
        'x',
        [],
        {},
        'x'.repeat(SNAPSHOT.text),
        'x'.repeat(SNAPSHOT.text + 1),
      ]) {
        const { [field]: _left, ...others } = plain
        same([plain, value === undefined ? others : { ...plain, [field]: value }])
      }
    },
  )

  it('is taken, refused and told as the schema does it: texts', () => {
    const same = sameOf(texts, quickly(texts, textsIn))
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.string()), fc.array(anything, { maxLength: 3 }), anything), same),
      {
        numRuns: 1000,
        seed: SEED,
      },
    )
  })

  it('is no more than a list may have', () => {
    const many = Array.from({ length: SNAPSHOT.records + 1 }, () => 'x')
    expect(textsIn(many)).toBeNull()
    expect(recordsIn(many)).toBeNull()
    expect(textsIn(many.slice(1))).toHaveLength(SNAPSHOT.records)
    expect(quickly(texts, textsIn).safeParse(many).error?.issues).toMatchObject([
      { code: 'too_big', path: [] },
    ])
  })
})
