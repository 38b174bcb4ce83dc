import type { JsonBounds } from '../bounds'
import { err, ok, type Result } from '../result'
import { excessOf, excessText } from './json-bounds'

/** Why JSON text is not read, and where. The text itself is never quoted: it may hold a secret. */
export interface JsonFault {
  /** `is not valid JSON`, `holds more than 10,000 values`: goes behind the name of the file. */
  readonly what: string
  /** From 1; null where the engine does not tell. */
  readonly line: number | null
}

/** Parses JSON text with or without a byte order mark; nothing that is over a bound gets to the parser. */
export const parseJson = (text: string, bounds: JsonBounds): Result<unknown, JsonFault> => {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const excess = excessOf(plain, bounds)
  if (excess !== null) {
    const line = excess.what === 'characters' ? null : linesIn(plain, excess.at)
    return err({ what: excessText(excess), line })
  }
  try {
    return ok(JSON.parse(plain))
  } catch (error) {
    const line = error instanceof SyntaxError ? lineOf(error.message, plain) : null
    return err({ what: 'is not valid JSON', line })
  }
}

/** V8 words it "… at position 17 (line 2 column 5)", and often names no place. */
const lineOf = (message: string, text: string): number | null => {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return linesIn(text, Number(position))
  return message.includes('end of JSON') ? linesIn(text, text.length) : null
}

const linesIn = (text: string, end: number): number => {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** `is not valid JSON (line 3)`. */
export const faultText = ({ what, line }: JsonFault): string =>
  line === null ? what : `${what} (line ${String(line)})`
