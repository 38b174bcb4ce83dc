import { z } from 'zod'
import { countText } from '../../core/comparison/count-text'
import { isBlank } from '../../core/comparison/name-text'
import { EXCEPTION_CODES, type Exception } from '../../core/exceptions/exception'
import { latestUntil, LONGEST_EXCEPTION } from '../../core/exceptions/days'
import { isDay } from '../../core/inventory/review'
import { RESOURCES } from '../../core/halo/resource'
import { EXCEPTIONS } from '../bounds'
import { exactly } from '../exact-schema'
import { nearest } from '../nearest'
import { issuesOf, issueText } from './schema-issue'

/** `crossview.exceptions/1`, a file of what somebody accepted; entries are read one by one, each with its line. */
export const exceptionsFileSchema = z.strictObject({
  schema: z.literal('crossview.exceptions/1'),
  exceptions: z.array(z.record(z.string(), z.unknown())).max(EXCEPTIONS.most),
})

/** What stands in an entry: all of it but its line. */
export type ExceptionEntry = Omit<Exception, 'line'>

/** What is wrong with an entry, and where in it. */
export interface ExceptionFault {
  readonly fault: string
  readonly path: readonly PropertyKey[]
}

/** What was written is quoted where it can be no secret: a short word of small letters. */
const unknownName = (what: string, written: unknown, names: readonly string[]): string => {
  if (typeof written !== 'string') return 'is not a text'
  const quoted = /^[a-z-]{1,30}(?:\.[a-z-]{1,30})?$/i.test(written) ? ` “${written}”` : ' of this name'
  return `there is no ${what}${quoted}; the nearest is “${nearest(written, names)}”`
}

const oneOf = <const T extends string>(what: string, names: readonly T[]) =>
  z.enum(names, { error: ({ input }) => unknownName(what, input, names) })

const text = (most: number) =>
  z
    .string('is not a text')
    .max(most, `is longer than ${countText(most)} characters`)
    .refine((written) => !isBlank(written), 'is blank')
const name = text(EXCEPTIONS.name)

const SIDES = ['agent', 'app', 'both'] as const
// The order of its fields is the order in which their faults are told.
const entrySchema = (today: string) =>
  exactly<ExceptionEntry>()(
    z.strictObject({
      code: oneOf('code', EXCEPTION_CODES),
      tenant: name.nullable().default(null),
      side: oneOf('side', SIDES).nullable().default(null),
      resource: oneOf('resource', RESOURCES).nullable().default(null),
      of: name.nullable().default(null),
      value: name.nullable().default(null),
      reason: text(EXCEPTIONS.reason),
      by: name,
      until: z
        .string('is not a text')
        .refine(isDay, { message: 'is not a day of the calendar, YYYY-MM-DD', abort: true })
        .refine(
          (until) => until <= latestUntil(today),
          `is more than ${countText(LONGEST_EXCEPTION)} days from today, which no exception is for; the last day is ${latestUntil(today)}`,
        ),
    }),
  )

/**
 * One entry of a file, all of whose values are texts.
 * @param today `YYYY-MM-DD`, UTC: nothing is accepted for longer than `LONGEST_EXCEPTION` days from it
 * @returns everything that is wrong with it otherwise
 */
export const exceptionOf = (
  entry: Readonly<Record<string, unknown>>,
  today: string,
): ExceptionEntry | readonly ExceptionFault[] => {
  const parsed = entrySchema(today).safeParse(entry)
  return parsed.success
    ? parsed.data
    : issuesOf(parsed.error, entry).map((issue) => ({ fault: issueText(issue), path: issue.path }))
}
