import { countText, counted } from '../../../core/comparison/count-text'
import type { AppError } from '../../../shared/app-error'
import type { HistoryCounts, HistoryEntry, HistoryListing, HistoryState } from '../../../shared/files/history'
import type { TenantProfile } from '../../../shared/files/profile'
import { ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import { chooseEntry, parseWhich } from '../../services/history/choose-entry'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { writeText, type CommandDeps } from './commands'
import { storedTenant } from '../target/stored-tenant'
import { fail } from './usage'

/** `crossview history`: what was kept of a stored tenant. Nothing is sent to Halo. */

export interface HistoryChoice {
  readonly profile: string
  /** `DATE|N`. */
  readonly at?: string
}

interface TenantHistory extends HistoryListing {
  readonly profile: TenantProfile
}

/** `history list`: a line each, or JSON. */
export const listHistory = async (
  options: HistoryChoice & { readonly json?: string },
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const found = await historyOf(options, deps)
  if (!found.ok) return fail(deps.console, found.error)
  const { profile, entries, faults } = found.value
  const state = await deps.history.state()
  const { settings, notice } = await deps.history.settings()
  if (notice !== null) deps.console.message(notice)
  const isOn = !settings.off.includes(profile.id)
  if (options.json !== undefined) {
    const { name, url } = profile
    const shown = { schema: 'crossview.history/1', tenant: { name, url }, state, on: isOn, entries, faults }
    const written = await writeText(options.json, `${JSON.stringify(shown, null, 2)}\n`, 'json', deps)
    return written.ok ? EXIT.done : fail(deps.console, written.error, EXIT.incomplete)
  }
  for (const [index, entry] of entries.entries())
    await deps.console.out(`${visibleLine(entryLine(index + 1, entry, profile))}\n`, 'lines')
  if (entries.length === 0) deps.console.message(`Nothing of “${profile.name}” is in the history.`)
  for (const { file, reason } of faults) deps.console.message(`${file}: ${reason}`)
  deps.console.message(stateLines(state, isOn))
  return EXIT.done
}

/** `history save`: the snapshot as `compare --snapshot` or `applications --snapshot` would have written it. */
export const saveHistory = async (
  options: HistoryChoice & { readonly snapshot: string },
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const chosen = await chosenEntry(options, deps)
  if (!chosen.ok) return fail(deps.console, chosen.error)
  const { profile, entry } = chosen.value
  const text = await deps.history.read(profile.id, entry.id)
  if (!text.ok) return fail(deps.console, text.error)
  const written = await writeText(options.snapshot, text.value, 'json', deps)
  return written.ok ? EXIT.done : fail(deps.console, written.error, EXIT.incomplete)
}

/** `history baseline`: marks one, or takes the mark away. */
export const baselineHistory = async (
  { off, ...options }: HistoryChoice & { readonly off?: true },
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const chosen = await chosenEntry(options, deps)
  if (!chosen.ok) return fail(deps.console, chosen.error)
  const { profile, entry } = chosen.value
  const marked = await deps.history.setBaseline(profile.id, entry.id, off !== true)
  if (!marked.ok) return fail(deps.console, marked.error)
  deps.console.message(
    off === true
      ? `The ${KINDS[entry.kind]} of ${moment(entry.at)} is no baseline any more.`
      : `The ${KINDS[entry.kind]} of ${moment(entry.at)} is a baseline now, and stays until it is removed.`,
  )
  return EXIT.done
}

/** `history remove`: one, or all of the tenant. */
export const removeHistory = async (
  { all, ...options }: HistoryChoice & { readonly all?: true },
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console, history } = deps
  if (all === true) {
    const profile = await storedTenant(options.profile, deps)
    if (!profile.ok) return fail(console, profile.error)
    const removed = await history.remove(profile.value.id, null)
    if (!removed.ok) return fail(console, removed.error)
    console.message(`Removed all of “${profile.value.name}” from the history.`)
    return EXIT.done
  }
  const chosen = await chosenEntry(options, deps)
  if (!chosen.ok) return fail(console, chosen.error)
  const { profile, entry } = chosen.value
  const removed = await history.remove(profile.id, [entry.id])
  if (!removed.ok) return fail(console, removed.error)
  console.message(
    `Removed the ${KINDS[entry.kind]} of ${moment(entry.at)} from the history of “${profile.name}”.`,
  )
  return EXIT.done
}

const historyOf = async (
  { profile: name }: HistoryChoice,
  deps: CommandDeps,
): Promise<Result<TenantHistory, AppError>> => {
  const profile = await storedTenant(name, deps)
  return profile.ok ? ok({ profile: profile.value, ...(await deps.history.list(profile.value.id)) }) : profile
}

const chosenEntry = async (
  options: HistoryChoice,
  deps: CommandDeps,
): Promise<Result<{ readonly profile: TenantProfile; readonly entry: HistoryEntry }, AppError>> => {
  const which = parseWhich(options.at ?? '1', 'at')
  if (!which.ok) return which
  const found = await historyOf(options, deps)
  if (!found.ok) return found
  const { profile, entries, faults } = found.value
  const entry = chooseEntry(entries, which.value, 'at')
  if (entry.ok) return ok({ profile, entry: entry.value })
  // What is meant may be among them.
  for (const { file, reason } of faults) deps.console.message(`${file}: ${reason}`)
  return entry
}

const KINDS = { comparison: 'comparison', applications: 'inventory' } as const

const moment = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

const entryLine = (
  number: number,
  { kind, at, app, baseline, signed, counts }: HistoryEntry,
  { apps = [] }: TenantProfile,
): string => {
  const of =
    app === null ? '' : ` of ${apps.find(({ id }) => id === app)?.name ?? 'an app connection that is gone'}`
  const marks = [
    ...(counts.complete ? [] : ['incomplete']),
    ...(baseline ? ['baseline'] : []),
    ...(signed ? ['signed review'] : []),
  ]
  return [
    `${String(number).padStart(4)}  ${moment(at)}  ${KINDS[kind]}${of}`,
    countWords(counts),
    ...(marks.length === 0 ? [] : [marks.join(', ')]),
  ].join('; ')
}

const countWords = ({ errors, warnings, both, onlyAgent, onlyApp, applications }: HistoryCounts): string =>
  [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(applications === null ? [] : [counted(applications, 'application')]),
    ...(
      [
        [both, 'both'],
        [onlyAgent, 'only agent'],
        [onlyApp, 'only app'],
      ] as const
    ).flatMap(([count, words]) => (count === null ? [] : [`${countText(count)} ${words}`])),
  ].join(', ')

const stateLines = (state: HistoryState, isOn: boolean): readonly string[] => {
  if (state.state === 'unavailable') return [state.message, ...state.advice.map((line) => `  - ${line}`)]
  if (state.state === 'off') return ['The history is switched off: nothing more is kept.']
  return isOn ? [] : ['The history of this tenant is switched off: nothing more of it is kept.']
}
