import { LineCounter, parseDocument } from 'yaml'
import type { Expectation } from '../../../core/policy/expectation'
import { appError, type AppError } from '../../../shared/app-error'
import { EXPECTATIONS } from '../../../shared/bounds'
import { expectationOf, expectFileSchema } from '../../../shared/files/expect'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'

/** A policy test with the line of the file it stands on, from 1. */
export interface ExpectationAt {
  readonly expectation: Expectation
  readonly line: number
}

/**
 * Reads a file of policy tests (YAML 1.2; JSON is YAML too). Nothing in it is run.
 * @returns `INVALID_FILE` naming the line and the field
 */
export const parseExpectations = (text: string): Result<readonly ExpectationAt[], AppError> => {
  const unread = unreadable(text)
  if (unread !== null) return err(invalid(unread, null))
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  const [problem] = document.errors
  if (problem !== undefined)
    return err(
      invalid(`line ${lines.linePos(problem.pos[0]).line}: it is not valid YAML (${problem.code})`, null),
    )
  // A file of aliases to aliases would grow without end; a policy needs none.
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 0 })
  } catch {
    return err(invalid('it uses YAML aliases, which are not read', null))
  }
  const file = expectFileSchema.safeParse(content)
  if (!file.success) return err(invalid(issueText(firstIssue(file.error, content)), null))

  const expectations: ExpectationAt[] = []
  for (const [index, entry] of file.data.expect.entries()) {
    const node = document.getIn(['expect', index], true)
    const offset = typeof node === 'object' && node !== null && 'range' in node ? rangeStart(node.range) : 0
    const { line } = lines.linePos(offset)
    const expectation = expectationOf(entry)
    if (typeof expectation === 'string')
      return err(invalid(`line ${line}: ${expectation}`, `expect.${index}`))
    expectations.push({ expectation, line })
  }
  return ok(expectations)
}

/** What keeps the text from the parser; null when nothing does. */
const unreadable = (text: string): string | null => {
  const most = EXPECTATIONS.characters
  if (text.length > most) return `the file has more than ${most.toLocaleString('en')} characters`
  // Explicit keys inside one another take the parser exponential time; a policy has none.
  const line = text.split('\n').findIndex((each) => /^[ \t-]*\?(?:\s|$)|\?[ \t]+\?/.test(each))
  return line < 0 ? null : `line ${line + 1}: it uses an explicit key (“? ”), which is not read`
}

const rangeStart = (range: unknown): number =>
  Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0

/** On one line, as YAML allows; for who has no documents at hand. */
export const LEAST_EXPECTATIONS = '{ schema: crossview.expect/1, expect: [{ same: [tickets, clients] }] }'

const invalid = (why: string, field: string | null): AppError =>
  appError('INVALID_FILE', `The expectations cannot be used: ${why}.`.replace(/\.\.$/, '.'), {
    field,
    advice: [`A file of expectations says at least: ${LEAST_EXPECTATIONS}`],
  })
