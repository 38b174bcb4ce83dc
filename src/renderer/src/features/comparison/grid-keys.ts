import { gridMove } from '../../ui/grid-keys'
import type { GridLine } from './grid-lines'

/** Where the focus is: on a row as a whole, or on a cell of it. */
export interface GridPlace {
  /** A line; `HEAD`: the heads of the columns. */
  readonly line: number
  /** Place of a column in sight; null: the row as a whole. */
  readonly column: number | null
}

export const HEAD = -1

export interface GridKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What a key means in the rows. */
export type GridAction =
  | { readonly kind: 'go'; readonly place: GridPlace; readonly select: 'one' | 'up to' | 'none' }
  | { readonly kind: 'toggle-group' | 'toggle' | 'all' | 'copy' | 'explain' | 'menu' | 'single' }

interface Around {
  readonly lineAt: (line: number) => GridLine | undefined
  readonly headingOf: (line: number) => number
  readonly isGrouped: boolean
  readonly count: number
  /** Lines a page, and columns in sight. */
  readonly page: number
  readonly columns: number
}

/** Which keys open a menu, on every system. */
const isMenuKey = ({ key, shiftKey }: GridKey): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey)

/**
 * What a key means, after ARIA's patterns of grid and treegrid with rows that take the focus: Right goes from a row into its
 * cells and Left back, Up from the first row to the heads. null: nothing.
 */
export const gridAction = (event: GridKey, place: GridPlace, around: Around): GridAction | null => {
  if (isMenuKey(event)) return { kind: 'menu' }
  if (event.altKey) return null
  const mod = event.ctrlKey || event.metaKey
  if (mod && event.key.toLowerCase() === 'a') return { kind: 'all' }
  if (mod && event.key.toLowerCase() === 'c') return { kind: 'copy' }
  const line = around.lineAt(place.line)
  if (line === undefined) return null
  return (
    (line.kind === 'group' ? groupAction(event.key, line.isExpanded) : rowAction(event.key, mod)) ??
    sideways(event, place, around) ??
    upAndDown(event, place, around)
  )
}

const groupAction = (key: string, isExpanded: boolean): GridAction | null => {
  const toggles =
    key === 'Enter' ||
    key === ' ' ||
    (key === 'ArrowRight' && !isExpanded) ||
    (key === 'ArrowLeft' && isExpanded)
  return toggles ? { kind: 'toggle-group' } : null
}

const rowAction = (key: string, mod: boolean): GridAction | null => {
  if (key === ' ') return { kind: 'toggle' }
  if (key === 'Enter' && !mod) return { kind: 'explain' }
  return key === 'Escape' ? { kind: 'single' } : null
}

/** Within a row: cells, and out of them; from a row to the heading of its group. */
const sideways = (
  { key, ctrlKey, metaKey, shiftKey }: GridKey,
  { line, column }: GridPlace,
  { lineAt, headingOf, isGrouped, columns }: Around,
): GridAction | null => {
  if (ctrlKey || metaKey || shiftKey) return null
  const to = (next: number | null): GridAction => ({
    kind: 'go',
    place: { line, column: next },
    select: 'none',
  })
  if (lineAt(line)?.kind === 'group') return null
  if (column === null) {
    if (key === 'ArrowRight') return to(0)
    return key === 'ArrowLeft' && isGrouped
      ? { kind: 'go', place: { line: headingOf(line), column: null }, select: 'one' }
      : null
  }
  switch (key) {
    case 'ArrowRight':
      return to(Math.min(column + 1, columns - 1))
    case 'ArrowLeft':
      return to(column === 0 ? null : column - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(columns - 1)
    default:
      return null
  }
}

const upAndDown = (
  { key, ctrlKey, metaKey, shiftKey }: GridKey,
  { line, column }: GridPlace,
  { count, page }: Around,
): GridAction | null => {
  const isPlain = !ctrlKey && !metaKey && !shiftKey
  if (key === 'ArrowUp' && line === 0 && isPlain)
    return { kind: 'go', place: { line: HEAD, column: column ?? 0 }, select: 'none' }
  const next = gridMove(key, line, count, page)
  if (next === null) return null
  const isEnd = key === 'Home' || key === 'End'
  const select = shiftKey ? 'up to' : isPlain || isEnd ? 'one' : 'none'
  return { kind: 'go', place: { line: next, column }, select }
}

/** What a key means on the head of a column. */
export type HeadAction =
  | { readonly kind: 'go'; readonly place: GridPlace }
  /** By how many places or pixels. */
  | { readonly kind: 'move' | 'size'; readonly by: number }
  | { readonly kind: 'sort' | 'menu' }

/** Pixels a key sizes a column by. */
const SIZE_STEP = 16

/** @param columns how many are in sight */
export const headAction = (event: GridKey, column: number, columns: number): HeadAction | null => {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event
  if (isMenuKey(event) || (altKey && key === 'ArrowDown')) return { kind: 'menu' }
  if (ctrlKey || metaKey) return null
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (by !== 0 && shiftKey) return altKey ? { kind: 'move', by } : { kind: 'size', by: by * SIZE_STEP }
  if (altKey || shiftKey) return null
  if (key === 'Enter' || key === ' ') return { kind: 'sort' }
  if (key === 'ArrowDown') return { kind: 'go', place: { line: 0, column } }
  const next =
    by !== 0
      ? Math.min(Math.max(column + by, 0), columns - 1)
      : key === 'Home'
        ? 0
        : key === 'End'
          ? columns - 1
          : null
  return next === null ? null : { kind: 'go', place: { line: HEAD, column: next } }
}
