import { err, ok, type Result } from '../result'

/** Where JSON text stops being JSON. The text itself is never quoted: it may hold a secret. */
export interface JsonFault {
  /** From 1; null where the engine does not tell. */
  readonly line: number | null
}

/** Parses JSON text with or without a byte order mark. */
export const parseJson = (text: string): Result<unknown, JsonFault> => {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return ok(JSON.parse(plain))
  } catch (error) {
    return err({ line: error instanceof SyntaxError ? lineOf(error.message, plain) : null })
  }
}

/** Deeper than any file of ours: what looks into every field would run out of stack. */
const DEEPEST = 40

/** Whether lists and objects stand inside one another more often than in any file of ours. */
export const isTooDeep = (value: unknown, levels = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1)))

/** V8 words it "… at position 17 (line 2 column 5)", and often names no place. */
const lineOf = (message: string, text: string): number | null => {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return linesIn(text.slice(0, Number(position)))
  return message.includes('end of JSON') ? linesIn(text) : null
}

const linesIn = (text: string): number => text.split('\n').length

/** `on line 3`, or nothing. */
export const whereText = ({ line }: JsonFault): string => (line === null ? '' : ` (line ${String(line)})`)
