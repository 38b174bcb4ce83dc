import type { Facet } from '../../../../core/comparison/row-columns'
import type { RowFilter } from '../../../../core/comparison/rows'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type { TenantProfile } from '../../../../shared/files/profile'
import type {
  ComparisonSummary,
  OpenResult,
  Outcome,
  RunProgress,
  RunTarget,
  SnapshotOrigin,
} from '../../../../shared/ipc/api'
import type { LoadedRows } from './loaded-rows'

export interface Run {
  readonly target: RunTarget | null
  readonly title: string
  /** null until main has answered. */
  readonly runId: string | null
  readonly resources: readonly Resource[]
  /** null: not opened from a file. */
  readonly snapshot: SnapshotOrigin | null
  readonly state: 'running' | 'cancelling' | 'done' | 'failed'
  readonly progress: Extract<RunProgress, { requests: number }> | null
  readonly error: AppError | null
}

/** What *Why?* is asked about. */
export type Selection =
  | { readonly kind: 'resource' }
  | { readonly kind: 'group'; readonly key: string }
  | { readonly kind: 'row'; readonly id: string }
  /** Two or more, in the order in which they were selected. */
  | { readonly kind: 'rows'; readonly ids: readonly string[] }

export type Grouping = Facet | 'none'

/** How the records of one resource are looked at: each resource has its own, so that no search leaks into the next. */
export interface Look {
  readonly selection: Selection
  readonly show: RowFilter
  readonly search: string
  readonly grouping: Grouping
  readonly collapsed: ReadonlySet<string>
}

export const FIRST_LOOK: Look = {
  selection: { kind: 'resource' },
  show: 'all',
  search: '',
  grouping: 'none',
  collapsed: new Set(),
}

/** What is open: a comparison under way, failed or finished, a snapshot, or a predicted view, and how it is looked at. */
export interface Result extends Look {
  /** Its name in the window: that of its run is not known at first. */
  readonly key: string
  readonly run: Run
  /** null until it is done, and while it is not asked for. */
  readonly summary: ComparisonSummary | null
  /** What it comes to; null until it is done. */
  readonly outcome: Outcome | null
  readonly rows: Readonly<Partial<Record<Resource, LoadedRows>>>
  readonly resource: Resource | null
  /** Looks of the other resources. */
  readonly looks: Readonly<Partial<Record<Resource, Look>>>
  /** A predicted view belongs to its inventory: it is in no list of open results. */
  readonly isView: boolean
  /** The result that was on screen when this was opened: the way back. */
  readonly cameFrom: string | null
}

let made = 0

export const newResult = (
  about: Pick<Run, 'target' | 'title'> & Partial<Run>,
  { isView = false, cameFrom = null }: Partial<Pick<Result, 'isView' | 'cameFrom'>> = {},
): Result => {
  made += 1
  return {
    key: `result-${String(made)}`,
    run: {
      runId: null,
      resources: [],
      snapshot: null,
      state: 'running',
      progress: null,
      error: null,
      ...about,
    },
    summary: null,
    outcome: null,
    rows: {},
    resource: null,
    looks: {},
    isView,
    cameFrom,
    ...FIRST_LOOK,
  }
}

/** A result that a page before this one had open; its reports are yet to be applied. */
export const heldResult = ({ reports: _reports, cancelling, outcome, ...about }: OpenResult): Result => ({
  ...newResult({ ...about, state: cancelling ? 'cancelling' : 'running' }),
  outcome,
})

export const withRun = (result: Result, change: Partial<Run>): Result => ({
  ...result,
  run: { ...result.run, ...change },
})

/** With its conclusions, the first time and when they are drawn anew. */
export const withSummary = (result: Result, summary: ComparisonSummary): Result => {
  const { resources, findings, tenant, finishedAt, complete } = summary
  const first = resources.find(({ verdict }) => verdict !== 'same') ?? resources[0]
  const of = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length
  return {
    ...withRun(result, { state: 'done' }),
    summary,
    outcome: { tenant: tenant.name, finishedAt, complete, errors: of('error'), warnings: of('warning') },
    resource: result.resource ?? first?.resource ?? null,
  }
}

/** Shows another resource as it was looked at last. */
export const withResource = (result: Result, resource: Resource): Result => {
  if (result.resource === resource) return result
  const { selection, show, search, grouping, collapsed, looks } = result
  const left = { selection, show, search, grouping, collapsed }
  return {
    ...result,
    ...(looks[resource] ?? FIRST_LOOK),
    looks: result.resource === null ? looks : { ...looks, [result.resource]: left },
    resource,
  }
}

/** What a page need not hold of a result that is not on screen: main has it, and is asked again. */
export const putAside = (result: Result): Result => ({ ...result, rows: {} })

export const isUnderWay = ({ run }: Result): boolean => run.state === 'running' || run.state === 'cancelling'

/** The newest open result of a stored tenant that is of its last run; undefined: that one is not open. */
export const lastResultOf = (
  results: readonly Result[],
  { id, lastRun }: Pick<TenantProfile, 'id' | 'lastRun'>,
): Result | undefined =>
  results.findLast(
    ({ run: { target, state }, outcome }) =>
      target?.kind === 'profile' &&
      target.profileId === id &&
      target.app === lastRun?.app &&
      // One that got nothing is the last run too: then its error is what there is to see.
      (outcome === null
        ? state === 'failed' && lastRun?.errors === 1
        : outcome.finishedAt === lastRun?.finishedAt),
  )

/** Whether both compare the same app connection of the same tenant, or the same demo. */
export const isSameTarget = (a: RunTarget | null, b: RunTarget | null): boolean => {
  if (a?.kind === 'profile') return b?.kind === 'profile' && a.profileId === b.profileId && a.app === b.app
  return a?.kind === 'demo' && b?.kind === 'demo' && a.scenario === b.scenario
}
