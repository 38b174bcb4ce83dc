import type { Comparison } from '../../../core/comparison/comparison'
import { counted } from '../../../core/comparison/count-text'
import { runGap } from '../../../core/comparison/outcome'
import {
  comparisonChecks,
  expectationChecks,
  inventoryChecks,
  onceByName,
  preflightChecks,
} from '../../../core/fleet/checks'
import {
  exitOfCheck,
  exitOfComparison,
  exitOfExpectations,
  exitOfInventory,
  worstExit,
  type WorkExit,
} from '../../../core/fleet/exit'
import { FLEET_WORK, type FleetCheck, type FleetWork } from '../../../core/fleet/fleet'
import { settingsOf } from '../../../core/fleet/settings-of'
import { resourceDefinition } from '../../../core/halo/resource'
import type { PlacedResult } from '../../../core/report/test-results'
import type { AppError } from '../../../shared/app-error'
import type { ConnectionRole } from '../../../shared/files/profile'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { policyResults } from '../analysis/policy'
import { inventoryPlan } from '../inventory/inventory-plan'
import { readInventory } from '../inventory/inventory-reader'
import type { ReportedInventory } from '../reports/reported-inventory'
import { runCheck, type CheckOutcome } from '../runs/check-service'
import { runComparison } from '../runs/comparison-service'
import { comparisonPlan, type TenantPlan } from '../runs/plan'
import { LATE } from './ending'
import type { FleetRunOptions, FleetTenant, OpenedTenant, TenantEnd } from './fleet-run'
import { comparing, reading, watchedPlan } from './fleet-progress'
import { reportedInventory } from './reported'
import type { FleetDeps } from './run-fleet'

/** The work on one tenant, with what has come of it so far. */
export class TenantWork {
  private readonly startedAt: Date
  private readonly checks: FleetCheck[] = []
  private readonly exits: WorkExit[] = []
  /** Why a side that was needed is not there; the first is told. */
  private readonly failures: string[] = []
  /** What was asked for and is missing. */
  private readonly gaps: string[] = []
  private readonly unconnected = new Set<ConnectionRole>()
  private requests = 0
  private checked: CheckOutcome | null = null
  private comparison: Comparison | null = null
  private inventory: ReportedInventory | null = null
  private expected: readonly PlacedResult[] | null = null

  constructor(
    private readonly tenant: FleetTenant,
    private readonly deps: FleetDeps,
    private readonly options: FleetRunOptions,
    private readonly signal: AbortSignal,
  ) {
    this.startedAt = deps.clock.now()
  }

  /** Does all that is asked for. Never rejects: also a fault of Crossview costs this tenant alone. */
  async end(): Promise<TenantEnd> {
    try {
      await this.work()
    } catch (error) {
      this.fail(bugText(error))
    }
    return this.ended()
  }

  /** What there is of it, where it did not end by itself. */
  abandon(): TenantEnd {
    this.cut()
    return this.ended()
  }

  private asks(...works: readonly FleetWork[]): boolean {
    return works.some((work) => this.options.work.includes(work))
  }

  private async work(): Promise<void> {
    this.report('Reading its secrets')
    const opening = this.tenant.open(this.signal)
    const opened = await unlessAborted(opening, this.signal)
    if (opened === ABORTED) {
      this.cut()
      // Nobody waits for it, and what it holds is given back all the same.
      void opening.then((late) => (late.ok ? late.value.release?.() : undefined)).catch(() => undefined)
      return
    }
    if (!opened.ok) {
      if (opened.error.code === 'CANCELLED') this.cut()
      else this.fail(errorText(opened.error))
      return
    }
    try {
      await this.workOn(opened.value)
    } finally {
      await opened.value.release?.()
    }
  }

  private async workOn(opened: OpenedTenant): Promise<void> {
    const { plan } = opened
    const watched = watchedPlan(plan, (at) => {
      this.report(at)
    })
    const isSignIn = plan.agent?.connection.kind === 'sign-in'
    if (isSignIn && this.asks('check', 'compare', 'expect')) this.fail(signInText(plan))
    if (!isSignIn) {
      if (this.asks('check')) await this.check(watched)
      if (this.asks('compare', 'expect')) await this.compare({ ...opened, plan: watched })
    }
    if (this.asks('applications'))
      await this.applications({
        ...opened,
        plan: isSignIn ? { ...watched, agent: null } : watched,
      })
  }

  private async check(plan: TenantPlan): Promise<void> {
    if (this.isOver()) {
      this.cut()
      return
    }
    this.report('Connecting')
    const checked = await runCheck(this.deps.connector, plan, this.signal)
    if (this.isOver()) {
      this.cut()
      return
    }
    this.checked = checked
    this.checks.push(...preflightChecks(checked))
    this.exits.push(exitOfCheck(checked))
    const needed = neededBy(plan, (work) => this.asks(work))
    for (const { role, step, state, message, failure } of checked.steps) {
      // Who it is may be unknown, or nobody, and what it sees be known.
      const isConnected = step === 'identity' && failure?.code !== 'identity.same-application'
      if (state !== 'failed' || isConnected) continue
      this.unconnected.add(role)
      if (needed.has(role)) this.failures.push(failedText(message, failure?.advice ?? []))
    }
  }

  private async compare({ plan: tenantPlan, purpose }: OpenedTenant): Promise<void> {
    if (this.isOver()) {
      this.cut()
      return
    }
    // It was asked a moment ago, and would make everybody wait for the same answer.
    if (this.isUnconnected('app', 'agent')) return
    const { deps, options, signal } = this
    const isCompared = this.asks('compare')
    const tests = this.asks('expect') ? (options.policy ?? null) : null
    const resources = [...(isCompared ? options.resources : []), ...(tests?.resources ?? [])]
    const plan = comparisonPlan(tenantPlan, resources, purpose)
    if (!plan.ok) {
      this.fail(errorText(plan.error))
      return
    }
    const before = this.requests
    const comparison = await runComparison(deps, plan.value, {
      signal,
      onProgress: (progress) => {
        this.requests = before + progress.requests
        this.report(comparing(progress))
      },
    })
    const { agent, app, inspector } = comparison.requests
    this.requests = before + agent + app + inspector
    if (isCompared) this.compared(comparison)
    if (comparison.cancelled) {
      this.cut()
      return
    }
    for (const side of [comparison.app, comparison.agent])
      if (side.state === 'failed') this.failures.push(failedText(side.failure.message, side.failure.advice))
    if (tests !== null) {
      this.expected = policyResults(tests, comparison)
      this.checks.push(...expectationChecks(this.expected))
      this.exits.push(exitOfExpectations(this.expected))
    }
  }

  private compared(comparison: Comparison): void {
    this.comparison = comparison
    this.checks.push(...comparisonChecks(comparison))
    this.exits.push(exitOfComparison(comparison))
    const gap = gapText(comparison)
    if (gap !== null) this.gaps.push(gap)
  }

  private async applications({ plan: tenantPlan, written, recipes }: OpenedTenant): Promise<void> {
    if (this.isOver()) {
      this.cut()
      return
    }
    if (this.isUnconnected(tenantPlan.inspector === null ? 'agent' : 'inspector')) return
    const plan = inventoryPlan(tenantPlan, this.options.resources)
    if (!plan.ok) {
      this.fail(errorText(plan.error))
      return
    }
    const before = this.requests
    const facts = await readInventory(this.deps, plan.value, {
      signal: this.signal,
      onProgress: (progress) => {
        this.requests = before + progress.requests
        this.report(reading(progress))
      },
    })
    this.requests = before + facts.requests
    const compared = this.comparison === null ? [] : [this.comparison]
    const reported = await reportedInventory(facts, { written, recipes, compared })
    this.inventory = reported
    this.checks.push(...inventoryChecks(reported.inventory))
    this.exits.push(exitOfInventory(reported.inventory))
    if (facts.cancelled) {
      this.cut()
      return
    }
    if (facts.inspector.state === 'failed') {
      const { message, advice } = facts.inspector.failure
      this.failures.push(failedText(message, advice))
    } else if (!reported.inventory.complete)
      this.gaps.push('Not all of its applications and lists could be read.')
  }

  private isOver(): boolean {
    return this.signal.aborted
  }

  private isUnconnected(...roles: readonly ConnectionRole[]): boolean {
    if (!roles.some((role) => this.unconnected.has(role))) return false
    this.exits.push(3)
    return true
  }

  private fail(message: string): void {
    this.failures.push(message)
    this.exits.push(3)
  }

  private cut(): void {
    const why =
      this.signal.reason === LATE
        ? 'It had its time, and was ended with what was done.'
        : 'The run was ended before this tenant was done.'
    if (!this.gaps.includes(why)) this.gaps.push(why)
    this.exits.push(3)
  }

  private report(at: string): void {
    if (this.signal.aborted) return
    this.options.onProgress({ name: this.tenant.name, phase: 'running', at, requests: this.requests })
  }

  private ended(): TenantEnd {
    const { tenant, failures, gaps, comparison, inventory, checked, expected } = this
    const found = [
      ...(comparison ?? checked ?? { findings: [] }).findings,
      ...(inventory?.inventory.entries ?? []).flatMap(({ risks }) => risks),
    ]
    const failedTests = (expected ?? []).filter(({ state }) => state === 'failed').length
    const errors = found.filter(({ severity }) => severity === 'error').length + failedTests
    const warnings = found.filter(({ severity }) => severity === 'warning').length
    const now = this.deps.clock.now()
    const [failure] = failures
    return {
      part: {
        name: tenant.name,
        url: tenant.url,
        startedAt: this.startedAt.toISOString(),
        // A clock that was set back meanwhile ends nothing before it began.
        finishedAt: (now < this.startedAt ? this.startedAt : now).toISOString(),
        state: failure !== undefined ? 'failed' : gaps.length > 0 ? 'incomplete' : 'done',
        message:
          failure ?? (gaps.join(' ') || `${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`),
        exit: worstExit(this.exits),
        work: FLEET_WORK.filter((work) => this.asks(work)),
        checks: onceByName(this.checks),
        settings: settingsOf({ comparison, inventory: inventory?.inventory ?? null }),
        counts: { errors, warnings, requests: this.requests },
      },
      check: checked,
      comparison,
      inventory,
      expected,
    }
  }
}

/** The connections without which something that is asked for cannot be done. */
const neededBy = (
  { app, agent, inspector }: TenantPlan,
  asks: (work: FleetWork) => boolean,
): ReadonlySet<ConnectionRole> => {
  const isSides = asks('compare') || asks('expect') || (asks('check') && (app !== null || agent !== null))
  return new Set<ConnectionRole>([
    ...(isSides ? (['app', 'agent'] as const) : []),
    ...(asks('applications') || !isSides
      ? [inspector === null ? ('agent' as const) : ('inspector' as const)]
      : []),
  ])
}

const gapText = (comparison: Comparison): string | null => {
  const gap = runGap(comparison)
  if (gap === 'nothing-compared') return 'Nothing could be compared: a side is refused every resource.'
  if (gap !== 'incomplete') return null
  const missing = comparison.resources
    .filter(({ agent, app }) =>
      [agent, app].some((side) => side.state === 'failed' || (side.state === 'listed' && !side.complete)),
    )
    .map(({ resource }) => resourceDefinition(resource).label.toLowerCase())
  return missing.length === 0 ? null : `Not read whole: ${missing.join(', ')}.`
}

/** What happened, and the first thing to do. */
const failedText = (message: string, [first]: readonly string[]): string =>
  first === undefined ? message : `${message} ${first}`

const errorText = ({ message, field, advice }: AppError): string =>
  failedText(field === null || message.includes(field) ? message : `${message} (${field})`, advice)

const signInText = ({ tenantName }: TenantPlan): string =>
  `The agent side of “${tenantName}” is signed in to with a browser, which nobody does while many tenants run. Give it a reference application that logs in as that agent, with scope all.`

/** Its kind alone: the words of an error may hold a token (SECURITY.md). */
const bugText = (error: unknown): string => {
  const kind = error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'unknown'
  return `A fault in Crossview itself ended the work on this tenant (${kind}). Run it again; if it happens again, report it with this line.`
}
