/** A change to the entries of one id in a list. */
export interface ListChange<T> {
  readonly id: string
  /** What becomes of each that is there; null: it goes. */
  readonly become: (entry: T) => T | null
  /** The one that is put at the end where none is there, or none is left. */
  readonly make?: () => T
}

/**
 * A list after changes, in their order; unknown lists stay unknown. It is copied once, not for each change: a fix may
 * put in thousands of clients.
 */
export const changedList = <T>(
  list: readonly T[] | null,
  idOf: (entry: T) => string,
  changes: readonly ListChange<T>[],
): readonly T[] | null => {
  if (list === null || changes.length === 0) return list
  const entries: (T | null)[] = [...list]
  const places = new Map<string, number[]>()
  for (const [place, entry] of list.entries()) {
    const id = idOf(entry)
    const known = places.get(id)
    if (known === undefined) places.set(id, [place])
    else known.push(place)
  }
  for (const { id, become, make } of changes) {
    const left = (places.get(id) ?? []).filter((place) => {
      const entry = entries[place] ?? null
      const next = entry === null ? null : become(entry)
      entries[place] = next
      return next !== null
    })
    places.set(id, left.length > 0 || make === undefined ? left : [entries.push(make()) - 1])
  }
  return entries.filter((entry) => entry !== null)
}
