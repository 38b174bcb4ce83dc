import path from 'node:path'
import { accessFactsOf } from '../../../core/access/access'
import { effectivePermissions } from '../../../core/access/effective'
import type { Comparison } from '../../../core/comparison/comparison'
import { callsSentences, type CallsCheck } from '../../../core/policy/called'
import { knownCount } from '../../../core/comparison/outcome'
import { exitOfExpectations } from '../../../core/fleet/exit'
import { checkRecipe, type RecipeCheck } from '../../../core/policy/recipe-check'
import type { SeenCounts } from '../../../core/remedy/what-if'
import { junitReport, sarifReport } from '../../../core/report/test-results'
import { plainTexts } from '../../../core/comparison/name-text'
import type { Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import { checkCalled, predict } from '../../services/analysis/analysis-service'
import { policyResults } from '../../services/analysis/policy'
import { readCalls } from '../../services/analysis/calls/calls-file'
import { findRecipe } from '../../services/recipes/recipes'
import { fixesFor, recordAnswer } from '../../services/analysis/record-answer'
import {
  expectationsText,
  fixesText,
  permissionsText,
  recordText,
  recipeText,
  whatIfText,
} from '../terminal/analysis-text'
import type { RecordAnswer } from '../../../shared/ipc/analysis'
import { writeText, type CommandDeps } from './commands'
import { fail, resourceNamed } from './usage'
import type { TextForm } from '../terminal/console'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { comparisonFrom, type SourceOptions } from './comparison-source'
import { readPolicy } from './policy-source'
import { readText } from '../target/resolved-target'

interface JsonOption {
  readonly json?: string
}

/** Says it to the person, and writes it as JSON where asked. */
const tell = async (
  lines: readonly string[],
  json: object,
  { json: file }: JsonOption,
  deps: CommandDeps,
): Promise<Result<null, AppError>> => {
  deps.console.message(lines)
  return writeIfAsked(file, `${JSON.stringify(json, plainTexts, 2)}\n`, 'json', deps)
}

const writeIfAsked = (
  file: string | undefined,
  ...[text, form, deps]: [text: string, form: TextForm, deps: CommandDeps]
): Promise<Result<null, AppError>> =>
  file === undefined ? Promise.resolve(ok(null)) : writeText(file, text, form, deps)

const ended = (written: Result<null, AppError>, status: ExitStatus, deps: CommandDeps): ExitStatus =>
  written.ok ? status : fail(deps.console, written.error, EXIT.incomplete)

export interface WhatIfOptions extends JsonOption {
  readonly snapshot: string
  readonly change: readonly string[]
}

/** `crossview what-if`: what changes would show, offline. */
export const whatIfCommand = async (options: WhatIfOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const comparison = await comparisonFrom({ snapshot: options.snapshot }, [], deps)
  if (!comparison.ok) return fail(deps.console, comparison.error)
  const told = predict(comparison.value, options.change)
  if (!told.ok) return fail(deps.console, told.error)
  const texts = told.value.changes.map(({ text }) => text)
  const written = await tell(
    [...texts, '', ...whatIfText(told.value)],
    {
      schema: 'crossview.what-if/1',
      ...told.value,
      total: knownCounts(told.value.total),
      resources: told.value.resources.map((outlook) => ({ ...outlook, ...knownCounts(outlook) })),
    },
    options,
    deps,
  )
  return ended(written, EXIT.done, deps)
}

const knownCounts = ({ before, after, of }: SeenCounts) => ({
  before: knownCount(before),
  after: knownCount(after),
  of: knownCount(of),
})

export interface FixOptions extends JsonOption {
  readonly snapshot: string
  readonly resource: string
  readonly records?: string
  readonly markdown?: string
}

/** `crossview fix`: the least changes that show chosen records, offline. Status 1 when none is known. */
export const fixCommand = async (options: FixOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const named = resourceNamed(options.resource)
  if (!named.ok) return fail(deps.console, named.error)
  const resource = named.value
  const records = options.records === undefined ? null : idsIn(options.records)
  if (records?.length === 0)
    return fail(
      deps.console,
      appError('INVALID_ARGUMENT', '--records names no record.', {
        field: 'records',
        advice: ['Name ids, separated by commas, or leave it out for all that the app does not see.'],
      }),
    )
  const comparison = await comparisonFrom({ snapshot: options.snapshot }, [], deps)
  if (!comparison.ok) return fail(deps.console, comparison.error)
  return tellFixes(comparison.value, resource, records, options, deps)
}

const idsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')

const tellFixes = async (
  comparison: Comparison,
  resource: Resource,
  records: readonly string[] | null,
  options: FixOptions,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const fixes = fixesFor(comparison, resource, records)
  const [only, ...others] = records ?? []
  const record = only === undefined || others.length > 0 ? null : recordAnswer(comparison, resource, only)
  const told = await tell(
    record === null ? fixesText(fixes) : recordText(record),
    { schema: 'crossview.fix/1', resource, record: record && explanationOf(record), ...fixes },
    options,
    deps,
  )
  const [best] = fixes.ways
  // Of one record all that there is to say, whether or not a way is known.
  const markdown = record?.markdown ?? best?.markdown
  const pasted =
    markdown === undefined ? ok(null) : await writeIfAsked(options.markdown, markdown, 'lines', deps)
  return ended(told.ok ? pasted : told, best === undefined ? EXIT.findings : EXIT.done, deps)
}

/** What the ways beside it do not say. */
const explanationOf = ({ id, name, seenBy, side, state, message, lines, wouldHide }: RecordAnswer) => ({
  id,
  name,
  seenBy,
  side,
  state,
  message,
  lines,
  wouldHide,
})

/** `crossview permissions`: the effective permissions of the app side. */
export const permissionsCommand = async (
  options: SourceOptions & JsonOption,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const comparison = await comparisonFrom(options, [], deps, false)
  if (!comparison.ok) return fail(deps.console, comparison.error)
  const { configuration, app } = comparison.value
  const rows = effectivePermissions({ ...accessFactsOf(comparison.value), roles: configuration.roles })
  const written = await tell(
    permissionsText(rows),
    { schema: 'crossview.permissions/1', permissions: rows, gaps: configuration.gaps },
    options,
    deps,
  )
  return ended(written, app.state === 'failed' ? EXIT.incomplete : EXIT.done, deps)
}

export interface RecipeOptions extends SourceOptions, JsonOption {
  readonly recipe?: string
  readonly calls?: string
}

/**
 * `crossview check --recipe` and `--calls`: whether the application has what a recipe, or the
 * requests that were really made, need. Status 1 when something is missing, 3 when it cannot be told.
 */
export const recipeCommand = async (options: RecipeOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const wanted = await wantedRecipe(options, deps)
  if (!wanted.ok) return fail(deps.console, wanted.error)
  const comparison = await comparisonFrom(options, [], deps, false)
  if (!comparison.ok) return fail(deps.console, comparison.error)
  const { check, sentences } = wanted.value(comparison.value)
  const written = await tell(
    [...sentences, ...recipeText(check)],
    { schema: 'crossview.recipe-check/1', ...check },
    options,
    deps,
  )
  return ended(written, statusOfRecipe(check), deps)
}

const statusOfRecipe = ({ result }: RecipeCheck): ExitStatus =>
  result === 'meets' ? EXIT.done : result === 'missing' ? EXIT.findings : EXIT.incomplete

/** What is to be checked, read before anything is sent. */
type CheckOfRecipe = (comparison: Comparison) => {
  readonly check: RecipeCheck & Pick<CallsCheck, 'unknownCalls'>
  readonly sentences: readonly string[]
}

const wantedRecipe = async (
  { recipe, calls }: RecipeOptions,
  deps: CommandDeps,
): Promise<Result<CheckOfRecipe, AppError>> => {
  if (calls !== undefined) {
    const text = await readText(path.resolve(deps.console.cwd, calls), 'calls')
    if (!text.ok) return text
    const read = readCalls(text.value)
    if (!read.ok) return read
    return ok((comparison) => {
      const check = checkCalled(read.value, comparison)
      return { check, sentences: callsSentences(check) }
    })
  }
  const found = await findRecipe(recipe ?? '', deps.recipeFolder, deps.console.cwd)
  if (!found.ok) return found
  return ok((comparison) => ({
    check: { ...checkRecipe(found.value, comparison), unknownCalls: [] },
    sentences: [],
  }))
}

export interface ExpectOptions extends SourceOptions, JsonOption {
  readonly junit?: string
  readonly sarif?: string
}

/** `crossview expect FILE`: policy tests. Status 1 when one fails, 3 when one cannot be told. */
export const expectCommand = async (
  file: string,
  options: ExpectOptions,
  version: string,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const policy = await readPolicy(file, 'file', deps)
  if (!policy.ok) return fail(deps.console, policy.error)
  const comparison = await comparisonFrom(options, policy.value.resources, deps)
  if (!comparison.ok) return fail(deps.console, comparison.error)
  const results = policyResults(policy.value, comparison.value)
  const { name, url } = comparison.value.tenant
  const told = await tell(
    expectationsText(results),
    { schema: 'crossview.expect-result/1', tenant: { name, url }, results },
    options,
    deps,
  )
  // One that cannot be written does not keep the others from it.
  const junit = await writeIfAsked(options.junit, junitReport(results, `Crossview: ${name}`), 'markup', deps)
  const sarif = await writeIfAsked(options.sarif, sarifReport(results, { file, version }), 'json', deps)
  const written = [told, junit, sarif].find(({ ok: isWritten }) => !isWritten) ?? ok(null)
  return ended(written, exitOfExpectations(results), deps)
}
