import { inventoryToJson } from '../../../core/inventory/inventory-json'
import type { AppError } from '../../../shared/app-error'
import type { ExportResult } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import { loadRecipes } from '../analysis/recipes'
import type { ExportDeps } from '../reports/export-service'
import { exportInventory } from '../reports/inventory-report'
import { populationSha256 } from '../reports/inventory-snapshot'
import { aboutOf, type InventoryRuns } from './inventory-runs'

/** Asks where to, and writes the inventory with what is written down about it. */
export const exportShown = async (
  runs: InventoryRuns,
  { inventoryId, format, redact, redactKey }: Requests['inventory:export'],
  deps: ExportDeps & { readonly recipeFolder: string },
): Promise<Result<ExportResult, AppError>> => {
  const shown = await runs.shown(inventoryId)
  if (!shown.ok) return shown
  const { known, inventory, assessor } = shown.value
  const [{ review, lastReview }, { recipes }, sha256] = await Promise.all([
    runs.written.of(aboutOf(known)),
    loadRecipes(deps.recipeFolder),
    populationSha256(inventory.facts),
  ])
  return exportInventory(
    { inventory, predictor: assessor.predictor, review, last: lastReview, sha256, redacted: false },
    { format, redact, redactKey },
    {
      printer: deps.printer,
      dialogs: deps.dialogs,
      files: deps.files,
      recipes,
      json: (reported) =>
        inventoryToJson(reported.inventory, {
          review: reported.review,
          withRecords: false,
          predictor: reported.predictor,
        }),
    },
  )
}
