import type { Recipe } from '../../../core/comparison/recipe'
import { inventoryTables } from '../../../core/report/inventory-csv'
import { renderInventoryHtml } from '../../../core/report/inventory-html'
import { inventoryMarkdown } from '../../../core/report/inventory-markdown'
import { buildInventoryReport } from '../../../core/report/inventory-model'
import type { AppError } from '../../../shared/app-error'
import type { ExportResult } from '../../../shared/ipc/api'
import type { InventoryFormat } from '../../../shared/ipc/inventory'
import { ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import type { ExportDeps } from './export-service'
import { inventorySnapshotText } from './inventory-snapshot'
import { redactedInventories } from './redacted'
import type { RenderedReport } from './report-service'
import type { ReportedInventory } from './reported-inventory'
import { savedAt } from '../../saved-file'
import { SNAPSHOT_ENDING } from '../../../shared/snapshot-name'

export interface InventoryReportDeps {
  readonly printer: PdfPrinter
  readonly signal: AbortSignal
  /** The inventory as `crossview.applications/1`. */
  readonly json: (reported: ReportedInventory) => object
}

/**
 * Makes a report of an inventory in one format. Pure but for printing a PDF.
 * @returns `PRINT_FAILED` or `CANCELLED` from the printer; `FILE_WRITE_FAILED` for a snapshot that is too large.
 */
export const renderInventory = async (
  reported: ReportedInventory,
  format: InventoryFormat | 'markdown',
  { printer, signal, json }: InventoryReportDeps,
): Promise<Result<RenderedReport, AppError>> => {
  const { inventory, ...input } = reported
  switch (format) {
    case 'json':
      return ok(file('json', `${JSON.stringify(json(reported), null, 2)}\n`))
    case 'snapshot': {
      const text = inventorySnapshotText(inventory, input)
      return text.ok ? ok(file('json', text.value)) : text
    }
    case 'csv':
      return ok({ kind: 'folder', tables: inventoryTables(inventory, input) })
    case 'markdown':
      return ok(file('md', inventoryMarkdown(inventory, input)))
    case 'html':
      return ok(file('html', renderInventoryHtml(buildInventoryReport(inventory, input))))
    case 'pdf': {
      const report = buildInventoryReport(inventory, input)
      const printed = await printer.print(renderInventoryHtml(report), {
        title: report.title,
        date: new Date(report.finishedAt),
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

export interface InventoryExportDeps extends ExportDeps, Pick<InventoryReportDeps, 'json'> {
  readonly recipes: readonly Recipe[]
}

/**
 * Asks where to, makes the report, writes it. The window never names a path.
 * @returns `dismissed` when the user closed the dialog; `PRINT_FAILED`, `FILE_WRITE_FAILED`.
 */
export const exportInventory = async (
  reported: ReportedInventory,
  {
    format,
    redact,
    redactKey = null,
  }: { readonly format: InventoryFormat; readonly redact: boolean; readonly redactKey?: string | null },
  { printer, dialogs, files, json, recipes }: InventoryExportDeps,
): Promise<Result<ExportResult, AppError>> => {
  const [shown = reported] = redact ? await redactedInventories([{ reported, recipes }], redactKey) : []
  const { tenant, finishedAt } = shown.inventory.facts
  const what = format === 'snapshot' ? 'applications snapshot' : 'applications'
  const target = await dialogs.chooseSave({
    suggestedName: files.safeName(`Crossview ${what} ${tenant.name} ${finishedAt.slice(0, 10)}`),
    kind: format === 'csv' ? 'folder' : 'file',
    extension: format === 'snapshot' ? SNAPSHOT_ENDING : format === 'csv' ? '' : format,
  })
  if (target === null) return ok({ state: 'dismissed' })
  const report = await renderInventory(shown, format, { printer, json, signal: new AbortController().signal })
  if (!report.ok) return report
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(target, report.value.tables)
      : await files.writeFile(target, report.value.content)
  return written.ok ? ok(savedAt(target)) : written
}
