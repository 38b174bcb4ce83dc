import { counted, countText } from '../../../core/comparison/count-text'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** An ISO 8601 moment in the reader's own time zone: "24 Nov 2026, 14:05". */
export const formatMoment = (iso: string): string => moment.format(new Date(iso))

const exactMoment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** The same to the second, where two of one minute have to be told apart: "24 Nov 2026, 14:05:09". */
export const formatExactMoment = (iso: string): string => exactMoment.format(new Date(iso))

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** The time of day alone, to the second: "14:05:09". */
export const formatTime = (iso: string): string => time.format(new Date(iso))

const shortMoment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** The same where there is little room: "24 Nov, 14:05". */
export const formatShortMoment = (iso: string): string => shortMoment.format(new Date(iso))

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** The day of an ISO 8601 moment in UTC, as in certificates: "24 Nov 2026". */
export const formatDay = (iso: string): string => day.format(new Date(iso))

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "host", "host and proxy", "host, certificates and proxy" */
export const listed = (words: readonly string[]): string => list.format(words)

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** The day alone, in the reader's own time zone: "12 Nov". */
export const formatDayShort = (iso: string): string => shortDay.format(new Date(iso))

/** What a file takes: "900 bytes", "48 kB", "1.2 MB". */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return counted(bytes, 'byte')
  return bytes < 1_000_000
    ? `${countText(Math.round(bytes / 1_000))} kB`
    : `${countText(Math.round(bytes / 100_000) / 10)} MB`
}
