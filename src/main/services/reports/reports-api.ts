import { buildInventoryReport } from '../../../core/report/inventory-model'
import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { ReportsApi } from '../../../shared/ipc/reports'
import { ok, type Result } from '../../../shared/result'
import type { BrandingStore, FileDialogs } from '../../ports'
import { findRecipe, loadRecipes } from '../analysis/recipes'
import { createBrandingService, keptBranding } from './branding-service'
import { exportComparison, type ExportDeps } from './export-service'
import type { ReportedInventory } from './inventory-report'

export interface ReportsApiDeps extends ExportDeps {
  readonly comparison: (runId: string) => Result<Comparison, AppError>
  /** What was read of the applications of the run's tenant; null: they were not. @param redact with stand-ins */
  readonly review: (runId: string, redact: boolean) => Promise<ReportedInventory | null>
  readonly dialogs: Pick<FileDialogs, 'chooseSave' | 'chooseBytes'>
  readonly recipeFolder: string
  readonly branding: BrandingStore
  readonly version: string
}

/** The window's reports; see `ReportsApi`. */
export const createReportsApi = (deps: ReportsApiDeps): ReportsApi => {
  let underWay: AbortController | null = null
  return {
    ...createBrandingService(deps.branding, deps.dialogs),
    options: async ({ runId }) => {
      const comparison = deps.comparison(runId)
      if (!comparison.ok) return comparison
      const { recipes } = await loadRecipes(deps.recipeFolder)
      const review = await deps.review(runId, false)
      return ok({
        recipes: recipes.map(({ name, title }) => ({ name, title })),
        purpose: comparison.value.purpose?.title ?? null,
        review: review === null ? null : reviewWords(review),
        branding: (await keptBranding(deps.branding)) !== null,
      })
    },
    export: async ({ runId, format, report, redact, recipe, madeBy, madeFor, review, branding }) => {
      const comparison = deps.comparison(runId)
      if (!comparison.ok) return comparison
      const found = recipe === null ? null : await findRecipe(recipe, deps.recipeFolder, '')
      if (found !== null && !found.ok) return found
      const reported = review ? await deps.review(runId, redact) : null
      const control = new AbortController()
      underWay = control
      try {
        return await exportComparison(
          comparison.value,
          {
            format,
            redact,
            signal: control.signal,
            ...(found === null ? {} : { recipe: found.value }),
            choice: {
              kind: report,
              madeBy,
              madeFor,
              version: deps.version,
              branding: branding ? await keptBranding(deps.branding) : null,
              review: reported === null ? null : buildInventoryReport(reported.inventory, reported),
            },
          },
          deps,
        )
      } finally {
        if (underWay === control) underWay = null
      }
    },
    cancel: () => {
      underWay?.abort()
      return Promise.resolve(ok(null))
    },
  }
}

/** "18 applications, 12 decided": what would be added. */
const reviewWords = ({ inventory, review }: ReportedInventory): string => {
  const applications = inventory.entries.length
  const decided = Object.keys(review.decisions).length
  return `${String(applications)} ${applications === 1 ? 'application' : 'applications'}, ${String(decided)} decided`
}
