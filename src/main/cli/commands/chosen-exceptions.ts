import path from 'node:path'
import type { Exception } from '../../../core/exceptions/exception'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import { readText } from '../target/resolved-target'
import type { CommandDeps } from './commands'

/** What `--exceptions` holds a result against, and on which day. */
export interface ChosenExceptions {
  readonly all: readonly Exception[]
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string
}

/**
 * The exceptions of the file that somebody named; null: none was named. Read before anything is sent.
 * @returns `INVALID_FILE` with every fault by its line, `FILE_READ_FAILED`
 */
export const chosenExceptions = async (
  { exceptions }: { readonly exceptions?: string },
  { console, clock }: Pick<CommandDeps, 'console' | 'clock'>,
): Promise<Result<ChosenExceptions | null, AppError>> => {
  if (exceptions === undefined) return ok(null)
  const text = await readText(path.resolve(console.cwd, exceptions), 'exceptions')
  if (!text.ok) return text
  const today = clock.now().toISOString().slice(0, 10)
  const { parseExceptions } = await import('../../services/exceptions/exceptions-file')
  const parsed = parseExceptions(text.value, today)
  return parsed.ok ? ok({ all: parsed.value, today }) : parsed
}
