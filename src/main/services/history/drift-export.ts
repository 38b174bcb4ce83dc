import type { Drift } from '../../../core/drift/drift'
import type { AppError } from '../../../shared/app-error'
import type { ExportResult } from '../../../shared/ipc/api'
import { ok, type Result } from '../../../shared/result'
import type { ExportDeps } from '../reports/export-service'
import { savedAt } from '../../saved-file'

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `PRINT_FAILED`, `FILE_WRITE_FAILED`
 */
export const exportDrift = async (
  drift: Drift,
  format: 'pdf' | 'html' | 'json',
  { printer, dialogs, files }: ExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview drift ${drift.tenant.name} ${drift.to.at.slice(0, 10)}`),
    kind: 'file',
    extension: format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const { renderDrift } = await import('../drift/drift-report')
  const report = await renderDrift(drift, format, { printer, signal: new AbortController().signal })
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok(savedAt(target)) : written
}
