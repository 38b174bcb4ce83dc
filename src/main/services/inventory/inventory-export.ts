import { inventoryToJson } from '../../../core/inventory/inventory-json'
import type { AppError } from '../../../shared/app-error'
import type { ExportResult, RunTarget } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { ok, type Result } from '../../../shared/result'
import { loadRecipes } from '../recipes/recipes'
import type { ExportDeps } from '../reports/export-service'
import { exportInventory } from '../reports/inventory-report'
import type { ReportedInventory, SharedInventory } from '../reports/reported-inventory'
import { populationSha256 } from '../reports/inventory-snapshot'
import { aboutOf, type InventoryRuns } from './inventory-runs'

/** An inventory with what is written down about it, ready for any report. */
const reportedOf = async (
  runs: InventoryRuns,
  inventoryId: string,
): Promise<Result<ReportedInventory, AppError>> => {
  const shown = await runs.shown(inventoryId)
  if (!shown.ok) return shown
  const { known, inventory, assessor } = shown.value
  const [{ review, lastReview }, sha256] = await Promise.all([
    runs.written.of(aboutOf(known)),
    populationSha256(inventory.facts),
  ])
  return ok({ inventory, predictor: assessor.predictor, review, last: lastReview, sha256, redacted: false })
}

/** What was last read of a tenant's applications, for the report of a comparison of it; null: nothing. */
export const reviewOfTarget = async (
  runs: InventoryRuns,
  target: RunTarget | null,
  recipeFolder: string,
): Promise<SharedInventory | null> => {
  const known = runs.known().find((each) => target !== null && isSameTenant(each.known.target, target))
  if (known === undefined) return null
  const reported = await reportedOf(runs, known.known.id)
  if (!reported.ok) return null
  const { recipes } = await loadRecipes(recipeFolder)
  return { reported: reported.value, recipes }
}

const isSameTenant = (a: RunTarget | null, b: RunTarget): boolean =>
  a?.kind === 'profile' && b.kind === 'profile'
    ? a.profileId === b.profileId
    : a?.kind === 'demo' && b.kind === 'demo' && a.scenario === b.scenario

/** Asks where to, and writes the inventory with what is written down about it. */
export const exportShown = async (
  runs: InventoryRuns,
  { inventoryId, format, redact, redactKey }: Requests['inventory:export'],
  deps: ExportDeps & { readonly recipeFolder: string },
): Promise<Result<ExportResult, AppError>> => {
  const reported = await reportedOf(runs, inventoryId)
  if (!reported.ok) return reported
  const { recipes } = await loadRecipes(deps.recipeFolder)
  return exportInventory(
    reported.value,
    { format, redact, redactKey },
    {
      printer: deps.printer,
      dialogs: deps.dialogs,
      files: deps.files,
      recipes,
      json: (shown) =>
        inventoryToJson(shown.inventory, {
          review: shown.review,
          withRecords: false,
          predictor: shown.predictor,
        }),
    },
  )
}
