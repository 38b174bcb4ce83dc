import { visit } from 'jsonc-parser'
import type { JsonBounds } from '../bounds'
import { err, ok, type Result } from '../result'
import { excessOf, excessText } from './json-bounds'

/** Why JSON text is not read, and where. The text itself is never quoted: it may hold a secret. */
export interface JsonFault {
  /** `is not valid JSON`, `holds more than 10,000 values`: goes behind the name of the file. */
  readonly what: string
  /** From 1; null for a text that is too long to be looked at. */
  readonly line: number | null
}

/** Parses JSON text with or without a byte order mark; nothing that is over a bound gets to the parser. */
export const parseJson = (text: string, bounds: JsonBounds): Result<unknown, JsonFault> => {
  const plain = withoutMark(text)
  const excess = excessOf(plain, bounds)
  if (excess !== null) {
    const line = excess.what === 'characters' ? null : linesIn(plain, excess.at)
    return err({ what: excessText(excess), line })
  }
  try {
    return ok(JSON.parse(plain))
  } catch {
    // SECURITY: the engine's message quotes the text, which may hold a secret.
    return err({ what: 'is not valid JSON', line: faultLine(plain) })
  }
}

class FirstFault extends Error {
  constructor(readonly line: number) {
    super()
  }
}

/** Up to its first fault the text is nested no deeper than its bounds allow; beyond, nothing of it is read. */
const faultLine = (text: string): number | null => {
  try {
    visit(
      text,
      {
        onError: (_code, _offset, _length, line) => {
          throw new FirstFault(line + 1)
        },
      },
      { disallowComments: true },
    )
    return null
  } catch (error) {
    if (error instanceof FirstFault) return error.line
    throw error
  }
}

/** Without the byte order mark, which is no JSON. */
export const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text)

const linesIn = (text: string, end: number): number => {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** `is not valid JSON (line 3)`. */
export const faultText = ({ what, line }: JsonFault): string =>
  line === null ? what : `${what} (line ${String(line)})`
