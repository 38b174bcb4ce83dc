import { DEFAULT_SCENARIO, scenarios, startDemo } from '../../../demo/index'
import { appError, type AppError } from '../../../shared/app-error'
import { NO_INVENTORY } from '../../../shared/files/tenant-inventory'
import { err, ok, type Result } from '../../../shared/result'
import { findByName } from '../../../shared/tenant-name'
import { demoPlan } from '../../demo-plan'
import { noSuchApp } from '../../services/profiles/profile-errors'
import { profilePlan, type PlanDeps } from '../../services/runs/plan'
import type { ProfileService } from '../../services/profiles/profile-service'
import { configTarget, type ConfigDeps } from './config-target'
import { replayTarget } from './recording-folder'
import { connectionsFor, type TargetUse } from './readers'
import { NOTHING_WRITTEN, type ResolvedTarget } from './resolved-target'
import type { TrustOptions } from '../trust/trust-options'

/** The TARGET of docs/cli.md, as parsed: exactly one of the three is set. */
export interface TargetOptions extends TrustOptions {
  readonly demo?: string | true
  readonly profile?: string
  /** Name of a further app connection of the profile. */
  readonly app?: string
  readonly config?: string
  /** Folder of a recording. */
  readonly replay?: string
}

export interface TargetDeps extends ConfigDeps {
  /** The one way to the tenants and their secrets: what a run learns of a secret, the list knows too. */
  readonly profiles: Pick<ProfileService, 'load' | 'secrets' | 'keepRefreshToken'>
}

const nothingToRelease = (): Promise<void> => Promise.resolve()

/**
 * Turns TARGET into a plan. Nothing is sent to Halo; a demo tenant is started.
 * @param use which connections are needed
 */
export const resolveTarget = async (
  options: TargetOptions,
  deps: TargetDeps,
  use: TargetUse = 'sides',
): Promise<Result<ResolvedTarget, AppError>> => {
  const given = (['demo', 'profile', 'config', 'replay'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (given.length !== 1) {
    return err(
      appError(
        'INVALID_ARGUMENT',
        given.length === 0
          ? 'No target was named.'
          : `Only one target can be named, not ${given.join(' and ')}.`,
        {
          field: 'target',
          advice: ['Use one of --demo [SCENARIO], --profile NAME, --config FILE, --replay DIR.'],
        },
      ),
    )
  }
  if (options.config === undefined) {
    const trusting = misplacedTrust(options)
    if (trusting !== null) return err(trusting)
  }
  if (options.app !== undefined && options.profile === undefined) return err(misplacedApp())
  if (options.demo !== undefined) return demoTarget(options.demo === true ? DEFAULT_SCENARIO : options.demo)
  if (options.replay !== undefined) return replayTarget(options.replay, deps.console.cwd)
  if (options.profile !== undefined) return profileTarget(options.profile, { app: options.app, use }, deps)
  return configTarget(options.config ?? '', { ...options, use }, deps)
}

/** What is wrong with vouching for something where no config file is; null: nothing. */
export const misplacedTrust = ({ trustHost, trustCa }: TrustOptions): AppError | null =>
  trustHost === undefined && trustCa === undefined
    ? null
    : appError('INVALID_ARGUMENT', '--trust-host and --trust-ca are for --config.', {
        field: 'trust-host',
        advice: [
          'A stored tenant is confirmed where it is entered; nothing else sends a secret. Leave them out.',
        ],
      })

/** Starts the demo tenant of a scenario. */
const demoTarget = async (name: string): Promise<Result<ResolvedTarget, AppError>> => {
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario === undefined) return err(unknownScenario(name))
  const demo = await startDemo(scenario.name)
  return ok({
    plan: demoPlan(demo, `Demo: ${scenario.title}`),
    profileId: null,
    ...NOTHING_WRITTEN,
    recording: null,
    release: () => demo.close(),
  })
}

/** Says which scenarios there are. */
export const unknownScenario = (name: string): AppError =>
  appError('INVALID_ARGUMENT', `There is no demo scenario “${name}”.`, {
    field: 'demo',
    advice: ['See the scenarios with: crossview compare --demo list'],
  })

/** The other targets have one app side. */
export const misplacedApp = (): AppError =>
  appError('INVALID_ARGUMENT', '--app is for --profile: it chooses among the app connections of a tenant.', {
    field: 'app',
    advice: ['Leave it out, or name a tenant with --profile.'],
  })

const profileTarget = async (
  name: string,
  { app: appName, use }: { readonly app: string | undefined; readonly use: TargetUse },
  { profiles }: TargetDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const { data } = await profiles.load()
  const profile = findByName(data.profiles, name)
  if (profile === undefined) {
    const names = data.profiles.map((candidate) => candidate.name)
    return err(
      appError('NOT_FOUND', `There is no tenant profile “${name}”.`, {
        field: 'profile',
        advice: [
          names.length === 0
            ? 'No profile is stored yet: crossview profiles add'
            : `Stored: ${names.join(', ')}`,
        ],
      }),
    )
  }
  const app = appName === undefined ? undefined : findByName(profile.apps ?? [], appName)
  if (appName !== undefined && app === undefined) return err(noSuchApp(profile, appName))
  const deps: PlanDeps = {
    secrets: profiles.secrets,
    keepRefreshToken: (...kept) => profiles.keepRefreshToken(...kept),
  }
  const plan = await profilePlan(connectionsFor(profile, use), deps, app && { app: app.id })
  return plan.ok
    ? ok({
        plan: plan.value,
        profileId: profile.id,
        written: profile.inventory ?? NO_INVENTORY,
        folder: null,
        purposeOfApp: null,
        recording: null,
        release: nothingToRelease,
      })
    : plan
}
