import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Icon } from '../../ui/icon'
import type { MenuPlace } from '../../ui/context-menu'
import { headOf, isSide, nextSort, type ColumnId, type GridColumn } from './grid-columns'
import { headAction, HEAD, type GridPlace } from './grid-keys'
import type { GridViewControls } from './use-grid-view'
import styles from './row-grid.module.css'

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 5

interface GridHeadProps {
  readonly view: GridViewControls
  readonly predicted: boolean
  /** Place of the head that has the grid's tab stop; null: a row has it. */
  readonly active: number | null
  readonly onGo: (place: GridPlace) => void
  readonly onMenu: (column: ColumnId, at: MenuPlace) => void
}

/** The heads of the columns: a press sorts, dragging one moves it, dragging its edge sizes it; each has a key as well. */
export const GridHead = ({ view, predicted, active, onGo, onMenu }: GridHeadProps) => {
  const { columns, sort } = view
  const row = useRef<HTMLDivElement>(null)
  const [dropAt, setDropAt] = useState<ColumnId | null>(null)

  const onKeyDown = (event: KeyboardEvent, at: number, column: GridColumn) => {
    const action = headAction(event, at, columns.length)
    if (action === null) return
    event.preventDefault()
    event.stopPropagation()
    switch (action.kind) {
      case 'go':
        onGo(action.place)
        return
      case 'sort':
        view.setSort(nextSort(sort, column.id))
        return
      case 'size':
        view.setWidth(column.id, widthIn(row.current, column) + action.by)
        return
      case 'move': {
        const to = columns[at + action.by]
        if (to === undefined || isSide(to.id) || isSide(column.id)) return
        view.move(column.id, to.id)
        // Where it went, the focus goes too.
        onGo({ line: HEAD, column: at + action.by })
        return
      }
      case 'menu':
        onMenu(column.id, belowOf(event.currentTarget))
    }
  }

  return (
    <div ref={row} role="row" aria-rowindex={1} className={styles.headRow}>
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="columnheader"
          data-head={column.id}
          data-drop={dropAt === column.id ? '' : undefined}
          aria-sort={sort?.column !== column.id ? 'none' : sort.descending ? 'descending' : 'ascending'}
          tabIndex={active === at ? 0 : -1}
          className={`${styles.headCell ?? ''} ${headClass(column.id)}`}
          title={headOf(column.id, predicted)}
          onKeyDown={(event) => {
            onKeyDown(event, at, column)
          }}
          onContextMenu={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onGo({ line: HEAD, column: at })
            onMenu(column.id, { x: event.clientX, y: event.clientY })
          }}
        >
          <HeadLabel
            id={column.id}
            row={row}
            onSort={() => {
              onGo({ line: HEAD, column: at })
              view.setSort(nextSort(sort, column.id))
            }}
            onOver={setDropAt}
            onDrop={(to) => {
              view.move(column.id, to)
            }}
          >
            {headOf(column.id, predicted)}
          </HeadLabel>
          {sort?.column === column.id && (
            <Icon name={sort.descending ? 'arrowDown' : 'arrowUp'} className={styles.sorted} />
          )}
          <Edge
            onDrag={(width) => {
              view.drag(column.id, width)
            }}
            onEnd={(width) => {
              view.setWidth(column.id, width)
            }}
            widthNow={() => widthIn(row.current, column)}
          />
        </div>
      ))}
    </div>
  )
}

const headClass = (id: ColumnId): string =>
  (id === 'agent' ? styles.agentHead : id === 'app' ? styles.appHead : '') ?? ''

/** What a column takes now. */
const widthIn = (row: HTMLElement | null, { id, width }: GridColumn): number =>
  width ?? Math.round(row?.querySelector(`[data-head="${id}"]`)?.getBoundingClientRect().width ?? 0)

/** Where a menu opens that a key asked for. */
export const belowOf = (element: Element): MenuPlace => {
  const { left, bottom } = element.getBoundingClientRect()
  return { x: left + 8, y: bottom }
}

interface HeadLabelProps {
  readonly id: ColumnId
  readonly row: { readonly current: HTMLElement | null }
  readonly children: string
  readonly onSort: () => void
  /** Tells of the column that it would be put at; null: none. */
  readonly onOver: (id: ColumnId | null) => void
  readonly onDrop: (to: ColumnId) => void
}

/** What a press sorts by, and what is dragged to another place. */
const HeadLabel = ({ id, row, children, onSort, onOver, onDrop }: HeadLabelProps) => {
  const from = useRef<number | null>(null)
  const over = useRef<ColumnId | null>(null)
  /** Whether the click that ends it is no press. */
  const wasDragged = useRef(false)
  const [dragging, setDragging] = useState(false)

  const end = () => {
    from.current = null
    over.current = null
    setDragging(false)
    onOver(null)
  }
  useEffect(() => {
    if (!dragging) return undefined
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      end()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  })
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (from.current === null || isSide(id)) return
    if (!dragging) {
      if (Math.abs(clientX - from.current) < CLICK) return
      wasDragged.current = true
      setDragging(true)
    }
    const heads = [...(row.current?.querySelectorAll<HTMLElement>('[data-head]') ?? [])]
    const head = heads.find((each) => {
      const { left, right } = each.getBoundingClientRect()
      return clientX >= left && clientX < right
    })
    const to = head?.dataset['head'] as ColumnId | undefined // a head is named by its column
    over.current = to === undefined || isSide(to) || to === id ? null : to
    onOver(over.current)
  }
  return (
    <span
      className={styles.headLabel}
      data-dragged={dragging ? '' : undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        from.current = event.clientX
        wasDragged.current = false
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        if (from.current !== null && over.current !== null) onDrop(over.current)
        end()
      }}
      onClick={() => {
        if (!wasDragged.current) onSort()
        wasDragged.current = false
      }}
      onPointerCancel={end}
    >
      {children}
    </span>
  )
}

interface EdgeProps {
  readonly widthNow: () => number
  /** @param width null: as it was */
  readonly onDrag: (width: number | null) => void
  /** null: the usual width. */
  readonly onEnd: (width: number | null) => void
}

/** The edge that sizes a column; a double click gives it back its usual width. Keys and the menu of the head do the same. */
const Edge = ({ widthNow, onDrag, onEnd }: EdgeProps) => {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const moved = useRef<number | null>(null)
  return (
    <span
      aria-hidden="true"
      className={styles.edge}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        from.current = { x: event.clientX, width: widthNow() }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={({ clientX }) => {
        if (from.current === null || clientX === from.current.x) return
        moved.current = from.current.width + clientX - from.current.x
        onDrag(moved.current)
      }}
      onPointerUp={() => {
        if (moved.current !== null) onEnd(moved.current)
        from.current = null
        moved.current = null
      }}
      onPointerCancel={() => {
        onDrag(null)
        from.current = null
        moved.current = null
      }}
      onDoubleClick={() => {
        onEnd(null)
      }}
    />
  )
}
