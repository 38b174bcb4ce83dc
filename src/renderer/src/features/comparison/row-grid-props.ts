import type { RowTable } from '../../../../core/comparison/row-table'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import type { MenuPlace } from '../../ui/context-menu'
import type { ColumnId } from './grid-columns'
import type { GridLine, GridLines } from './grid-lines'
import type { Selection } from './result'
import type { GridViewControls } from './use-grid-view'

/** What a menu was asked for of: a line and, where one was pointed at, a column. */
export interface GridTarget {
  readonly line: GridLine
  readonly column: ColumnId | null
}

export interface RowGridProps {
  readonly table: RowTable
  readonly lines: GridLines
  readonly view: GridViewControls
  readonly selection: Selection
  readonly summary: ResourceSummary
  readonly onSelect: (selection: Selection) => void
  readonly onSelectAll: () => void
  readonly onToggleGroup: (key: string) => void
  /** Goes to the explanation of what is selected. */
  readonly onExplain: () => void
  readonly onCopy: (target: GridTarget) => void
  readonly onMenu: (target: GridTarget, at: MenuPlace) => void
  readonly onHeadMenu: (column: ColumnId, at: MenuPlace) => void
}
