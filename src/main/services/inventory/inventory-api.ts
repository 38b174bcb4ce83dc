import type { InventoryApi } from '../../../shared/ipc/inventory'
import { ok } from '../../../shared/result'
import type { Clock } from '../../ports'
import type { ExportDeps } from '../reports/export-service'
import { blastRadiusOf, saveBlastRadius } from './inventory-blast-radius'
import { exportShown } from './inventory-export'
import { InventoryReview } from './inventory-review'
import type { InventoryRuns } from './inventory-runs'

export interface InventoryApiDeps extends ExportDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly recipeFolder: string
}

/** The window's inventories; see `InventoryApi`. */
export const createInventoryApi = (
  runs: InventoryRuns,
  deps: InventoryApiDeps,
): Omit<InventoryApi, 'onProgress'> => {
  const review = new InventoryReview({ ...deps, runs })
  return {
    start: (input) => Promise.resolve(runs.start(input)),
    cancel: ({ inventoryId }) => Promise.resolve(runs.cancel(inventoryId)),
    resume: ({ inventoryId }) => Promise.resolve(runs.resume(inventoryId)),
    summary: ({ inventoryId }) => runs.summary(inventoryId),
    known: () =>
      Promise.resolve(
        ok(
          runs.known().map(({ known, inventory: { facts } }) => ({
            inventoryId: known.id,
            tenant: facts.tenant.name,
            target: known.target,
            snapshot: known.snapshot,
            finishedAt: facts.finishedAt,
            applications: facts.applications.map(({ id, name }) => ({ id, name })),
          })),
        ),
      ),
    openView: (input) => runs.openView(input),
    setNote: (input) => review.setNote(input),
    decide: (input) => review.decide(input),
    setReviewer: (input) => review.setReviewer(input),
    closeReview: (input) => review.closeReview(input),
    blastRadius: ({ picked }) => blastRadiusOf(runs, picked),
    saveBlastRadius: ({ picked }) => saveBlastRadius(runs, picked, deps),
    export: (input) => exportShown(runs, input, deps),
  }
}
