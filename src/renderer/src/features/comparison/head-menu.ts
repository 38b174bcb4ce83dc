import type { ContextMenuItem } from '../../ui/context-menu'
import { headOf, isSide, USUAL_WIDTHS, type ColumnId } from './grid-columns'
import type { GridViewControls } from './use-grid-view'

/** Pixels by which the menu sizes a column: for whoever cannot drag its edge. */
const STEP = 40

/** What can be done with a column. */
export const headItems = (
  column: ColumnId,
  view: GridViewControls,
  predicted: boolean,
): readonly ContextMenuItem[] => {
  const { columns, sort } = view
  const at = columns.findIndex(({ id }) => id === column)
  const width = columns[at]?.width ?? null
  const sorted = sort?.column === column ? (sort.descending ? 'down' : 'up') : null
  const sortBy = (descending: boolean) => () => {
    view.setSort({ column, descending })
  }
  const size = (by: number) => () => {
    view.setWidth(column, (width ?? widthOnScreen(column)) + by)
  }
  return [
    { label: 'Sort ascending', icon: 'arrowUp', disabled: sorted === 'up', onSelect: sortBy(false) },
    { label: 'Sort descending', icon: 'arrowDown', disabled: sorted === 'down', onSelect: sortBy(true) },
    {
      label: 'Sort by ID, as usual',
      disabled: sort === null,
      onSelect: () => {
        view.setSort(null)
      },
    },
    ...moves(column, at, view),
    { label: 'Wider', hint: 'Shift+→', parted: true, onSelect: size(STEP) },
    { label: 'Narrower', hint: 'Shift+←', onSelect: size(-STEP) },
    {
      label: 'Usual width',
      disabled: width === null,
      onSelect: () => {
        view.setWidth(column, null)
      },
    },
    ...(isSide(column)
      ? []
      : [
          {
            label: `Hide ${headOf(column, predicted)}`,
            parted: true,
            onSelect: () => {
              view.show(column, false)
            },
          },
        ]),
  ]
}

/** A side that nobody sized is as wide as there is room. */
const widthOnScreen = (column: ColumnId): number =>
  document.querySelector(`[data-records] [data-head="${column}"]`)?.getBoundingClientRect().width ||
  USUAL_WIDTHS[column]

/** The sides stay where they are. */
const moves = (
  column: ColumnId,
  at: number,
  { columns, move }: GridViewControls,
): readonly ContextMenuItem[] => {
  if (isSide(column)) return []
  const way = (label: string, hint: string, by: number, parted: boolean): ContextMenuItem => {
    const to = columns[at + by]
    return {
      label,
      hint,
      parted,
      disabled: to === undefined || isSide(to.id),
      onSelect: () => {
        if (to !== undefined) move(column, to.id)
      },
    }
  }
  return [way('Move left', 'Alt+Shift+←', -1, true), way('Move right', 'Alt+Shift+→', 1, false)]
}

/** Which columns are shown. */
export const columnItems = (view: GridViewControls, predicted: boolean): readonly ContextMenuItem[] => [
  ...view.offered
    .filter(({ id }) => !isSide(id))
    .map(({ id, shown }) => ({
      label: headOf(id, predicted),
      checked: shown,
      onSelect: () => {
        view.show(id, !shown)
      },
    })),
  {
    label: 'Usual columns',
    icon: 'refresh',
    disabled: view.isUsual,
    parted: true,
    onSelect: view.reset,
  },
]
