import { describe, expect, it } from 'vitest'
import { parseReview } from '../../../src/shared/files/review'

const ID = '0f0e0000-0000-4000-8000-000000000001'
const DECISION = { decision: 'keep', by: 'Ann Lee', on: '2026-11-26' }
const FILE = { schema: 'crossview.review/1', reviewer: 'Ann Lee', decisions: { [ID]: DECISION } }

const parse = (value: unknown) => parseReview(JSON.stringify(value, null, 2))
const deciding = (decision: unknown, id = ID) => ({ ...FILE, decisions: { [id]: decision } })

describe('a review file', () => {
  it('takes what stands in it; what is left out, null or blank is none', () => {
    const all = {
      decision: 'defer',
      by: 'Ann Lee',
      on: '2026-11-26',
      reason: 'The vendor is asked first',
      ticket: '10231',
      until: '2026-12-31',
    }
    expect(
      parse({ ...FILE, decisions: { [ID]: all, other: { ...DECISION, reason: ' ', ticket: null } } }),
    ).toEqual({
      ok: true,
      value: {
        reviewer: 'Ann Lee',
        decisions: { [ID]: all, other: { ...DECISION, reason: null, ticket: null, until: null } },
      },
    })
    expect(parse({ schema: FILE.schema, decisions: {} })).toEqual({
      ok: true,
      value: { reviewer: null, decisions: {} },
    })
  })

  it.each([`{${ID.toUpperCase()}}`, ID.replaceAll('-', ''), ` ${ID} `, `(${ID})`])(
    'knows an application by its GUID, written as %s',
    (id) => {
      const parsed = parse(deciding(DECISION, id))
      expect(parsed.ok && Object.keys(parsed.value.decisions)).toEqual([ID])
      expect(parse({ ...FILE, decisions: { [ID]: DECISION, [id]: DECISION } })).toMatchObject({ ok: false })
    },
  )

  it.each([
    ['schema', 2, { ...FILE, schema: 'crossview.review/2' }],
    ['schema', 1, { decisions: {} }],
    ['decisions', 1, { schema: FILE.schema, reviewer: 'Ann Lee' }],
    ['reviewer', 3, { ...FILE, reviewer: 7 }],
    ['decided', 5, { schema: FILE.schema, reviewer: 'Ann Lee', decisions: {}, decided: {} }],
    [`decisions.${ID}.decision`, 6, deciding({ ...DECISION, decision: 'maybe' })],
    [`decisions.${ID}.by`, 5, deciding({ decision: 'keep', on: '2026-11-26' })],
    [`decisions.${ID}.because`, 9, deciding({ ...DECISION, because: 'x' })],
    [`decisions.${ID}`, 5, deciding(null)],
    [`decisions.${ID}.by`, 7, deciding({ ...DECISION, by: ' ' })],
    [`decisions.${ID}.on`, 8, deciding({ ...DECISION, on: '2026-02-30' })],
    [`decisions.${ID}.reason`, 5, deciding({ ...DECISION, decision: 'remove' })],
    [`decisions.${ID}.reason`, 9, deciding({ ...DECISION, reason: 'x'.repeat(2001) })],
  ])('names the field that is wrong, %s, and its line', (field, line, value) => {
    const parsed = parse(value)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE', field } })
    expect(!parsed.ok && parsed.error.message).toContain(`(line ${String(line)})`)
    expect(!parsed.ok && parsed.error.message).toContain(field)
  })

  it.each([
    ['the same field twice', `{"schema":"crossview.review/1",\n"decisions":{\n"a":{},\n"a":{}}}`, 'line 4'],
    ['no JSON', '{\n"schema":', 'line 2'],
    ['too deep', `${'['.repeat(20)}\n`, 'nested'],
  ])('refuses %s', (_what, text, told) => {
    const parsed = parseReview(text)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(!parsed.ok && parsed.error.message).toContain(told)
  })

  it('refuses two decisions about one application, whose id is written in two ways', () => {
    const parsed = parse({ ...FILE, decisions: { abc: DECISION, ABC: DECISION } })
    expect(parsed).toMatchObject({ ok: false, error: { field: 'decisions.ABC' } })
  })

  it('takes a file with a byte order mark, and counts its lines from the first', () => {
    const text = `\uFEFF${JSON.stringify({ ...FILE, reviewer: 7 }, null, 2)}`
    expect(parseReview(text)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('(line 3)') },
    })
  })
})
