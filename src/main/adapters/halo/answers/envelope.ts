import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { idText } from './foreign-text'
import { property } from './json-answer'

export interface Rows {
  readonly rows: readonly unknown[]
  /** `record_count`; null where the answer has none that could be a count. */
  readonly total: number | null
  /** It has a `record_count` which is no count: a fraction, a negative number, a word. */
  readonly oddTotal: boolean
  /** The answer was the array itself. */
  readonly bare: boolean
  /** There is no list in the envelope, or null in its place: less than an empty page. */
  readonly noList: boolean
}

/**
 * The rows of a list answer: the array itself, the known property, or another one that is the list
 * (halo-api.md section 6.1). null: no list at all, which is never "no records".
 */
export const rowsOf = (resource: Resource, value: unknown): Rows | null =>
  listedRows(resourceDefinition(resource).listKey, value)

/** The same of a list that is no resource. @param listKey where the rows are looked for first; null: a bare array is expected */
export const listedRows = (listKey: string | null, value: unknown): Rows | null => {
  if (Array.isArray(value)) return { rows: value, total: null, oddTotal: false, bare: true, noList: false }
  if (typeof value !== 'object' || value === null) return null
  const stated = property(value, 'record_count') ?? null
  const total = countOf(stated)
  const rows = listIn(listKey, value, total)
  if (rows === undefined || (saysError(value) && (rows ?? []).length === 0)) return null
  return {
    rows: rows ?? [],
    total,
    oddTotal: stated !== null && total === null,
    bare: false,
    noList: rows === null,
  }
}

/** What an answer is that holds no list, as the end of a sentence. */
export const noListText = (value: unknown): string =>
  saysError(value) ? 'an error in place of a list' : 'JSON that is no list'

/** An envelope's list; null where it names a count and no list; undefined where it is no envelope. */
const listIn = (
  listKey: string | null,
  envelope: object,
  total: number | null,
): readonly unknown[] | null | undefined => {
  const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
  const known = listKey === null ? undefined : property(envelope, listKey)
  if (isList(known)) return known
  const others = Object.values(envelope).filter(isList)
  const withIds = others.filter((list) => list.some((row) => idText(property(row, 'id')) !== null))
  if (withIds.length === 1) return withIds[0]
  if (withIds.length > 1) return undefined
  const filled = others.filter((list) => list.length > 0)
  if (filled.length > 0) return filled.length === 1 ? filled[0] : undefined
  // An empty list of another name may be one of errors, as good as none.
  return others.length > 0 || total !== null || known === null ? null : undefined
}

/** A count as JSON has it, or as decimal digits in a text; null for anything else. */
const countOf = (stated: unknown): number | null => {
  const count = typeof stated === 'string' && /^\d{1,15}$/.test(stated) ? Number(stated) : stated
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null
}

/** `{"error": …}` and its like, which some servers send with status 200. */
const saysError = (value: unknown): boolean =>
  ['error', 'errors', 'errorMessage', 'ExceptionMessage'].some((name) => {
    const said = property(value, name)
    if (Array.isArray(said)) return said.length > 0
    return said !== undefined && said !== null && said !== '' && said !== false
  })
