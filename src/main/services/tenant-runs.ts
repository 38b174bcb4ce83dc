import type { Comparison } from '../../core/comparison'
import type { ScopeProbe } from '../../core/scope-probe'
import type { Resource } from '../../core/resource'
import { appError, type AppError } from '../../shared/app-error'
import type { LastRun, TenantProfile } from '../../shared/files/profile'
import type { CheckResult, RunTarget } from '../../shared/ipc/api'
import { err, ok, type Result } from '../../shared/result'
import type { Clock, HaloConnector, SecretStore } from '../ports'
import { probeScopes } from './scope-probe-service'
import { runCheck } from './check-service'
import { runComparison } from './comparison-service'
import { comparisonPlan, profilePlan, type TenantPlan } from './plan'
import type { RunRegistry } from './run-registry'

/** A demo tenant that this process serves. */
export interface RunningDemo {
  readonly plan: TenantPlan
  close(): Promise<void>
}

export interface TenantRunsDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
  readonly secrets: SecretStore
  readonly profile: (id: string) => Promise<TenantProfile | null>
  readonly recordRun: (id: string, run: LastRun) => Promise<void>
  /** null: there is no such scenario. */
  readonly startDemo: (scenario: string) => Promise<RunningDemo | null>
  readonly registry: RunRegistry
}

/** Checks and comparisons of stored tenants and demo scenarios, for the window. */
export class TenantRuns {
  private readonly demos = new Map<string, RunningDemo>()
  private readonly checks = new Set<AbortController>()
  private probe: AbortController | null = null

  constructor(private readonly deps: TenantRunsDeps) {}

  async check(target: RunTarget): Promise<Result<CheckResult, AppError>> {
    const plan = await this.planFor(target)
    if (!plan.ok) return plan
    const controller = new AbortController()
    this.checks.add(controller)
    try {
      return ok(await runCheck(this.deps.connector, plan.value, controller.signal))
    } finally {
      this.checks.delete(controller)
    }
  }

  /** What the application really has, scope by scope. One at a time: a second ends the first. */
  async probeScopes(target: RunTarget): Promise<Result<ScopeProbe, AppError>> {
    const plan = await this.planFor(target)
    if (!plan.ok) return plan
    this.probe?.abort()
    const controller = new AbortController()
    this.probe = controller
    const probed = await probeScopes(this.deps.connector, plan.value, { signal: controller.signal })
    if (this.probe === controller) this.probe = null
    if (probed.ok) {
      const { rows, has, complete } = probed.value
      return ok({ rows, has, complete })
    }
    return err(appError('INVALID_ARGUMENT', probed.error.message, { advice: probed.error.advice }))
  }

  cancelProbe(): Result<null, AppError> {
    this.probe?.abort()
    return ok(null)
  }

  /**
   * Starts a comparison and returns its id at once, so that the run is known whatever becomes of
   * the page that asked. What is wrong before anything is sent fails the run.
   */
  start(target: RunTarget, resources: readonly Resource[]): string {
    const { connector, clock, registry } = this.deps
    return registry.start(async (options) => {
      const { signal } = options
      // A keychain may ask its user first: a cancelled comparison does not wait for the answer.
      const tenant = await Promise.race([this.planFor(target), aborted(signal)])
      if (tenant === CANCELLED || signal.aborted) return err(cancelledError())
      if (!tenant.ok) return tenant
      const plan = comparisonPlan(tenant.value, resources)
      if (!plan.ok) return plan
      const comparison = await runComparison({ connector, clock }, plan.value, options)
      // What was cancelled says less than the run before it.
      if (target.kind === 'profile' && !comparison.cancelled)
        await Promise.race([this.deps.recordRun(target.profileId, lastRunOf(comparison)), aborted(signal)])
      return ok(comparison)
    })
  }

  /** Ends everything under way and the demo tenants. */
  async close(): Promise<void> {
    for (const check of this.checks) check.abort()
    this.probe?.abort()
    this.deps.registry.cancelAll()
    await Promise.all([...this.demos.values()].map((demo) => demo.close()))
    this.demos.clear()
  }

  private async planFor(target: RunTarget): Promise<Result<TenantPlan, AppError>> {
    if (target.kind === 'profile') {
      const profile = await this.deps.profile(target.profileId)
      return profile === null
        ? err(appError('NOT_FOUND', 'This tenant is not stored any more.', { field: 'profileId' }))
        : profilePlan(profile, this.deps.secrets)
    }
    const demo = this.demos.get(target.scenario) ?? (await this.deps.startDemo(target.scenario))
    if (demo === null) {
      return err(
        appError('NOT_FOUND', `There is no demo scenario “${target.scenario}”.`, { field: 'scenario' }),
      )
    }
    this.demos.set(target.scenario, demo)
    return ok(demo.plan)
  }
}

const CANCELLED = Symbol('cancelled')

const aborted = (signal: AbortSignal): Promise<typeof CANCELLED> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(CANCELLED)
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve(CANCELLED)
        },
        { once: true },
      )
  })

const cancelledError = (): AppError =>
  appError('CANCELLED', 'The comparison was cancelled before anything was asked.')

const lastRunOf = ({ finishedAt, complete, findings }: Comparison): LastRun => ({
  finishedAt,
  complete,
  errors: findings.filter(({ severity }) => severity === 'error').length,
  warnings: findings.filter(({ severity }) => severity === 'warning').length,
})
