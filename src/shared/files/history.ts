import { z } from 'zod'

/** What stands beside the sealed snapshots of a tenant, and how much of them is kept. Holds no secret. */

/** A snapshot in few numbers, for a line over time. null: not known. */
const historyCountsSchema = z.strictObject({
  complete: z.boolean(),
  errors: z.number().int().min(0),
  warnings: z.number().int().min(0),
  /** Of a comparison: records that both sides see, that only the agent sees, that only the app sees. */
  both: z.number().int().min(0).nullable(),
  onlyAgent: z.number().int().min(0).nullable(),
  onlyApp: z.number().int().min(0).nullable(),
  /** Of an inventory. */
  applications: z.number().int().min(0).nullable(),
})
export type HistoryCounts = z.infer<typeof historyCountsSchema>

/** What differs from the one kept before it, of the same kind and app connection, in few numbers (`crossview.drift/1`). */
const historyChangeSchema = z.strictObject({
  /** When the run before it finished. */
  since: z.iso.datetime(),
  settings: z.number().int().min(0),
  /** Records of the app side (of an inventory: predicted, over all applications) that moved; none that was made or deleted. */
  appeared: z.number().int().min(0),
  vanished: z.number().int().min(0),
  newFindings: z.number().int().min(0),
  fixedFindings: z.number().int().min(0),
  /** Something could not be held against one another: then all numbers are at least so many. */
  unknown: z.boolean(),
})
export type HistoryChange = z.infer<typeof historyChangeSchema>

export const historyEntrySchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['comparison', 'applications']),
  /** When the run finished. */
  at: z.iso.datetime(),
  keptAt: z.iso.datetime(),
  /** Of the snapshot's text, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes on the disk. */
  bytes: z.number().int().min(0),
  /** The further app connection that was compared; null: the main one, or an inventory. */
  app: z.uuid().nullable(),
  /** What others are held against; never deleted by retention. */
  baseline: z.boolean(),
  /** Holds a closed access review; never deleted by retention. */
  signed: z.boolean(),
  counts: historyCountsSchema,
  /** Absent: there was none before it, or it was kept by a Crossview that did not say. */
  change: historyChangeSchema.exactOptional(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** Files in a tenant's folder that are none of ours, cannot be read, or are a newer Crossview's. */
export interface HistoryFault {
  readonly file: string
  readonly state: 'damaged' | 'foreign' | 'newer'
  /** A sentence. */
  readonly reason: string
}

export interface HistoryListing {
  readonly entries: readonly HistoryEntry[]
  readonly faults: readonly HistoryFault[]
}

/** Whether snapshots are kept. */
export type HistoryState =
  | { readonly state: 'on' }
  /** Switched off altogether. */
  | { readonly state: 'off' }
  /** No keychain that could keep the key: nothing is kept, and why, in sentences. */
  | { readonly state: 'unavailable'; readonly message: string; readonly advice: readonly string[] }

export const historySettingsSchema = z.strictObject({
  on: z.boolean().default(true),
  /** Snapshots of each kind and app connection. */
  count: z.number().int().min(1).max(5000).default(20),
  days: z.number().int().min(1).max(3650).default(400),
  /** Ids of tenants of which nothing is kept. */
  off: z.array(z.uuid()).max(5000).default([]),
})
export type HistorySettings = z.infer<typeof historySettingsSchema>
