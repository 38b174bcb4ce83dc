import type { Resource } from '../../core/halo/resource'
import type { BlastRadius } from '../../core/inventory/blast-radius'
import type { ApplicationFacts, InventoryFacts } from '../../core/inventory/application'
import type { ApplicationNote, Inventory, InventoryEntry } from '../../core/inventory/inventory'
import type { ReviewChanges, ReviewCounts } from '../../core/inventory/review-counts'
import type { ClosedReview, Decision } from '../../core/inventory/review'
import type { AppError } from '../app-error'
import type { Result } from '../result'
import type { ExportResult, RunTarget, SnapshotOrigin } from './target'

/** What the window may ask about the applications of a tenant. An inventory is named by the id of its run. */

export type InventoryProgress =
  | {
      readonly inventoryId: string
      readonly phase: 'connecting' | 'applications' | 'agents' | 'roles' | 'listing' | 'predicting'
      /** What was begun last, in words: an application's or agent's name, a resource. */
      readonly at: string | null
      /** Of this phase: several are under way at once. `total` null: not known yet. */
      readonly begun: number
      readonly done: number
      readonly total: number | null
      readonly requests: number
      /** Set while it waits, in a sentence. */
      readonly waiting: string | null
    }
  | { readonly inventoryId: string; readonly phase: 'done' }
  | { readonly inventoryId: string; readonly phase: 'failed'; readonly error: AppError }

/** An application as the window gets it: the permission rows are asked for when it is opened. */
export interface EntrySummary extends Omit<InventoryEntry, 'can' | 'agent' | 'application'> {
  readonly application: Omit<ApplicationFacts, 'apiKeys'>
  /** What is known of its agent. */
  readonly agent: {
    readonly administrator: boolean | null
    readonly apiOnly: boolean | null
    readonly disabled: boolean | null
  } | null
  readonly decision: Decision | null
  /** Role of the tenant's connection that is this very application, where one is stored: it can be compared for real. */
  readonly connection: string | null
}

export interface InventorySummary extends Pick<
  Inventory,
  'coverage' | 'complete' | 'calibration' | 'limits'
> {
  readonly inventoryId: string
  /** null for a snapshot that was opened. */
  readonly target: RunTarget | null
  /** null for one that was read. */
  readonly snapshot: SnapshotOrigin | null
  readonly facts: Pick<
    InventoryFacts,
    | 'tenant'
    | 'startedAt'
    | 'finishedAt'
    | 'cancelled'
    | 'requests'
    | 'throttled'
    | 'inspector'
    | 'listFailure'
    | 'gaps'
  >
  readonly lists: readonly {
    readonly resource: Resource
    readonly state: 'listed' | 'refused' | 'failed' | 'skipped'
    readonly total: number | null
    readonly complete: boolean
  }[]
  readonly entries: readonly EntrySummary[]
  readonly review: {
    readonly reviewer: string | null
    readonly counts: ReviewCounts
    /** Since the last review was closed; null: there was none. */
    readonly changes: ReviewChanges | null
    readonly last: Pick<ClosedReview, 'closedAt' | 'reviewer' | 'population'> | null
    /** Whether what is written is kept with a stored tenant; of a demo or a snapshot it lives as long as the window. */
    readonly kept: boolean
  }
}

export type InventoryFormat = 'pdf' | 'csv' | 'json' | 'html' | 'snapshot'

/** An application of one of the inventories that are known now. */
export interface PickedApplication {
  readonly inventoryId: string
  readonly applicationId: string
}

type Answer<T> = Promise<Result<T, AppError>>

export interface InventoryApi {
  /** Answers at once; whatever goes wrong is a `failed` report. */
  start(input: {
    target: RunTarget
    resources: readonly Resource[]
  }): Answer<{ readonly inventoryId: string }>
  cancel(input: { inventoryId: string }): Answer<null>
  /** Reads what a cancelled or incomplete run is missing, and nothing twice. */
  resume(input: { inventoryId: string }): Answer<null>
  /** `NOT_FOUND` while it still connects. */
  summary(input: { inventoryId: string }): Answer<InventorySummary>
  /** The inventories read or opened in this session, newest first: what a blast radius can be drawn over. */
  known(): Answer<
    readonly {
      readonly inventoryId: string
      readonly tenant: string
      /** The stored tenant or demo it is of; null for a snapshot. */
      readonly target: RunTarget | null
      readonly snapshot: SnapshotOrigin | null
      readonly finishedAt: string
      readonly applications: readonly { readonly id: string; readonly name: string }[]
    }[]
  >
  /** The side-by-side of the inspector and this application (predicted), as a comparison of the window. */
  openView(input: PickedApplication): Answer<{ readonly runId: string }>
  /** Writes down what it is for, who owns it and when it is looked at next. Blank texts are none. */
  setNote(input: PickedApplication & { note: ApplicationNote }): Answer<InventorySummary>
  /** null takes a decision back. `INVALID_ARGUMENT` where it does not say enough (`decisionFault`). */
  decide(input: PickedApplication & { decision: Decision | null }): Answer<InventorySummary>
  setReviewer(input: { inventoryId: string; reviewer: string }): Answer<InventorySummary>
  /** Ends the review: it becomes what the next one is held against. `INVALID_ARGUMENT` where a decision is missing. */
  closeReview(input: { inventoryId: string }): Answer<InventorySummary>
  blastRadius(input: { picked: readonly PickedApplication[] }): Answer<BlastRadius>
  /** The blast radius as Markdown, through the system's dialog. */
  saveBlastRadius(input: { picked: readonly PickedApplication[] }): Answer<ExportResult>
  export(input: {
    inventoryId: string
    format: InventoryFormat
    redact: boolean
    redactKey: string | null
  }): Answer<ExportResult>
  onProgress(listener: (progress: InventoryProgress) => void): () => void
}
