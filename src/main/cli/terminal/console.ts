import type { AppError } from '../../../shared/app-error'
import { visibleJson, visibleLine, visibleMarkup } from '../../../shared/visible-text'
import type { Question } from './terminal-question'

/** The process around a command, as it is: whatever is written here is printed raw. */
export interface Terminal {
  /** Standard output. */
  readonly out: (content: string | Uint8Array) => Promise<void>
  /** Standard error, with a line break behind it. */
  readonly message: (text: string) => void
  /** Whether a person looks at standard output. */
  readonly isTerminal?: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** For tests of the other systems. */
  readonly platform?: NodeJS.Platform
  /** Asks a person for a line, on the terminal; absent without one. */
  readonly ask?: Question | undefined
  readonly askSecret?: Question | undefined
}

/** What a result is written in, which decides how a character stands in it that a terminal would obey. */
export type TextForm = 'json' | 'markup' | 'lines'

/** Where the command line reads and writes. Standard output carries results only. */
export interface Console extends Omit<Terminal, 'out' | 'message'> {
  /** Prints a result. Bytes are printed as they are; no command sends them to a terminal. */
  readonly out: (content: string | Uint8Array, form: TextForm) => Promise<void>
  /** Tells a person something. Each entry is one line: a line break in it came from somebody else. */
  readonly message: (lines: string | readonly string[]) => void
}

/**
 * SECURITY: the one way out to a terminal. Texts of tenants, files and servers are printed visibly,
 * and no live secret is.
 * @param scrub takes live secrets out: the second net
 */
export const createConsole = (
  terminal: Terminal,
  scrub: (text: string) => string = (text) => text,
): Console => ({
  ...terminal,
  out: (content, form) =>
    terminal.out(typeof content === 'string' ? SAFE_FORMS[form](scrub(content)) : content),
  message: (lines) => {
    const told = typeof lines === 'string' ? [lines] : lines
    terminal.message(told.map((line) => visibleLine(scrub(line))).join('\n'))
  },
})

const SAFE_FORMS: Readonly<Record<TextForm, (text: string) => string>> = {
  json: visibleJson,
  markup: visibleMarkup,
  // Whoever prints lines has made each of them one line.
  lines: (text) => text.split('\n').map(visibleLine).join('\n'),
}

/** Tells an error the way every command does: what happened, the field, what to do next. */
export const reportError = (console: Console, error: AppError): void => {
  const field = error.field === null || error.message.includes(error.field) ? '' : ` (${error.field})`
  console.message([`crossview: ${error.message}${field}`, ...error.advice.map((line) => `  - ${line}`)])
}
