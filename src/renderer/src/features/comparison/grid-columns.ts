import { isShownOn, facetText, SORT_COLUMNS, type SortColumn } from '../../../../core/comparison/row-sort'
import type { RowDate, TableRow } from '../../../../core/comparison/row-table'
import { PREDICTED_SEEN_BY_WORDS, SEEN_BY_WORDS } from '../../../../core/words/words'
import type { GridLook } from '../../../../shared/files/preferences'

/** A column of the grid: the two sides, which are always there and come first, and what else is known of a record. */
export type ColumnId = SortColumn

export interface GridColumn {
  readonly id: ColumnId
  readonly shown: boolean
  /** CSS pixels; null: as wide as there is room. */
  readonly width: number | null
}

export interface GridSort {
  readonly column: ColumnId
  readonly descending: boolean
}

/** All columns in their order, and what the rows are sorted by; null: by their numbers. */
export interface GridView {
  readonly columns: readonly GridColumn[]
  readonly sort: GridSort | null
}

/** In CSS pixels: narrower than this, nobody can read or take hold of a column. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 1200

/** What a column takes that nobody sized; of a side the least: both share what is left. */
export const USUAL_WIDTHS: Readonly<Record<ColumnId, number>> = {
  agent: 150,
  app: 150,
  id: 90,
  seenBy: 150,
  client: 160,
  site: 140,
  team: 130,
  department: 130,
  type: 130,
  assignee: 140,
  date: 150,
}

/** What is shown beside the sides where there is room for it and nobody chose. */
const WHERE_THERE_IS_ROOM: ReadonlySet<ColumnId> = new Set(['client', 'date'])

export const isSide = (id: ColumnId): id is 'agent' | 'app' => id === 'agent' || id === 'app'

const HEADS: Readonly<Record<ColumnId, string>> = {
  agent: 'Agent sees',
  app: 'App sees',
  id: 'ID',
  seenBy: 'Seen by',
  client: 'Client',
  site: 'Site',
  team: 'Team',
  department: 'Department',
  type: 'Type',
  assignee: 'Assignee',
  date: 'Opened',
}
/** Of a predicted side nothing was seen. */
const PREDICTED_HEADS: typeof HEADS = {
  ...HEADS,
  agent: 'The inspector sees',
  app: 'This application would see (predicted)',
  seenBy: 'Predicted',
}

export const headOf = (id: ColumnId, predicted: boolean): string => (predicted ? PREDICTED_HEADS : HEADS)[id]

/**
 * How a grid is looked at.
 * @param look as it was chosen; undefined: nobody did. What it names that is no column is left out, what it lacks is hidden
 * @param roomy whether there is room for more than the sides
 */
export const viewOf = (look: GridLook | undefined, roomy: boolean): GridView => {
  const chosen = new Map(look?.columns.map((column) => [column.id, column]))
  const known = [...chosen.keys()].flatMap((id) => SORT_COLUMNS.find((column) => column === id) ?? [])
  const ids = new Set<ColumnId>(['agent', 'app', ...known, ...SORT_COLUMNS])
  const columns = [...ids].map((id): GridColumn => {
    const of = chosen.get(id)
    const shown = look === undefined ? roomy && WHERE_THERE_IS_ROOM.has(id) : of?.shown === true
    return { id, shown: isSide(id) || shown, width: of?.width ?? null }
  })
  const sorted = SORT_COLUMNS.find((column) => column === look?.sort?.column)
  return {
    columns,
    sort: sorted === undefined ? null : { column: sorted, descending: look?.sort?.descending === true },
  }
}

export const lookOf = ({ columns, sort }: GridView): GridLook => ({
  columns: columns.map(({ id, shown, width }) => ({ id, shown, width })),
  sort,
})

/** The columns in sight. @param filled those that some record has anything in */
export const visibleColumns = (
  columns: readonly GridColumn[],
  filled: ReadonlySet<ColumnId>,
): readonly GridColumn[] => columns.filter(({ id, shown }) => shown && filled.has(id))

/** Another width for a column; null: the usual one. */
export const withWidth = (view: GridView, id: ColumnId, width: number | null): GridView => ({
  ...view,
  columns: view.columns.map((column) =>
    column.id === id
      ? {
          ...column,
          width: width === null ? null : Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width))),
        }
      : column,
  ),
})

/** Shows or hides a column. Rows are not sorted by what is not in sight. */
export const withShown = (view: GridView, id: ColumnId, shown: boolean): GridView => ({
  columns: view.columns.map((column) =>
    column.id === id ? { ...column, shown: shown || isSide(id) } : column,
  ),
  sort: view.sort?.column === id && !shown ? null : view.sort,
})

/**
 * A column at the place of another one; behind it where it comes from the left. The sides stay first and beside each other:
 * nothing moves them, or comes before them.
 */
export const withMoved = (view: GridView, id: ColumnId, to: ColumnId): GridView => {
  if (isSide(id) || isSide(to) || id === to) return view
  const { columns } = view
  const from = columns.findIndex((column) => column.id === id)
  const place = columns.findIndex((column) => column.id === to)
  const moved = columns[from]
  if (moved === undefined || place === -1) return view
  const others = columns.filter((column) => column !== moved)
  return { ...view, columns: [...others.slice(0, place), moved, ...others.slice(place)] }
}

/** What the next press on a head sorts by: ascending, descending, by number again. */
export const nextSort = (sort: GridSort | null, column: ColumnId): GridSort | null => {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

/** For CSS: the tracks of a row, and what it takes at least. What a side takes at least is row-grid.module.css's. */
export const tracksOf = (
  columns: readonly GridColumn[],
): { readonly tracks: string; readonly least: string } => {
  const flexible = ({ id, width }: GridColumn) => isSide(id) && width === null
  const wide = ({ id, width }: GridColumn) => px(width ?? USUAL_WIDTHS[id])
  return {
    tracks: columns.map((column) => (flexible(column) ? 'minmax(var(--side), 1fr)' : wide(column))).join(' '),
    least: `calc(${columns.map((column) => (flexible(column) ? 'var(--side)' : wide(column))).join(' + ')})`,
  }
}

const px = (width: number): string => `${String(width)}px`

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** As Halo writes it, which says no zone unless it is UTC: "30 Sep 2026, 08:12". */
export const dateText = ({ seconds, utc }: RowDate): string =>
  `${date.format(seconds * 1000)}${utc ? ' UTC' : ''}`

/** What a cell reads besides those of the sides; of a side the name of the record, empty for a gap. */
export const cellText = (row: TableRow, id: ColumnId, predicted: boolean): string => {
  switch (id) {
    case 'agent':
    case 'app':
      return isShownOn(row.seenBy, id) ? row.label : ''
    case 'id':
      return row.id
    case 'seenBy':
      return (predicted ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS)[row.seenBy]
    case 'date':
      return row.date === null ? '' : dateText(row.date)
    default:
      return facetText(id, row.facets[id])
  }
}
