import { describe, expect, it } from 'vitest'
import { latestUntil } from '../../../src/core/exceptions/days'
import { exceptionOf } from '../../../src/shared/files/exceptions'
import { nearest } from '../../../src/shared/nearest'

const entry = { code: 'scope', reason: 'For the pilot', by: 'Ann Lee', until: '2026-12-31' }
const faultsOf = (over: Readonly<Record<string, unknown>>, today = '2026-11-26') => {
  const read = exceptionOf({ ...entry, ...over }, today)
  return 'code' in read ? [] : read.map(({ fault, path }) => [path.join('.'), fault])
}

describe('an entry of exceptions', () => {
  it('has nothing but a code, a reason, a name and a day that it must have', () => {
    expect(exceptionOf(entry, '2026-11-26')).toEqual({
      ...entry,
      tenant: null,
      side: null,
      resource: null,
      of: null,
      value: null,
    })
    expect(exceptionOf({}, '2026-11-26')).toMatchObject(
      ['code', 'reason', 'by', 'until'].map((field) => ({ fault: `${field} is missing`, path: [field] })),
    )
  })

  it.each([
    [
      { code: 'agent.clients' },
      'code',
      'code: there is no code “agent.clients”; the nearest is “agent.client”',
    ],
    [
      { code: 'application.persons' },
      'code',
      'code: there is no code “application.persons”; the nearest is “application.person”',
    ],
    [{ code: ['scope'] }, 'code', 'code is not a text'],
    [{ side: 'application' }, 'side', 'side: there is no side “application”; the nearest is “app”'],
    [
      { resource: 'Tickets ' },
      'resource',
      'resource: there is no resource of this name; the nearest is “tickets”',
    ],
    [{ of: ' \u200b' }, 'of', 'of is blank'],
    [{ value: 'x'.repeat(201) }, 'value', 'value is longer than 200 characters'],
    [{ reason: 'x'.repeat(2_001) }, 'reason', 'reason is longer than 2,000 characters'],
    [{ reason: {} }, 'reason', 'reason is not a text'],
    [{ until: '2026-02-30' }, 'until', 'until is not a day of the calendar, YYYY-MM-DD'],
    [{ until: ['2026-12-31'] }, 'until', 'until is not a text'],
    [{ Until: '2026-12-31' }, 'Until', 'Until is not a known field'],
  ])('says what is wrong with %o', (over, path, fault) => {
    expect(faultsOf(over)).toEqual([[path, fault]])
  })

  it('holds for 400 days from today at most', () => {
    expect(latestUntil('2026-11-26')).toBe('2027-12-31')
    expect(faultsOf({ until: '2027-12-31' })).toEqual([])
    expect(faultsOf({ until: '2028-01-01' })).toEqual([
      [
        'until',
        'until is more than 400 days from today, which no exception is for; the last day is 2027-12-31',
      ],
    ])
    expect(faultsOf({ until: '2028-01-01' }, '2026-11-27')).toEqual([])
  })
})

describe('the nearest of some names', () => {
  it('differs in the fewest letters, whatever their case', () => {
    const names = ['tickets', 'clients', 'sites']
    expect(nearest('TICKET', names)).toBe('tickets')
    expect(nearest('cilents', names)).toBe('clients')
    expect(nearest('', names)).toBe('sites')
    expect(nearest('x'.repeat(10_000), names)).toBe('tickets')
    expect(nearest('tickets', [])).toBe('')
  })
})
