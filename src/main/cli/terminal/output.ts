import path from 'node:path'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/policy/recipe'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { ExportFormat } from '../../../shared/ipc/api'
import type { PdfPrinter, ReportFiles } from '../../ports'
import { renderReport } from '../../services/reports/report-service'
import type { Console } from './console'

/** Where each format goes; `-` is standard output. */
export interface OutputOptions {
  readonly json?: string
  readonly pdf?: string
  readonly csv?: string
  readonly html?: string
  readonly snapshot?: string
  readonly redact?: true
  /** Name or file of the recipe that reports are to check. */
  readonly recipe?: string
}

export interface OutputDeps {
  readonly console: Console
  readonly printer: PdfPrinter
  readonly files: ReportFiles
  readonly signal: AbortSignal
  readonly recipe?: Recipe
}

const FORMATS = ['json', 'snapshot', 'csv', 'html', 'pdf'] as const satisfies readonly ExportFormat[]

/** How many of the outputs were asked to go to standard output. At most one can. */
export const outputsToStandardOutput = (options: OutputOptions): number =>
  FORMATS.filter((format) => options[format] === '-').length

/**
 * Writes everything that was asked for, of a comparison that is already as it is to be shown. One that fails does not keep the others from being
 * written; the first error is returned.
 */
export const writeOutputs = async (
  comparison: Comparison,
  options: OutputOptions,
  deps: OutputDeps,
): Promise<Result<null, AppError>> => {
  let outcome: Result<null, AppError> = ok(null)
  for (const format of FORMATS) {
    const target = options[format]
    if (target === undefined) continue
    const written = await writeOne(comparison, format, target, deps)
    if (!written.ok && outcome.ok) outcome = written
  }
  return outcome
}

const writeOne = async (
  comparison: Comparison,
  format: ExportFormat,
  target: string,
  deps: OutputDeps,
): Promise<Result<null, AppError>> => {
  const { console, files } = deps
  const report = await renderReport(comparison, format, deps)
  if (!report.ok) return report
  if (target === '-' && report.value.kind === 'file') {
    await console.out(report.value.content, format === 'html' ? 'markup' : 'json')
    return ok(null)
  }
  const destination = path.resolve(console.cwd, target)
  const written =
    report.value.kind === 'folder'
      ? await files.writeFolder(destination, report.value.tables)
      : await files.writeFile(destination, report.value.content)
  if (written.ok) console.message(`Wrote ${target}`)
  return written
}
