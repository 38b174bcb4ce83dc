import type { Fleet } from '../../../core/fleet/fleet'
import { fleetToJson } from '../../../core/fleet/fleet-json'
import { fleetTables } from '../../../core/report/fleet-csv'
import { renderFleetHtml } from '../../../core/report/fleet-html'
import { buildFleetReport } from '../../../core/report/fleet-model'
import type { AppError } from '../../../shared/app-error'
import type { FleetFormat } from '../../../shared/ipc/fleet'
import type { ExportResult } from '../../../shared/ipc/target'
import { ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import type { ExportDeps } from './export-service'
import type { RenderedReport } from './report-service'

/**
 * Makes a report of many tenants in one format. Pure but for printing a PDF.
 * @returns `PRINT_FAILED` from the printer
 */
const renderFleet = async (
  fleet: Fleet,
  format: FleetFormat,
  printer: PdfPrinter,
): Promise<Result<RenderedReport, AppError>> => {
  switch (format) {
    case 'json':
      return ok(file('json', `${JSON.stringify(fleetToJson(fleet), null, 2)}\n`))
    case 'csv':
      return ok({ kind: 'folder', tables: fleetTables(fleet) })
    case 'html':
      return ok(file('html', renderFleetHtml(buildFleetReport(fleet))))
    case 'pdf': {
      const report = buildFleetReport(fleet)
      const printed = await printer.print(renderFleetHtml(report), {
        title: report.title,
        date: report.finishedAt === null ? new Date() : new Date(report.finishedAt),
        signal: new AbortController().signal,
      })
      return printed.ok ? ok(file('pdf', printed.value)) : printed
    }
  }
}

const file = (extension: string, content: string | Uint8Array): RenderedReport => ({
  kind: 'file',
  extension,
  content,
})

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportFleet = async (
  fleet: Fleet,
  format: FleetFormat,
  { printer, dialogs, files }: ExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview fleet ${fleet.finishedAt?.slice(0, 10) ?? ''}`.trim()),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderFleet(fleet, format, printer)
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok({ state: 'saved', path: target }) : written
}
