import { counted } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import type { HistoryEntry } from '../../../shared/files/history'
import { err, ok, type Result } from '../../../shared/result'

const NUMBER = /^[1-9]\d{0,4}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/

/** A place in the list, from 1; or a day or moment in UTC. */
export type WhichEntry = { readonly place: number } | { readonly until: number }

/**
 * Reads `DATE|N`: a number is a place in the list, 1 the newest; a day means its end, in UTC.
 * @param field the option that holds it
 */
export const parseWhich = (text: string, field: string): Result<WhichEntry, AppError> => {
  if (NUMBER.test(text)) return ok({ place: Number(text) })
  const until = DAY.test(text)
    ? Date.parse(`${text}T23:59:59.999Z`)
    : MOMENT.test(text)
      ? Date.parse(text.endsWith('Z') ? text : `${text}Z`)
      : NaN
  if (!Number.isNaN(until)) return ok({ until })
  return err(
    appError('INVALID_ARGUMENT', `“${text}” is neither a number nor a day.`, {
      field,
      advice: [
        'Give a number of crossview history list (1 is the newest), a day as YYYY-MM-DD, or a moment as YYYY-MM-DDTHH:MM in UTC.',
      ],
    }),
  )
}

/**
 * The snapshot that is meant: by its place, or the newest of a run that was done by then.
 * @param entries newest first
 */
export const chooseEntry = (
  entries: readonly HistoryEntry[],
  which: WhichEntry,
  field: string,
): Result<HistoryEntry, AppError> => {
  if (entries.length === 0)
    return err(
      appError('NOT_FOUND', 'Nothing of this tenant is in the history.', {
        field,
        advice: ['A comparison or an inventory of it, in the window or with --profile, is kept from now on.'],
      }),
    )
  const found =
    'place' in which ? entries[which.place - 1] : entries.find(({ at }) => Date.parse(at) <= which.until)
  if (found !== undefined) return ok(found)
  const oldest = entries.at(-1)?.at ?? ''
  return err(
    appError(
      'NOT_FOUND',
      'place' in which
        ? `There is no such number: ${counted(entries.length, 'snapshot')} of this tenant ${entries.length === 1 ? 'is' : 'are'} in the history.`
        : `Nothing is in the history from before then: its oldest snapshot of this tenant is of ${oldest.slice(0, 16).replace('T', ' ')} UTC.`,
      { field, advice: ['Look at them with: crossview history list --profile NAME'] },
    ),
  )
}
