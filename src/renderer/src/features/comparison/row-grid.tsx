import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { rowAt, type RowTable } from '../../../../core/comparison/row-table'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { gridMove } from '../../ui/grid-keys'
import { useRowWindow } from '../../ui/use-row-window'
import { usePredicted, type Selection } from './comparison-store'
import type { GridLine, GridLines } from './grid-lines'
import { GroupCell, SideCell } from './row-cells'
import styles from './row-grid.module.css'

/** Fixed, so that 100,000 rows need no measuring. In CSS pixels; row-grid.module.css has the same. */
const ROW_HEIGHT = 34
const HEAD_HEIGHT = 31

const HEADS = { agent: 'Agent sees', app: 'App sees' }
const PREDICTED_HEADS = { agent: 'The inspector sees', app: 'This application would see (predicted)' }

interface RowGridProps {
  readonly table: RowTable
  readonly lines: GridLines
  readonly selection: Selection
  readonly summary: ResourceSummary
  readonly onSelect: (selection: Selection) => void
  readonly onToggleGroup: (key: string) => void
}

/**
 * The two aligned columns. One scroll container serves both, so that a record and its gap cannot
 * drift apart. One row is the tab stop; it stays rendered while out of sight.
 */
export const RowGrid = ({ table, lines, selection, summary, onSelect, onToggleGroup }: RowGridProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  // null: nobody moved yet, and the selected row is the one to begin with.
  const [active, setActive] = useState<number | null>(null)
  const moved = useRef(false)
  const predicted = usePredicted()
  const first = useMemo(() => startLine(table, lines, selection), [table, lines, selection])
  const activeLine = Math.min(active ?? first, Math.max(lines.count - 1, 0))

  const { drawn, scrollTo } = useRowWindow(scroller, {
    count: lines.count,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    overscan: 12,
    kept: activeLine,
  })

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${String(activeLine)}"]`)
      ?.focus({ preventScroll: true })
  }, [activeLine])

  // A record that was chosen elsewhere is brought into sight.
  const start = useRef(() => {
    if (activeLine > 0) scrollTo(activeLine, 'center')
  })
  useEffect(() => {
    start.current()
  }, [])

  const selectAt = (line: number) => {
    const selected = selectionAt(table, lines.at(line))
    if (selected !== null) onSelect(selected)
  }

  const goTo = (line: number) => {
    moved.current = true
    setActive(line)
    scrollTo(line)
    selectAt(line)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines.at(activeLine)
    if (line === undefined) return
    if (line.kind === 'group' && isGroupToggle(event.key, line.isExpanded)) {
      event.preventDefault()
      onToggleGroup(line.group.key)
      return
    }
    if (event.key === 'ArrowLeft' && line.kind === 'row' && lines.isGrouped) {
      event.preventDefault()
      goTo(lines.headingOf(activeLine))
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    const next = gridMove(event.key, activeLine, lines.count, page)
    if (next === null) return
    event.preventDefault()
    goTo(next)
  }

  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    if (row === null) return
    const index = Number(row.dataset['index'])
    const line = lines.at(index)
    setActive(index)
    selectAt(index)
    if (line?.kind === 'group' && isSelected(table, line, selection)) onToggleGroup(line.group.key)
  }

  const heads = predicted ? PREDICTED_HEADS : HEADS
  return (
    <div
      ref={scroller}
      className={`${styles.scroller ?? ''} ${predicted ? (styles.predicted ?? '') : ''}`}
      role={lines.isGrouped ? 'treegrid' : 'grid'}
      aria-label={`${resourceDefinition(summary.resource).label} ${predicted ? 'the inspector sees and this application would see (predicted)' : 'seen by each side'}`}
      aria-rowcount={lines.count + 1}
      aria-colcount={2}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          <div role="columnheader" className={styles.agentHead}>
            {heads.agent}
          </div>
          <div role="columnheader" className={styles.appHead}>
            {heads.app}
          </div>
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: lines.count * ROW_HEIGHT }}
        onClick={onClick}
      >
        {drawn.map((index) => {
          const line = lines.at(index)
          return (
            line !== undefined && (
              <Line
                key={line.kind === 'row' ? `row:${table.ids[line.row] ?? ''}` : line.group.key}
                table={table}
                lines={lines}
                index={index}
                summary={summary}
                isSelected={isSelected(table, line, selection)}
                isTabStop={index === activeLine}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

interface LineProps extends Pick<RowGridProps, 'table' | 'lines' | 'summary'> {
  readonly index: number
  readonly isSelected: boolean
  readonly isTabStop: boolean
}

/** Drawn once: while others are scrolled into sight, it stays as it is. */
const Line = memo(({ table, lines, index, summary, isSelected: selected, isTabStop }: LineProps) => {
  const line = lines.at(index)
  const row = line?.kind === 'row' ? rowAt(table, line.row) : undefined
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-level={lines.isGrouped ? (line?.kind === 'row' ? 2 : 1) : undefined}
      aria-expanded={line?.kind === 'group' ? line.isExpanded : undefined}
      tabIndex={isTabStop ? 0 : -1}
      className={line?.kind === 'group' ? styles.groupRow : styles.row}
      style={{ transform: `translateY(${String(index * ROW_HEIGHT)}px)` }}
    >
      {line?.kind === 'group' && (
        <div role="gridcell" aria-colspan={2} className={styles.groupCell}>
          <GroupCell group={line.group} expanded={line.isExpanded} />
        </div>
      )}
      {row !== undefined &&
        (['agent', 'app'] as const).map((side) => (
          <div key={side} role="gridcell" className={styles.cell}>
            <SideCell row={row} side={side} summary={summary} />
          </div>
        ))}
    </div>
  )
})

const selectionAt = (table: RowTable, line: GridLine | undefined): Selection | null => {
  if (line?.kind === 'group') return { kind: 'group', key: line.group.key }
  const id = line === undefined ? undefined : table.ids[line.row]
  return id === undefined ? null : { kind: 'row', id }
}

const isSelected = (table: RowTable, line: GridLine, selection: Selection): boolean =>
  line.kind === 'row'
    ? selection.kind === 'row' && selection.id === table.ids[line.row]
    : selection.kind === 'group' && selection.key === line.group.key

/** The line of the record that is selected; the first where there is none, or it is not shown. */
const startLine = ({ ids }: RowTable, lines: GridLines, selection: Selection): number =>
  selection.kind === 'row' ? Math.max(0, lines.lineOf(ids.indexOf(selection.id))) : 0

const isGroupToggle = (key: string, expanded: boolean): boolean =>
  key === 'Enter' || key === ' ' || (key === 'ArrowRight' && !expanded) || (key === 'ArrowLeft' && expanded)
