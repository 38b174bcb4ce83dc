import type { BlastRadius } from '../../../core/inventory/blast-radius'
import { appError, type AppError } from '../../../shared/app-error'
import type { ExportResult } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import type { PickedApplication } from '../../../shared/ipc/inventory'
import { err, type Result } from '../../../shared/result'
import type { FileDialogs, PdfPrinter, ReportFiles } from '../../ports'
import type { InventoryRuns } from './inventory-runs'

interface ExportDeps {
  readonly recipeFolder: string
  readonly dialogs: Pick<FileDialogs, 'chooseSave'>
  readonly files: ReportFiles
  readonly printer: PdfPrinter
}

const later = () => Promise.resolve(err(appError('BUSY', 'This is not there yet.')))

export const blastRadiusOf = (
  _runs: InventoryRuns,
  _picked: readonly PickedApplication[],
): Promise<Result<BlastRadius, AppError>> => later()

export const saveBlastRadius = (
  _runs: InventoryRuns,
  _picked: readonly PickedApplication[],
  _deps: ExportDeps,
): Promise<Result<ExportResult, AppError>> => later()

export const exportInventory = (
  _runs: InventoryRuns,
  _input: Requests['inventory:export'],
  _deps: ExportDeps,
): Promise<Result<ExportResult, AppError>> => later()
