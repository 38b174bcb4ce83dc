import type { AppError } from '../../shared/app-error'

/** Where the command line reads and writes. Standard output carries results only. */
export interface Console {
  readonly out: (content: string | Uint8Array) => Promise<void>
  readonly message: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /**
   * Asks a person for a line, on the terminal; absent without one. The question is text of our own.
   * @returns the answer; nothing when there was none or the signal came
   */
  readonly ask?: ((question: string, signal: AbortSignal) => Promise<string>) | undefined
}

/** Tells an error the way every command does: what happened, the field, what to do next. */
export const tellError = (console: Console, error: AppError): void => {
  const field = error.field === null || error.message.includes(error.field) ? '' : ` (${error.field})`
  console.message(`crossview: ${error.message}${field}`)
  for (const line of error.advice) console.message(`  - ${line}`)
}
