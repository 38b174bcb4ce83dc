import { findNodeAtLocation, parseTree, visit, type JSONVisitor } from 'jsonc-parser'
import type { JsonBounds } from '../bounds'
import { err, ok, type Result } from '../result'
import { excessText, scanned } from './json-bounds'

/** Why JSON text is not read, and where. The text itself is never quoted: it may hold a secret. */
export interface JsonFault {
  /** `is not valid JSON`, `holds more than 10,000 values`: goes behind the name of the file. */
  readonly what: string
  /** From 1; null for a text that is too long to be looked at. */
  readonly line: number | null
}

/**
 * Parses JSON text with or without a byte order mark; nothing that is over a bound gets to the parser. A field that stands
 * twice in one object is refused: JSON.parse would keep the last one, and the reader of the file may see only the first.
 */
export const parseJson = (text: string, bounds: JsonBounds): Result<unknown, JsonFault> => {
  const steps = parsing(text, bounds)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same with a turn for others between its steps; a text of 30 MB takes some 0.1 s for each. */
export const parseJsonInTurns = async (
  text: string,
  bounds: JsonBounds,
  turn: () => Promise<unknown>,
): Promise<Result<unknown, JsonFault>> => {
  const steps = parsing(text, bounds)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    await turn()
  }
}

/** Parses, and stops between its steps. */
function* parsing(text: string, bounds: JsonBounds): Generator<undefined, Result<unknown, JsonFault>> {
  const plain = withoutMark(text)
  const { excess, fields } = scanned(plain, bounds)
  if (excess !== null) {
    const line = excess.what === 'characters' ? null : linesIn(plain, excess.at)
    return err({ what: excessText(excess), line })
  }
  yield
  let value: unknown
  try {
    value = JSON.parse(plain)
  } catch {
    // SECURITY: the engine's message quotes the text, which may hold a secret.
    return err({ what: 'is not valid JSON', line: faultLine(plain) })
  }
  yield
  if (fieldsOf(value) === fields) return ok(value)
  return err({ what: 'has the same field twice in one object', line: repeatedLine(plain) })
}

/** How many fields the objects in a value have, which is nested no deeper than its bounds allow. */
const fieldsOf = (value: unknown): number => {
  let fields = 0
  if (Array.isArray(value)) for (const inner of value) fields += fieldsOf(inner)
  else if (typeof value === 'object' && value !== null)
    // What JSON.parse made has nothing but fields of its own.
    for (const name in value) fields += 1 + fieldsOf(value[name as keyof typeof value])
  return fields
}

class FirstFault extends Error {
  constructor(readonly line: number) {
    super()
  }
}

/** Up to its first fault the text is nested no deeper than its bounds allow; beyond, nothing of it is read. */
const faultLine = (text: string): number | null =>
  firstFault(text, {
    onError: (_code, _offset, _length, line) => {
      throw new FirstFault(line + 1)
    },
  })

/** The line of the first field that its object has already. */
const repeatedLine = (text: string): number | null => {
  const open: Set<string>[] = []
  return firstFault(text, {
    onObjectBegin: () => {
      open.push(new Set())
    },
    onObjectProperty: (name, _offset, _length, line) => {
      if (open.at(-1)?.has(name) === true) throw new FirstFault(line + 1)
      open.at(-1)?.add(name)
    },
    onObjectEnd: () => {
      open.pop()
    },
  })
}

const firstFault = (text: string, visitor: JSONVisitor): number | null => {
  try {
    visit(text, visitor, { disallowComments: true })
    return null
  } catch (error) {
    if (error instanceof FirstFault) return error.line
    throw error
  }
}

/**
 * The line of a field, or of the nearest thing around it that is there, from 1.
 * @param text valid JSON within its bounds
 */
export const fieldLine = (text: string, path: readonly (string | number)[]): number => {
  const plain = withoutMark(text)
  const root = parseTree(plain)
  if (root === undefined) return 1
  let node = root
  for (let length = 1; length <= path.length; length += 1)
    node = findNodeAtLocation(root, path.slice(0, length)) ?? node
  // A field begins with its name, which may stand on a line before its value.
  return linesIn(plain, (node.parent?.type === 'property' ? node.parent : node).offset)
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
