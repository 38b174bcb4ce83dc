import type { ImportPreview } from '../../shared/ipc/api'

/** One tenant of a file, before it is checked. */
export interface ImportEntry {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly value: unknown
}

/** What the readers of both formats give: every entry is either here or rejected. */
export interface ImportEntries {
  readonly entries: readonly ImportEntry[]
  readonly rejected: ImportPreview['rejected']
  readonly warnings: readonly string[]
}
