import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordSummary } from '../../../src/core/comparison/record'
import { rowColumns, SEEN_BY } from '../../../src/core/comparison/row-columns'
import {
  facetText,
  filledColumns,
  isShownOn,
  rowOrder,
  SORT_COLUMNS,
  sortRows,
  type SortColumn,
} from '../../../src/core/comparison/row-sort'
import { findRows, rowTable, type RowTable } from '../../../src/core/comparison/row-table'
import type { ComparedRow } from '../../../src/core/comparison/rows'
import { aRecord } from '../support/builders'

const tableOf = (rows: readonly ComparedRow[]): RowTable => rowTable([rowColumns(rows)])
const rowsOf = (...records: readonly Partial<RecordSummary>[]): readonly ComparedRow[] =>
  records.map((record, at) => ({ record: aRecord(at + 1, record), seenBy: 'both' }))

const sorted = (table: RowTable, column: SortColumn, descending = false) =>
  [...sortRows(findRows(table, ''), rowOrder(table, column), descending)].map((row) => table.ids[row])

describe('rows are sorted', () => {
  it('by name as people order names: numbers by value, capitals and accents beside their letters', () => {
    const table = tableOf(
      rowsOf(
        { label: 'Server 10' },
        { label: 'server 9' },
        { label: 'Änderung' },
        { label: 'Zebra' },
        { label: 'apple' },
      ),
    )
    expect(sorted(table, 'agent')).toEqual(['3', '5', '2', '1', '4'])
    expect(sorted(table, 'agent', true)).toEqual(['4', '1', '2', '5', '3'])
  })

  it('by what one side sees, gaps last both ways', () => {
    const seenBy = ['agent', 'app', 'changed', 'undecided'] as const
    const table = tableOf(
      seenBy.map((seen, at) => ({
        record: aRecord(at + 1, { label: `Record ${String(9 - at)}` }),
        seenBy: seen,
      })),
    )
    expect(sorted(table, 'agent')).toEqual(['4', '3', '1', '2'])
    expect(sorted(table, 'agent', true)).toEqual(['1', '3', '4', '2'])
    expect(sorted(table, 'app')).toEqual(['3', '2', '1', '4'])
  })

  it('by number, and by who sees them', () => {
    const table = tableOf([
      { record: aRecord(2), seenBy: 'changed' },
      { record: aRecord(10), seenBy: 'both' },
    ])
    expect(sorted(table, 'id', true)).toEqual(['10', '2'])
    expect(sorted(table, 'seenBy')).toEqual(['10', '2'])
  })

  it('by client, those without one last, those of one in the order they came in', () => {
    const table = tableOf(
      rowsOf(
        { clientId: '2', clientName: 'Fabrikam' },
        {},
        { clientId: '1', clientName: 'Contoso' },
        { clientId: '2', clientName: 'Fabrikam' },
        { clientId: '7' },
      ),
    )
    expect(sorted(table, 'client')).toEqual(['5', '3', '1', '4', '2'])
    expect(sorted(table, 'client', true)).toEqual(['1', '4', '3', '5', '2'])
  })

  it('by date, those without one last', () => {
    const table = tableOf(
      rowsOf(
        { date: '2026-09-30T08:12:00.0000000' },
        { date: null },
        { date: '2025-01-01T00:00:00.0000000' },
        { date: '2026-09-30T08:11:59.0000000Z' },
      ),
    )
    expect(sorted(table, 'date')).toEqual(['3', '4', '1', '2'])
    expect(sorted(table, 'date', true)).toEqual(['1', '4', '3', '2'])
  })

  it('so that spellings of one name, composed or not, are alike', () => {
    const table = tableOf(rowsOf({ label: 'caf\u00e9' }, { label: 'cafe\u0301' }, { label: 'cab' }))
    expect(sorted(table, 'agent', true)).toEqual(['1', '2', '3'])
  })
})

describe('any rows, sorted by any column', () => {
  const someRows = fc
    .array(
      fc.record({
        label: fc.constantFrom('', 'a', 'B', 'a 10', 'a 9', 'ä'),
        clientId: fc.constantFrom(null, '1', '2'),
        clientName: fc.constantFrom(null, 'Contoso', 'Fabrikam'),
        agentId: fc.constantFrom(null, '1', '7'),
        date: fc.constantFrom(null, '2026-09-30T08:12:00.0000000', '2026-01-30T08:12:00.0000000Z'),
        seenBy: fc.constantFrom(...SEEN_BY),
      }),
      { maxLength: 30 },
    )
    .map((rows) =>
      rows.map(({ seenBy, ...record }, at): ComparedRow => ({ record: aRecord(at + 1, record), seenBy })),
    )

  it('are the same rows, in the order of the column, and stable', () => {
    fc.assert(
      fc.property(
        someRows,
        fc.constantFrom(...SORT_COLUMNS),
        fc.boolean(),
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        (rows, column, descending, kept) => {
          const table = tableOf(rows)
          const some = findRows(table, '').filter((row) => kept[row] === true)
          const order = rowOrder(table, column)
          const plain = [...some].sort((a, b) => {
            const [x = 0, y = 0] = [order[a], order[b]]
            if (x === 0 || y === 0) return Number(x === 0) - Number(y === 0) || a - b
            return (descending ? y - x : x - y) || a - b
          })
          expect([...sortRows(some, order, descending)]).toEqual(plain)
        },
      ),
    )
  })
})

describe('the columns that hold anything', () => {
  it('are those of a facet or date that some row has', () => {
    const table = tableOf(
      rowsOf({ teamName: 'Network', date: '2026-09-30T08:12:00.0000000' }, { siteId: '3' }),
    )
    expect([...filledColumns(table)]).toEqual(['agent', 'app', 'id', 'seenBy', 'site', 'team', 'date'])
    expect([...filledColumns(tableOf([]))]).toEqual(['agent', 'app', 'id', 'seenBy'])
  })
})

describe('a facet', () => {
  it.each([
    ['client', { id: '1', name: null }, '#1'],
    ['assignee', { id: '1', name: null }, 'Unassigned'],
    ['assignee', { id: '7', name: 'Priya' }, 'Priya'],
    ['type', { id: null, name: 'Incident' }, 'Incident'],
    ['type', { id: null, name: null }, ''],
  ] as const)('%s %o reads %s', (facet, value, text) => {
    expect(facetText(facet, value)).toBe(text)
  })
})

it('a side shows what it got, and an undecided record is only the agent’s', () => {
  const on = (side: 'agent' | 'app') => SEEN_BY.filter((seenBy) => isShownOn(seenBy, side))
  expect(on('agent')).toEqual(['both', 'agent', 'changed', 'undecided', 'agent-or-both'])
  expect(on('app')).toEqual(['both', 'app', 'changed', 'app-or-both'])
})
