import { appError, type AppError } from '../../../shared/app-error'
import type { FleetProgress } from '../../../shared/ipc/fleet'
import { err, type Result } from '../../../shared/result'
import type { FleetRunsDeps } from './fleet-deps'
import type { FleetRuns } from './fleet-runs'

/**
 * What the window's services know of runs over many tenants before somebody starts one: what runs them is loaded then,
 * and not with the window.
 */
export class FleetFront {
  private runs: FleetRuns | null = null
  private loading: Promise<FleetRuns> | null = null
  private readonly listeners = new Set<(progress: FleetProgress) => void>()

  constructor(private readonly deps: FleetRunsDeps) {}

  /** What runs them, loaded where it is not yet. */
  load(): Promise<FleetRuns> {
    this.loading ??= import('./fleet-runs').then(({ FleetRuns: Runs }) => {
      this.runs = new Runs(this.deps, (progress) => {
        for (const listener of this.listeners) listener(progress)
      })
      return this.runs
    })
    return this.loading
  }

  /** Asks about a run that was started; without one there is nothing to load. */
  async ask<T>(
    question: (runs: FleetRuns) => Result<T, AppError> | Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    return this.runs === null ? err(noFleet()) : question(this.runs)
  }

  /** null: nothing was started. */
  started(): FleetRuns | null {
    return this.runs
  }

  onProgress(listener: (progress: FleetProgress) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

const noFleet = (): AppError =>
  appError('NOT_FOUND', 'No run over many tenants was started.', { field: 'fleetId', advice: ['Start one.'] })
