import type { Resource } from '../../../../core/halo/resource'
import type { RowFilter } from '../../../../core/comparison/rows'
import type { AppError } from '../../../../shared/app-error'
import type {
  ComparisonSummary,
  HeldWindow,
  OpenedSnapshot,
  RunProgress,
  RunTarget,
} from '../../../../shared/ipc/api'
import type { PickedApplication } from '../../../../shared/ipc/inventory'
import type { Result as Answered } from '../../../../shared/result'
import type { Grouping, Look, Result, Run, Selection } from './result'

/** What is on screen, for everything that shows it; see `Result`. */
export interface Shown extends Look, Pick<Result, 'summary' | 'rows' | 'resource'> {
  /** null: nothing is open. */
  readonly run: Run | null
}

/** A result that main closed to make room, for the window to say so. */
interface Displaced {
  readonly title: string
  readonly finishedAt: string | null
}

export interface ComparisonState extends Shown {
  /** Everything that is open, in the order it was opened, with the predicted views. */
  readonly results: readonly Result[]
  /** Key of the result on screen; null: none is open. */
  readonly chosen: string | null
  /** Key of the predicted view that stands before it while an application is looked at. */
  readonly view: string | null
  /** What was closed to make room, until the user has read it. */
  readonly displaced: readonly Displaced[]
  /** Keys of results beside which an older one of the same tenant is kept on purpose. */
  readonly keptBeside: ReadonlySet<string>

  readonly start: (input: {
    target: RunTarget
    title: string
    resources: readonly Resource[]
  }) => Promise<void>
  /** Shows one that main has finished, as among many tenants; one that is open already is shown again. */
  readonly showFinished: (input: {
    runId: string
    target: RunTarget
    title: string
    resources: readonly Resource[]
  }) => Promise<void>
  /** Has a snapshot chosen. One of a comparison is shown; of what else is answered, nothing on screen changes. */
  readonly openSnapshot: () => Promise<Answered<OpenedSnapshot | null, AppError>>
  /** The same of one that main has opened already, as a file that was opened from outside. */
  readonly showOpened: (opened: OpenedSnapshot) => Promise<void>
  /** The same of one that was kept in a tenant's history. */
  readonly openKept: (kept: { profileId: string; id: string }) => Promise<Answered<OpenedSnapshot, AppError>>
  /** Shows what the inspector sees beside what an application would, before the result that is chosen. */
  readonly openPredicted: (picked: PickedApplication, title: string) => Promise<void>
  /** Shows again what was behind it. */
  readonly closePredicted: () => void
  /** Takes up what a page before this one had open. `null`: there was nothing, or this page has its own. */
  readonly reattach: () => Promise<HeldWindow['place'] | null>
  readonly choose: (key: string) => void
  readonly close: (key: string) => Promise<void>
  readonly keepBeside: (key: string) => void
  readonly forgetDisplaced: () => void
  readonly cancel: () => Promise<void>
  readonly receive: (progress: RunProgress) => void
  /** Takes the conclusions that main has drawn anew, as for another purpose. */
  readonly setSummary: (summary: ComparisonSummary) => void
  /** Pulls a resource's rows unless they are there or coming. */
  readonly loadRows: (resource: Resource) => Promise<void>
  readonly chooseResource: (resource: Resource) => void
  readonly select: (selection: Selection) => void
  /** Selects a record of any resource, and drops the search, filter and grouping that might hide it. */
  readonly showRecord: (resource: Resource, id: string) => void
  readonly setShow: (show: RowFilter) => void
  readonly setSearch: (search: string) => void
  readonly setGrouping: (grouping: Grouping) => void
  readonly toggleGroup: (key: string) => void
}
