import { createHmac, randomBytes } from 'node:crypto'
import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { ExportFormat, ExportResult } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { FileDialogs, PdfPrinter, ReportFiles } from '../../ports'
import { notOfPrediction, redactForSharing, renderReport, type ReportDeps } from './report-service'

export interface ExportDeps {
  readonly printer: PdfPrinter
  readonly dialogs: Pick<FileDialogs, 'chooseSave'>
  readonly files: ReportFiles
}

export interface ComparisonExport
  extends Pick<ReportDeps, 'recipe' | 'choice'>, Partial<Pick<ReportDeps, 'signal'>> {
  readonly format: ExportFormat
  readonly redact: boolean
}

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `INVALID_ARGUMENT` for a predicted comparison;
 *   `CANCELLED`, `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportComparison = async (
  comparison: Comparison,
  { format, redact, signal = new AbortController().signal, recipe, choice }: ComparisonExport,
  { printer, dialogs, files }: ExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const refusal = notOfPrediction(comparison)
  if (refusal !== null) return err(refusal)
  const shown = redact ? redacted(comparison) : comparison
  const day = comparison.finishedAt.slice(0, 10)
  const isPage = format === 'pdf' || format === 'html'
  const what =
    format === 'snapshot' ? 'snapshot' : isPage && choice?.kind === 'summary' ? 'summary' : 'permissions'
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview ${what} ${shown.tenant.name} ${day}`),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'snapshot' ? 'json' : format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderReport(shown, format, {
    printer,
    signal,
    ...(recipe === undefined ? {} : { recipe }),
    ...(choice === undefined ? {} : { choice }),
  })
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok({ state: 'saved', path: target }) : written
}

/** Pseudonyms under a key made for this one export. */
export const redacted = (comparison: Comparison): Comparison => {
  const key = randomBytes(32)
  return redactForSharing(comparison, (text) => createHmac('sha256', key).update(text).digest('hex'))
}
