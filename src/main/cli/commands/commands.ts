import type { Comparison } from '../../../core/comparison/comparison'
import { plainTexts } from '../../../core/comparison/name-text'
import type { Recipe } from '../../../core/comparison/recipe'
import { acceptedComparison } from '../../../core/exceptions/accept'
import type { ExceptionsOutcome } from '../../../core/exceptions/exception'
import { checkRecipe, excessFindings } from '../../../core/policy/recipe-check'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { HistoryStore } from '../../history-port'
import type { NetworkRoutes } from '../../network-port'
import type { BrandingStore, Clock, PdfPrinter, ReportFiles } from '../../ports'
import type { TenantTurns } from '../../turns-port'
import type { Scrubber } from '../../security/secret-scrubber'
import type { NetworkService } from '../../services/network/network-service'
import type { ProxySignInStore } from '../../services/network/proxy-sign-ins'
import type { Doctor } from '../../services/doctor/doctor'
import type { ProfileService } from '../../services/profiles/profile-service'
import { runCheck } from '../../services/runs/check-service'
import { runComparison } from '../../services/runs/comparison-service'
import { comparisonPlan } from '../../services/runs/plan'
import { keptBranding } from '../../services/reports/branding-service'
import type { ReportParts } from '../../services/reports/redacted'
import { findRecipe } from '../../services/recipes/recipes'
import type { PageChoice } from '../../services/reports/report-service'
import { checkToJson } from './check-json'
import { chosenExceptions, type ChosenExceptions } from './chosen-exceptions'
import { chosenRedactKey } from './redact-key'
import { reportError, type TextForm } from '../terminal/console'
import { EXIT, statusOfComparison, statusOfFindings, type ExitStatus } from '../terminal/exit-status'
import { writeOutputs, type OutputOptions } from '../terminal/output'
import { progressReporter, tellingWaits } from '../terminal/progress-line'
import { checkText, comparisonText } from '../terminal/summary-text'
import { openConnector, type ConnectorFactory, type ConnectOptions } from '../target/open-connector'
import { readText } from '../target/resolved-target'
import { keepResult, type HistoryOptions } from './keep-result'
import { openedFor, purposeOf } from './purposes'
import { resolveTarget, type TargetDeps } from '../target/target'
import type { TargetOptions } from '../target/target-fault'
import { checkOutputs, fail, parseResources } from './usage'
import path from 'node:path'

/** What every command gets. Its `interrupt` aborts on Ctrl-C; a second one ends the process. */
export interface CommandDeps extends TargetDeps {
  readonly clock: Clock
  readonly connector: ConnectorFactory
  readonly printer: PdfPrinter
  readonly files: ReportFiles
  readonly profiles: ProfileService
  readonly turns: TenantTurns
  readonly scrubber: Pick<Scrubber, 'add' | 'scrub'>
  /** Which way requests go. */
  readonly routes: NetworkRoutes
  readonly network: Pick<NetworkService, 'state'>
  readonly proxySignIns: ProxySignInStore
  /** What is kept of stored tenants. */
  readonly history: HistoryStore
  /** The user's own recipes. */
  readonly recipeFolder: string
  /** How reports look. */
  readonly branding: BrandingStore
  /** What looks at this computer; loaded when it is asked for. */
  readonly doctor: () => Promise<Pick<Doctor, 'look'>>
  /** Of Crossview. */
  readonly version: string
}

export interface CheckOptions extends TargetOptions, ConnectOptions {
  readonly json?: string
}

/** `crossview check`: connects each side and names the fault. */
export const check = async (options: CheckOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const target = await resolveTarget(options, deps)
  if (!target.ok) return fail(console, target.error)
  try {
    const { plan } = target.value
    const opened = await openConnector(options, target.value, deps)
    if (!opened.ok) return fail(console, opened.error)
    const { connector, finish } = opened.value
    const result = await runCheck(connector, tellingWaits(plan, console), deps.interrupt)
    const recorded = await finish()
    if (!recorded.ok) return fail(console, recorded.error, EXIT.incomplete)
    console.message(checkText(result))
    if (options.json !== undefined) {
      const tenant = { name: plan.tenantName, url: plan.url }
      const text = `${JSON.stringify(checkToJson(tenant, result), plainTexts, 2)}\n`
      const written = await writeText(options.json, text, 'json', deps)
      if (!written.ok) return fail(console, written.error, EXIT.incomplete)
    }
    if (deps.interrupt.aborted) return EXIT.interrupted
    const stepFailed = result.steps.some((step) => step.state === 'failed')
    return stepFailed ? EXIT.findings : statusOfFindings(result.findings)
  } finally {
    await target.value.release()
  }
}

/** Writes text to a file, and says so, or to standard output for `-`. */
export const writeText = async (
  target: string,
  text: string,
  form: TextForm,
  { console, files }: CommandDeps,
): Promise<Result<null, AppError>> => {
  if (target === '-') {
    await console.out(text, form)
    return ok(null)
  }
  const written = await files.writeFile(path.resolve(console.cwd, target), text)
  if (written.ok) console.message(`Wrote ${target}`)
  return written
}

export interface CompareOptions extends TargetOptions, ConnectOptions, OutputOptions, HistoryOptions {
  readonly resources: string
  readonly as?: string
  /** Name or file of a recipe. */
  readonly purpose?: string
}

/** `crossview compare`: the whole comparison, written in every asked format. */
export const compare = async (options: CompareOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const resources = parseResources(options.resources)
  if (!resources.ok) return fail(console, resources.error)
  const output = checkOutputs(options, console)
  if (!output.ok) return fail(console, output.error)
  const key = await chosenRedactKey(options, deps)
  if (!key.ok) return fail(console, key.error)
  const exceptions = await chosenExceptions(options, deps)
  if (!exceptions.ok) return fail(console, exceptions.error)
  const target = await resolveTarget(options, deps)
  if (!target.ok) return fail(console, target.error)
  try {
    const recipe = await chosenRecipe(options, deps)
    if (!recipe.ok) return fail(console, recipe.error)
    const purpose = await purposeOf(options.purpose, target.value, deps)
    if (!purpose.ok) return fail(console, purpose.error)
    const plan = comparisonPlan(target.value.plan, resources.value, purpose.value)
    if (!plan.ok) return fail(console, plan.error)
    const opened = await openConnector(options, target.value, deps)
    if (!opened.ok) return fail(console, opened.error)
    const { connector, finish } = opened.value
    const observed = await runComparison(
      { connector, clock: deps.clock },
      { ...plan.value, expectedAgent: options.as ?? null },
      { signal: deps.interrupt, onProgress: progressReporter(console, options.redact === true) },
    )
    const recorded = await finish()
    if (!recorded.ok) reportError(console, recorded.error)
    const shown = await shownOf(observed, recipe.value, options, key.value)
    const { checked, made } = shown
    const { result: comparison, exceptions: outcome } = accepting(shown.comparison, exceptions.value)
    console.message(comparisonText(comparison, outcome))
    const choice = await reportChoice(options, deps)
    const written = await writeOutputs(
      async (format) =>
        (await import('../../services/reports/report-service')).renderReport(comparison, format, {
          ...deps,
          ...checked,
          choice: { ...choice, ...made, exceptions: outcome },
          signal: new AbortController().signal,
        }),
      options,
      deps,
    )
    if (!observed.cancelled)
      await keepResult(target.value, options, deps, (keeper, profileId) =>
        keeper.comparison(profileId, target.value.appId, observed),
      )
    if (!written.ok) return fail(console, written.error, EXIT.incomplete)
    if (!recorded.ok) return EXIT.incomplete
    return statusOfComparison(comparison)
  } finally {
    await target.value.release()
  }
}

export interface ReportOptions extends OutputOptions {
  readonly snapshot: string
  /** Name or file of a recipe to judge by, in place of the snapshot's own. */
  readonly purpose?: string
}

/** What is told and written: with `--redact`, nothing is drawn from the names any more, findings included. */
const shownOf = async (
  comparison: Comparison,
  { recipe }: { readonly recipe?: Recipe },
  { redact, madeBy, madeFor }: OutputOptions,
  key: string | null,
) => {
  const parts: ReportParts = {
    comparison,
    ...(recipe && { recipe }),
    madeBy: madeBy ?? null,
    madeFor: madeFor ?? null,
  }
  const shown =
    redact === true
      ? await (await import('../../services/reports/redacted')).redactedReport(parts, key)
      : parts
  return {
    comparison: withExcess(shown.comparison, shown),
    checked: shown.recipe === undefined ? {} : { recipe: shown.recipe },
    made: { madeBy: shown.madeBy ?? null, madeFor: shown.madeFor ?? null },
  }
}

/** `crossview report`: reports from a saved comparison, offline. */
export const report = async (options: ReportOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const { snapshot, purpose: _purpose, ...outputs } = options
  const output = checkOutputs(outputs, console)
  if (!output.ok) return fail(console, output.error)
  const key = await chosenRedactKey(options, deps)
  if (!key.ok) return fail(console, key.error)
  const exceptions = await chosenExceptions(options, deps)
  if (!exceptions.ok) return fail(console, exceptions.error)
  const text = await readText(path.resolve(console.cwd, snapshot), 'snapshot')
  if (!text.ok) return fail(console, text.error)
  const saved = await openedFor(options.purpose, text.value, deps)
  if (!saved.ok) return fail(console, saved.error)
  const recipe = await chosenRecipe(options, deps)
  if (!recipe.ok) return fail(console, recipe.error)
  const shown = await shownOf(saved.value, recipe.value, options, key.value)
  const { checked, made } = shown
  const { result: comparison, exceptions: outcome } = accepting(shown.comparison, exceptions.value)
  console.message(comparisonText(comparison, outcome))
  const choice = await reportChoice(options, deps)
  const written = await writeOutputs(
    async (format) =>
      (await import('../../services/reports/report-service')).renderReport(comparison, format, {
        ...deps,
        ...checked,
        choice: { ...choice, ...made, exceptions: outcome },
        signal: deps.interrupt,
      }),
    outputs,
    deps,
  )
  if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  if (deps.interrupt.aborted) return EXIT.interrupted
  return comparison.complete ? statusOfFindings(comparison.findings) : EXIT.incomplete
}

/** With what is accepted marked as such, where exceptions were named. */
const accepting = (
  comparison: Comparison,
  chosen: ChosenExceptions | null,
): { readonly result: Comparison; readonly exceptions: ExceptionsOutcome | null } =>
  chosen === null
    ? { result: comparison, exceptions: null }
    : acceptedComparison(comparison, chosen.all, chosen.today)

const chosenRecipe = async (
  { recipe }: OutputOptions,
  { console, recipeFolder }: CommandDeps,
): Promise<Result<{ readonly recipe?: Recipe }, AppError>> => {
  if (recipe === undefined) return ok({})
  const found = await findRecipe(recipe, recipeFolder, console.cwd)
  return found.ok ? ok({ recipe: found.value }) : found
}

/** What was asked for about pages. A redacted one names no MSP, unless that was asked for. */
const reportChoice = async (
  { report: kind, madeBy, madeFor, branding, redact }: OutputOptions,
  deps: CommandDeps,
): Promise<PageChoice> => ({
  ...(kind === undefined ? {} : { kind }),
  madeBy: madeBy ?? null,
  madeFor: madeFor ?? null,
  version: deps.version,
  branding: (branding ?? redact !== true) ? await keptBranding(deps.branding) : null,
})

/** With findings for what was granted beyond the chosen recipe. */
const withExcess = (comparison: Comparison, { recipe }: { readonly recipe?: Recipe }): Comparison =>
  // What was granted beyond its purpose is told already.
  recipe === undefined || recipe.name === comparison.purpose?.name
    ? comparison
    : {
        ...comparison,
        findings: [...comparison.findings, ...excessFindings(checkRecipe(recipe, comparison))],
      }
