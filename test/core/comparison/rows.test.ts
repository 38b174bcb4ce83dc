import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import { compareIds } from '../../../src/core/comparison/record'
import { comparedRows, filterRows, groupRows } from '../../../src/core/comparison/rows'
import type { ComparedRow } from '../../../src/core/comparison/rows'
import { anObservation } from '../support/arbitraries'
import { aRecord, aTicket, FABRIKAM, listed, OTHERS, refused, UNASSIGNED } from '../support/builders'

const seen = (rows: readonly ComparedRow[]) => rows.map(({ record, seenBy }) => `${record.id} ${seenBy}`)
const ids = (rows: readonly ComparedRow[]) => rows.map(({ record }) => record.id)

describe('comparedRows', () => {
  it('aligns both sides by id', () => {
    const agent = listed([aRecord(1), aRecord(2), aRecord(10)])
    const app = listed([aRecord(2), aRecord(3), aRecord(9)])
    const rows = comparedRows(compareResource('tickets', agent, app, new Set(['9'])))
    expect(seen(rows)).toEqual(['1 agent', '2 both', '3 app', '9 changed', '10 agent'])
  })

  it('shows the rows of one side when the other was refused', () => {
    expect(
      seen(comparedRows(compareResource('tickets', listed([aRecord(1)]), refused(), new Set()))),
    ).toEqual(['1 agent-or-both'])
  })

  it('has each record once, in order, and agrees with the sets', () => {
    fc.assert(
      fc.property(anObservation, anObservation, (agent, app) => {
        const comparison = compareResource('tickets', agent, app, new Set())
        const rows = comparedRows(comparison)
        expect(ids(rows)).toEqual([...new Set(ids(rows))].sort(compareIds))
        expect(rows.filter(({ seenBy }) => seenBy === 'both')).toHaveLength(comparison.both)
        if (comparison.verdict === 'unknown') return
        expect(ids(rows.filter(({ seenBy }) => seenBy === 'agent'))).toEqual(comparison.onlyAgent)
        expect(ids(rows.filter(({ seenBy }) => seenBy === 'app'))).toEqual(comparison.onlyApp)
      }),
    )
  })
})

const rows: readonly ComparedRow[] = [
  { record: aTicket(1, { label: 'Mailbox full', ...OTHERS }), seenBy: 'both' },
  { record: aTicket(2, { label: 'Drucker öffnet nicht', ...FABRIKAM, ...UNASSIGNED }), seenBy: 'agent' },
  { record: aTicket(3, { label: 'VPN', clientId: null, clientName: null }), seenBy: 'app' },
  { record: aTicket(20, { label: 'Mailbox gone', clientId: '13', clientName: null }), seenBy: 'changed' },
]

describe('filterRows', () => {
  it.each([
    ['all', ['1', '2', '3', '20']],
    ['agent', ['2']],
    ['app', ['3']],
    ['both', ['1']],
  ] as const)('shows %s', (show, expected) => {
    expect(ids(filterRows(rows, { search: ' ', show }))).toEqual(expected)
  })

  it.each([
    ['mailbox', ['1', '20']],
    ['fabrikam', ['2']],
    ['ÖFFNET', ['2']],
    ['tim full', ['1']],
    ['20', ['20']],
    ['nothing like it', []],
  ] as const)('finds %s', (search, expected) => {
    expect(ids(filterRows(rows, { search, show: 'all' }))).toEqual(expected)
  })

  it('does not find words across two fields', () => {
    expect(filterRows(rows, { search: 'fullcontoso', show: 'all' })).toEqual([])
  })
})

describe('groupRows', () => {
  const names = (by: Parameters<typeof groupRows>[1]) =>
    groupRows(rows, by).map(({ name, rows: { length } }) => `${name} ${length}`)

  it('groups by client in the order of names, those without one last', () => {
    expect(names('client')).toEqual(['#13 1', 'Contoso 1', 'Fabrikam Ltd 1', 'None 1'])
  })

  it('calls agent 1 unassigned', () => {
    expect(names('assignee')).toEqual(['#42 2', 'Tim Bowers 1', 'Unassigned 1'])
  })

  it.each(['client', 'team', 'type', 'assignee'] as const)('keeps every row when grouped by %s', (by) => {
    expect(
      groupRows(rows, by)
        .flatMap((group) => ids(group.rows))
        .sort(compareIds),
    ).toEqual(ids(rows))
  })
})
