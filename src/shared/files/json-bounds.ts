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

/** What a look through JSON text tells before it is parsed. */
export interface Scan {
  /** What is over a bound first; nothing behind it was looked at. */
  readonly excess: Excess | null
  /** How many fields its objects have, those that stand there twice counted twice. */
  readonly fields: number
}

/**
 * Looks through JSON text before it is parsed, in one pass and without a regular expression:
 * brackets inside texts do not count. Text that is no JSON passes or not; it is refused later.
 *
 * Every answer and every file goes through here: it was measured to take as long as `JSON.parse`, and takes two
 * thirds of that with the engine's own search for where a text ends and one test for what is no mark.
 */
export const scanned = (text: string, bounds: JsonBounds): Scan => {
  const { characters, depth: deepest, values: mostValues, fields: mostFields } = bounds
  let all = 0
  const over = (what: keyof JsonBounds, at: number): Scan => ({
    excess: { what, most: bounds[what], at },
    fields: all,
  })
  if (text.length > characters) return over('characters', characters)
  /** Fields so far of the objects that stand open around the innermost one. */
  const outer = new Uint32Array(deepest + 1)
  let fields = 0
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === COLON) {
      all += 1
      fields += 1
      if (fields > mostFields) return over('fields', at)
    } else if (code === COMMA) {
      values += 1
      if (values > mostValues) return over('values', at)
    } else if (code < OPEN_LIST) continue
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      values += 1
      if (values > mostValues) return over('values', at)
      outer[depth] = fields
      depth += 1
      if (depth > deepest) return over('depth', at)
      fields = 0
    } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && depth > 0) {
      depth -= 1
      fields = outer[depth] ?? 0
    }
  }
  return { excess: null, fields: all }
}

/** What of a JSON text is over a bound, before it is parsed; null where nothing is. */
export const excessOf = (text: string, bounds: JsonBounds): Excess | null => scanned(text, bounds).excess

/** Where the text that begins at a quotation mark ends: its second one, or the end of all. */
const endOfText = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let plain = end
    while (text.charCodeAt(plain - 1) === BACKSLASH) plain -= 1
    // Of backslashes before it, each second one stands for itself.
    if ((end - plain) % 2 === 0) return end
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
