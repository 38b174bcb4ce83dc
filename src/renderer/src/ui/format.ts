import { counted, countText } from '../../../core/comparison/count-text'

const moment = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'shortOffset',
})

const partsOf = (iso: string) => {
  const part = Object.fromEntries(moment.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
  const time = `${part['hour'] ?? ''}:${part['minute'] ?? ''}`
  return {
    day: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`,
    time,
    exactTime: `${time}:${part['second'] ?? ''}`,
    zone: (part['timeZoneName'] ?? '').replace('GMT', 'UTC').replace(/\+0$/, ''),
  }
}

/**
 * An ISO 8601 moment as reports and the command line write it, in the reader's own time zone, which is named:
 * "2026-11-24 15:05 UTC+1".
 */
export const formatMoment = (iso: string): string => {
  const { day, time, zone } = partsOf(iso)
  return `${day} ${time} ${zone}`
}

/** The same to the second, where two of one minute have to be told apart: "2026-11-24 15:05:09 UTC+1". */
export const formatExactMoment = (iso: string): string => {
  const { day, exactTime, zone } = partsOf(iso)
  return `${day} ${exactTime} ${zone}`
}

/** Where there is little room: "2026-11-24 15:05". */
export const formatShortMoment = (iso: string): string => {
  const { day, time } = partsOf(iso)
  return `${day} ${time}`
}

/** The time of day alone, to the second: "15:05:09". */
export const formatTime = (iso: string): string => partsOf(iso).exactTime

/** The day alone, in the reader's own time zone: "2026-11-24". */
export const formatDayShort = (iso: string): string => partsOf(iso).day

/** The day of an ISO 8601 moment in UTC, as in certificates: "2026-11-24". */
export const formatDay = (iso: string): string => iso.slice(0, 10)

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "host", "host and proxy", "host, certificates and proxy" */
export const listed = (words: readonly string[]): string => list.format(words)

/** What a file takes: "900 bytes", "48 kB", "1.2 MB". */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return counted(bytes, 'byte')
  return bytes < 1_000_000
    ? `${countText(Math.round(bytes / 1_000))} kB`
    : `${countText(Math.round(bytes / 100_000) / 10)} MB`
}
