import type { HistoryEntry, HistorySettings } from '../../../shared/files/history'

const DAY_MS = 86_400_000

/** So many of each stay however old they are: the next run is held against the last, and that one against the one before. */
const ALWAYS = 2

/**
 * What is beyond count and age, of each kind and app connection by itself. A baseline and a signed review neither go nor count.
 * @param entries newest first
 * @param now milliseconds since 1970
 */
export const beyondRetention = (
  entries: readonly HistoryEntry[],
  { count, days }: Pick<HistorySettings, 'count' | 'days'>,
  now: number,
): readonly HistoryEntry[] => {
  const seen = new Map<string, number>()
  return entries.filter(({ kind, app, baseline, signed, at }) => {
    if (baseline || signed) return false
    const group = `${kind} ${app ?? ''}`
    const newer = seen.get(group) ?? 0
    seen.set(group, newer + 1)
    return newer >= count || (newer >= ALWAYS && Date.parse(at) < now - days * DAY_MS)
  })
}
