import {
  filterOf,
  filterRows,
  groupRows,
  type RowFilter,
  type RowGroup,
} from '../../../../core/comparison/rows'
import type { ComparedRow } from '../../../../shared/ipc/api'
import type { Grouping } from './comparison-store'

/** A line of the grid: a record, or the heading of a group with its records below. */
export type GridNode = RecordNode | GroupNode

interface RecordNode {
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
  /** Seen by one side, and not known whether by the other. */
  readonly unknown: number
}

/** How many rows each choice of the filter would show. */
export const countRows = (rows: readonly ComparedRow[]): RowCounts => {
  const counts = { all: rows.length, agent: 0, app: 0, both: 0, changed: 0, unknown: 0 }
  for (const { seenBy } of rows) counts[filterOf(seenBy) ?? 'changed'] += 1
  return counts
}

const groupKey = ({ id }: RowGroup): string => (id === null ? 'group' : `group:${id}`)

/** The group that a heading stands for, with all its rows, whatever the filter hides. */
export const findGroup = (
  rows: readonly ComparedRow[],
  grouping: Grouping,
  key: string,
): RowGroup | undefined =>
  grouping === 'none' ? undefined : groupRows(rows, grouping).find((group) => groupKey(group) === key)

const recordNode = (row: ComparedRow): RecordNode => ({ kind: 'row', key: `row:${row.record.id}`, row })

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
    key: groupKey(group),
    name: group.name,
    counts: countRows(group.rows),
    children: group.rows.map(recordNode),
  }))
}
