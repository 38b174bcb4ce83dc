import type { AppError } from '../../../shared/app-error'
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
import { storedTenant } from './stored-tenant'
import { targetFault, unknownScenario, type TargetOptions } from './target-fault'

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
  const fault = targetFault(options)
  if (fault !== null) return err(fault)
  if (options.demo !== undefined) return demoTarget(options.demo)
  if (options.replay !== undefined) return replayTarget(options.replay, deps.console.cwd)
  if (options.profile !== undefined) return profileTarget(options.profile, { app: options.app, use }, deps)
  return configTarget(options.config ?? '', { ...options, use }, deps)
}

/** Starts the demo tenant of a scenario. */
const demoTarget = async (wanted: string | true): Promise<Result<ResolvedTarget, AppError>> => {
  const { DEFAULT_SCENARIO, scenarios, startDemo } = await import('../../../demo/index')
  const name = wanted === true ? DEFAULT_SCENARIO : wanted
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario === undefined) return err(unknownScenario(name))
  const demo = await startDemo(scenario.name)
  return ok({
    plan: demoPlan(demo, `Demo: ${scenario.title}`),
    profileId: null,
    ...NOTHING_WRITTEN,
    isOwn: true,
    recording: null,
    release: () => demo.close(),
  })
}

const profileTarget = async (
  name: string,
  { app: appName, use }: { readonly app: string | undefined; readonly use: TargetUse },
  { profiles }: TargetDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const found = await storedTenant(name, { profiles })
  if (!found.ok) return found
  const profile = found.value
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
        appId: app?.id ?? null,
        written: profile.inventory ?? NO_INVENTORY,
        folder: null,
        purposeOfApp: null,
        isOwn: false,
        recording: null,
        release: nothingToRelease,
      })
    : plan
}
