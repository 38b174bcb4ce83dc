import type { Fleet } from '../../../core/fleet/fleet'
import type { AppError } from '../../../shared/app-error'
import type { FleetFormat } from '../../../shared/ipc/fleet'
import type { ExportResult } from '../../../shared/ipc/target'
import { ok, type Result } from '../../../shared/result'
import type { ExportDeps } from '../reports/export-service'
import { renderFleet } from './fleet-report'
import { savedAt } from '../../saved-file'

export interface FleetExportDeps extends ExportDeps {
  /** Of Crossview. */
  readonly version: string
}

/**
 * Asks where to, makes the report of many tenants, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportFleet = async (
  fleet: Fleet,
  format: FleetFormat,
  { printer, dialogs, files, version }: FleetExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const day = fleet.finishedAt?.slice(0, 10) ?? ''
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview fleet ${day}`.trim()),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderFleet(fleet, format, {
    printer,
    version,
    signal: new AbortController().signal,
  })
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok(savedAt(target)) : written
}
