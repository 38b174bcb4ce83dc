import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import type { ScopeProbe } from '../../../core/halo/scope-probe'
import type { Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import type { LastRun, TenantProfile } from '../../../shared/files/profile'
import type { CheckResult, RunTarget } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock, HaloConnector, SecretStore } from '../../ports'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { probeScopes } from './scope-probe-service'
import { runCheck } from './check-service'
import { runComparison } from './comparison-service'
import { comparisonPlan, profilePlan, withApp, type PlanDeps, type TenantPlan } from './plan'
import type { RunRegistry } from './run-registry'

/** A demo tenant that this process serves. */
export interface RunningDemo {
  readonly plan: TenantPlan
  close(): Promise<void>
}

export interface TenantRunsDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
  readonly profiles: {
    readonly secrets: Pick<SecretStore, 'get'>
    profile(id: string): Promise<TenantProfile | null>
    recordRun(began: TenantProfile, run: LastRun): Promise<void>
    keepRefreshToken: PlanDeps['keepRefreshToken']
  }
  /** null: there is no such scenario. */
  readonly startDemo: (scenario: string) => Promise<RunningDemo | null>
  readonly registry: RunRegistry
  /**
   * Keeps a comparison that is done, of a stored tenant; nobody waits for it. Absent: none is kept.
   * @param app the further app connection that was compared; null: the main one
   */
  readonly keep?: (profileId: string, app: string | null, comparison: Comparison) => void
}

/** The two sides of a comparison, or whoever reads the tenant's configuration. */
type Need = 'sides' | 'configuration'
type ProfileTarget = Extract<RunTarget, { kind: 'profile' }>

/** What the application of a run, by its client id, is there for; null: nobody said. */
type PurposeOf = (runId: string, clientId: string) => Promise<Recipe | null>
const NO_PURPOSE: PurposeOf = () => Promise.resolve(null)

/** What a target turned out to be. */
export interface Planned {
  readonly plan: TenantPlan
  /** The stored tenant as the run begins with it; null for a demo. */
  readonly profile: TenantProfile | null
  /** The authorisation server that it named and nobody confirmed, once it did. */
  readonly unconfirmedAuthHost: string | null
}

/** Why runs of a tenant are ended when what decides where its secrets go changes. */
const MOVED = Symbol('moved')

const ended = (): AppError =>
  appError('CANCELLED', 'This was ended, because the tenant was changed or removed meanwhile.', {
    advice: ['Start it again: it then uses the tenant as it is now.'],
  })

/** Checks and comparisons of stored tenants and demo scenarios, for the window. */
export class TenantRuns {
  private readonly demos = new Map<string, RunningDemo>()
  /** What is under way for each stored tenant, by its id. */
  private readonly underWay = new Map<string, Set<AbortController>>()
  private readonly checks = new Set<AbortController>()
  /** The authorisation server that each tenant named last and nobody confirmed. */
  private readonly namedAuthHosts = new Map<string, string>()
  private probe: AbortController | null = null

  constructor(private readonly deps: TenantRunsDeps) {}

  async check(target: RunTarget): Promise<Result<CheckResult, AppError>> {
    const controller = new AbortController()
    this.checks.add(controller)
    try {
      return await this.run(target, controller, async (planned) => {
        const checked = await runCheck(this.deps.connector, planned.plan, controller.signal)
        if (controller.signal.aborted) return err(appError('CANCELLED', 'The test was cancelled.'))
        return ok({ ...checked, unconfirmedAuthHost: planned.unconfirmedAuthHost })
      })
    } finally {
      this.checks.delete(controller)
    }
  }

  /** What the application really has, scope by scope. One at a time: a second ends the first. */
  probeScopes(target: RunTarget): Promise<Result<ScopeProbe, AppError>> {
    this.probe?.abort()
    const controller = new AbortController()
    this.probe = controller
    return this.run(target, controller, async (planned) => {
      const plan = withApp(planned.plan)
      if (!plan.ok) return plan
      const probed = await probeScopes(this.deps.connector, plan.value, { signal: controller.signal })
      if (this.probe === controller) this.probe = null
      if (probed.ok) {
        const { rows, has, complete } = probed.value
        return ok({ rows, has, complete })
      }
      return err(appError('INVALID_ARGUMENT', probed.error.message, { advice: probed.error.advice }))
    })
  }

  cancelProbe(): Result<null, AppError> {
    this.probe?.abort()
    return ok(null)
  }

  cancelChecks(): Result<null, AppError> {
    for (const check of this.checks) check.abort()
    return ok(null)
  }

  /**
   * Starts a comparison and returns its id at once, so that the run is known whatever becomes of
   * the page that asked. What is wrong before anything is sent fails the run.
   * @param purposeOf asked once the application of the run is known
   */
  start(target: RunTarget, resources: readonly Resource[], purposeOf: PurposeOf = NO_PURPOSE): string {
    const { connector, clock, registry, profiles } = this.deps
    const runId = registry.start(async (options, controller) => {
      const outcome = await this.run(target, controller, async (planned) => {
        const clientId = planned.plan.app?.connection.clientId
        const purpose = clientId === undefined ? null : await purposeOf(runId, clientId)
        const plan = comparisonPlan(planned.plan, resources, purpose)
        if (!plan.ok) return plan
        const comparison = await runComparison({ connector, clock }, plan.value, options)
        // What was cancelled says less than the run before it.
        if (planned.profile !== null && !comparison.cancelled)
          await unlessAborted(
            profiles.recordRun(planned.profile, { ...lastRunOf(comparison), ...appOf(target) }),
            controller.signal,
          )
        return ok(comparison)
      })
      if (target.kind === 'profile' && !outcome.ok && outcome.error.code !== 'CANCELLED')
        await unlessAborted(this.recordFailure(target), controller.signal)
      // What was cancelled says less than the run before it; a tenant that leads elsewhere now fails the run.
      if (target.kind === 'profile' && outcome.ok && !outcome.value.cancelled)
        this.deps.keep?.(target.profileId, target.app ?? null, outcome.value)
      return outcome
    })
    return runId
  }

  /** What a tenant showed before is no result of a run that got none. */
  private async recordFailure(target: ProfileTarget): Promise<void> {
    const { profiles, clock } = this.deps
    const profile = await profiles.profile(target.profileId)
    if (profile === null) return
    const finishedAt = new Date(clock.now()).toISOString()
    await profiles.recordRun(profile, {
      finishedAt,
      complete: false,
      errors: 1,
      warnings: 0,
      ...appOf(target),
    })
  }

  /** The authorisation server that a tenant named in this session and that has to be confirmed; null for none. */
  namedAuthHost(profileId: string): string | null {
    return this.namedAuthHosts.get(profileId) ?? null
  }

  /** Ends what runs with what a tenant was: it leads elsewhere now, or is gone. */
  endRunsOf(profileId: string): void {
    for (const controller of this.underWay.get(profileId) ?? []) controller.abort(MOVED)
    this.namedAuthHosts.delete(profileId)
  }

  /** Ends everything under way and the demo tenants. */
  async close(): Promise<void> {
    this.cancelChecks()
    this.probe?.abort()
    this.deps.registry.cancelAll()
    await Promise.all([...this.demos.values()].map((demo) => demo.close()))
    this.demos.clear()
  }

  /**
   * Plans and works. It belongs to its tenant from before the first secret is read, so that a change
   * of the tenant ends it wherever it is.
   * @param need of the tenant's connections; for its configuration no secret of another one is read
   */
  async run<T>(
    target: RunTarget,
    controller: AbortController,
    work: (planned: Planned) => Promise<Result<T, AppError>>,
    need: Need = 'sides',
  ): Promise<Result<T, AppError>> {
    const id = target.kind === 'profile' ? target.profileId : null
    if (id !== null) this.underWay.set(id, (this.underWay.get(id) ?? new Set()).add(controller))
    try {
      // A keychain may ask its user first: what was cancelled does not wait for the answer.
      const planned = await unlessAborted(this.planFor(target, need), controller.signal)
      if (planned === ABORTED || controller.signal.aborted)
        return err(controller.signal.reason === MOVED ? ended() : cancelledError())
      const answer = planned.ok ? await work(planned.value) : planned
      return controller.signal.reason === MOVED ? err(ended()) : answer
    } finally {
      const others = id === null ? undefined : this.underWay.get(id)
      others?.delete(controller)
      if (id !== null && others?.size === 0) this.underWay.delete(id)
    }
  }

  private async planFor(target: RunTarget, need: Need): Promise<Result<Planned, AppError>> {
    if (target.kind === 'profile') return this.planOfProfile(target, need)
    const demo = this.demos.get(target.scenario) ?? (await this.deps.startDemo(target.scenario))
    if (demo === null) {
      return err(
        appError('NOT_FOUND', `There is no demo scenario “${target.scenario}”.`, { field: 'scenario' }),
      )
    }
    this.demos.set(target.scenario, demo)
    return ok({ plan: demo.plan, profile: null, unconfirmedAuthHost: null })
  }

  private async planOfProfile(
    { profileId: id, ...choice }: ProfileTarget,
    need: Need,
  ): Promise<Result<Planned, AppError>> {
    const { profiles } = this.deps
    const profile = await profiles.profile(id)
    if (profile === null)
      return err(appError('NOT_FOUND', 'This tenant is not stored any more.', { field: 'profileId' }))
    let named: string | null = null
    const deps: PlanDeps = {
      secrets: profiles.secrets,
      keepRefreshToken: (...kept) => profiles.keepRefreshToken(...kept),
      onUnconfirmedAuthHost: (host) => {
        named = host
        this.namedAuthHosts.set(id, host)
      },
    }
    const plan = await (need === 'sides'
      ? profilePlan(profile, deps, choice)
      : profilePlan(readersOf(profile), deps, { withoutApp: true }))
    if (!plan.ok) return plan
    return ok({
      plan: plan.value,
      profile,
      get unconfirmedAuthHost() {
        return named
      },
    })
  }
}

/** The tenant with one that reads its configuration: the inspector, without one the agent side. */
const readersOf = (profile: TenantProfile): TenantProfile => ({
  ...profile,
  agent: profile.inspector === null ? profile.agent : null,
})

/** Which further app connection was compared; nothing for the main one, or one that the tenant does not have. */
const appOf = (target: RunTarget): Pick<LastRun, 'app'> =>
  target.kind === 'profile' && target.app !== undefined ? { app: target.app } : {}

const cancelledError = (): AppError =>
  appError('CANCELLED', 'The comparison was cancelled before anything was asked.')

/** What the list of tenants shows of a comparison. */
export const lastRunOf = ({ finishedAt, complete, findings }: Comparison): LastRun => ({
  finishedAt,
  complete,
  errors: findings.filter(({ severity }) => severity === 'error').length,
  warnings: findings.filter(({ severity }) => severity === 'warning').length,
})
