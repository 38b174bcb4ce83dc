import type { HistoryEntry } from '../../../../shared/files/history'

/** Ids of two kept snapshots of one kind and app connection, the earlier first. */
export interface Pair {
  readonly from: string
  readonly to: string
}

export const isSameLine = (
  a: Pick<HistoryEntry, 'kind' | 'app'>,
  b: Pick<HistoryEntry, 'kind' | 'app'>,
): boolean => a.kind === b.kind && a.app === b.app

/** Those that one can be held against, newest first: earlier ones of its kind and app connection. */
export const earlierThan = (entries: readonly HistoryEntry[], later: HistoryEntry): readonly HistoryEntry[] =>
  entries.filter((entry) => isSameLine(entry, later) && entry.at < later.at)

/** What a snapshot is held against unless something else is chosen: the newest baseline, else the one before it. */
const usualFrom = (entries: readonly HistoryEntry[], later: HistoryEntry): HistoryEntry | undefined => {
  const earlier = earlierThan(entries, later)
  return earlier.find(({ baseline }) => baseline) ?? earlier[0]
}

/** The pair that ends with this one; null: there is none earlier. */
export const pairTo = (entries: readonly HistoryEntry[], to: string): Pair | null => {
  const later = entries.find(({ id }) => id === to)
  const from = later === undefined ? undefined : usualFrom(entries, later)
  return from === undefined ? null : { from: from.id, to }
}

/** What is shown first: the newest that something was kept before. @param entries newest first */
export const usualPair = (entries: readonly HistoryEntry[]): Pair | null => {
  for (const { id } of entries) {
    const pair = pairTo(entries, id)
    if (pair !== null) return pair
  }
  return null
}

/** Whether both ends are there still. */
export const isThere = (entries: readonly HistoryEntry[], { from, to }: Pair): boolean =>
  [from, to].every((id) => entries.some((entry) => entry.id === id))
