import {
  createColumnHelper,
  createExpandedRowModel,
  rowExpandingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { usePredicted, type Selection } from './comparison-store'
import type { GridNode } from './grid-nodes'
import { gridMove } from '../../ui/grid-keys'
import { GroupCell, SideCell } from './row-cells'
import styles from './row-grid.module.css'

/** Fixed, so that 100,000 rows need no measuring. In CSS pixels; row-grid.module.css has the same. */
const ROW_HEIGHT = 34

const features = tableFeatures({ rowExpandingFeature, expandedRowModel: createExpandedRowModel() })
const columnHelper = createColumnHelper<typeof features, GridNode>()
const columns = columnHelper.columns([
  columnHelper.display({ id: 'agent', header: 'Agent sees' }),
  columnHelper.display({ id: 'app', header: 'App sees' }),
])
const predictedColumns = columnHelper.columns([
  columnHelper.display({ id: 'agent', header: 'The inspector sees' }),
  columnHelper.display({ id: 'app', header: 'This application would see (predicted)' }),
])

interface RowGridProps {
  readonly nodes: readonly GridNode[]
  readonly collapsed: ReadonlySet<string>
  readonly selection: Selection
  readonly summary: ResourceSummary
  readonly onSelect: (selection: Selection) => void
  readonly onToggleGroup: (key: string) => void
}

/**
 * The two aligned columns. One scroll container and one virtualiser serve both, so that a record
 * and its gap cannot drift apart. One row is the tab stop; it stays rendered while out of sight.
 */
export const RowGrid = ({ nodes, collapsed, selection, summary, onSelect, onToggleGroup }: RowGridProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  // null: nobody moved yet, and the selected row is the one to begin with.
  const [active, setActive] = useState<number | null>(null)
  const moved = useRef(false)
  const predicted = usePredicted()

  const expanded = useMemo(() => {
    const open = nodes.filter(({ kind, key }) => kind === 'group' && !collapsed.has(key))
    return Object.fromEntries(open.map(({ key }) => [key, true]))
  }, [nodes, collapsed])
  const table = useTable({
    features,
    columns: predicted ? predictedColumns : columns,
    data: nodes,
    state: { expanded },
    autoResetExpanded: false,
    getRowId: ({ key }) => key,
    getSubRows: (node) => (node.kind === 'group' ? node.children : undefined),
  })
  const { rows } = table.getRowModel()
  const grouped = nodes[0]?.kind === 'group'
  const activeIndex = Math.min(active ?? startIndex(rows, selection), Math.max(rows.length - 1, 0))

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(activeIndex) || activeIndex >= range.count
        ? shown
        : [activeIndex, ...shown].sort((a, b) => a - b)
    },
  })

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${String(activeIndex)}"]`)
      ?.focus({ preventScroll: true })
  }, [activeIndex])

  // A record that was chosen elsewhere is brought into sight.
  const start = useRef(activeIndex)
  useEffect(() => {
    if (start.current > 0) virtualizer.scrollToIndex(start.current, { align: 'center' })
  }, [virtualizer])

  const goTo = (index: number) => {
    moved.current = true
    setActive(index)
    virtualizer.scrollToIndex(index)
  }

  const selectAt = (index: number) => {
    const node = rows[index]?.original
    if (node === undefined) return
    onSelect(node.kind === 'row' ? { kind: 'row', id: node.row.record.id } : { kind: 'group', key: node.key })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeIndex]
    if (row === undefined) return
    const node = row.original
    if (node.kind === 'group' && isGroupToggle(event.key, row.getIsExpanded())) {
      event.preventDefault()
      onToggleGroup(node.key)
      return
    }
    if (event.key === 'ArrowLeft' && row.depth > 0) {
      event.preventDefault()
      const parent = rows.findLastIndex((candidate, index) => index < activeIndex && candidate.depth === 0)
      goTo(parent)
      selectAt(parent)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    const next = gridMove(event.key, activeIndex, rows.length, page)
    if (next === null) return
    event.preventDefault()
    goTo(next)
    selectAt(next)
  }

  const isSelected = (node: GridNode) =>
    node.kind === 'row'
      ? selection.kind === 'row' && selection.id === node.row.record.id
      : selection.kind === 'group' && selection.key === node.key

  return (
    <div
      ref={scroller}
      className={`${styles.scroller ?? ''} ${predicted ? (styles.predicted ?? '') : ''}`}
      role={grouped ? 'treegrid' : 'grid'}
      aria-label={`${resourceDefinition(summary.resource).label} ${predicted ? 'the inspector sees and this application would see (predicted)' : 'seen by each side'}`}
      aria-rowcount={rows.length + 1}
      aria-colcount={2}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        {table.getHeaderGroups().map((headers) => (
          <div key={headers.id} role="row" aria-rowindex={1} className={styles.headRow}>
            {headers.headers.map((header) => (
              <div
                key={header.id}
                role="columnheader"
                className={header.column.id === 'agent' ? styles.agentHead : styles.appHead}
              >
                <table.FlexRender header={header} />
              </div>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const node = row.original
          const selected = isSelected(node)
          return (
            <div
              key={row.id}
              role="row"
              data-index={item.index}
              aria-rowindex={item.index + 2}
              aria-selected={selected}
              aria-level={grouped ? row.depth + 1 : undefined}
              aria-expanded={node.kind === 'group' ? row.getIsExpanded() : undefined}
              tabIndex={item.index === activeIndex ? 0 : -1}
              className={node.kind === 'group' ? styles.groupRow : styles.row}
              style={{ transform: `translateY(${String(item.start)}px)` }}
              onClick={() => {
                setActive(item.index)
                selectAt(item.index)
                if (node.kind === 'group' && selected) onToggleGroup(node.key)
              }}
            >
              {node.kind === 'group' ? (
                <div role="gridcell" aria-colspan={2} className={styles.groupCell}>
                  <GroupCell group={node} expanded={row.getIsExpanded()} />
                </div>
              ) : (
                row.getAllCells().map((cell) => (
                  <div key={cell.id} role="gridcell" className={styles.cell}>
                    <SideCell
                      row={node.row}
                      side={cell.column.id === 'agent' ? 'agent' : 'app'}
                      summary={summary}
                    />
                  </div>
                ))
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const startIndex = (
  rows: readonly { readonly original: GridNode }[],
  selection: Selection,
): number =>
  selection.kind === 'row'
    ? Math.max(
        0,
        rows.findIndex(({ original }) => original.kind === 'row' && original.row.record.id === selection.id),
      )
    : 0

const isGroupToggle = (key: string, expanded: boolean): boolean =>
  key === 'Enter' || key === ' ' || (key === 'ArrowRight' && !expanded) || (key === 'ArrowLeft' && expanded)
