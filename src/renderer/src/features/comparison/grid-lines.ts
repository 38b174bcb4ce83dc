import {
  countRows,
  findRows,
  groupRows,
  type RowCounts,
  type RowGroup,
  type RowTable,
} from '../../../../core/comparison/row-table'
import type { Grouping } from './comparison-store'

/** A group of the grid, as its heading tells of it. */
export interface GridGroup {
  readonly key: string
  readonly name: string
  readonly counts: RowCounts
  readonly rows: Uint32Array
}

/** A line of the grid: a record, by its place in the table, or the heading of a group. */
export type GridLine =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'group'; readonly group: GridGroup; readonly isExpanded: boolean }

/** What the grid shows, line by line; no line is made before it is asked for. */
export interface GridLines {
  readonly count: number
  readonly isGrouped: boolean
  /** @returns undefined where there is no such line */
  at(line: number): GridLine | undefined
  /** The line of a record; -1: it is not shown. */
  lineOf(row: number): number
  /** The line of the heading above; -1: there is none. */
  headingOf(line: number): number
}

const groupKey = ({ id }: RowGroup): string => (id === null ? 'group' : `group:${id}`)

/**
 * The groups of some rows, with what their headings tell; the rows of each in the order they come in.
 * @param reversed the names from the last to the first; what has no value stays last
 */
export const gridGroups = (
  table: RowTable,
  rows: Uint32Array,
  grouping: Exclude<Grouping, 'none'>,
  reversed = false,
): readonly GridGroup[] => {
  const groups = groupRows(table, rows, grouping)
  const named = groups.filter(({ id }) => id !== null)
  const ordered = reversed ? [...named.reverse(), ...groups.filter(({ id }) => id === null)] : groups
  return ordered.map((group) => ({
    key: groupKey(group),
    name: group.name,
    counts: countRows(table, group.rows),
    rows: group.rows,
  }))
}

/** The group that a heading stands for, with all its rows, whatever the filter hides. */
export const findGroup = (table: RowTable, grouping: Grouping, key: string): RowGroup | undefined =>
  grouping === 'none'
    ? undefined
    : groupRows(table, findRows(table, ''), grouping).find((group) => groupKey(group) === key)

/** Rows without groups. */
export const flatLines = (rows: Uint32Array): GridLines => ({
  count: rows.length,
  isGrouped: false,
  at: (line) => {
    const row = rows[line]
    return row === undefined ? undefined : { kind: 'row', row }
  },
  lineOf: (row) => rows.indexOf(row),
  headingOf: () => -1,
})

/** Groups, each with its rows below unless it is collapsed. */
export const groupedLines = (groups: readonly GridGroup[], collapsed: ReadonlySet<string>): GridLines => {
  const isExpanded = ({ key }: GridGroup) => !collapsed.has(key)
  // The line of each heading, and in the end how many lines there are.
  const headings = new Uint32Array(groups.length + 1)
  for (const [index, group] of groups.entries())
    headings[index + 1] = (headings[index] ?? 0) + 1 + (isExpanded(group) ? group.rows.length : 0)
  const lineOfGroup = (index: number) => headings[index] ?? -1
  const groupAt = (line: number) => lastNotAfter(headings, line)
  return {
    count: headings[groups.length] ?? 0,
    isGrouped: true,
    at: (line) => {
      const index = groupAt(line)
      const group = groups[index]
      if (group === undefined) return undefined
      const heading = lineOfGroup(index)
      if (line === heading) return { kind: 'group', group, isExpanded: isExpanded(group) }
      const row = group.rows[line - heading - 1]
      return row === undefined ? undefined : { kind: 'row', row }
    },
    lineOf: (row) => {
      for (const [index, group] of groups.entries()) {
        const place = isExpanded(group) ? group.rows.indexOf(row) : -1
        if (place !== -1) return lineOfGroup(index) + 1 + place
      }
      return -1
    },
    headingOf: (line) => lineOfGroup(groupAt(line)),
  }
}

/** The last place whose value is not greater; -1: all are. */
const lastNotAfter = (ascending: Uint32Array, value: number): number => {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
