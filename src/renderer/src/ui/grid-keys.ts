/** Where a key moves to in a list of `count` rows, `page` rows a page; null when it moves nowhere. */
export const gridMove = (key: string, at: number, count: number, page: number): number | null => {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last)
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'PageDown':
      return Math.min(at + page, last)
    case 'PageUp':
      return Math.max(at - page, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/**
 * Where a key moves to among `count` things in a row that begins anew at its end, as tabs and tool bars do; null when it
 * moves nowhere. A key with Ctrl, Alt or Cmd is somebody else's.
 */
export const circleMove = (
  { key, ctrlKey, metaKey, altKey }: Keys,
  at: number,
  count: number,
): number | null => {
  if (count === 0 || ctrlKey || metaKey || altKey) return null
  if (key === 'ArrowRight') return (at + 1) % count
  if (key === 'ArrowLeft') return (at - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** The next of some names that begins with the letter typed, the first after the last (ARIA's listbox pattern); null: none. */
export const typedMove = (
  { key, ctrlKey, metaKey, altKey }: Keys,
  at: number,
  names: readonly string[],
): number | null => {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return null
  const begins = (name: string | undefined) => name?.toLowerCase().startsWith(key.toLowerCase()) === true
  const places = names.map((_, step) => (at + 1 + step) % names.length)
  return places.find((place) => begins(names[place])) ?? null
}

interface Cell {
  readonly row: number
  readonly column: number
}

interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const PAGE = 10

/**
 * Where a key moves to from a cell, after ARIA's grid pattern: Home and End within the row, with Ctrl (or Cmd) in the
 * whole grid; null when it moves nowhere.
 */
export const cellMove = (
  { key, ctrlKey, metaKey, altKey }: Keys,
  { row, column }: Cell,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Cell | null => {
  if (altKey) return null
  if (key === 'Home' || key === 'End') {
    const isFirst = key === 'Home'
    const to = isFirst ? 0 : columns - 1
    return ctrlKey || metaKey ? { row: isFirst ? 0 : rows - 1, column: to } : { row, column: to }
  }
  if (ctrlKey || metaKey) return null
  if (key === 'ArrowRight') return { row, column: Math.min(column + 1, columns - 1) }
  if (key === 'ArrowLeft') return { row, column: Math.max(column - 1, 0) }
  const to = gridMove(key, row, rows, PAGE)
  return to === null ? null : { row: to, column }
}
