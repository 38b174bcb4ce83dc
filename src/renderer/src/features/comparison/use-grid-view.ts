import { useMemo, useState } from 'react'
import { filledColumns } from '../../../../core/comparison/row-sort'
import type { RowTable } from '../../../../core/comparison/row-table'
import type { Resource } from '../../../../core/halo/resource'
import { usePreferences } from '../../preferences-store'
import {
  lookOf,
  viewOf,
  visibleColumns,
  withMoved,
  withShown,
  withWidth,
  type ColumnId,
  type GridColumn,
  type GridSort,
  type GridView,
} from './grid-columns'

/** How the grid of a resource is looked at, and what changes it. What is chosen is remembered for that resource. */
export interface GridViewControls {
  /** In sight, in their order. */
  readonly columns: readonly GridColumn[]
  /** All that some record has anything in, shown or not. */
  readonly offered: readonly GridColumn[]
  /** By a column in sight; null: by number. */
  readonly sort: GridSort | null
  /** Whether nobody chose anything. */
  readonly isUsual: boolean
  readonly setSort: (sort: GridSort | null) => void
  readonly show: (id: ColumnId, shown: boolean) => void
  readonly move: (id: ColumnId, to: ColumnId) => void
  /** Sizes a column while it is dragged: shown, and not yet remembered. @param width null: as it was */
  readonly drag: (id: ColumnId, width: number | null) => void
  /** @param width null: the usual one */
  readonly setWidth: (id: ColumnId, width: number | null) => void
  readonly reset: () => void
}

/** @param roomy whether there is room for more than the sides */
export const useGridView = (resource: Resource, table: RowTable, roomy: boolean): GridViewControls => {
  const name = `records:${resource}`
  const look = usePreferences(({ preferences }) => preferences.grids[name])
  const [dragged, setDragged] = useState<{ readonly id: ColumnId; readonly width: number } | null>(null)
  const filled = useMemo(() => filledColumns(table), [table])
  const view = useMemo(() => viewOf(look, roomy), [look, roomy])
  const now = useMemo(
    () => (dragged === null ? view : withWidth(view, dragged.id, dragged.width)),
    [view, dragged],
  )
  const columns = useMemo(() => visibleColumns(now.columns, filled), [now, filled])

  const keep = (next: GridView | null) => {
    setDragged(null)
    void usePreferences.getState().setGrid(name, next === null ? null : lookOf(next))
  }
  return {
    columns,
    offered: now.columns.filter(({ id }) => filled.has(id)),
    sort: columns.some(({ id }) => id === view.sort?.column) ? view.sort : null,
    isUsual: look === undefined,
    setSort: (sort) => {
      keep({ ...view, sort })
    },
    show: (id, shown) => {
      keep(withShown(view, id, shown))
    },
    move: (id, to) => {
      keep(withMoved(view, id, to))
    },
    drag: (id, width) => {
      setDragged(width === null ? null : { id, width })
    },
    setWidth: (id, width) => {
      keep(withWidth(view, id, width))
    },
    reset: () => {
      keep(null)
    },
  }
}
