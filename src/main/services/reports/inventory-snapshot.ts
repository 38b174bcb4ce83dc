import type { Redaction } from '../../../core/comparison/comparison'
import type { InventoryFacts } from '../../../core/inventory/application'
import type { ApplicationNotes, Inventory } from '../../../core/inventory/inventory'
import type { ClosedReview, Review } from '../../../core/inventory/review'
import { appError, type AppError } from '../../../shared/app-error'
import { inventorySnapshotSchema, type InventorySnapshotFile } from '../../../shared/files/inventory-snapshot'
import type { Result } from '../../../shared/result'
import { sha256Of } from './redaction-key'
import { parseSnapshot, readSnapshotFile, snapshotFileText } from './snapshot-file'

export const INVENTORY_SNAPSHOT = 'crossview.applications-snapshot/1'

/** What people decided, beside an inventory. */
export interface ReviewState {
  readonly review: Review
  /** The last one that was closed; null: there was none. */
  readonly last: ClosedReview | null
  readonly redaction?: Redaction
}

/** What was read and written down of a tenant's applications, without what is concluded of it. */
export const toInventorySnapshot = (
  { facts, entries, calibration }: Inventory,
  { review, last, redaction }: ReviewState,
): InventorySnapshotFile => ({
  schema: INVENTORY_SNAPSHOT,
  facts,
  calibration,
  notes: notesOf(entries),
  review,
  lastReview: last,
  ...(redaction && { redaction: { rules: redaction.rules, sha256: redaction.sha256 } }),
})

/** Notes are kept by client id: one without cannot have any. */
const notesOf = (entries: Inventory['entries']): ApplicationNotes =>
  Object.fromEntries(
    entries.flatMap(({ application: { clientId }, note }) =>
      clientId === null || Object.values(note).every((text) => text === null) ? [] : [[clientId, note]],
    ),
  )

/** The snapshot as a file's text. @returns `FILE_WRITE_FAILED` where it would be too long to be opened again. */
export const inventorySnapshotText = (inventory: Inventory, state: ReviewState): Result<string, AppError> =>
  snapshotFileText(
    toInventorySnapshot(inventory, state),
    appError('FILE_WRITE_FAILED', 'The inventory has too many records for one snapshot.', {
      advice: ['Read the applications with fewer resources at a time, and save a snapshot of each.'],
    }),
  )

/**
 * Reads the text of an inventory's snapshot. What follows from it is to be worked out anew (`assessor`).
 * @returns `INVALID_FILE` naming the first wrong field, or what the file is instead.
 */
export const openInventorySnapshot = async (
  text: string,
): Promise<Result<InventorySnapshotFile, AppError>> => {
  const json = await parseSnapshot(text)
  return json.ok ? inventoryOfSnapshot(json.value) : json
}

/** The same of its JSON. */
export const inventoryOfSnapshot = (json: unknown): Promise<Result<InventorySnapshotFile, AppError>> =>
  readSnapshotFile(json, inventorySnapshotSchema, 'applications-snapshot')

/**
 * What a review names as its evidence: the SHA-256, in hexadecimal, of what was read, as JSON with sorted keys and
 * without blanks. Decisions and notes are not in it, or it would be another with each of them. Anybody can work it
 * out from a snapshot: `jq -cjS .facts FILE | sha256sum`.
 */
export const populationSha256 = async (facts: InventoryFacts): Promise<string> =>
  (await sha256Of(facts)).toString('hex')
