import { useEffect, useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react'
import type { RowTable } from '../../../../core/comparison/row-table'
import { useRecordFocus } from './focus-records'
import { HEAD, type GridAction, type GridPlace } from './grid-keys'
import type { GridLine, GridLines } from './grid-lines'
import { selectedIds, selectionOf, toggled } from './grid-selection'
import type { Selection } from './result'
import type { RowGridProps } from './row-grid-props'

type ScrollTo = (line: number, align?: 'nearest' | 'center') => void

/** Where the focus is in the grid, and what is selected by moving it. */
export const useGridCursor = (
  scroller: RefObject<HTMLDivElement | null>,
  props: Pick<
    RowGridProps,
    'table' | 'lines' | 'view' | 'selection' | 'onSelect' | 'onSelectAll' | 'onToggleGroup' | 'onExplain'
  >,
) => {
  const { table, lines, view, selection, onSelect, onSelectAll, onToggleGroup, onExplain } = props
  // null: nobody moved yet, and the selected row is the one to begin with.
  const [moved, setMoved] = useState<GridPlace | null>(null)
  const focuses = useRef(false)
  const scrollTo = useRef<ScrollTo>(() => undefined)
  /** Where a range begins: the record that was selected last by itself. */
  const anchor = useRef<string | null>(null)
  const first = useMemo(() => startLine(table, lines, selection), [table, lines, selection])
  const { sort, columns } = view
  const order = sort === null ? '' : `${sort.column} ${String(sort.descending)}`
  const [ordered, setOrdered] = useState(order)
  // In another order, the place is that of the selected row: but on a head it stays.
  if (ordered !== order) {
    setOrdered(order)
    if (moved !== null && moved.line !== HEAD) setMoved(null)
  }
  const place: GridPlace = {
    line: moved?.line === HEAD ? HEAD : Math.min(moved?.line ?? first, Math.max(lines.count - 1, 0)),
    column: moved?.column == null ? null : Math.min(moved.column, columns.length - 1),
  }

  useEffect(() => {
    if (!focuses.current) return
    focuses.current = false
    focusAt(scroller.current, place)
  })

  // Chosen in a search over all resources: it has the focus as soon as its row is there.
  const start = useRef(() => {
    const { wanted, want } = useRecordFocus.getState()
    if (wanted === null) return
    want(null)
    if (selectedIds(selection)[0] === wanted) focusAt(scroller.current, place)
  })
  useEffect(() => {
    start.current()
  }, [])

  const go = (to: GridPlace) => {
    focuses.current = true
    setMoved(to)
    if (to.line !== HEAD) scrollTo.current(to.line)
  }

  const selectAt = (line: number) => {
    const at = lines.at(line)
    if (at?.kind === 'row') anchor.current = table.ids[at.row] ?? null
    const selected = selectionAt(table, at)
    if (selected !== null) onSelect(selected)
  }

  /** From where a range begins up to a line: in the order in which they stand. */
  const selectUpTo = (line: number) => {
    const begun = anchor.current ?? selectedIds(selection)[0] ?? null
    const from = begun === null ? -1 : lines.lineOf(table.ids.indexOf(begun))
    const begin = from === -1 ? place.line : from
    const at = lines.at(begin)
    if (at?.kind === 'row') anchor.current = table.ids[at.row] ?? null
    const ids = idsBetween(table, lines, Math.min(begin, line), Math.max(begin, line))
    if (ids.length > 0) onSelect(selectionOf(ids))
  }

  const toggleAt = (line: number) => {
    const id = idAt(table, lines.at(line))
    if (id === undefined) return
    anchor.current = id
    onSelect(toggled(selection, id))
  }

  const selectTo = (line: number, how: 'one' | 'up to' | 'none') => {
    if (how === 'one') selectAt(line)
    else if (how === 'up to') selectUpTo(line)
  }

  const act = (action: Exclude<GridAction, { kind: 'menu' | 'copy' }>) => {
    const line = lines.at(place.line)
    switch (action.kind) {
      case 'go':
        go(action.place)
        if (action.place.line !== HEAD) selectTo(action.place.line, action.select)
        return
      case 'toggle-group':
        if (line?.kind === 'group') onToggleGroup(line.group.key)
        return
      case 'toggle':
        toggleAt(place.line)
        return
      case 'all':
        onSelectAll()
        return
      case 'explain':
        if (!isSelected(table, line, selection)) selectAt(place.line)
        onExplain()
        return
      case 'single':
        if (selection.kind === 'rows') selectAt(place.line)
        else go({ line: place.line, column: null })
    }
  }

  return {
    place,
    /** In which order the rows are. */
    order,
    first,
    go,
    act,
    /** Whether Escape has anything to go back from. */
    isBackToOne: () => selection.kind === 'rows' || place.column !== null,
    onScrollTo: (to: ScrollTo) => {
      scrollTo.current = to
    },
    /** What a menu is about is selected, unless it is among what is. */
    selectForMenu: (line: number) => {
      focuses.current = true
      setMoved({ line, column: line === place.line ? place.column : null })
      if (!isSelected(table, lines.at(line), selection)) selectAt(line)
    },
    onMouseDown: (event: MouseEvent) => {
      // A range is selected, and not the text between.
      if (event.shiftKey) event.preventDefault()
    },
    onClick: (event: MouseEvent) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
      if (row === null) return
      const index = Number(row.dataset['index'])
      const line = lines.at(index)
      go({ line: index, column: null })
      if (line?.kind === 'group') {
        if (isSelected(table, line, selection)) onToggleGroup(line.group.key)
        selectAt(index)
      } else if (event.shiftKey) selectUpTo(index)
      else if (event.ctrlKey || event.metaKey) toggleAt(index)
      else selectAt(index)
    },
  }
}

const focusAt = (grid: HTMLElement | null, { line, column }: GridPlace) => {
  const row =
    line === HEAD
      ? grid?.querySelector<HTMLElement>('[role="row"]')
      : grid?.querySelector<HTMLElement>(`[data-index="${String(line)}"]`)
  const cell = column === null ? null : row?.children.item(column)
  if (cell instanceof HTMLElement) {
    cell.focus({ preventScroll: true })
    // Only sideways: the row is in sight.
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  } else row?.focus({ preventScroll: true })
}

const idAt = (table: RowTable, line: GridLine | undefined): string | undefined =>
  line?.kind === 'row' ? table.ids[line.row] : undefined

const idsBetween = (table: RowTable, lines: GridLines, from: number, to: number): readonly string[] => {
  const ids: string[] = []
  for (let line = from; line <= to; line += 1) {
    const id = idAt(table, lines.at(line))
    if (id !== undefined) ids.push(id)
  }
  return ids
}

const selectionAt = (table: RowTable, line: GridLine | undefined): Selection | null => {
  if (line?.kind === 'group') return { kind: 'group', key: line.group.key }
  const id = idAt(table, line)
  return id === undefined ? null : { kind: 'row', id }
}

const isSelected = (table: RowTable, line: GridLine | undefined, selection: Selection): boolean => {
  if (line?.kind === 'group') return selection.kind === 'group' && selection.key === line.group.key
  const id = idAt(table, line)
  return id !== undefined && selectedIds(selection).includes(id)
}

/** The line of the record that was selected last; the first where there is none, or it is not shown. */
const startLine = ({ ids }: RowTable, lines: GridLines, selection: Selection): number => {
  const last = selectedIds(selection).at(-1)
  return last === undefined ? 0 : Math.max(0, lines.lineOf(ids.indexOf(last)))
}
