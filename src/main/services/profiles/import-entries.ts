import { countText } from '../../../core/comparison/count-text'
import type { ImportPreview } from '../../../shared/ipc/api'
import { MAX_PROFILES } from './profile-rules'

/** One tenant of a file, before it is checked. */
export interface ImportEntry {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly value: unknown
  /** Name of the recipe that its main app connection is there for; absent: the file names none. */
  readonly purpose?: string
}

/** What the readers of both formats give: every entry is either here or rejected. */
export interface ImportEntries {
  readonly entries: readonly ImportEntry[]
  readonly rejected: ImportPreview['rejected']
  readonly warnings: readonly string[]
  readonly columns: ImportPreview['columns']
}

/** Nobody could look through a longer preview, nor store what it shows. */
export const MAX_ENTRIES = MAX_PROFILES

/** Why a longer file is refused. */
export const TOO_MANY_ENTRIES = `it holds more than ${countText(MAX_ENTRIES)} tenants`
