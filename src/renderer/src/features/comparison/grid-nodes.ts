import { filterRows, groupRows, type RowFilter } from '../../../../core/rows'
import type { ComparedRow } from '../../../../shared/ipc/api'
import type { Grouping } from './comparison-store'

/** A line of the grid: a record, or the heading of a group with its records below. */
export type GridNode = RecordNode | GroupNode

export interface RecordNode {
  readonly kind: 'row'
  readonly key: string
  readonly row: ComparedRow
}

export interface GroupNode {
  readonly kind: 'group'
  readonly key: string
  readonly name: string
  readonly counts: RowCounts
  readonly children: readonly RecordNode[]
}

export interface RowCounts {
  readonly all: number
  readonly agent: number
  readonly app: number
  readonly both: number
  readonly changed: number
}

/** How many rows each choice of the filter would show. */
export const countRows = (rows: readonly ComparedRow[]): RowCounts => {
  const counts = { all: rows.length, agent: 0, app: 0, both: 0, changed: 0 }
  for (const { seenBy } of rows) counts[seenBy] += 1
  return counts
}

export const rowKey = (id: string): string => `row:${id}`

const recordNode = (row: ComparedRow): RecordNode => ({ kind: 'row', key: rowKey(row.record.id), row })

/** Rows as the grid shows them: filtered by kind, and below group headings where grouping is on. */
export const gridNodes = (
  rows: readonly ComparedRow[],
  show: RowFilter,
  grouping: Grouping,
): readonly GridNode[] => {
  const shown = filterRows(rows, { search: '', show })
  if (grouping === 'none') return shown.map(recordNode)
  return groupRows(shown, grouping).map((group) => ({
    kind: 'group',
    key: group.id === null ? 'group' : `group:${group.id}`,
    name: group.name,
    counts: countRows(group.rows),
    children: group.rows.map(recordNode),
  }))
}
