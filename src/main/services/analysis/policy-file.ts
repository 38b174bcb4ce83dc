import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
  type Node,
} from 'yaml'
import { countText } from '../../../core/comparison/count-text'
import type { Expectation } from '../../../core/policy/expectation'
import { appError, type AppError } from '../../../shared/app-error'
import { EXPECTATIONS } from '../../../shared/bounds'
import { expectationOf, expectFileSchema } from '../../../shared/files/expect'
import { wrongFile } from '../../../shared/files/file-kind'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'

/** A policy test with the line of the file it stands on, from 1. */
export interface ExpectationAt {
  readonly expectation: Expectation
  readonly line: number
}

/**
 * Reads a file of policy tests (YAML 1.2; JSON is YAML too). Nothing in it is run. Every value is the
 * text that stands there, quoted or not (YAML's failsafe schema): `007`, `1e3`, `yes` and
 * `9007199254740993` are names as they are written, and a count is read from its digits.
 * @returns `INVALID_FILE` naming line, column and field
 */
export const parseExpectations = (text: string): Result<readonly ExpectationAt[], AppError> => {
  const wrong = wrongFile(text, 'expect')
  if (wrong !== null) return err(wrong)
  const unread = unreadable(text)
  if (unread !== null) return err(invalid(unread, null))
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    schema: 'failsafe',
  })
  const placed = (offset: number, what: string): string => {
    const { line, col } = lines.linePos(offset)
    return `line ${line}: ${what} (column ${col})`
  }
  const problem = problemOf(document)
  if (problem !== null) return err(invalid(placed(problem.offset, problem.what), null))
  const content: unknown = document.toJS({ maxAliasCount: 0 })
  const file = expectFileSchema.safeParse(content)
  if (!file.success) {
    const { path = [], ...first } = file.error.issues[0] ?? {}
    const place = 'keys' in first && first.keys[0] !== undefined ? [...path, first.keys[0]] : path
    return err(invalid(placed(offsetOf(document, place), issueText(firstIssue(file.error, content))), null))
  }

  const expectations: ExpectationAt[] = []
  for (const [index, entry] of file.data.expect.entries()) {
    const expectation = expectationOf(entry)
    const path = ['expect', index]
    if ('fault' in expectation)
      return err(
        invalid(
          placed(offsetOf(document, [...path, ...expectation.path]), expectation.fault),
          path.join('.'),
        ),
      )
    expectations.push({ expectation, line: lines.linePos(offsetOf(document, path)).line })
  }
  return ok(expectations)
}

interface Problem {
  readonly offset: number
  readonly what: string
}

/** What keeps a document from being read: where it is no YAML, or has what a policy needs none of. */
const problemOf = (document: Document.Parsed): Problem | null => {
  const [error] = document.errors
  if (error !== undefined) {
    const why = YAML_FAULTS[error.code]
    return { offset: error.pos[0], what: `it is not valid YAML${why === undefined ? '' : `: ${why}`}` }
  }
  let problem: Problem | null = null
  visit(document, {
    Node: (_key, node) => {
      const what = unreadNode(node)
      if (what === null) return undefined
      problem = { offset: node.range?.[0] ?? 0, what }
      return visit.BREAK
    },
  })
  return problem
}

const YAML_FAULTS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: 'the indentation does not fit what is above it',
  DUPLICATE_KEY: 'the same key stands twice in one place',
  MISSING_CHAR: 'a bracket, a quotation mark or a space is missing',
  MULTIPLE_DOCS: 'it holds several documents (---), where one is read',
  TAB_AS_INDENT: 'a tab stands where spaces belong',
}

/** A file of aliases to aliases would grow without end, and a tag makes another value of a text. */
const unreadNode = (node: Node): string | null => {
  if (isAlias(node)) return 'it uses YAML aliases (*), which are not read'
  if (node.tag !== undefined && node.tag !== TAGS[isMap(node) ? 'map' : isSeq(node) ? 'seq' : 'str'])
    return 'it uses a YAML tag (!), which is not read; put a name in quotes instead'
  const isNothing = isScalar(node) && node.type === 'PLAIN' && /^(?:~|null)?$/i.test(node.source ?? '')
  return isNothing ? 'there is no value; a name that is “null” or “~” is put in quotes' : null
}

const TAGS = {
  map: 'tag:yaml.org,2002:map',
  seq: 'tag:yaml.org,2002:seq',
  str: 'tag:yaml.org,2002:str',
} as const

/** Where a field stands, or what is nearest above it. */
const offsetOf = (document: Document.Parsed, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node.range?.[0] ?? 0
  }
  return 0
}

/** What keeps the text from the parser; null when nothing does. */
const unreadable = (text: string): string | null => {
  const most = EXPECTATIONS.characters
  if (text.length > most) return `the file has more than ${countText(most)} characters`
  // Explicit keys inside one another take the parser exponential time; a policy has none.
  for (const [index, line] of text.split('\n').entries()) {
    if (/^[ \t-]*\?(?:\s|$)|\?[ \t]+\?/.test(line))
      return `line ${index + 1}: it uses an explicit key (“? ”), which is not read (column ${line.indexOf('?') + 1})`
  }
  return null
}

/** On one line, as YAML allows; for who has no documents at hand. */
export const LEAST_EXPECTATIONS = '{ schema: crossview.expect/1, expect: [{ same: [tickets, clients] }] }'

const invalid = (why: string, field: string | null): AppError =>
  appError('INVALID_FILE', `The expectations cannot be used: ${why}.`.replace(/\.\.$/, '.'), {
    field,
    advice: [`A file of expectations says at least: ${LEAST_EXPECTATIONS}`],
  })
