import { countText } from '../../core/comparison/count-text'
import type { JsonBounds } from '../bounds'

/** What of a JSON text is over a bound, and where it goes over. */
export interface Excess {
  readonly what: keyof JsonBounds
  /** What is the most of it. */
  readonly most: number
  /** Index into the text. */
  readonly at: number
}

/**
 * Looks through JSON text before it is parsed, in one pass and without a regular expression:
 * brackets inside texts do not count. Text that is no JSON passes or not; it is refused later.
 */
export const excessOf = (text: string, bounds: JsonBounds): Excess | null => {
  const over = (what: keyof JsonBounds, at: number): Excess => ({ what, most: bounds[what], at })
  if (text.length > bounds.characters) return over('characters', bounds.characters)
  /** Fields so far of the objects that stand open. */
  const fields = new Uint32Array(bounds.depth + 1)
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth = Math.max(depth - 1, 0)
    else if (code === COLON) {
      fields[depth] = (fields[depth] ?? 0) + 1
      if ((fields[depth] ?? 0) > bounds.fields) return over('fields', at)
    } else if (code === COMMA || code === OPEN_LIST || code === OPEN_OBJECT) {
      values += 1
      if (values > bounds.values) return over('values', at)
      if (code === COMMA) continue
      depth += 1
      if (depth > bounds.depth) return over('depth', at)
      fields[depth] = 0
    }
  }
  return null
}

/** How many fields the objects of JSON text have, those that stand there twice counted twice. */
export const fieldsIn = (text: string): number => {
  let fields = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === COLON) fields += 1
  }
  return fields
}

/** Where the text that begins at a quotation mark ends: its second one, or the end of all. */
const endOfText = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at
  }
  return text.length
}

const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_LIST = 91
const BACKSLASH = 92
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** `holds more than 10,000 values`: goes behind the name of what was to be read. */
export const excessText = ({ what, most }: Excess): string => {
  const limit = countText(most)
  switch (what) {
    case 'characters':
      return `has more than ${limit} characters`
    case 'depth':
      return `is nested too deeply, more than ${limit} levels`
    case 'fields':
      return `has more than ${limit} fields in one object`
    case 'values':
      return `holds more than ${limit} values`
  }
}
