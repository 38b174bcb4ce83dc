import type { HistoryEntry } from '../../../shared/files/history'

/** What can be held against one another: snapshots of one kind, of one app connection. */
type Line = Pick<HistoryEntry, 'kind' | 'app'>

export const isSameLine = (a: Line, b: Line): boolean => a.kind === b.kind && a.app === b.app

/** The newest that was kept before a run of this line finished; null: there is none. @param entries newest first */
export const keptBefore = (
  entries: readonly HistoryEntry[],
  run: Line & Pick<HistoryEntry, 'at'>,
): HistoryEntry | null => entries.find((entry) => isSameLine(entry, run) && entry.at < run.at) ?? null
