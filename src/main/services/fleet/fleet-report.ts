import type { Fleet } from '../../../core/fleet/fleet'
import { fleetToJson } from '../../../core/fleet/fleet-json'
import { plainTexts } from '../../../core/comparison/name-text'
import { fleetTables } from '../../../core/report/fleet-csv'
import { renderFleetHtml } from '../../../core/report/fleet-html'
import { fleetMarkdown } from '../../../core/report/fleet-markdown'
import { buildFleetReport, type FleetLink } from '../../../core/report/fleet-model'
import { fleetJunit, fleetSarif } from '../../../core/report/fleet-results'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import type { RenderedReport } from '../reports/report-service'

export type FleetFormat = 'json' | 'csv' | 'html' | 'markdown' | 'junit' | 'sarif' | 'pdf'

export interface FleetReportDeps {
  readonly printer: PdfPrinter
  readonly signal: AbortSignal
  /** Of Crossview. */
  readonly version: string
  /** Files of a tenant, from the place of the page; absent: it leads to none. */
  readonly linksOf?: (tenant: string) => readonly FleetLink[]
}

/**
 * Makes a report of many tenants in one format. Pure but for printing a PDF.
 * @returns `PRINT_FAILED` or `CANCELLED` from the printer
 */
export const renderFleet = async (
  fleet: Fleet,
  format: FleetFormat,
  { printer, signal, version, linksOf }: FleetReportDeps,
): Promise<Result<RenderedReport, AppError>> => {
  switch (format) {
    case 'json':
      return ok(file('json', `${JSON.stringify(fleetToJson(fleet), plainTexts, 2)}\n`))
    case 'csv':
      return ok({ kind: 'folder', tables: fleetTables(fleet) })
    case 'html':
      return ok(file('html', renderFleetHtml(buildFleetReport(fleet, linksOf))))
    case 'markdown':
      return ok(file('md', fleetMarkdown(fleet)))
    case 'junit':
      return ok(file('xml', fleetJunit(fleet)))
    case 'sarif':
      return ok(file('sarif', fleetSarif(fleet, { version })))
    case 'pdf': {
      // Paper leads to no file.
      const report = buildFleetReport(fleet)
      const printed = await printer.print(renderFleetHtml(report), {
        title: report.title,
        date: report.finishedAt === null ? new Date(0) : new Date(report.finishedAt),
        signal,
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
