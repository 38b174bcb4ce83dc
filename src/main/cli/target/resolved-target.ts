import { appError, type AppError } from '../../../shared/app-error'
import type { Recording } from '../../../shared/files/recording'
import { err, ok, type Result } from '../../../shared/result'
import { readBounded } from '../../bounded-file'
import type { TenantPlan } from '../../services/runs/plan'

/** A TARGET of the command line, ready to be connected to. */
export interface ResolvedTarget {
  readonly plan: TenantPlan
  /** The stored profile's id; null for the demo tenant and config files. */
  readonly profileId: string | null
  /** What to answer from instead of asking a tenant; null for a tenant. */
  readonly recording: Recording | null
  release(): Promise<void>
}

/** Reads a file that the user named; the error names the file and the system's reason. */
export const readText = async (file: string, field: string): Promise<Result<string, AppError>> => {
  try {
    return ok(await readBounded(file))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return err(appError('FILE_READ_FAILED', `The file ${file} could not be read (${reason}).`, { field }))
  }
}
