import { describe, expect, it } from 'vitest'
import { LEAST_EXCEPTIONS, parseExceptions } from '../../../../src/main/services/exceptions/exceptions-file'

const TODAY = '2026-11-26'
const NEEDED = 'reason: Agreed with the client\n    by: Ann Lee\n    until: 2027-01-31'
const file = (...entries: readonly string[]) =>
  `schema: crossview.exceptions/1\nexceptions:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`
const entry = (more = '') => `code: agent.client\n    ${NEEDED}${more}`
const faultsOf = (text: string) => {
  const parsed = parseExceptions(text, TODAY)
  if (parsed.ok) throw new Error('It was read.')
  const { message, advice, field } = parsed.error
  return { all: [message, ...advice.slice(0, -1)], field }
}

describe('a file of exceptions', () => {
  it('is read from YAML and from JSON, each with its line', () => {
    const one = {
      code: 'agent.client',
      tenant: 'Contoso',
      side: 'app',
      resource: 'tickets',
      of: 'API - Reporting',
      value: 'Fabrikam Ltd (12)',
      reason: 'Another team looks after them.',
      by: 'Tim Bowers',
      until: '2027-03-31',
    }
    const yaml = file(
      entry(),
      Object.entries(one)
        .map(([key, value]) => `${key}: "${value}"`)
        .join('\n    '),
    )
    expect(parseExceptions(yaml, TODAY)).toEqual({
      ok: true,
      value: [
        {
          code: 'agent.client',
          tenant: null,
          side: null,
          resource: null,
          of: null,
          value: null,
          reason: 'Agreed with the client',
          by: 'Ann Lee',
          until: '2027-01-31',
          line: 3,
        },
        { ...one, line: 7 },
      ],
    })
    const json = JSON.stringify({ schema: 'crossview.exceptions/1', exceptions: [one] }, null, 2)
    expect(parseExceptions(json, TODAY)).toEqual({ ok: true, value: [{ ...one, line: 4 }] })
    expect(parseExceptions(LEAST_EXCEPTIONS, TODAY)).toMatchObject({ ok: true })
    expect(parseExceptions('{ schema: crossview.exceptions/1, exceptions: [] }', TODAY)).toEqual({
      ok: true,
      value: [],
    })
  })

  it('tells every fault with its line, column and field', () => {
    expect(
      faultsOf(
        file(
          'code: agent.clint\n    resource: ticket\n    by: ""\n    until: 2027-02-30',
          entry('\n    whose: me'),
        ),
      ),
    ).toEqual({
      all: [
        'The exceptions cannot be used: line 3: code: there is no code “agent.clint”; the nearest is “agent.client” (column 11).',
        'Also line 4: resource: there is no resource “ticket”; the nearest is “tickets” (column 15).',
        'Also line 3: reason is missing (column 5).',
        'Also line 5: by is blank (column 9).',
        'Also line 6: until is not a day of the calendar, YYYY-MM-DD (column 12).',
        'Also line 11: whose is not a known field (column 12).',
      ],
      field: 'exceptions.0.code',
    })
  })

  it('quotes nothing that may be a secret', () => {
    const { all } = faultsOf(file(entry().replace('agent.client', '"Zx91-Secret-Value"')))
    expect(all[0]).toContain('there is no code of this name; the nearest is “')
    expect(all.join('\n')).not.toContain('Zx91')
  })

  it.each([
    ['2026-11-25', null],
    ['2027-12-31', null],
    ['2028-01-01', 'line 6: until is more than 400 days from today'],
    ['31.12.2027', 'line 6: until is not a day of the calendar'],
    ['soon', 'line 6: until is not a day of the calendar'],
  ])('takes until %s: %s', (until, fault) => {
    const text = file(entry().replace('2027-01-31', until))
    if (fault === null) expect(parseExceptions(text, TODAY)).toMatchObject({ ok: true })
    else expect(faultsOf(text).all[0]).toContain(fault)
  })

  it('refuses what covers the same twice, and what is no such file', () => {
    expect(faultsOf(file(entry('\n    of: API'), entry('\n    of: "api "'))).all).toEqual([
      'The exceptions cannot be used: line 8: it covers the same as the exception of line 3; keep one (column 5).',
    ])
    expect(
      faultsOf(file(entry('\n    of: API'), entry('\n    side: app'), entry('\n    side: none'))).all[0],
    ).toContain('line 17: side: there is no side “none”')
    expect(faultsOf('schema: crossview.expect/1\nexpect: []\n').all[0]).toBe(
      'This file is a policy test, not a list of exceptions.',
    )
    expect(faultsOf(file('- a')).all[0]).toContain('line 3: exceptions.0 is not an object with fields')
    expect(faultsOf(file('code: *a')).all[0]).toContain('line 3: it ')
    expect(faultsOf(`${file(entry())}more: yes\n`).all[0]).toContain('line 7: more is not a known field')
  })

  it('tells twenty faults, and how many more there are', () => {
    const { all } = faultsOf(file(...Array.from({ length: 30 }, () => `{ code: agent.client }`)))
    expect(all).toHaveLength(22)
    expect(all.at(-1)).toBe('And 69 more like these.')
  })
})
