import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACETS, rowColumns, type Facet } from '../../../src/core/comparison/row-columns'
import {
  countRows,
  filterRows,
  findRows,
  groupRows,
  rowAt,
  rowTable,
  type RowTable,
} from '../../../src/core/comparison/row-table'
import { filterOf, type ComparedRow, type RowFilter } from '../../../src/core/comparison/rows'
import { aRecord, aTicket, FABRIKAM, OTHERS, UNASSIGNED } from '../support/builders'
import { plainFilter, plainGroups } from '../support/plain-rows'

const FILTERS: readonly RowFilter[] = ['all', 'agent', 'app', 'both', 'unknown']

const tableOf = (rows: readonly ComparedRow[]): RowTable => rowTable([rowColumns(rows)])
const idsOf = (table: RowTable, rows: Iterable<number>) => [...rows].map((row) => table.ids[row])
const ids = (rows: readonly ComparedRow[]) => rows.map(({ record }) => record.id)

const rows: readonly ComparedRow[] = [
  { record: aTicket(1, { label: 'Mailbox full', ...OTHERS }), seenBy: 'both' },
  { record: aTicket(2, { label: 'Drucker öffnet nicht', ...FABRIKAM, ...UNASSIGNED }), seenBy: 'agent' },
  { record: aTicket(3, { label: 'VPN', clientId: null, clientName: null }), seenBy: 'app' },
  { record: aTicket(20, { label: 'Mailbox gone', clientId: '13', clientName: null }), seenBy: 'changed' },
]
const table = tableOf(rows)

describe('the rows of one kind', () => {
  it.each([
    ['all', ['1', '2', '3', '20']],
    ['agent', ['2']],
    ['app', ['3']],
    ['both', ['1']],
  ] as const)('shows %s', (show, expected) => {
    expect(idsOf(table, filterRows(table, findRows(table, ' '), show))).toEqual(expected)
  })
})

describe('the search', () => {
  it.each([
    ['mailbox', ['1', '20']],
    ['fabrikam', ['2']],
    ['ÖFFNET', ['2']],
    ['tim full', ['1']],
    ['20', ['20']],
    ['nothing like it', []],
    // Not across two fields.
    ['fullcontoso', []],
  ] as const)('finds %s', (search, expected) => {
    expect(idsOf(table, findRows(table, search))).toEqual(expected)
  })
})

it('a department is called what the comparison knows it by, and is found by that', () => {
  const named = rowTable([
    rowColumns(
      [
        { record: aTicket(1), seenBy: 'both' },
        { record: aTicket(2, { departmentId: '9' }), seenBy: 'both' },
      ],
      (id) => (id === '1' ? 'Support' : `#${id}`),
    ),
  ])
  expect([0, 1].map((row) => rowAt(named, row)?.facets.department)).toEqual([
    { id: '1', name: 'Support' },
    { id: '9', name: null },
  ])
  expect(idsOf(named, findRows(named, 'support'))).toEqual(['1'])
})

describe('groups', () => {
  const names = (by: Facet) =>
    groupRows(table, findRows(table, ''), by).map(({ name, rows: { length } }) => `${name} ${length}`)

  it('by client are in the order of names, those without one last', () => {
    expect(names('client')).toEqual(['#13 1', 'Contoso 1', 'Fabrikam Ltd 1', 'None 1'])
  })

  it('call agent 1 unassigned', () => {
    expect(names('assignee')).toEqual(['#42 2', 'Tim Bowers 1', 'Unassigned 1'])
  })
})

/** Words of search and names: what lower case changes by its surroundings, or in length, and what parts words. */
const HOSTILE = [
  '',
  ' ',
  'Σ',
  'ΑΣ',
  'ς',
  'İ',
  'ß',
  'ǅ',
  '\u0000',
  '\n',
  '\u2028',
  '\u00ad',
  'a',
  'B',
  '1',
  '\ud800',
]
const aText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 2, unit: 'binary' })), { maxLength: 5 })
  .map((parts) => parts.join(''))
const anId = fc.option(fc.constantFrom('1', '2', '3', '__proto__', ''), { nil: null })
const aName = fc.option(aText, { nil: null })

const aDate = fc.option(
  fc.constantFrom('2026-09-30T08:12:00.0000000', '1999-12-31T23:59:59.5000000Z', 'not a date', ''),
  { nil: null },
)
/** What the date of a record is to read. */
const dateOf = ({ date }: ComparedRow['record']) =>
  date?.startsWith('2026') === true
    ? { seconds: Date.UTC(2026, 8, 30, 8, 12) / 1000, utc: false }
    : date?.startsWith('1999') === true
      ? { seconds: Date.UTC(1999, 11, 31, 23, 59, 59) / 1000, utc: true }
      : null

const someRows: fc.Arbitrary<readonly ComparedRow[]> = fc.uniqueArray(
  fc.record({
    record: fc
      .record({
        id: fc.oneof(fc.nat({ max: 200 }).map(String), aText),
        label: aText,
        clientId: anId,
        clientName: aName,
        siteId: anId,
        siteName: aName,
        teamId: anId,
        teamName: aName,
        typeId: anId,
        typeName: aName,
        agentId: anId,
        agentName: aName,
        departmentId: anId,
        date: aDate,
      })
      .map(({ id, ...facets }) => aRecord(id, facets)),
    seenBy: fc.constantFrom<ComparedRow['seenBy'][]>(
      'both',
      'agent',
      'app',
      'changed',
      'undecided',
      'agent-or-both',
      'app-or-both',
    ),
  }),
  { selector: ({ record }) => record.id, maxLength: 40 },
)

/** As they come over the bridge: in pages, as text. */
const pulled = (all: readonly ComparedRow[], size: number): RowTable => {
  const pages = []
  for (let from = 0; from < all.length; from += size) {
    const text = JSON.stringify(rowColumns(all.slice(from, from + size)))
    pages.push(JSON.parse(text) as ReturnType<typeof rowColumns>)
  }
  return rowTable(pages)
}

describe('any rows, pulled in pages of any size', () => {
  const aPage = fc.integer({ min: 1, max: 50 })

  it('are the rows they were', () => {
    fc.assert(
      fc.property(someRows, aPage, (all, size) => {
        const whole = pulled(all, size)
        expect(whole.ids.map((_id, row) => rowAt(whole, row))).toEqual(
          all.map(({ record, seenBy }) => ({
            id: record.id,
            label: record.label,
            seenBy,
            facets: {
              client: { id: record.clientId, name: record.clientName },
              site: { id: record.siteId, name: record.siteName },
              team: { id: record.teamId, name: record.teamName },
              type: { id: record.typeId, name: record.typeName },
              assignee: { id: record.agentId, name: record.agentName },
              department: { id: record.departmentId, name: null },
            },
            date: dateOf(record),
          })),
        )
        expect(rowAt(whole, all.length)).toBeUndefined()
      }),
    )
  })

  it('are found, filtered and counted as one by one', () => {
    fc.assert(
      fc.property(someRows, aPage, fc.array(aText, { maxLength: 3 }), (all, size, words) => {
        const whole = pulled(all, size)
        // What is in a row is found more often than what is not.
        const own = all[0]?.record.label ?? ''
        for (const search of [words.join(' '), own, `${own} ${all[1]?.record.clientName ?? ''}`]) {
          const found = findRows(whole, search)
          const counts = countRows(whole, found)
          for (const show of FILTERS) {
            const expected = plainFilter(all, { search, show })
            expect(idsOf(whole, filterRows(whole, found, show))).toEqual(ids(expected))
            expect(counts[show]).toBe(expected.length)
          }
          const changed = plainFilter(all, { search, show: 'all' }).filter(
            ({ seenBy }) => filterOf(seenBy) === null,
          )
          expect(counts.changed).toBe(changed.length)
        }
      }),
    )
  })

  it('are grouped as one by one', () => {
    fc.assert(
      fc.property(someRows, aPage, fc.constantFrom(...FILTERS), (all, size, show) => {
        const whole = pulled(all, size)
        const shown = filterRows(whole, findRows(whole, ''), show)
        for (const by of FACETS) {
          const groups = groupRows(whole, shown, by)
          expect(groups.map(({ id, name, rows: of }) => ({ id, name, rows: idsOf(whole, of) }))).toEqual(
            plainGroups(plainFilter(all, { search: '', show }), by).map(({ id, name, rows: of }) => ({
              id,
              name,
              rows: ids(of),
            })),
          )
        }
      }),
    )
  })
})
