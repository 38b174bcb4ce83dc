import { createHash } from 'node:crypto'
import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { InventorySnapshotFile } from '../../../shared/files/inventory-snapshot'
import type { SnapshotOrigin } from '../../../shared/ipc/target'
import { ok, type Result } from '../../../shared/result'
import { SNAPSHOT_ENDING } from '../../../shared/snapshot-name'
import type { ChosenFile, FileDialogs } from '../../ports'
import { INVENTORY_SNAPSHOT, inventoryOfSnapshot } from './inventory-snapshot'
import { comparisonOfSnapshot } from './snapshot'
import { parseSnapshot, schemaOf } from './snapshot-file'

/** A snapshot as the window opens it: of either kind, since a person who chooses a file need not know which it is. */
export type EitherSnapshot = { readonly origin: SnapshotOrigin } & (
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | { readonly kind: 'applications'; readonly file: InventorySnapshotFile }
)

/** Has the file of a snapshot chosen, of whichever kind. @returns null when dismissed */
export const chooseSnapshot = (
  dialogs: Pick<FileDialogs, 'chooseOpen'>,
): ReturnType<FileDialogs['chooseOpen']> =>
  dialogs.chooseOpen({ title: 'Open a snapshot', extensions: [SNAPSHOT_ENDING, 'json'] })

/** Opens a snapshot of either kind. @returns `INVALID_FILE` where it is none */
export const openEither = async ({ name, text }: ChosenFile): Promise<Result<EitherSnapshot, AppError>> => {
  const json = await parseSnapshot(text)
  if (!json.ok) return json
  const origin = { file: name, sha256: createHash('sha256').update(text).digest('hex') }
  if (schemaOf(json.value) === INVENTORY_SNAPSHOT) {
    const read = await inventoryOfSnapshot(json.value)
    return read.ok ? ok({ kind: 'applications', origin, file: read.value }) : read
  }
  const comparison = await comparisonOfSnapshot(json.value)
  return comparison.ok ? ok({ kind: 'comparison', origin, comparison: comparison.value }) : comparison
}
