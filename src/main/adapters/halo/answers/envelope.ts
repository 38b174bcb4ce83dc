import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { property } from './json-answer'

export interface Rows {
  readonly rows: readonly unknown[]
  /** `record_count`; null where the answer has none. */
  readonly total: number | null
  /** The answer was the array itself. */
  readonly bare: boolean
}

/**
 * The rows of a list answer: the array itself, the known property, or the first one that is an
 * array (halo-api.md section 6.1). null: no list at all, which is never "no records".
 */
export const rowsOf = (resource: Resource, value: unknown): Rows | null => {
  if (Array.isArray(value)) return { rows: value, total: null, bare: true }
  if (typeof value !== 'object' || value === null) return null
  const { listKey } = resourceDefinition(resource)
  const known = listKey === null ? undefined : property(value, listKey)
  const rows = Array.isArray(known)
    ? known
    : Object.values(value).find((candidate) => Array.isArray(candidate))
  const count = property(value, 'record_count')
  const total = typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null
  return Array.isArray(rows) ? { rows, total, bare: false } : null
}
