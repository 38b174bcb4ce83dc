import { z } from 'zod'
import { isBlank } from '../../core/comparison/name-text'
import { DECISIONS, decisionFaults, type Review } from '../../core/inventory/review'
import { appError, type AppError } from '../app-error'
import { FILES, SNAPSHOT, TEXT } from '../bounds'
import { err, ok, type Result } from '../result'
import { wrongFile } from './file-kind'
import { faultText, fieldLine, parseJson } from './json-text'
import { firstIssue, issueText } from './schema-issue'

/**
 * `crossview.review/1` (docs/cli.md): what somebody decided about each application of a tenant, by the
 * application's id. Written by hand, by the window or by a script.
 */

/** How long each may be says `decisionFault`; none is longer than this. */
const text = z.string().max(SNAPSHOT.text)
/** Left out, null or blank: none. */
const perhaps = text.nullish().transform((value) => (value == null || isBlank(value) ? null : value.trim()))

const decisionSchema = z.strictObject({
  decision: z.enum(DECISIONS),
  by: text.trim(),
  on: text.trim(),
  reason: perhaps,
  ticket: perhaps,
  until: perhaps,
})

const reviewFileSchema = z.strictObject({
  schema: z.literal('crossview.review/1'),
  reviewer: perhaps,
  decisions: z.record(z.string().min(1).max(TEXT.id), decisionSchema),
})

const LEAST =
  'A review says at least: { "schema": "crossview.review/1", "reviewer": "Ann Lee", "decisions": { "<application id>": { "decision": "keep", "by": "Ann Lee", "on": "2026-11-26" } } }'

/**
 * Reads a review file's text. Whether its applications are there is told by the counts of a review.
 * @returns `INVALID_FILE` naming field and line
 */
export const parseReview = (text: string): Result<Review, AppError> => {
  const wrong = wrongFile(text, 'review', 'review')
  if (wrong !== null) return err(wrong)
  const json = parseJson(text, FILES.review)
  if (!json.ok) return refuse(`it ${faultText(json.error)}`, null)
  const parsed = reviewFileSchema.safeParse(json.value)
  if (!parsed.success) {
    const issue = firstIssue(parsed.error, json.value)
    return refuse(`${issueText(issue)} (line ${fieldLine(text, issue.path)})`, issue.field)
  }
  const { reviewer, decisions } = parsed.data
  const fault = firstFault(decisions)
  if (fault === null)
    return ok({
      reviewer,
      decisions: Object.fromEntries(Object.entries(decisions).map(([id, each]) => [applicationId(id), each])),
    })
  const field = fault.path.join('.')
  return refuse(`${field}: ${fault.what.replace(/\.$/, '')} (line ${fieldLine(text, fault.path)})`, field)
}

/** A GUID as applications are known by, however it was written: .NET takes braces, no hyphens and capitals for the same. */
const applicationId = (id: string): string => {
  const digits = id.replace(/[-{}()\s]/g, '').toLowerCase()
  return /^[\da-f]{32}$/.test(digits)
    ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : id.trim().toLowerCase()
}

interface Fault {
  readonly path: readonly string[]
  readonly what: string
}

const firstFault = (decisions: Review['decisions']): Fault | null => {
  const seen = new Set<string>()
  for (const [id, decision] of Object.entries(decisions)) {
    if (seen.has(applicationId(id)))
      return {
        path: ['decisions', id],
        what: 'This application has a decision already, under its id in another spelling. Keep one of them.',
      }
    seen.add(applicationId(id))
    const [part] = Object.entries(decisionFaults(decision))
    if (part !== undefined) return { path: ['decisions', id, part[0]], what: part[1] }
  }
  return null
}

const refuse = (why: string, field: string | null): Result<never, AppError> =>
  err(
    appError('INVALID_FILE', `The review file cannot be used: ${why.replace(/\.$/, '')}.`, {
      field: field === '' ? null : field,
      advice: [LEAST],
    }),
  )
