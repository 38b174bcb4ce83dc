import type { HeldRun, RunAbout, RunProgress, RunTarget } from '../../../shared/ipc/api'

/**
 * A page that is loaded anew gets its comparison back on screen this often in a row: what it shows
 * may be what crashes it. After that the user chooses.
 */
const MOST_RETURNS = 2

interface Held {
  readonly runId: string
  readonly about: RunAbout
  /** The last report of each step, oldest first. */
  readonly reports: Map<string, RunProgress>
  cancelling: boolean
}

/** What the window has, remembered for a page that takes the place of one that crashed. */
export class WindowRun {
  private held: Held | null = null
  private onScreen = false
  private returns = 0

  constructor(registry: { onProgress(listener: (progress: RunProgress) => void): unknown }) {
    registry.onProgress((progress) => {
      this.note(progress)
    })
  }

  /** The window has this run now, and shows it. */
  hold(runId: string, about: RunAbout): void {
    this.held = { runId, about, reports: new Map(), cancelling: false }
    this.onScreen = true
    this.returns = 0
  }

  /** Keeps what a page would have to know of the run; other runs are not the window's any more. */
  note(progress: RunProgress): void {
    if (this.held?.runId !== progress.runId) return
    const { reports } = this.held
    const step = 'resource' in progress ? `${progress.phase} ${progress.resource ?? ''}` : progress.phase
    // Put at the end even where the step has reported before.
    reports.delete(step)
    reports.set(step, progress)
  }

  noteCancelled(runId: string): void {
    if (this.held?.runId === runId) this.held.cancelling = true
  }

  /** The user went to the comparison, or from it to another screen. */
  setOnScreen(onScreen: boolean): void {
    if (onScreen && !this.onScreen) this.returns = 0
    this.onScreen = onScreen
  }

  /** What the window compares with its run; null: another run, or a snapshot. */
  targetOf(runId: string): RunTarget | null {
    return this.held?.runId === runId ? this.held.about.target : null
  }

  /** For a page that was loaded; null when no page before it had a run. */
  reattach(): HeldRun | null {
    if (this.held === null) return null
    if (this.onScreen) {
      this.returns += 1
      this.onScreen = this.returns <= MOST_RETURNS
    }
    const { runId, about, reports, cancelling } = this.held
    return { runId, ...about, cancelling, reports: [...reports.values()], onScreen: this.onScreen }
  }
}
