import type { Comparison } from '../../../core/comparison/comparison'
import type { FleetPart, FleetWork } from '../../../core/fleet/fleet'
import type { Inventory } from '../../../core/inventory/inventory'
import type { AppError } from '../../../shared/app-error'
import type { Result } from '../../../shared/result'
import type { TenantPlan } from '../runs/plan'

/** A tenant of a fleet, before anything is read of it. */
export interface FleetTenant {
  /** Names its folder and its row; unique in the fleet. */
  readonly name: string
  /** Empty where even that could not be read. */
  readonly url: string
  /** Reads its secrets, when its turn comes. What is wrong makes this tenant `failed` and touches no other. */
  open(signal: AbortSignal): Promise<Result<TenantPlan, AppError>>
}

/** One tenant's end, with what its files are made of. */
export interface TenantEnd {
  readonly part: Omit<FleetPart, 'files'>
  /** null: not asked for, or there is none. */
  readonly comparison: Comparison | null
  readonly inventory: Inventory | null
}

export interface FleetRunOptions {
  readonly work: readonly FleetWork[]
  /** Tenants under way at once. */
  readonly atOnce: number
  readonly signal: AbortSignal
  /** Resolves when the next tenant may begin: a paused run begins none. Absent: at once. */
  readonly mayBegin?: () => Promise<void>
  readonly onProgress: (progress: {
    readonly name: string
    readonly phase: 'running'
    readonly at: string
    readonly requests: number
  }) => void
  /** Called once a tenant, as it ends; awaited before the next takes its place. A rejection is a bug. */
  readonly onEnd: (tenant: FleetTenant, end: TenantEnd) => Promise<void>
}
