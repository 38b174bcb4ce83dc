import { createHash } from 'node:crypto'
import { counted } from '../../../../core/comparison/count-text'
import { TEXT } from '../../../../shared/bounds'

/**
 * A text of an answer as it is kept: one that is too long for anybody to read is cut, says so, and
 * carries a digest of the whole, so that two that begin alike stay two.
 */
export const keptText = (text: string): string => {
  if (text.length <= TEXT.label) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const cut = text.slice(0, TEXT.label).toWellFormed()
  return copied(`${cut}… (${counted(text.length, 'character')}, ${digest})`)
}

/** A slice keeps the text that it is of in memory; a copy does not. */
const copied = (text: string): string => Buffer.from(text).toString()

/**
 * An id as text: `12`, `12.0` and `"12"` are one; 0 and -1 stand for "none" where a parent is meant.
 * A number too large to be exact is no id: two records would become one. Nor is a text that is too long.
 */
export const idText = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  if (typeof value !== 'string' || value.length > TEXT.id) return null
  const id = value.trim()
  if (id === '') return null
  const [whole, fraction, ...rest] = id.split('.')
  const isWholeNumber =
    whole !== undefined &&
    fraction !== undefined &&
    rest.length === 0 &&
    DIGITS.test(whole) &&
    ZEROS.test(fraction)
  return isWholeNumber ? whole : id
}

const DIGITS = /^\d+$/
const ZEROS = /^0+$/

/**
 * An id that may be a GUID, in one form: .NET writes a GUID with or without hyphens, in braces or in
 * parentheses, in either case (learn.microsoft.com, Guid.ToString), and takes each for the same. The empty
 * GUID is none.
 */
export const guidText = (value: unknown): string | null => {
  const id = idText(value)
  if (id === null) return null
  const digits = id.replace(/[-{}()\s]/g, '').toLowerCase()
  if (!/^[\da-f]{32}$/.test(digits)) return id
  if (/^0+$/.test(digits)) return null
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join('-')
}
