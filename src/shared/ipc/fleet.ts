import type { Fleet, FleetPart, FleetWork } from '../../core/fleet/fleet'
import type { AppError } from '../app-error'
import type { Result } from '../result'
import type { OpenedSnapshot } from './api'
import type { ExportResult } from './target'

/** What the window may ask about many tenants at once. */

/** Where one tenant of a run is. */
export type FleetTenantProgress = { readonly profileId: string; readonly name: string } & (
  | { readonly phase: 'waiting' | 'paused' }
  /** `at`: what it does, in words; requests so far. */
  | { readonly phase: 'running'; readonly at: string; readonly requests: number }
  | { readonly phase: 'ended'; readonly part: FleetPart }
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
  readonly work: readonly FleetWork[]
  readonly tenants: readonly FleetTenantProgress[]
  /** What is known so far of those that ended. */
  readonly fleet: Fleet
}

type Answer<T> = Promise<Result<T, AppError>>

export interface FleetApi {
  /** Stored tenants by their ids. One run at a time. */
  start(input: {
    profileIds: readonly string[]
    work: readonly FleetWork[]
  }): Answer<{ readonly fleetId: string }>
  pause(input: { fleetId: string }): Answer<null>
  resume(input: { fleetId: string }): Answer<null>
  /** What is under way ends; what ended stays. */
  cancel(input: { fleetId: string }): Answer<null>
  /** Runs those that are missing, failed or incomplete once more. */
  again(input: { fleetId: string }): Answer<null>
  /** The run of this session, for a page that is loaded anew; null: none. */
  current(): Answer<FleetRun | null>
  setBaseline(input: { fleetId: string; baseline: string }): Answer<FleetRun>
  /** The tenant's comparison (inventory), as a result of the window. */
  openResult(input: {
    fleetId: string
    profileId: string
    kind: 'comparison' | 'applications'
  }): Answer<OpenedSnapshot>
  export(input: { fleetId: string; format: 'pdf' | 'html' | 'csv' | 'json' }): Answer<ExportResult>
  onProgress(listener: (progress: FleetProgress) => void): () => void
}
