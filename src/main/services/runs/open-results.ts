import { OPEN } from '../../../shared/bounds'
import { appError, type AppError } from '../../../shared/app-error'
import type {
  HeldWindow,
  OpenResult,
  RunAbout,
  RunProgress,
  RunTarget,
  SnapshotOrigin,
  WindowPlace,
} from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { RunRegistry } from './run-registry'
import { lastRunOf } from './tenant-runs'

/**
 * A page that is loaded anew gets what it showed back on screen this often in a row: that may be what
 * crashes it. After that the user chooses.
 */
const MOST_RETURNS = 2

const ELSEWHERE: WindowPlace = { screen: 'elsewhere', runId: null, inventory: null }

interface Held {
  readonly runId: string
  readonly about: RunAbout
  /** The last report of each step, oldest first. */
  readonly reports: Map<RunProgress['phase'], RunProgress>
  cancelling: boolean
  /** Nothing more is reported of it. */
  ended: boolean
}

type Runs = Pick<RunRegistry, 'onProgress' | 'comparison' | 'recordsOf' | 'close'>

/**
 * The results that the window has open, each until it is closed: runs under way, finished and failed, and
 * snapshots. Remembered for a page that takes the place of one that crashed.
 */
export class OpenResults {
  /** In the order they were opened. */
  private readonly open = new Map<string, Held>()
  private place = ELSEWHERE
  private mayReturn = true
  private returns = 0

  constructor(private readonly runs: Runs) {
    runs.onProgress((progress) => {
      this.note(progress)
    })
  }

  /** The window has this result now, and shows it. */
  hold(runId: string, about: RunAbout): void {
    this.open.set(runId, { runId, about, reports: new Map(), cancelling: false, ended: false })
    this.setPlace({ ...this.place, screen: 'comparison', runId })
  }

  /** Keeps what a page would have to know of a result. */
  note(progress: RunProgress): void {
    const held = this.open.get(progress.runId)
    if (held === undefined) return
    if (progress.phase === 'closed') {
      this.open.delete(progress.runId)
      return
    }
    const { reports } = held
    const { phase } = progress
    // Put at the end even where the step has reported before.
    reports.delete(phase)
    reports.set(phase, progress)
    if (phase !== 'done' && phase !== 'failed') return
    held.ended = true
    this.makeRoom(held.runId)
  }

  noteCancelled(runId: string): void {
    const held = this.open.get(runId)
    if (held !== undefined) held.cancelling = true
  }

  /** Ends it where it is under way, and forgets it: the user wants it no more. */
  close(runId: string): Result<null, AppError> {
    if (!this.open.has(runId))
      return err(appError('NOT_FOUND', 'This result is not open any more.', { field: 'runId' }))
    this.runs.close(runId)
    return ok(null)
  }

  /** What the user looks at now. */
  setPlace(place: WindowPlace): void {
    if (!this.mayReturn || !isSamePlace(place, this.place)) this.returns = 0
    this.mayReturn = true
    this.place = place
  }

  /** What is compared in an open result; null: a snapshot, or nothing that is open. */
  targetOf(runId: string): RunTarget | null {
    return this.open.get(runId)?.about.target ?? null
  }

  /** What a result is called in the window; null: nothing that is open. */
  titleOf(runId: string): string | null {
    return this.open.get(runId)?.about.title ?? null
  }

  /** Where a snapshot was opened from; null: a run, or nothing that is open. */
  originOf(runId: string): SnapshotOrigin | null {
    return this.open.get(runId)?.about.snapshot ?? null
  }

  /** The ids of what is open, the oldest first. */
  ids(): readonly string[] {
    return [...this.open.keys()]
  }

  /** For a page that was loaded; null when no page before it had anything open. */
  reattach(): HeldWindow | null {
    if (this.open.size === 0 && this.place.inventory === null && this.place.screen !== 'fleet') return null
    if (this.mayReturn && this.place.screen !== 'elsewhere') {
      this.returns += 1
      this.mayReturn = this.returns <= MOST_RETURNS
    }
    return {
      results: [...this.open.values()].map((held) => this.told(held)),
      place: this.mayReturn ? this.place : { ...this.place, screen: 'elsewhere' },
    }
  }

  private told({ runId, about, cancelling, reports }: Held): OpenResult {
    const comparison = this.runs.comparison(runId)
    return {
      runId,
      ...about,
      cancelling,
      reports: [...reports.values()],
      outcome: comparison.ok
        ? { tenant: comparison.value.tenant.name, ...lastRunOf(comparison.value) }
        : null,
    }
  }

  /** Closes the oldest where more is open than there is room for; neither the newest nor what is on screen. */
  private makeRoom(newest: string): void {
    const ended = [...this.open.values()].filter((held) => held.ended)
    let records = ended.reduce((sum, { runId }) => sum + this.runs.recordsOf(runId), 0)
    let count = ended.length
    for (const { runId } of ended) {
      if (count <= OPEN.results && records <= OPEN.records) return
      if (runId === newest || runId === this.place.runId) continue
      records -= this.runs.recordsOf(runId)
      count -= 1
      this.runs.close(runId)
    }
  }
}

const isSamePlace = (a: WindowPlace, b: WindowPlace): boolean =>
  a.screen === b.screen &&
  a.runId === b.runId &&
  a.inventory?.inventoryId === b.inventory?.inventoryId &&
  a.inventory?.applicationId === b.inventory?.applicationId
