/** Day, then perhaps a time, its fraction (Halo writes up to seven digits) and its zone. */
const FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** The same as it mostly is, and as it is written down here: no day that a month may lack, no zone, and all of its fraction or none. */
const PLAIN =
  /^(?:19[7-9]|20\d|21\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{7})?$/

/** Nothing in Halo is older, and the placeholders for "none" are: 0001-01-01, 1899-12-30, 1900-01-01, 1901-01-01 (halo-api.md sections 7 and 15). */
const FIRST_YEAR = 1970
/** .NET's last moment, 9999-12-31, is none either. */
const LAST_YEAR = 2200

/**
 * A date as Halo writes it, in one form that sorts as text: `2026-09-30T08:12:00.0000000`, with `Z` behind
 * where it came with its zone. null: none, or a form that is not known.
 */
export const dateOf = (value: unknown): string | null => {
  // Of a list, a fifth of the time went into taking dates apart that are well as they stand.
  if (typeof value === 'string' && PLAIN.test(value))
    return value.length === SECONDS ? `${value}.0000000` : value
  const parts = typeof value === 'string' ? FORM.exec(value.trim()) : null
  if (parts === null) return null
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone] =
    parts
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // Some engines take the 31st of February for a day in March.
  if (Number.isNaN(moment.getTime()) || moment.getUTCDate() !== Number(day)) return null
  const local = new Date(moment.getTime() - offsetOf(zone ?? 'Z'))
  const inYear = local.getUTCFullYear()
  if (inYear < FIRST_YEAR || inYear > LAST_YEAR) return null
  const text = `${local.toISOString().slice(0, 19)}.${fraction.slice(0, 7).padEnd(7, '0')}`
  return zone === undefined ? text : `${text}Z`
}

/** Characters of a date without a fraction. */
const SECONDS = '2026-09-30T08:12:00'.length

/** Milliseconds that a zone is ahead of UTC. */
const offsetOf = (zone: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
