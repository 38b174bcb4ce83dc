import type { AppError } from '../../shared/app-error'

/** Where the command line reads and writes. Standard output carries results only. */
export interface Console {
  readonly out: (content: string | Uint8Array) => Promise<void>
  readonly message: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** Tells an error the way every command does: what happened, the field, what to do next. */
export const tellError = (console: Console, error: AppError): void => {
  const field = error.field === null || error.message.includes(error.field) ? '' : ` (${error.field})`
  console.message(`crossview: ${error.message}${field}`)
  for (const line of error.advice) console.message(`  - ${line}`)
}
