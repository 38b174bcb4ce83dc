import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { ExportFormat, ExportResult } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { FileDialogs, PdfPrinter, ReportFiles } from '../../ports'
import { notOfPrediction, renderReport, type ReportDeps } from './report-service'
import { savedAt } from '../../saved-file'
import { SNAPSHOT_ENDING } from '../../../shared/snapshot-name'

export interface ExportDeps {
  readonly printer: PdfPrinter
  readonly dialogs: Pick<FileDialogs, 'chooseSave'>
  readonly files: ReportFiles
}

export interface ComparisonExport
  extends Pick<ReportDeps, 'recipe' | 'choice'>, Partial<Pick<ReportDeps, 'signal'>> {
  readonly format: ExportFormat
}

/** What a file is called. */
const nameOf = (format: ComparisonExport['format'], choice: ComparisonExport['choice']): string => {
  if (format === 'snapshot') return 'snapshot'
  const isPage = format === 'pdf' || format === 'html'
  return isPage && choice?.kind === 'summary' ? 'summary' : 'permissions'
}

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @param comparison as it is to be shown: with stand-ins where names are redacted
 * @returns `dismissed` when the user closed the dialog; `INVALID_ARGUMENT` for a predicted comparison;
 *   `CANCELLED`, `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportComparison = async (
  comparison: Comparison,
  { format, signal = new AbortController().signal, recipe, choice }: ComparisonExport,
  { printer, dialogs, files }: ExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const refusal = notOfPrediction(comparison)
  if (refusal !== null) return err(refusal)
  const day = comparison.finishedAt.slice(0, 10)
  const what = nameOf(format, choice)
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview ${what} ${comparison.tenant.name} ${day}`),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'snapshot' ? SNAPSHOT_ENDING : format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderReport(comparison, format, {
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
  return written.ok ? ok(savedAt(target)) : written
}
