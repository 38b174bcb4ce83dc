import type { Drift } from '../../../core/drift/drift'
import { driftToJson } from '../../../core/drift/drift-json'
import { renderDriftHtml } from '../../../core/report/drift-html'
import { driftMarkdown } from '../../../core/report/drift-markdown'
import { buildDriftReport } from '../../../core/report/drift-model'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import type { RenderedReport } from '../reports/report-service'

export type DriftFormat = 'json' | 'html' | 'markdown' | 'pdf'

/** Makes a report of a drift in one format. @returns `PRINT_FAILED` or `CANCELLED` from the printer */
export const renderDrift = async (
  drift: Drift,
  format: DriftFormat,
  { printer, signal }: { readonly printer: PdfPrinter; readonly signal: AbortSignal },
): Promise<Result<RenderedReport, AppError>> => {
  if (format === 'json') return ok(file('json', `${JSON.stringify(driftToJson(drift), null, 2)}\n`))
  if (format === 'markdown') return ok(file('md', driftMarkdown(drift)))
  const report = buildDriftReport(drift)
  const html = renderDriftHtml(report)
  if (format === 'html') return ok(file('html', html))
  const printed = await printer.print(html, { title: report.title, date: new Date(report.at), signal })
  return printed.ok ? ok(file('pdf', printed.value)) : printed
}

const file = (extension: string, content: string | Uint8Array): RenderedReport => ({
  kind: 'file',
  extension,
  content,
})
