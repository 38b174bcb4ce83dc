import { appError } from '../../../shared/app-error'
import type { InventoryApi } from '../../../shared/ipc/inventory'
import { err, ok } from '../../../shared/result'

/** The window's inventories; see `InventoryApi`. */
export const createInventoryRuns = (): InventoryApi => {
  const none = () => Promise.resolve(err(appError('NOT_FOUND', 'These applications are not there.')))
  return {
    start: none,
    cancel: none,
    resume: none,
    summary: none,
    known: () => Promise.resolve(ok([])),
    openView: none,
    openSnapshot: none,
    setNote: none,
    decide: none,
    setReviewer: none,
    closeReview: none,
    blastRadius: none,
    saveBlastRadius: none,
    export: none,
    onProgress: () => () => undefined,
  }
}
