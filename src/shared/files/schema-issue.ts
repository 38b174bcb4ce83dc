import type { z } from 'zod'
import { countText } from '../../core/comparison/count-text'

export type ZodIssue = z.core.$ZodIssue

/** A schema's complaint in words for a person: which field, and what is wrong with it. */
export interface SchemaIssue {
  /** Dotted path, `''` for the whole value. */
  readonly field: string
  readonly message: string
  /** The same path in its parts. */
  readonly path: readonly (string | number)[]
}

/**
 * The first complaint of a failed parse. Values are never quoted, since a misplaced value may be
 * a secret.
 * @param value what was parsed, to tell a missing field from a wrong one
 */
export const firstIssue = (error: z.ZodError, value: unknown): SchemaIssue =>
  issuesOf(error, value)[0] ?? { field: '', message: 'is not valid', path: [] }

/** All of them, in the order of the schema. */
export const issuesOf = (error: z.ZodError, value: unknown): readonly SchemaIssue[] =>
  error.issues.flatMap((issue): readonly SchemaIssue[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        const unknown = [...path, key]
        return { field: unknown.join('.'), message: 'is not a known field', path: unknown }
      })
    const field = path.join('.')
    const message = valueAt(value, path) === undefined ? 'is missing' : messageOf(issue)
    return [{ field, message, path }]
  })

/** The schema's own words where it has some; zod's are for who writes schemas, so they are said anew. */
export const messageOf = (issue: ZodIssue): string => {
  if (!ZODS_OWN.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${TYPES[issue.expected] ?? 'what belongs there'}`
    case 'invalid_value':
      return `is ${issue.values.length === 1 ? 'not' : 'none of'} ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'is not one of the known kinds'
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${countText(Number(issue.maximum))} characters`
        : `is more than is taken there, ${countText(Number(issue.maximum))}`
    case 'too_small':
      return Number(issue.minimum) === 1
        ? 'is empty or too small'
        : `is less than ${countText(Number(issue.minimum))}`
    default:
      return 'is not written as it should be'
  }
}

const ZODS_OWN = /^(?:Invalid|Too big|Too small|Unrecognized)\b/

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
  null: 'null',
}

/** One sentence: `agent.clientId is missing`, or the schema's own advice after the field. */
export const issueText = ({ field, message }: SchemaIssue): string => {
  const subject = field === '' ? 'The content' : field
  return message.startsWith('is ') ? `${subject} ${message}` : `${subject}: ${message}`
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((current, key) => {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    return Reflect.get(current, key)
  }, value)
