import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { ExportFormat, ExportResult } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { FileDialogs, PdfPrinter, ReportFiles } from '../../ports'
import { redactedComparison } from './redacted'
import { notOfPrediction, renderReport } from './report-service'

export interface ExportDeps {
  readonly printer: PdfPrinter
  readonly dialogs: FileDialogs
  readonly files: ReportFiles
}

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `INVALID_ARGUMENT` for a predicted comparison;
 *   `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportComparison = async (
  comparison: Comparison,
  { format, redact, redactKey = null }: { format: ExportFormat; redact: boolean; redactKey?: string | null },
  { printer, dialogs, files }: ExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const refusal = notOfPrediction(comparison)
  if (refusal !== null) return err(refusal)
  const { comparison: shown } = redact ? await redactedComparison(comparison, redactKey) : { comparison }
  const day = comparison.finishedAt.slice(0, 10)
  const what = format === 'snapshot' ? 'snapshot' : 'permissions'
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview ${what} ${shown.tenant.name} ${day}`),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'snapshot' ? 'json' : format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderReport(shown, format, { printer, signal: new AbortController().signal })
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok({ state: 'saved', path: target }) : written
}
