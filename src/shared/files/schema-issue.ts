import type { z } from 'zod'

/** A schema's complaint in words for a person: which field, and what is wrong with it. */
export interface SchemaIssue {
  /** Dotted path, `''` for the whole value. */
  readonly field: string
  readonly message: string
}

/**
 * The first complaint of a failed parse. Values are never quoted, since a misplaced value may be
 * a secret.
 * @param value what was parsed, to tell a missing field from a wrong one
 */
export const firstIssue = (error: z.ZodError, value: unknown): SchemaIssue => {
  const issue = error.issues[0]
  if (issue === undefined) return { field: '', message: 'is not valid' }
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return { field: [...path, issue.keys[0] ?? ''].join('.'), message: 'is not a known field' }
  }
  const field = path.join('.')
  if (valueAt(value, path) === undefined) return { field, message: 'is missing' }
  if (issue.code === 'invalid_union') return { field, message: `is not one of the known kinds` }
  return { field, message: issue.message }
}

/** One sentence: `agent.clientId is missing`, or the schema's own advice after the field. */
export const issueText = ({ field, message }: SchemaIssue): string => {
  const subject = field === '' ? 'The content' : field
  return message.startsWith('is ') ? `${subject} ${message}` : `${subject}: ${message}`
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((current, key) => {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    return Reflect.get(current, key)
  }, value)
