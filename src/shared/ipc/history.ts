import type { Drift, FindingDrift } from '../../core/drift/drift'
import type { AppError } from '../app-error'
import type { HistoryEntry, HistoryListing, HistorySettings, HistoryState } from '../files/history'
import type { Result } from '../result'
import type { OpenedSnapshot } from './api'
import type { ExportResult } from './target'

/** What the window may ask about what was kept of a stored tenant. */

/** A drift as the window gets it: of long lists of ids the first, beside how many there are. */
export interface DriftAnswer {
  readonly drift: Drift
  readonly result: 'changed' | 'unknown' | 'same'
  /** What it comes to, in the words of every surface: in one sentence, and in some. */
  readonly verdict: string
  readonly headline: readonly string[]
  /** Of each of `drift.resources`, in its order. */
  readonly sizes: readonly DriftSizes[]
  /** How many records each finding of `drift.findings` names, in its order. */
  readonly findingRecords: Readonly<Record<keyof FindingDrift, readonly number[]>>
  readonly ends: DriftEnds
}

/** How many ids each list of a resource has. */
export interface DriftSizes extends Readonly<
  Record<'appeared' | 'vanished' | 'created' | 'deleted' | 'undecided', number>
> {
  readonly moves: readonly number[]
  readonly perhaps: readonly number[]
}

/** Which snapshots it is between. */
export interface DriftEnds {
  readonly profileId: string
  readonly from: string
  /** null: an open result that is not kept itself. */
  readonly to: string | null
}

export interface TenantHistory extends HistoryListing {
  readonly state: HistoryState
  /** Whether this tenant is kept. */
  readonly on: boolean
  /** Why its last result of this session was not kept; null: it was, or was not to be. */
  readonly fault: AppError | null
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
