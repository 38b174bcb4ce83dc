import { formatExactMoment, formatMoment } from '../../ui/format'

/**
 * How the moments of kept results are written: to the minute, and to the second where two of them would look alike.
 * @param moments ISO 8601, of all that stand beside one another
 */
export const momentsOf = (moments: readonly string[]): ((iso: string) => string) => {
  const seen = new Map<string, number>()
  for (const iso of moments) seen.set(formatMoment(iso), (seen.get(formatMoment(iso)) ?? 0) + 1)
  return (iso) => ((seen.get(formatMoment(iso)) ?? 0) > 1 ? formatExactMoment(iso) : formatMoment(iso))
}
