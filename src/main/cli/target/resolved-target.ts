import type { AppError } from '../../../shared/app-error'
import { NO_INVENTORY, type TenantInventory } from '../../../shared/files/tenant-inventory'
import type { Recording } from '../../../shared/files/recording'
import { err, type Result } from '../../../shared/result'
import { readTextFile, textFileError } from '../../text-file'
import type { TenantPlan } from '../../services/runs/plan'

/** A TARGET of the command line, ready to be connected to. */
export interface ResolvedTarget {
  readonly plan: TenantPlan
  /** The stored profile's id; null for the demo tenant and config files. */
  readonly profileId: string | null
  /** The further app connection of it that is meant; null: the main one. */
  readonly appId: string | null
  /** What is written down about the tenant's applications. */
  readonly written: TenantInventory
  /** Where files are that a purpose among it names; null: none may. */
  readonly folder: string | null
  /** The client id whose purpose stands with the app side; those of others stand among the notes. null: none does. */
  readonly purposeOfApp: string | null
  /** Whether it was started for this command and ends with it. */
  readonly isOwn: boolean
  /** What to answer from instead of asking a tenant; null for a tenant. */
  readonly recording: Recording | null
  release(): Promise<void>
}

/** Of a target about whose applications nothing is written down. */
export const NOTHING_WRITTEN = {
  appId: null,
  written: NO_INVENTORY,
  folder: null,
  purposeOfApp: null,
} as const

/** Reads a text file that the user named; the error names the file, the reason, and how to save it right. */
export const readText = async (file: string, field: string): Promise<Result<string, AppError>> => {
  const text = await readTextFile(file)
  return text.ok ? text : err(textFileError(`The file ${file}`, text.error, field))
}
