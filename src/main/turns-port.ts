import type { AppError } from '../shared/app-error'
import type { Result } from '../shared/result'

/**
 * One run of a tenant at a time, over all command lines that share a data folder: together they would take more of its
 * allowance than each believes to. The window is none of them.
 */
export interface TenantTurns {
  /**
   * @param url of the tenant; its host and port tell one from another
   * @param patience milliseconds to wait for a run that is under way; 0: none but for two that begin at one moment
   * @param signal ends the wait
   * @returns what gives the turn back; `BUSY` with who has it and since when, `CANCELLED`, or `FILE_WRITE_FAILED`
   *   where the data folder takes no files: then nobody can tell
   */
  take(url: string, patience: number, signal: AbortSignal): Promise<Result<() => Promise<void>, AppError>>
}
