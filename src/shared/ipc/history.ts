import type { Drift } from '../../core/drift/drift'
import type { AppError } from '../app-error'
import type { HistoryEntry, HistoryListing, HistorySettings, HistoryState } from '../files/history'
import type { Result } from '../result'
import type { OpenedSnapshot } from './api'
import type { ExportResult } from './target'

/** What the window may ask about what was kept of a stored tenant. */

/** A drift as the window gets it: of long lists of ids the first, beside their counts. */
export interface DriftAnswer {
  readonly drift: Drift
  /** Of each list of ids of `drift.resources`, in its order: how many there are. */
  readonly sizes: readonly {
    readonly appeared: number
    readonly vanished: number
    readonly created: number
    readonly deleted: number
    readonly undecided: number
  }[]
}

export interface TenantHistory extends HistoryListing {
  readonly state: HistoryState
  /** Whether this tenant is kept. */
  readonly on: boolean
}

/** What drift is asked between: two kept snapshots, or an open result and the one kept before it. */
export type DriftPair =
  { readonly profileId: string; readonly from: string; readonly to: string } | { readonly runId: string }

type Answer<T> = Promise<Result<T, AppError>>

export interface HistoryApi {
  ofTenant(input: { profileId: string }): Answer<TenantHistory>
  /** The newest two of each tenant in few numbers, for the list of tenants. */
  latest(): Answer<
    readonly {
      readonly profileId: string
      readonly last: HistoryEntry
      readonly before: HistoryEntry | null
    }[]
  >
  open(input: { profileId: string; id: string }): Answer<OpenedSnapshot>
  /** null: nothing was kept before it. */
  drift(input: DriftPair): Answer<DriftAnswer | null>
  exportDrift(input: { pair: DriftPair; format: 'pdf' | 'html' | 'json' }): Answer<ExportResult>
  setBaseline(input: { profileId: string; id: string; on: boolean }): Answer<TenantHistory>
  remove(input: { profileId: string; ids: readonly string[] | null }): Answer<TenantHistory>
  settings(): Answer<{
    readonly settings: HistorySettings
    readonly state: HistoryState
    readonly notice: string | null
  }>
  setSettings(input: { settings: HistorySettings }): Answer<null>
}
