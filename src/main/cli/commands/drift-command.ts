import path from 'node:path'
import { driftResult, type DriftResult } from '../../../core/drift/accepted-drift'
import type { AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { findByName } from '../../../shared/tenant-name'
import { renderDrift, type DriftFormat } from '../../services/drift/drift-report'
import { keptPair } from '../../services/drift/kept-pair'
import { driftOfSnapshots, type SnapshotText } from '../../services/drift/snapshot-drift'
import { noSuchApp } from '../../services/profiles/profile-errors'
import { loadRecipes } from '../../services/recipes/recipes'
import { readText } from '../target/resolved-target'
import { storedTenant } from '../target/stored-tenant'
import { driftText } from '../terminal/drift-text'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { writeOne, type OutputDeps } from '../terminal/output'
import { chosenExceptions } from './chosen-exceptions'
import type { CommandDeps } from './commands'
import { driftFault, parseSince, type DriftOptions } from './drift-usage'
import { fail } from './usage'

/**
 * `crossview drift`: what changed between two snapshots of one tenant. Nothing is sent to Halo.
 * @returns 1 when something changed that is not accepted; else 3 when something could not be told; else 0
 */
export const drift = async (options: DriftOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const fault = driftFault(options, console)
  if (fault !== null) return fail(console, fault)
  const exceptions = await chosenExceptions(options, deps)
  if (!exceptions.ok) return fail(console, exceptions.error)
  const pair = await snapshotsOf(options, deps)
  if (!pair.ok) return fail(console, pair.error)
  const found = await driftOfSnapshots({
    ...pair.value,
    recipes: (await loadRecipes(deps.recipeFolder)).recipes,
    exceptions: exceptions.value,
  })
  if (!found.ok) return fail(console, found.error)
  console.message(driftText(found.value, exceptions.value !== null))
  let written: Result<null, AppError> = ok(null)
  for (const format of FORMATS) {
    const target = options[format]
    if (target === undefined) continue
    const report = await renderDrift(found.value, format, { printer: deps.printer, signal: deps.interrupt })
    const one = report.ok ? await writeOne(report.value, format, target, deps satisfies OutputDeps) : report
    if (!one.ok && written.ok) written = one
  }
  if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  return deps.interrupt.aborted ? EXIT.interrupted : STATUS[driftResult(found.value)]
}

const FORMATS: readonly DriftFormat[] = ['json', 'html', 'markdown', 'pdf']

const STATUS: Readonly<Record<DriftResult, ExitStatus>> = {
  changed: EXIT.findings,
  unknown: EXIT.incomplete,
  same: EXIT.done,
}

interface Pair {
  readonly from: SnapshotText
  readonly to: SnapshotText
}

const snapshotsOf = async (
  { from, to, profile, app, since }: DriftOptions,
  deps: CommandDeps,
): Promise<Result<Pair, AppError>> => {
  if (profile !== undefined) return keptOf(profile, app, since, deps)
  const [was, is] = [await fileText(from ?? '', 'from', deps), await fileText(to ?? '', 'to', deps)]
  if (!was.ok) return was
  return is.ok ? ok({ from: was.value, to: is.value }) : is
}

const fileText = async (
  name: string,
  field: string,
  { console }: CommandDeps,
): Promise<Result<SnapshotText, AppError>> => {
  const text = await readText(path.resolve(console.cwd, name), field)
  return text.ok ? ok({ name, text: text.value }) : text
}

const keptOf = async (
  name: string,
  appName: string | undefined,
  since: string | undefined,
  deps: CommandDeps,
): Promise<Result<Pair, AppError>> => {
  const wanted = parseSince(since)
  if (!wanted.ok) return wanted
  const profile = await storedTenant(name, deps)
  if (!profile.ok) return profile
  const app = appName === undefined ? null : findByName(profile.value.apps ?? [], appName)
  if (app === undefined) return err(noSuchApp(profile.value, appName ?? ''))
  const { id, name: called } = profile.value
  return keptPair({ id, name: called, app: app?.id ?? null }, wanted.value, deps.history)
}
