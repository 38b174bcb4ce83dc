import { explained } from '../../../core/causes/explained'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import type { Observation } from '../../../core/comparison/observation'
import { shownNames, shownRecords } from '../../../core/comparison/names'
import { rowColumns } from '../../../core/comparison/row-columns'
import { comparedRows } from '../../../core/comparison/rows'
import type { Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import { OPEN } from '../../../shared/bounds'
import type {
  ComparedRow,
  ComparisonSummary,
  ObservationSummary,
  RowPage,
  RunProgress,
} from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import type { ComparisonProgress } from './comparison-progress'
import { throttle } from './throttle'

/** Comparisons under way: more than a large company has tenants, and few enough for any memory. */
const MOST_UNDER_WAY = 500

interface Run {
  readonly controller: AbortController
  comparison: Comparison | null
  /** Somebody logged in as both sides, in this session. */
  readonly isReal: boolean
  readonly rows: Map<Resource, readonly ComparedRow[]>
}

/** @param controller what `options.signal` belongs to, for whoever may end the run */
type RunJob = (
  options: { signal: AbortSignal; onProgress: (progress: ComparisonProgress) => void },
  controller: AbortController,
) => Promise<Result<Comparison, AppError>>

/**
 * The window's comparisons: started, cancelled, looked at, closed. They live in main and survive a reload. None is
 * dropped by itself but a predicted view, which is worked out again when it is opened (`OpenResults` bounds the rest).
 */
export class RunRegistry {
  private readonly runs = new Map<string, Run>()
  private readonly listeners = new Set<(progress: RunProgress) => void>()

  constructor(private readonly deps: { clock: Clock; newId: () => string }) {}

  /** Starts a job and returns at once; its end is announced to the listeners. */
  start(job: RunJob): string {
    const runId = this.deps.newId()
    const run: Run = { controller: new AbortController(), comparison: null, isReal: true, rows: new Map() }
    this.keep(runId, run)
    const progress = throttle(this.deps.clock, (message: ComparisonProgress) => {
      this.emit({ runId, ...message })
    })
    void job({ signal: run.controller.signal, onProgress: progress.send }, run.controller)
      .catch((): Result<Comparison, AppError> =>
        err(
          appError('INTERNAL', 'The comparison stopped because of a fault in Crossview itself.', {
            advice: ['Run it again.', 'If it happens again, report it with the steps that lead to it.'],
          }),
        ),
      )
      .then((outcome) => {
        progress.stop()
        // Closed meanwhile: nobody waits for it.
        if (!this.runs.has(runId)) return
        if (outcome.ok) run.comparison = outcome.value
        else this.runs.delete(runId)
        this.emit(outcome.ok ? { runId, phase: 'done' } : { runId, phase: 'failed', error: outcome.error })
      })
    return runId
  }

  /** Whether no other comparison should be started now. */
  isFull(): boolean {
    let underWay = 0
    for (const { comparison } of this.runs.values()) if (comparison === null) underWay += 1
    return underWay >= MOST_UNDER_WAY
  }

  /**
   * Adds a comparison that is already there, as a snapshot is, or one that was predicted.
   * @param isReal it was run in this session, among many tenants
   */
  add(comparison: Comparison, isReal = false): string {
    const runId = this.deps.newId()
    this.keep(runId, { controller: new AbortController(), comparison, isReal, rows: new Map() })
    return runId
  }

  cancel(runId: string): Result<null, AppError> {
    const run = this.runs.get(runId)
    if (run === undefined) return err(unknownRun())
    run.controller.abort()
    return ok(null)
  }

  /** Forgets a comparison, and ends it where it is under way. */
  close(runId: string): void {
    this.runs.get(runId)?.controller.abort()
    this.runs.delete(runId)
    this.emit({ runId, phase: 'closed' })
  }

  /** Draws a finished comparison anew, judged by another purpose. @returns whether there is one */
  judge(runId: string, purpose: Recipe | null): boolean {
    const run = this.runs.get(runId)
    if (run?.comparison == null) return false
    run.comparison = explained({ ...run.comparison, purpose })
    return true
  }

  /** Records that a finished comparison holds, those of both sides; 0 while there is none. */
  recordsOf(runId: string): number {
    const resources = this.runs.get(runId)?.comparison?.resources ?? []
    return resources.reduce((sum, { agent, app }) => sum + recordsIn(agent) + recordsIn(app), 0)
  }

  cancelAll(): void {
    for (const run of this.runs.values()) run.controller.abort()
  }

  /** The finished comparisons that were run in this session, by their id. */
  ran(): ReadonlyMap<string, Comparison> {
    const ran = new Map<string, Comparison>()
    for (const [id, { comparison, isReal }] of this.runs)
      if (isReal && comparison !== null) ran.set(id, comparison)
    return ran
  }

  comparison(runId: string): Result<Comparison, AppError> {
    const comparison = this.runs.get(runId)?.comparison
    return comparison == null ? err(unknownRun()) : ok(comparison)
  }

  summary(runId: string): Result<ComparisonSummary, AppError> {
    const found = this.comparison(runId)
    return found.ok ? ok(summarise(runId, found.value)) : found
  }

  rows(input: {
    runId: string
    resource: Resource
    offset: number
    limit: number
  }): Result<RowPage, AppError> {
    const run = this.runs.get(input.runId)
    const compared = run?.comparison?.resources.find(({ resource }) => resource === input.resource)
    if (run?.comparison == null || compared === undefined) return err(unknownRun())
    const rows = run.rows.get(input.resource) ?? comparedRows(compared)
    run.rows.set(input.resource, rows)
    const shown = shownRecords(run.comparison)
    const nameOf = shownNames(run.comparison)
    const page = rows.slice(input.offset, input.offset + input.limit)
    return ok({
      columns: rowColumns(
        page.map(({ record, seenBy }) => ({ record: shown(input.resource, record), seenBy })),
        (id) => nameOf('department', id),
      ),
      total: rows.length,
    })
  }

  onProgress(listener: (progress: RunProgress) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private emit(progress: RunProgress): void {
    for (const listener of this.listeners) listener(progress)
  }

  private keep(runId: string, run: Run): void {
    this.runs.set(runId, run)
    const views = [...this.runs].filter(
      ([, { comparison }]) => comparison !== null && comparison.predicted !== null,
    )
    for (const [id] of views.slice(0, -OPEN.views)) this.runs.delete(id)
  }
}

const recordsIn = (observation: Observation): number =>
  observation.state === 'listed' ? observation.records.length : 0

/** Of a comparison that should not be started now. */
export const tooManyRuns = (): AppError =>
  appError('BUSY', 'Too many comparisons are under way.', {
    advice: ['Wait until some of them are done, or cancel them.'],
  })

const unknownRun = (): AppError =>
  appError('NOT_FOUND', 'This comparison is not there: it is still connecting, failed, or was closed.', {
    advice: ['Run the comparison again.'],
  })

const summariseObservation = (observation: Observation): ObservationSummary => {
  if (observation.state !== 'listed') return observation
  const { records, ...rest } = observation
  return { ...rest, fetched: records.length }
}

/** The comparison as the window gets it, without rows. */
export const summarise = (runId: string, comparison: Comparison): ComparisonSummary => ({
  ...comparison,
  runId,
  resources: comparison.resources.map(
    ({ resource, verdict, both, onlyAgent, onlyApp, changed, undecided, agent, app }) => ({
      resource,
      verdict,
      both,
      agent: summariseObservation(agent),
      app: summariseObservation(app),
      onlyAgent: onlyAgent.length,
      onlyApp: onlyApp.length,
      changed: changed.length,
      undecided: undecided.length,
    }),
  ),
})
