import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { MAIN_RESOURCES } from '../../../../../core/inventory/inventory-words'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { circleMove, gridMove } from '../../../ui/grid-keys'
import { Icon } from '../../../ui/icon'
import { useRowWindow } from '../../../ui/use-row-window'
import { ApplicationRow } from './application-row'
import styles from './applications-table.module.css'
import type { Column } from './table-rows'
import { useTable } from './table-store'

/** Fixed, so that 500 rows need no measuring. In CSS pixels; the stylesheet has the same. */
const ROW_HEIGHT = 58
const HEAD_HEIGHT = 37

const COLUMNS: readonly { readonly column: Column; readonly label: string; readonly spoken: string }[] = [
  { column: 'name', label: 'Application', spoken: 'Application' },
  { column: 'login', label: 'Logs in as', spoken: 'Logs in as' },
  { column: 'scopes', label: 'Scopes', spoken: 'Scopes' },
  ...MAIN_RESOURCES.map((column) => ({
    column,
    label: `${column[0]?.toUpperCase() ?? ''}${column.slice(1)}`,
    spoken: `Would see ${column} (predicted)`,
  })),
  { column: 'risks', label: 'Risks', spoken: 'Risks' },
  { column: 'purpose', label: 'Purpose, owner', spoken: 'Purpose, owner' },
  { column: 'decision', label: 'Decision', spoken: 'Decision' },
]

interface ApplicationsTableProps {
  readonly entries: readonly EntrySummary[]
  readonly onOpen: (applicationId: string) => void
}

/** The applications, one row each. One row is the tab stop; arrows move, up from the first to the headings, Enter opens or sorts. */
export const ApplicationsTable = ({ entries, onOpen }: ApplicationsTableProps) => {
  const active = useTable((state) => state.active)
  const sorting = useTable((state) => state.sorting)
  const { setActive, sortBy } = useTable.getState()
  const scroller = useRef<HTMLDivElement>(null)
  const headRow = useRef<HTMLDivElement>(null)
  const [heading, setHeading] = useState(0)
  const moved = useRef(false)
  // Back from an application, the row that was left is found and has the focus again.
  const restoring = useRef(active !== null)
  const activeIndex = Math.max(
    entries.findIndex(({ application }) => application.id === active),
    0,
  )

  const { drawn, scrollTo } = useRowWindow(scroller, {
    count: entries.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    overscan: 8,
    kept: activeIndex,
  })

  // At first the list does not know its height, and has no row: it is tried again until there is one.
  useLayoutEffect(() => {
    if (!moved.current && !restoring.current) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${String(activeIndex)}"]`)
    if (row == null) return
    if (restoring.current) scrollTo(activeIndex)
    moved.current = false
    restoring.current = false
    row.focus({ preventScroll: true })
  })

  const focusHead = (column: number) => {
    headRow.current?.querySelectorAll('button').item(column).focus()
  }
  /** Along the headings, and down from them to the rows. */
  const moveInHead = (event: KeyboardEvent) => {
    const next = circleMove(event, heading, COLUMNS.length)
    if (next !== null) focusHead(next)
    else if (event.key === 'ArrowDown')
      scroller.current?.querySelector<HTMLElement>(`[data-index="${String(activeIndex)}"]`)?.focus()
    else return
    event.preventDefault()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Node && headRow.current?.contains(event.target) === true) {
      moveInHead(event)
      return
    }
    const entry = entries[activeIndex]
    if (entry === undefined) return
    if (event.key === 'ArrowUp' && activeIndex === 0) {
      event.preventDefault()
      focusHead(heading)
      return
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(entry.application.id)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    const next = gridMove(event.key, activeIndex, entries.length, page)
    const to = next === null ? undefined : entries[next]
    if (next === null || to === undefined || next === activeIndex) return
    event.preventDefault()
    moved.current = true
    setActive(to.application.id)
    scrollTo(next)
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label="Applications"
      aria-rowcount={entries.length + 1}
      aria-colcount={COLUMNS.length}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div ref={headRow} role="row" aria-rowindex={1} className={styles.headRow}>
          {COLUMNS.map(({ column, label, spoken }, index) => {
            const sorted = sorting.column === column
            return (
              <div
                key={column}
                role="columnheader"
                aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  className={styles.sort}
                  tabIndex={-1}
                  onFocus={() => {
                    setHeading(index)
                  }}
                  aria-label={spoken}
                  title={`Sort by: ${spoken}`}
                  onClick={() => {
                    sortBy(column)
                  }}
                >
                  {label}
                  {sorted && <Icon name={sorting.descending ? 'arrowDown' : 'arrowUp'} />}
                </button>
              </div>
            )
          })}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: entries.length * ROW_HEIGHT }}>
        {drawn.map((index) => {
          const entry = entries[index]
          if (entry === undefined) return null
          return (
            <ApplicationRow
              key={entry.application.id}
              entry={entry}
              index={index}
              start={index * ROW_HEIGHT}
              isTabStop={index === activeIndex}
              onOpen={onOpen}
              onFocus={setActive}
            />
          )
        })}
      </div>
    </div>
  )
}
