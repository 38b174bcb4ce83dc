import { createHash } from 'node:crypto'
import type { Comparison } from '../../../core/comparison/comparison'
import { comparisonToJson } from '../../../core/comparison/comparison-json'
import type { Recipe } from '../../../core/comparison/recipe'
import type { ExceptionsOutcome } from '../../../core/exceptions/exception'
import { exceptionsToJson, type WithExceptions } from '../../../core/exceptions/exceptions-json'
import { checkRecipe } from '../../../core/policy/recipe-check'
import { comparisonMarkdown } from '../../../core/report/comparison-markdown'
import { csvTables, type CsvTable } from '../../../core/report/csv'
import { renderReportHtml } from '../../../core/report/html'
import { buildReport, type ReportChoice } from '../../../core/report/model'
import { appError, type AppError } from '../../../shared/app-error'
import type { ExportFormat } from '../../../shared/ipc/reports'
import { err, ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import { comparisonSnapshotText } from './snapshot'

/** A report ready to be written: one file, or a folder of CSV files. */
export type RenderedReport =
  | { readonly kind: 'file'; readonly extension: string; readonly content: string | Uint8Array }
  | { readonly kind: 'folder'; readonly tables: readonly CsvTable[] }

/** What can be written of a result: what the window offers, and a short summary for a pull request, a chat or a ticket. */
export type OutputFormat = ExportFormat | 'markdown'

export type PageChoice = Partial<Omit<ReportChoice, 'recipe'>>

export interface ReportDeps {
  readonly printer: PdfPrinter
  readonly signal: AbortSignal
  /** Checked in HTML and PDF reports; absent: the purpose is, where there is one. */
  readonly recipe?: Recipe
  /** What else was chosen about HTML and PDF reports. */
  readonly choice?: PageChoice
}

/**
 * Makes a report of a comparison in one format. Pure but for printing a PDF.
 * @returns `INVALID_ARGUMENT` for a predicted one; `PRINT_FAILED` or `CANCELLED` from the printer.
 */
export const renderReport = async (
  comparison: Comparison,
  format: OutputFormat,
  { printer, signal, recipe, choice }: ReportDeps,
): Promise<Result<RenderedReport, AppError>> => {
  const refusal = notOfPrediction(comparison)
  if (refusal !== null) return err(refusal)
  switch (format) {
    case 'json':
      return ok(file('json', jsonText(withExceptions(comparisonToJson(comparison), choice?.exceptions))))
    case 'snapshot':
      return snapshotText(comparison)
    case 'csv':
      return ok({ kind: 'folder', tables: csvTables(comparison) })
    case 'markdown':
      return ok(file('md', comparisonMarkdown(comparison)))
    case 'html':
      return ok(
        file('html', renderReportHtml(reportOf(comparison, recipe, choice), { hashOf, interactive: true })),
      )
    case 'pdf': {
      const report = reportOf(comparison, recipe, choice)
      const printed = await printer.print(renderReportHtml(report, { hashOf, interactive: false }), {
        title: report.title,
        date: new Date(report.finishedAt),
        signal,
      })
      return printed.ok ? ok(file('pdf', printed.value)) : printed
    }
  }
}

/** A JSON result with what became of exceptions, where any were named. */
export const withExceptions = <T extends object>(
  json: T,
  outcome: ExceptionsOutcome | null | undefined,
): T & WithExceptions => (outcome == null ? json : { ...json, exceptions: exceptionsToJson(outcome) })

/** Every report of a comparison says what was seen: none is made of a predicted one. null: it is not predicted. */
export const notOfPrediction = ({ predicted }: Comparison): AppError | null =>
  predicted &&
  appError(
    'INVALID_ARGUMENT',
    'What an application would see is predicted, and a report of a comparison says what was seen: none is made of it.',
    { advice: ['Save the inventory of the applications instead: it says what is predicted.'] },
  )

const reportOf = (comparison: Comparison, recipe: Recipe | undefined, choice: PageChoice = {}) => {
  const checked = recipe ?? comparison.purpose
  return buildReport(comparison, {
    ...choice,
    recipe: checked === null ? null : checkRecipe(checked, comparison),
  })
}

/** As a document's policy names a piece of it. */
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

const file = (extension: string, content: string | Uint8Array): RenderedReport => ({
  kind: 'file',
  extension,
  content,
})

const snapshotText = (comparison: Comparison): Result<RenderedReport, AppError> => {
  const text = comparisonSnapshotText(comparison)
  return text.ok ? ok(file('json', text.value)) : text
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
