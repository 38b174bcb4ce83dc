import { memo, useEffect, useId, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { rowAt, type RowTable } from '../../../../core/comparison/row-table'
import { resourceDefinition } from '../../../../core/halo/resource'
import { useRowWindow } from '../../ui/use-row-window'
import { usePredicted, type Selection } from './comparison-store'
import { isSide, tracksOf, type ColumnId, type GridColumn } from './grid-columns'
import { belowOf, GridHead } from './grid-head'
import { gridAction, HEAD } from './grid-keys'
import type { GridLine } from './grid-lines'
import type { GridTarget, RowGridProps } from './row-grid-props'
import { GroupCell, PlainCell, SideCell } from './row-cells'
import styles from './row-grid.module.css'
import { useGridCursor } from './use-grid-cursor'

/** Fixed, so that 100,000 rows need no measuring. In CSS pixels; row-grid.module.css has the same. */
const ROW_HEIGHT = 34
const HEAD_HEIGHT = 31

/**
 * The two aligned sides, and what else is known of their records. One scroll container serves all columns, so that a record
 * and its gap cannot drift apart. One row, cell or head is the tab stop; its row stays rendered while out of sight.
 */
export const RowGrid = (props: RowGridProps) => {
  const { table, lines, view, selection, summary, onMenu, onHeadMenu, onCopy } = props
  const { columns } = view
  const scroller = useRef<HTMLDivElement>(null)
  const predicted = usePredicted()
  const helpId = useId()
  const cursor = useGridCursor(scroller, props)
  const { place } = cursor
  const activeLine = place.line === HEAD ? Math.min(cursor.first, lines.count - 1) : place.line

  const { drawn, scrollTo } = useRowWindow(scroller, {
    count: lines.count,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    overscan: 12,
    kept: activeLine,
  })
  useEffect(() => {
    cursor.onScrollTo(scrollTo)
  })
  // A record that was chosen elsewhere is brought into sight, and the selected one when the rows come in another order.
  const bring = useRef<(isFirst: boolean) => void>(() => undefined)
  const brought = useRef<string | null>(null)
  useEffect(() => {
    bring.current = (isFirst) => {
      if (activeLine > 0) scrollTo(activeLine, 'center')
      else if (!isFirst) scrollTo(0)
    }
  })
  useEffect(() => {
    bring.current(brought.current === null)
    brought.current = cursor.order
  }, [cursor.order])

  const targetAt = (index: number, column: ColumnId | null): GridTarget | null => {
    const line = lines.at(index)
    return line === undefined ? null : { line, column }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (place.line === HEAD) return
    const action = gridAction(event, place, {
      lineAt: (line) => lines.at(line),
      headingOf: (line) => lines.headingOf(line),
      isGrouped: lines.isGrouped,
      count: lines.count,
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
      columns: columns.length,
    })
    if (action === null) return
    const target = targetAt(place.line, place.column === null ? null : (columns[place.column]?.id ?? null))
    if (action.kind === 'copy') {
      // What is marked as text is the browser's to copy.
      if (document.getSelection()?.isCollapsed === false) return
      event.preventDefault()
      if (target !== null) onCopy(target)
      return
    }
    if (action.kind === 'single' && !cursor.isBackToOne()) return
    event.preventDefault()
    if (action.kind !== 'menu') cursor.act(action)
    else if (target !== null) {
      cursor.selectForMenu(place.line)
      onMenu(target, belowOf(event.target instanceof Element ? event.target : event.currentTarget))
    }
  }

  const onContextMenu = (event: MouseEvent) => {
    const index = lineOf(event.target)
    const target = index === null ? null : targetAt(index, columnOf(event.target))
    if (index === null || target === null) return
    event.preventDefault()
    cursor.selectForMenu(index)
    onMenu(target, { x: event.clientX, y: event.clientY })
  }

  const selected = useMemo(() => selectedIn(selection), [selection])
  const { tracks, least } = useMemo(() => tracksOf(columns), [columns])
  const shown = useMemo(() => new Set(columns.map(({ id }) => id)), [columns])
  return (
    <>
      <p id={helpId} hidden>
        Enter goes to the explanation, Space selects, Shift+F10 opens the menu. Right goes into the cells of a
        row, Up from the first row to the heads of the columns: there Enter sorts, Shift with Left and Right
        sizes, Alt and Shift with them moves.
      </p>
      <div
        ref={scroller}
        className={`${styles.scroller ?? ''} ${predicted ? (styles.predicted ?? '') : ''}`}
        role={lines.isGrouped ? 'treegrid' : 'grid'}
        aria-label={`${resourceDefinition(summary.resource).label} ${predicted ? 'the inspector sees and this application would see (predicted)' : 'seen by each side'}`}
        aria-describedby={helpId}
        aria-multiselectable
        aria-rowcount={lines.count + 1}
        aria-colcount={columns.length}
        data-records
        style={{ '--tracks': tracks, '--least': least } as React.CSSProperties}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.head}>
          <GridHead
            view={view}
            predicted={predicted}
            active={place.line === HEAD ? place.column : null}
            onGo={cursor.go}
            onMenu={onHeadMenu}
          />
        </div>
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: lines.count * ROW_HEIGHT }}
          onClick={cursor.onClick}
          onMouseDown={cursor.onMouseDown}
          onContextMenu={onContextMenu}
        >
          {drawn.map((index) => {
            const line = lines.at(index)
            const active = index === place.line
            return (
              line !== undefined && (
                <Line
                  key={line.kind === 'row' ? `row:${table.ids[line.row] ?? ''}` : line.group.key}
                  table={table}
                  lines={lines}
                  index={index}
                  summary={summary}
                  columns={columns}
                  shown={shown}
                  isSelected={selected.has(keyOf(table, line))}
                  isTabStop={active && place.column === null}
                  cell={active ? place.column : null}
                />
              )
            )
          })}
        </div>
      </div>
    </>
  )
}

interface LineProps extends Pick<RowGridProps, 'table' | 'lines' | 'summary'> {
  readonly index: number
  readonly columns: readonly GridColumn[]
  readonly shown: ReadonlySet<ColumnId>
  readonly isSelected: boolean
  readonly isTabStop: boolean
  /** Place of the cell that is the tab stop; null: none of this line. */
  readonly cell: number | null
}

/** Drawn once: while others are scrolled into sight, it stays as it is. */
const Line = memo((props: LineProps) => {
  const { table, lines, index, summary, columns, shown, isSelected, isTabStop, cell } = props
  const line = lines.at(index)
  const row = line?.kind === 'row' ? rowAt(table, line.row) : undefined
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-level={lines.isGrouped ? (line?.kind === 'row' ? 2 : 1) : undefined}
      aria-expanded={line?.kind === 'group' ? line.isExpanded : undefined}
      tabIndex={isTabStop ? 0 : -1}
      className={line?.kind === 'group' ? styles.groupRow : styles.row}
      style={{ transform: `translateY(${String(index * ROW_HEIGHT)}px)` }}
    >
      {line?.kind === 'group' && (
        <div role="gridcell" aria-colspan={columns.length} className={styles.groupCell}>
          <GroupCell group={line.group} expanded={line.isExpanded} />
        </div>
      )}
      {row !== undefined &&
        columns.map(({ id }, at) => (
          <div
            key={id}
            role="gridcell"
            data-column={id}
            tabIndex={cell === at ? 0 : undefined}
            className={styles.cell}
          >
            {isSide(id) ? (
              <SideCell row={row} side={id} summary={summary} columns={shown} />
            ) : (
              <PlainCell row={row} column={id} />
            )}
          </div>
        ))}
    </div>
  )
})

/** The line that an element of it stands for; null: none. */
const lineOf = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return row === null ? null : Number(row.dataset['index'])
}

const columnOf = (target: EventTarget | null): ColumnId | null =>
  target instanceof Element
    ? ((target.closest<HTMLElement>('[data-column]')?.dataset['column'] as ColumnId | undefined) ?? null) // a cell is named by its column
    : null

/** By what a line is known among those selected: one record may be called as a group is. */
const keyOf = (table: RowTable, line: GridLine): string =>
  line.kind === 'row' ? `row:${table.ids[line.row] ?? ''}` : line.group.key

const selectedIn = (selection: Selection): ReadonlySet<string> => {
  switch (selection.kind) {
    case 'row':
      return new Set([`row:${selection.id}`])
    case 'rows':
      return new Set(selection.ids.map((id) => `row:${id}`))
    case 'group':
      return new Set([selection.key])
    case 'resource':
      return new Set()
  }
}
