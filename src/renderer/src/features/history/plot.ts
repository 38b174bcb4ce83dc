import { countText } from '../../../../core/comparison/count-text'
import type { HistoryEntry } from '../../../../shared/files/history'
import { formatDayShort, formatMoment, formatShortMoment, formatTime } from '../../ui/format'

type Series = 'both' | 'onlyAgent' | 'onlyApp' | 'applications'

/** What each line counts. */
export const SERIES: Readonly<Record<Series, string>> = {
  both: 'both sides see',
  onlyAgent: 'only the agent sees',
  onlyApp: 'only the app sees',
  applications: 'applications',
}

export interface PlottedLine {
  readonly series: Series
  /** Oldest first. `share` of the time that the plot is over, from 0 to 1. */
  readonly points: readonly {
    readonly id: string
    readonly share: number
    readonly value: number
    readonly complete: boolean
  }[]
}

export interface Plot {
  readonly kind: HistoryEntry['kind']
  /** What is drawn, oldest first. */
  readonly points: readonly HistoryEntry[]
  readonly lines: readonly PlottedLine[]
  /** The upper end of the scale, and what is written beside it. */
  readonly top: number
  readonly ticks: readonly number[]
  /** What is written under it, and where. */
  readonly days: readonly { readonly at: string; readonly label: string; readonly share: number }[]
  readonly hasIncomplete: boolean
  /** The plot for whoever does not see it. */
  readonly description: string
}

/** More would be dots upon dots; the newest are drawn. */
const MOST_POINTS = 60

/** What a plot of these is made of; null where there are not two points of anything. @param entries of one line, newest first */
export const plotOf = (entries: readonly HistoryEntry[]): Plot | null => {
  const newest = entries[0]
  if (newest === undefined) return null
  const series: readonly Series[] =
    newest.kind === 'comparison' ? ['both', 'onlyAgent', 'onlyApp'] : ['applications']
  const points = entries
    .filter(({ counts }) => series.some((each) => counts[each] !== null))
    .slice(0, MOST_POINTS)
    .reverse()
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  const [begin, end] = [Date.parse(first.at), Date.parse(last.at)]
  const share = ({ at }: HistoryEntry) => (end === begin ? 0 : (Date.parse(at) - begin) / (end - begin))
  const lines = series.map((each) => ({
    series: each,
    points: points.flatMap((entry) => {
      const value = entry.counts[each]
      return value === null
        ? []
        : [{ id: entry.id, share: share(entry), value, complete: entry.counts.complete }]
    }),
  }))
  const { top, ticks } = scaleFor(Math.max(...lines.flatMap((line) => line.points.map(({ value }) => value))))
  const write = labelsFor(first.at, last.at)
  const middle = points[Math.floor(points.length / 2)]
  return {
    kind: newest.kind,
    points,
    lines,
    top,
    ticks,
    days: [first, middle, last].flatMap((entry) => {
      if (entry === undefined) return []
      const at = share(entry)
      // Two days side by side would stand on one another.
      return entry === middle && (at < 0.2 || at > 0.8)
        ? []
        : [
            {
              at: entry.at,
              label: write(entry.at),
              share: at,
            },
          ]
    }),
    hasIncomplete: points.some(({ counts }) => !counts.complete),
    description: `From ${formatMoment(first.at)} to ${formatMoment(last.at)}: ${series
      .map(
        (each) =>
          `${SERIES[each]} ${countText(first.counts[each] ?? 0)}, then ${countText(last.counts[each] ?? 0)}`,
      )
      .join('; ')}. The numbers are in the table below.`,
  }
}

/** Below this the minutes do not tell the marks apart. */
const FEW_MINUTES_MS = 10 * 60_000

/** Days, or times of a day, or seconds: as fine as the time that the plot is over. */
const labelsFor = (first: string, last: string): ((iso: string) => string) => {
  if (formatDayShort(first) !== formatDayShort(last)) return formatDayShort
  return Date.parse(last) - Date.parse(first) < FEW_MINUTES_MS ? formatTime : formatShortMoment
}

/** A round upper end at or above the most, and three marks. */
const scaleFor = (most: number): { readonly top: number; readonly ticks: readonly number[] } => {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 4)))
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10
  const top = Math.max(step * power, 4)
  return { top, ticks: [0, top / 2, top] }
}
