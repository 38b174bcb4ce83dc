import type { AppError } from '../../../shared/app-error'
import type { ExitStatus } from '../terminal/exit-status'
import type { CommandDeps } from './commands'

/** Runs a command that nothing is wrong with; the module that it is in is loaded then. */
export type RunCommand = (
  fault: AppError | null,
  command: (deps: CommandDeps) => Promise<ExitStatus>,
) => Promise<void>
