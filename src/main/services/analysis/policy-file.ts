import type { Expectation } from '../../../core/policy/expectation'
import { appError, type AppError } from '../../../shared/app-error'
import { EXPECTATIONS } from '../../../shared/bounds'
import { expectationOf, expectFileSchema } from '../../../shared/files/expect'
import { wrongFile } from '../../../shared/files/file-kind'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'
import { readYaml } from '../../yaml-text'

/** A policy test with the line of the file it stands on, from 1. */
export interface ExpectationAt {
  readonly expectation: Expectation
  readonly line: number
}

/**
 * Reads a file of policy tests (`readYaml`); a count is read from its digits.
 * @returns `INVALID_FILE` naming line, column and field
 */
export const parseExpectations = (text: string): Result<readonly ExpectationAt[], AppError> => {
  const wrong = wrongFile(text, 'expect')
  if (wrong !== null) return err(wrong)
  const yaml = readYaml(text, EXPECTATIONS.characters)
  if (!yaml.ok) return err(invalid(yaml.error, null))
  const { content, placed, lineOf } = yaml.value
  const file = expectFileSchema.safeParse(content)
  if (!file.success) {
    const { path = [], ...first } = file.error.issues[0] ?? {}
    const place = 'keys' in first && first.keys[0] !== undefined ? [...path, first.keys[0]] : path
    return err(invalid(placed(place, issueText(firstIssue(file.error, content))), null))
  }

  const expectations: ExpectationAt[] = []
  for (const [index, entry] of file.data.expect.entries()) {
    const expectation = expectationOf(entry)
    const path = ['expect', index]
    if ('fault' in expectation)
      return err(invalid(placed([...path, ...expectation.path], expectation.fault), path.join('.')))
    expectations.push({ expectation, line: lineOf(path) })
  }
  return ok(expectations)
}

/** On one line, as YAML allows; for who has no documents at hand. */
export const LEAST_EXPECTATIONS = '{ schema: crossview.expect/1, expect: [{ same: [tickets, clients] }] }'

const invalid = (why: string, field: string | null): AppError =>
  appError('INVALID_FILE', `The expectations cannot be used: ${why}.`.replace(/\.\.$/, '.'), {
    field,
    advice: [`A file of expectations says at least: ${LEAST_EXPECTATIONS}`],
  })
