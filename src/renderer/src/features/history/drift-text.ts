import { counted, countText, plural } from '../../../../core/comparison/count-text'
import type { HistoryChange } from '../../../../shared/files/history'
import { formatDayShort, listed } from '../../ui/format'

const part = (count: number, one: string, many = `${one}s`): readonly string[] =>
  count === 0 ? [] : [counted(count, one, many)]

/** What changed, in the row of a tenant: “2 settings changed, 14 records less than on 12 Nov”. */
export const changeText = (change: HistoryChange): string => {
  const { settings, appeared, vanished, newFindings, fixedFindings, since, unknown } = change
  const day = formatDayShort(since)
  const changed = part(settings, 'setting changed', 'settings changed')
  const records = [
    ...(vanished === 0 ? [] : [`${counted(vanished, 'record')} less`]),
    ...(appeared === 0 ? [] : [`${vanished === 0 ? counted(appeared, 'record') : countText(appeared)} more`]),
  ]
  const findings = [
    ...part(newFindings, 'new finding'),
    ...part(fixedFindings, 'finding fixed', 'findings fixed'),
  ]
  const gaps = unknown ? ', not all could be compared' : ''
  if (records.length > 0) return `${[...changed, ...records].join(', ')} than on ${day}${gaps}`
  const rest = changed.length > 0 ? changed : findings
  if (rest.length > 0) return `${listed(rest)} since ${day}${gaps}`
  return unknown ? `No change known since ${day}${gaps}` : `Nothing changed since ${day}`
}

/** “12 records”, with what of them is shown where that is not all. */
export const shownText = (shown: number, all: number): string | null =>
  shown >= all
    ? null
    : `${countText(all - shown)} more ${plural(all - shown, 'is', 'are')} not listed here; an export lists all.`
