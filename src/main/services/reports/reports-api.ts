import { countText } from '../../../core/comparison/count-text'
import { buildInventoryReport } from '../../../core/report/inventory-model'
import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { ReportsApi } from '../../../shared/ipc/reports'
import { ok, type Result } from '../../../shared/result'
import type { BrandingStore, FileDialogs } from '../../ports'
import { findRecipe, loadRecipes } from '../recipes/recipes'
import { createBrandingService, keptBranding } from './branding-service'
import { exportComparison, type ExportDeps } from './export-service'
import { redactedReport, type ReportParts } from './redacted'
import type { ReportedInventory, SharedInventory } from './reported-inventory'

export interface ReportsApiDeps extends ExportDeps {
  readonly comparison: (runId: string) => Result<Comparison, AppError>
  /** What was read of the applications of the run's tenant; null: they were not. */
  readonly review: (runId: string) => Promise<SharedInventory | null>
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
      const review = await deps.review(runId)
      return ok({
        recipes: recipes.map(({ name, title }) => ({ name, title })),
        purpose: comparison.value.purpose?.title ?? null,
        review: review === null ? null : reviewWords(review.reported),
        branding: (await keptBranding(deps.branding)) !== null,
      })
    },
    export: async ({ runId, format, report, redact, redactKey, branding, ...chosen }) => {
      const comparison = deps.comparison(runId)
      if (!comparison.ok) return comparison
      const found = chosen.recipe === null ? null : await findRecipe(chosen.recipe, deps.recipeFolder, '')
      if (found !== null && !found.ok) return found
      const applications = chosen.review ? await deps.review(runId) : null
      const whole: ReportParts = {
        comparison: comparison.value,
        ...(found && { recipe: found.value }),
        ...(applications && { review: applications }),
        madeBy: chosen.madeBy,
        madeFor: chosen.madeFor,
      }
      const control = new AbortController()
      underWay = control
      try {
        const parts = redact ? await redactedReport(whole, redactKey) : whole
        const { recipe, review, madeBy = null, madeFor = null } = parts
        return await exportComparison(
          parts.comparison,
          {
            format,
            signal: control.signal,
            ...(recipe && { recipe }),
            choice: {
              kind: report,
              madeBy,
              madeFor,
              version: deps.version,
              branding: branding ? await keptBranding(deps.branding) : null,
              review:
                review === undefined
                  ? null
                  : buildInventoryReport(review.reported.inventory, review.reported),
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
  return `${countText(applications)} ${applications === 1 ? 'application' : 'applications'}, ${countText(decided)} decided`
}
