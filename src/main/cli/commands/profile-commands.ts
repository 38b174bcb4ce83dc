import path from 'node:path'
import { countText } from '../../../core/comparison/count-text'
import type { ApplicationNotes } from '../../../core/inventory/inventory'
import { appError, type AppError } from '../../../shared/app-error'
import { originOf } from '../../../shared/connection-trust'
import type { ConnectionRole, ProfileInput } from '../../../shared/files/profile'
import type { ProfileView } from '../../../shared/ipc/api'
import { ok, type Result } from '../../../shared/result'
import { findByName } from '../../../shared/tenant-name'
import { confirmedTrust } from '../../services/profiles/trust-confirmation'
import { trustQuestions } from '../../services/profiles/trust-fault'
import { visibleLine } from '../../../shared/visible-text'
import { unlessAborted } from '../../unless-aborted'
import { askForProfile } from '../target/ask-for-profile'
import { writeText, type CommandDeps } from './commands'
import { fail } from './usage'
import { openConfig } from '../target/config-target'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { readText } from '../target/resolved-target'
import { purposesOf } from './purposes'
import { authoritiesOf, confirmImported, trustLines } from './profile-trust'
import { applicationOf, withoutSecretSource } from '../target/secret-source'
import { misplacedTrust } from '../target/target-fault'
import type { TrustOptions } from '../trust/trust-options'

const failed = ({ console }: CommandDeps, error: AppError): ExitStatus => fail(console, error)

/** `profiles list`: one line a profile, and one for each thing that leads its secrets elsewhere than usual; or JSON. Never a secret. */
export const list = async ({ json }: { json?: true }, deps: CommandDeps): Promise<ExitStatus> => {
  const { data, notice } = await deps.profiles.load()
  if (notice !== null) deps.console.message(notice)
  if (json === true) {
    const shown = data.profiles.map((profile) => ({
      name: profile.name,
      url: profile.url,
      tenant: profile.tenant,
      proxy: profile.proxy ?? null,
      authorities: authoritiesOf(profile),
      authHost: profile.confirmedAuthHost ?? null,
      unconfirmed: trustQuestions(profile),
      tags: profile.tags,
      app: profile.app,
      agent: profile.agent,
      inspector: profile.inspector,
      apps: (profile.apps ?? []).map(({ id: _id, ...app }) => app),
      lastRun: profile.lastRun,
    }))
    await deps.console.out(`${JSON.stringify(shown, null, 2)}\n`, 'json')
    return EXIT.done
  }
  if (data.profiles.length === 0)
    deps.console.message('No tenant profile is stored. Add one: crossview profiles add')
  const width = Math.max(0, ...data.profiles.map(({ name }) => name.length))
  for (const profile of data.profiles) {
    const { name, url, app, apps = [] } = profile
    const lines = [
      `${name.padEnd(width)}  ${url}  ${app?.clientId ?? 'no main app connection'}`,
      ...[
        ...apps.map((each) => `app connection ${each.name}: ${each.clientId}`),
        ...(app === null && profile.inspector !== null ? [`inspector: ${profile.inspector.clientId}`] : []),
        ...trustLines(profile),
      ].map((line) => `${' '.repeat(width)}  ${line}`),
    ]
    for (const line of lines) await deps.console.out(`${visibleLine(line)}\n`, 'lines')
  }
  return EXIT.done
}

type NewProfile = Readonly<{
  profile: ProfileInput
  secrets: Partial<Record<ConnectionRole, string>>
  /** What a config file says of the tenant's applications. */
  notes?: ApplicationNotes
}>

export interface AddOptions extends TrustOptions {
  readonly config?: string
}

/**
 * `profiles add`: from a config file, or by asking on the terminal. Secrets go to the keychain. An
 * unusual host is asked about, and where a config file leads is confirmed as in a run of it.
 */
export const add = async ({ config, ...trust }: AddOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const trusting = config === undefined ? misplacedTrust(trust) : null
  if (trusting !== null) return failed(deps, trusting)
  const asked: Result<NewProfile, AppError> =
    config === undefined
      ? await askForProfile(deps.console, deps.interrupt)
      : await profileFromConfig(config, trust, deps)
  if (!asked.ok) return failed(deps, asked.error)
  const { notes, ...input } = asked.value
  const saved = await deps.profiles.save({ id: null, ...input })
  if (!saved.ok) return failed(deps, saved.error)
  deps.console.message(`Added “${saved.value.profile.name}”.`)
  if (notes !== undefined) {
    const kept = await deps.profiles.keepInventory(saved.value.profile.id, (before) => ({ ...before, notes }))
    if (!kept.ok) return fail(deps.console, kept.error, EXIT.incomplete)
  }
  if (!isSessionOnly(saved.value)) return EXIT.done
  await waitForKeychain(deps)
  const list = await deps.profiles.list()
  const view = list.ok && list.value.profiles.find(({ profile }) => profile.id === saved.value.profile.id)
  deps.console.message(
    view !== false && view !== undefined && !isSessionOnly(view)
      ? 'Its secret is in the keychain now.'
      : 'There is no usable keychain, so its secret was not kept: use --config with environment variables.',
  )
  if (deps.interrupt.aborted) return EXIT.interrupted
  return EXIT.done
}

const isSessionOnly = ({ secrets }: ProfileView): boolean => Object.values(secrets).includes('session-only')

const ANSWER_SECONDS = 60

/** A secret that somebody just typed is worth waiting for the one who is to unlock the keychain. */
const waitForKeychain = async ({ console, profiles, interrupt }: CommandDeps): Promise<void> => {
  const underWay = profiles.secrets.underWay()
  if (underWay === null || interrupt.aborted) return
  console.message(
    `The keychain has not answered yet. It may be waiting for you in another window: ${countText(ANSWER_SECONDS)} s are left to answer it, Ctrl-C stops.`,
  )
  await unlessAborted(underWay, interrupt, AbortSignal.timeout(ANSWER_SECONDS * 1000))
}

const profileFromConfig = async (
  file: string,
  options: TrustOptions,
  deps: CommandDeps,
): Promise<Result<NewProfile, AppError>> => {
  const opened = await openConfig(file, { ...options, isKept: true }, deps)
  if (!opened.ok) return opened
  const { config, ca, secrets } = opened.value
  const { name, url, tenant, app, agent, inspector, applications = {} } = config
  const known = await purposesOf(
    applications,
    { folder: path.dirname(path.resolve(deps.console.cwd, file)), purposeOfApp: config.purposeOfApp },
    deps,
  )
  if (!known.ok) return known
  const proxy = config.proxy == null ? null : originOf(config.proxy)
  const profile: ProfileInput = {
    name,
    url,
    ...confirmedTrust({ url, ca, proxy }),
    tenant: tenant ?? null,
    ca,
    proxy,
    tags: [],
    app: app == null ? null : applicationOf(app),
    agent: agent == null ? null : withoutSecretSource(agent),
    inspector: inspector == null ? null : applicationOf(inspector),
  }
  const entered = Object.entries(secrets).map(([role, { secret }]) => [role, secret])
  return ok({
    profile,
    secrets: Object.fromEntries(entered) as NewProfile['secrets'],
    ...(config.applications !== undefined && { notes: known.value.notes }),
  })
}

/** `profiles remove NAME`: the profile and its secrets. */
export const remove = async (name: string, deps: CommandDeps): Promise<ExitStatus> => {
  const { data } = await deps.profiles.load()
  const profile = findByName(data.profiles, name)
  if (profile === undefined)
    return failed(deps, appError('NOT_FOUND', `There is no tenant profile “${name}”.`))
  const removed = await deps.profiles.remove({ id: profile.id })
  if (!removed.ok) return failed(deps, removed.error)
  deps.console.message(`Removed “${profile.name}” and its secrets.`)
  return EXIT.done
}

/**
 * `profiles remove --all`: every profile with its secrets. One whose secrets cannot be removed now
 * stays, and is named: nothing is left in the keychain that nobody knows of.
 */
export const removeAll = async ({ yes }: { readonly yes?: true }, deps: CommandDeps): Promise<ExitStatus> => {
  const { data } = await deps.profiles.load()
  if (yes !== true) {
    return failed(
      deps,
      appError(
        'INVALID_ARGUMENT',
        `This removes ${countText(data.profiles.length)} tenant profiles and their secrets.`,
        {
          field: 'yes',
          advice: ['Add --yes if that is meant. Export them first with: crossview profiles export FILE'],
        },
      ),
    )
  }
  const answer = await deps.profiles.removeAll()
  if (!answer.ok) return failed(deps, answer.error)
  const { removed, kept } = answer.value
  for (const name of removed) deps.console.message(`Removed “${name}” and its secrets.`)
  for (const { name, reason } of kept) deps.console.message(`“${name}” is still there. ${reason}`)
  const forgotten = await deps.proxySignIns.removeAll()
  if (!forgotten.ok) return failed(deps, forgotten.error)
  if (kept.length === 0) deps.console.message('No tenant, no secret and no backup of the list is left.')
  return kept.length === 0 ? EXIT.done : EXIT.usage
}

/** `profiles import FILE`: CSV or JSON; says what was taken and what was not. */
export const importFile = async (
  file: string,
  options: TrustOptions,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console, profiles } = deps
  const text = await readText(path.resolve(console.cwd, file), 'file')
  if (!text.ok) return failed(deps, text.error)
  const preview = await profiles.importText(path.basename(file), text.value)
  if (!preview.ok) return failed(deps, preview.error)
  const { importId, accepted, rejected, warnings } = preview.value
  for (const warning of warnings) console.message(`warning: ${warning}`)
  for (const { line, reason } of rejected) console.message(`line ${line}: ${reason}`)
  if (accepted.length === 0) {
    console.message('Nothing was imported.')
    return EXIT.usage
  }
  const confirmed = await confirmImported(preview.value, options, deps)
  if (deps.interrupt.aborted) return failed(deps, appError('CANCELLED', 'Stopped, so nothing was imported.'))
  const imported = await profiles.confirmImport({ importId, ...confirmed })
  if (!imported.ok) return failed(deps, imported.error)
  console.message(
    `Imported ${countText(accepted.length)}: ${accepted.map(({ name }) => name).join(', ')}. Their secrets are still to be entered.`,
  )
  return rejected.length === 0 ? EXIT.done : EXIT.findings
}

/** `profiles export FILE`: everything but secrets. */
export const exportFile = async (file: string, deps: CommandDeps): Promise<ExitStatus> => {
  const text = await deps.profiles.exportText()
  if (!text.ok) return failed(deps, text.error)
  const written = await writeText(file, text.value, 'json', deps)
  return written.ok ? EXIT.done : fail(deps.console, written.error, EXIT.incomplete)
}
