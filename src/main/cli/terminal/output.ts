import path from 'node:path'
import type { ReportKind } from '../../../core/report/model'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { ReportFiles } from '../../ports'
import type { OutputFormat, RenderedReport } from '../../services/reports/report-service'
import type { Console, TextForm } from './console'

/** Where each format goes; `-` is standard output. */
export interface OutputOptions {
  readonly json?: string
  readonly pdf?: string
  readonly csv?: string
  readonly html?: string
  readonly markdown?: string
  readonly snapshot?: string
  readonly redact?: true
  /** Where the key that stand-ins are made under is from: a variable, or a file. */
  readonly redactKeyEnv?: string
  readonly redactKeyFile?: string
  /** Name or file of the recipe that reports are to check. */
  readonly recipe?: string
  readonly report?: ReportKind
  readonly madeBy?: string
  readonly madeFor?: string
  /** The file of what somebody accepted. */
  readonly exceptions?: string
  /** `--no-branding`: false. */
  readonly branding?: boolean
}

export interface OutputDeps {
  readonly console: Console
  readonly files: ReportFiles
}

/** Makes one format of what was found. */
export type RenderOutput<Format extends string = OutputFormat> = (
  format: Format,
) => Promise<Result<RenderedReport, AppError>>

const FORMATS = [
  'json',
  'snapshot',
  'csv',
  'html',
  'markdown',
  'pdf',
] as const satisfies readonly OutputFormat[]

/** How many of the outputs were asked to go to standard output. At most one can. */
export const outputsToStandardOutput = (options: OutputOptions): number =>
  FORMATS.filter((format) => options[format] === '-').length

/** {@link writeEach} of a comparison or an inventory. */
export const writeOutputs = (
  render: RenderOutput,
  options: OutputOptions,
  deps: OutputDeps,
): Promise<Result<null, AppError>> => writeEach(FORMATS, render, options, deps)

/**
 * Writes everything that was asked for. One that fails does not keep the others from being
 * written; the first error is returned.
 * @param render of what is already as it is to be shown
 * @param targets where each goes; `-` is standard output
 */
export const writeEach = async <Format extends string>(
  formats: readonly Format[],
  render: RenderOutput<Format>,
  targets: Readonly<Partial<Record<Format, string>>>,
  deps: OutputDeps,
): Promise<Result<null, AppError>> => {
  let outcome: Result<null, AppError> = ok(null)
  for (const format of formats) {
    const target = targets[format]
    if (target === undefined) continue
    const report = await render(format)
    const written = report.ok ? await writeOne(report.value, format, target, deps) : report
    if (!written.ok && outcome.ok) outcome = written
  }
  return outcome
}

/** What a terminal would obey is made visible in each; a PDF is bytes, and printed as they are. */
const textForm = (format: string): TextForm =>
  format === 'html' || format === 'junit' ? 'markup' : format === 'markdown' ? 'lines' : 'json'

/** Writes one of them to its file, and says so, or to standard output for `-`. */
export const writeOne = async (
  report: RenderedReport,
  format: string,
  target: string,
  { console, files }: OutputDeps,
): Promise<Result<null, AppError>> => {
  if (target === '-' && report.kind === 'file') {
    await console.out(report.content, textForm(format))
    return ok(null)
  }
  const destination = path.resolve(console.cwd, target)
  const written =
    report.kind === 'folder'
      ? await files.writeFolder(destination, report.tables)
      : await files.writeFile(destination, report.content)
  if (written.ok) console.message(`Wrote ${target}`)
  return written
}
