import { counted } from '../../../core/comparison/count-text'
import { blastRadius, type BlastRadius } from '../../../core/inventory/blast-radius'
import { blastRadiusMarkdown } from '../../../core/inventory/blast-radius-text'
import { appError, type AppError } from '../../../shared/app-error'
import type { ExportResult } from '../../../shared/ipc/api'
import type { PickedApplication } from '../../../shared/ipc/inventory'
import { err, ok, type Result } from '../../../shared/result'
import type { ExportDeps } from '../reports/export-service'
import { unknownApplication, type InventoryRuns, type Shown } from './inventory-runs'
import { savedAt } from '../../saved-file'

/**
 * What the picked applications could read and change, over all inventories that they are picked from.
 * @returns `NOT_FOUND` where one of them is not there any more: a radius without it would look smaller than it is
 */
export const blastRadiusOf = async (
  runs: InventoryRuns,
  picked: readonly PickedApplication[],
): Promise<Result<BlastRadius, AppError>> => {
  const chosen = new Map<string, { readonly shown: Shown; readonly applicationIds: Set<string> }>()
  for (const { inventoryId, applicationId } of picked) {
    const found = chosen.get(inventoryId)
    const shown = found === undefined ? await runs.shown(inventoryId) : ok(found.shown)
    if (!shown.ok) return shown
    if (!shown.value.inventory.facts.applications.some(({ id }) => id === applicationId))
      return err(unknownApplication())
    const applicationIds = (found?.applicationIds ?? new Set()).add(applicationId)
    chosen.set(inventoryId, { shown: shown.value, applicationIds })
  }
  return ok(
    blastRadius(
      [...chosen.values()].map(({ shown, applicationIds }) => ({
        inventory: shown.inventory,
        predictor: shown.assessor.predictor,
        applicationIds: [...applicationIds],
      })),
    ),
  )
}

/** The same as Markdown, for a ticket. */
export const saveBlastRadius = async (
  runs: InventoryRuns,
  picked: readonly PickedApplication[],
  { dialogs, files }: Pick<ExportDeps, 'dialogs' | 'files'>,
): Promise<Result<ExportResult, AppError>> => {
  const radius = await blastRadiusOf(runs, picked)
  if (!radius.ok) return radius
  const [only, ...others] = radius.value.applications
  if (only === undefined) return err(appError('INVALID_ARGUMENT', 'No application is picked.'))
  const what = others.length === 0 ? only.name : counted(radius.value.applications.length, 'application')
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview blast radius ${what}`),
    kind: 'file',
    extension: 'md',
  })
  if (target === null) return ok({ state: 'dismissed' })
  const written = await files.writeFile(target, blastRadiusMarkdown(radius.value))
  return written.ok ? ok(savedAt(target)) : written
}
