import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowColumns } from '../../src/core/comparison/row-columns'
import { findRows, rowTable } from '../../src/core/comparison/row-table'
import {
  findGroup,
  flatLines,
  gridGroups,
  groupedLines,
  type GridLine,
  type GridLines,
} from '../../src/renderer/src/features/comparison/grid-lines'
import { aRecord } from '../core/support/builders'

/** The lines of the grid, which are made one by one, are those of a list with every line in it. */

const someRows = fc
  .array(fc.option(fc.constantFrom('1', '2', '3'), { nil: null }), { maxLength: 30 })
  .map((clients) =>
    clients.map((clientId, index) => ({
      record: aRecord(index + 1, { clientId, clientName: clientId && `Client ${clientId}` }),
      seenBy: index % 3 === 0 ? ('agent' as const) : ('both' as const),
    })),
  )

const expectLines = (lines: GridLines, expected: readonly GridLine[]) => {
  expect(lines.count).toBe(expected.length)
  expect(expected.map((_line, index) => lines.at(index))).toEqual(expected)
  for (const outside of [-1, expected.length]) expect(lines.at(outside)).toBeUndefined()
  let heading = -1
  for (const [index, line] of expected.entries()) {
    if (line.kind === 'group') heading = index
    else expect(lines.lineOf(line.row)).toBe(index)
    expect(lines.headingOf(index)).toBe(heading)
  }
}

describe('any rows of the grid', () => {
  it('without groups are lines in their order', () => {
    fc.assert(
      fc.property(someRows, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (rows, kept) => {
        const shown = Uint32Array.from(rows.keys()).filter((row) => kept[row] === true)
        const lines = flatLines(shown)
        expectLines(
          lines,
          [...shown].map((row) => ({ kind: 'row', row })),
        )
        for (const row of rows.keys()) if (!shown.includes(row)) expect(lines.lineOf(row)).toBe(-1)
      }),
    )
  })

  it('in groups stand below their headings, those of a collapsed one not at all', () => {
    fc.assert(
      fc.property(
        someRows,
        fc.subarray(['group', 'group:1', 'group:2', 'group:3', 'group:none']),
        (rows, collapsed) => {
          const table = rowTable([rowColumns(rows)])
          const groups = gridGroups(table, findRows(table, ''), 'client')
          const folded = new Set(collapsed)
          const expected = groups.flatMap((group): readonly GridLine[] => {
            const isExpanded = !folded.has(group.key)
            const below = isExpanded ? [...group.rows].map((row) => ({ kind: 'row' as const, row })) : []
            return [{ kind: 'group', group, isExpanded }, ...below]
          })
          const lines = groupedLines(groups, folded)
          expectLines(lines, expected)
          const drawn = new Set(expected.flatMap((line) => (line.kind === 'row' ? [line.row] : [])))
          for (const row of rows.keys()) if (!drawn.has(row)) expect(lines.lineOf(row)).toBe(-1)
          for (const group of groups) {
            const found = findGroup(table, 'client', group.key)
            expect([found?.name, found?.rows]).toEqual([group.name, group.rows])
          }
        },
      ),
    )
  })
})
