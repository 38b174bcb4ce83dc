import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import type { FleetPart, FleetWork } from '../../../core/fleet/fleet'
import type { Resource } from '../../../core/halo/resource'
import type { PlacedResult } from '../../../core/report/test-results'
import type { AppError } from '../../../shared/app-error'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import type { Result } from '../../../shared/result'
import type { Clock, HaloConnector } from '../../ports'
import type { Policy } from '../analysis/policy'
import type { ReportedInventory } from '../reports/reported-inventory'
import type { CheckOutcome } from '../runs/check-service'
import type { TenantPlan } from '../runs/plan'

/** A tenant of a fleet, before anything is read of it. */
export interface FleetTenant {
  /** Names its folder and its row; unique in the fleet. */
  readonly name: string
  /** Empty where even that could not be read. */
  readonly url: string
  /** Ends this tenant alone, as when it is changed meanwhile; absent: nothing does. */
  readonly signal?: AbortSignal
  /** Reads its secrets, when its turn comes. What is wrong makes this tenant `failed` and touches no other. */
  open(signal: AbortSignal): Promise<Result<OpenedTenant, AppError>>
}

/** Everything that the work on one tenant needs. */
export interface OpenedTenant {
  readonly plan: TenantPlan
  /** What its app side is there for; null: nobody said. */
  readonly purpose: Recipe | null
  /** What is written down of its applications, purposes as names of `recipes`. */
  readonly written: TenantInventory
  readonly recipes: readonly Recipe[]
  /** Called once when the work on it has ended; absent: there is nothing to give back. */
  release?(): Promise<void>
}

/** One tenant's end, with what its files are made of. Each is null where it was not asked for, or there is none. */
export interface TenantEnd {
  readonly part: Omit<FleetPart, 'files'>
  readonly check: CheckOutcome | null
  readonly comparison: Comparison | null
  readonly inventory: ReportedInventory | null
  readonly expected: readonly PlacedResult[] | null
}

/**
 * One connector serves all tenants: it holds one allowance for each host, also where two names lead to the same one.
 */
export interface FleetDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
}

export interface FleetRunOptions {
  readonly work: readonly FleetWork[]
  readonly resources: readonly Resource[]
  /** Needed for `expect`; absent or null: there are no tests. */
  readonly policy?: Policy | null
  /** Tenants under way at once. */
  readonly atOnce: number
  /** Milliseconds that one tenant may take, then it is ended with what was done; absent: as long as it takes. */
  readonly deadlineMs?: number | undefined
  readonly signal: AbortSignal
  /** Resolves when the next tenant may begin: a paused run begins none. Absent: at once. */
  readonly mayBegin?: () => Promise<void>
  readonly onProgress: (progress: FleetTenantAt) => void
  /** Called once a tenant that began, as it ends; awaited before the next takes its place. A rejection is a bug. */
  readonly onEnd: (tenant: FleetTenant, end: TenantEnd) => Promise<void>
}

/** Where a tenant is. */
export interface FleetTenantAt {
  readonly name: string
  readonly phase: 'running'
  /** What it does, in words. */
  readonly at: string
  readonly requests: number
}
