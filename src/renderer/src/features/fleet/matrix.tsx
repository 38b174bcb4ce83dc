import { useLayoutEffect, useRef, type CSSProperties, type FocusEvent, type KeyboardEvent } from 'react'
import { countText } from '../../../../core/comparison/count-text'
import type { FleetTenantProgress } from '../../../../shared/ipc/fleet'
import { cellMove } from '../../ui/grid-keys'
import { Icon } from '../../ui/icon'
import { NARROW, useMedia } from '../../ui/use-media'
import { useRowWindow } from '../../ui/use-row-window'
import { checkTitle, checkWords } from './fleet-text'
import { useFleet, type MatrixPlace } from './fleet-store'
import { MatrixRow } from './matrix-row'
import { useColumnWidth, useColumnWindow } from './use-column-window'
import styles from './matrix.module.css'

/** Fixed, so that no row is measured. In CSS pixels; the stylesheet has the same. */
const ROW_HEIGHT = 34
const HEAD_HEIGHT = 56
/** The tenant's name, and its state: a sentence says what a tenant does that has not ended. */
const NAME_WIDTH = { usual: 220, narrow: 140 } as const
const STATE_WIDTH = { running: 210, ended: 124 } as const

/** What stands before the checks. */
const FIXED = ['name', 'state'] as const

interface MatrixProps {
  readonly rows: readonly FleetTenantProgress[]
  /** Names of the checks, in their order. */
  readonly checks: readonly string[]
  readonly failing: ReadonlyMap<string, number>
  readonly runEnded: boolean
  /** Enter, or a double click. */
  readonly onOpen: (profileId: string, column: string) => void
}

/**
 * Tenants by checks. One cell is the tab stop (ARIA's grid pattern): arrows, Home, End and the page keys move, with
 * Ctrl to the corners; Enter on a head sorts, on any other cell it opens the tenant's result.
 */
export const Matrix = ({ rows, checks, failing, runEnded, onOpen }: MatrixProps) => {
  const place = useFleet((state) => state.place)
  const sorting = useFleet((state) => state.look.sorting)
  const { setPlace, sortBy } = useFleet.getState()
  const scroller = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  // Back from a tenant's result, the cell that was left is found and has the focus again.
  const restoring = useRef(place !== null)
  const columns = [...FIXED, ...checks]
  const active = activeOf(place, rows, columns)
  const activeColumn = columns[active.column] ?? 'name'

  const { drawn, scrollTo } = useRowWindow(scroller, {
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    overscan: 6,
    kept: Math.max(active.row, 0),
  })

  const nameWidth = NAME_WIDTH[useMedia(NARROW) ? 'narrow' : 'usual']
  const stateWidth = STATE_WIDTH[runEnded ? 'ended' : 'running']
  const before = nameWidth + stateWidth
  const checkWidth = useColumnWidth(scroller, checks.length, before)
  const drawnChecks = useColumnWindow(scroller, {
    count: checks.length,
    columnWidth: checkWidth,
    before,
    overscan: 2,
    kept: active.column - FIXED.length,
  })

  // At first the grid does not know its height, and has no row: it is tried again until there is one.
  useLayoutEffect(() => {
    if (!moved.current && !restoring.current) return
    const cell = scroller.current?.querySelector<HTMLElement>('[data-stop]')
    if (cell == null) return
    if (restoring.current && active.row >= 0) scrollTo(active.row)
    moved.current = false
    restoring.current = false
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && active.row >= 0) {
      const tenant = rows[active.row]
      event.preventDefault()
      if (tenant !== undefined) onOpen(tenant.profileId, activeColumn)
      return
    }
    const from = { row: active.row + 1, column: active.column }
    const to = cellMove(event, from, { rows: rows.length + 1, columns: columns.length })
    if (to === null) return
    event.preventDefault()
    if (to.row === from.row && to.column === from.column) return
    moved.current = true
    // Before it scrolls, which draws at once: what is drawn then has the new tab stop.
    setPlace({
      profileId: to.row === 0 ? null : (rows[to.row - 1]?.profileId ?? null),
      column: columns[to.column] ?? 'name',
    })
    if (to.row > 0) scrollTo(to.row - 1)
  }

  const onFocus = ({ target }: FocusEvent) => {
    const cell = target.closest<HTMLElement>('[data-column]')
    const column = cell?.dataset['column']
    if (column === undefined) return
    const profileId = cell?.closest<HTMLElement>('[data-tenant]')?.dataset['tenant'] ?? null
    if (place?.profileId !== profileId || place.column !== column) setPlace({ profileId, column })
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label="Tenants by checks"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      style={
        // Custom properties, which the type of styles does not know.
        {
          '--checks': checks.length,
          '--name': `${String(nameWidth)}px`,
          '--state': `${String(stateWidth)}px`,
          '--check': `${String(checkWidth)}px`,
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {columns.map((column, index) => (
            <Head
              key={column}
              column={column}
              index={index}
              failing={failing.get(column) ?? 0}
              sorted={sorting.column === column ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
              isStop={active.row < 0 && column === activeColumn}
              onSort={sortBy}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT }}>
        {drawn.map((index) => {
          const tenant = rows[index]
          if (tenant === undefined) return null
          return (
            <MatrixRow
              key={tenant.profileId}
              tenant={tenant}
              checks={checks}
              drawn={drawnChecks}
              index={index}
              start={index * ROW_HEIGHT}
              stop={index === active.row ? activeColumn : null}
              runEnded={runEnded}
              onOpen={onOpen}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Where the tab stop is; row -1 is the head. A tenant or check that is hidden leaves it to the first. */
const activeOf = (
  place: MatrixPlace | null,
  rows: readonly FleetTenantProgress[],
  columns: readonly string[],
): { readonly row: number; readonly column: number } => {
  if (place === null) return { row: rows.length === 0 ? -1 : 0, column: 0 }
  const column = Math.max(columns.indexOf(place.column), 0)
  if (place.profileId === null) return { row: -1, column }
  const row = rows.findIndex(({ profileId }) => profileId === place.profileId)
  return { row: rows.length === 0 ? -1 : Math.max(row, 0), column }
}

interface HeadProps {
  readonly column: string
  readonly index: number
  readonly failing: number
  readonly sorted: 'ascending' | 'descending' | 'none'
  readonly isStop: boolean
  readonly onSort: (column: string) => void
}

const FIXED_WORDS: Readonly<Record<string, string>> = { name: 'Tenant', state: 'State' }

const Head = ({ column, index, failing, sorted, isStop, onSort }: HeadProps) => {
  const fixed = FIXED_WORDS[column]
  const { kind, label } = fixed === undefined ? checkWords(column) : { kind: null, label: fixed }
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted}
      data-column={column}
      className={index === 0 ? styles.corner : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={`Sort by: ${fixed ?? checkTitle(column)}`}
        tabIndex={isStop ? 0 : -1}
        {...(isStop && { 'data-stop': true })}
        onClick={() => {
          onSort(column)
        }}
      >
        <span className={styles.kind}>
          {kind}
          {sorted !== 'none' && <Icon name={sorted === 'descending' ? 'arrowDown' : 'arrowUp'} />}
        </span>
        <span className={styles.label}>{label}</span>
        {failing > 0 && (
          <span className={styles.failing}>
            <Icon name="error" />
            {countText(failing)}
            <span className="visually-hidden"> {failing === 1 ? 'tenant fails' : 'tenants fail'}</span>
          </span>
        )}
      </button>
    </div>
  )
}
