import type { FleetOutlier, FleetPart } from '../../core/fleet/fleet'
import type { AppError } from '../app-error'
import type { Result } from '../result'
import type { ExportResult, RunTarget } from './target'

/** What the window may ask about many tenants at once. */

/** What the window does with many tenants: not `expect`, whose policy file it has no place for. */
export const WINDOW_WORK = ['check', 'compare', 'applications'] as const
export type WindowWork = (typeof WINDOW_WORK)[number]

export const FLEET_FORMATS = ['pdf', 'html', 'csv', 'json'] as const
export type FleetFormat = (typeof FLEET_FORMATS)[number]

/** What can be looked at of a tenant that ended. */
export type FleetResultKind = 'comparison' | 'applications'

/** A tenant's part without what only main needs: its settings are in the outliers, and it has no files here. */
export type FleetPartView = Omit<FleetPart, 'settings' | 'files'>

/** Where one tenant of a run is. */
export type FleetTenantProgress = { readonly profileId: string; readonly name: string } &
  /** Of a run that ended: it was not begun. */
  (
    | { readonly phase: 'waiting' }
    /** `at`: what it does, in words; requests so far. */
    | { readonly phase: 'running'; readonly at: string; readonly requests: number }
    | {
        readonly phase: 'ended'
        readonly part: FleetPartView
        /** What of it can be opened. */
        readonly results: readonly FleetResultKind[]
        /** What was there, and made room for newer results (`WINDOW_FLEET` of the bounds). */
        readonly dropped: readonly FleetResultKind[]
      }
  )

export interface FleetProgress {
  readonly fleetId: string
  readonly phase: 'running' | 'paused' | 'cancelling' | 'ended'
  /** Only those that changed since the last report. */
  readonly tenants: readonly FleetTenantProgress[]
}

export interface FleetRun {
  readonly fleetId: string
  readonly phase: FleetProgress['phase']
  readonly work: readonly WindowWork[]
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** In the order they were asked for. */
  readonly tenants: readonly FleetTenantProgress[]
  /** `majority`, or the name of the tenant that the others are held against. */
  readonly baseline: string
  /** Of those that ended so far. */
  readonly outliers: readonly FleetOutlier[]
}

/** A tenant's result, as one of the window. */
export type OpenedFleetResult =
  | { readonly kind: 'comparison'; readonly runId: string; readonly target: RunTarget }
  | { readonly kind: 'applications'; readonly inventoryId: string }

type Answer<T> = Promise<Result<T, AppError>>

export interface FleetApi {
  /** Stored tenants by their ids. One run at a time: `BUSY` while another is under way. */
  start(input: {
    profileIds: readonly string[]
    work: readonly WindowWork[]
    /** Tenants under way at once. */
    atOnce: number
  }): Answer<FleetRun>
  /** What is under way goes on; no other begins. */
  pause(input: { fleetId: string }): Answer<null>
  resume(input: { fleetId: string }): Answer<null>
  /** What is under way ends; what ended stays. */
  cancel(input: { fleetId: string }): Answer<null>
  /** Runs those that are missing, failed or incomplete once more. */
  again(input: { fleetId: string }): Answer<FleetRun>
  /** The run of this session, for a page that is loaded anew; null: none. */
  current(): Answer<FleetRun | null>
  /** @returns the run with its outliers found anew */
  setBaseline(input: { fleetId: string; baseline: string }): Answer<FleetRun>
  /** The tenant's comparison (inventory), as a result of the window. */
  openResult(input: { fleetId: string; profileId: string; kind: FleetResultKind }): Answer<OpenedFleetResult>
  export(input: { fleetId: string; format: FleetFormat }): Answer<ExportResult>
  onProgress(listener: (progress: FleetProgress) => void): () => void
}
