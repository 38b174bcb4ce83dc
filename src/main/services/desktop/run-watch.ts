import type { AppError } from '../../../shared/app-error'
import type { RunProgress } from '../../../shared/ipc/api'
import type { ResultOfWindow } from '../../../shared/ipc/desktop'
import type { FleetProgress } from '../../../shared/ipc/fleet'
import type { InventoryProgress } from '../../../shared/ipc/inventory'
import type { RunNames } from '../../desktop-port'
import type { Clock } from '../../ports'

/** What the window's place in the taskbar shows of all runs together. */
export type Bar =
  | { readonly kind: 'none' }
  /** Something is under way, nobody knows how far. */
  | { readonly kind: 'unknown' }
  /** From 0 to 1. */
  | { readonly kind: 'part'; readonly part: number }
  /** Nothing is under way, and the last one failed. */
  | { readonly kind: 'failed' }

/** The end of a run that took long. */
export interface LongEnd {
  readonly result: ResultOfWindow
  readonly title: string
  readonly body: string
}

interface Watched {
  readonly begun: number
  readonly name: Promise<string>
  /** null: not known yet. */
  part: number | null
}

/** A run that takes longer may end while somebody does something else. */
const LONG_MS = 15_000

const NOTHING: Bar = { kind: 'none' }

const INVENTORY_STEPS = ['connecting', 'applications', 'agents', 'roles', 'listing', 'predicting'] as const

interface RunWatchDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  readonly names: RunNames
  readonly onBar: (bar: Bar) => void
  readonly onLongEnd: (end: LongEnd) => void
}

/** Watches all runs of the window, for what is told of them outside of it. */
export class RunWatch {
  private readonly runs = new Map<string, Watched>()
  private failed = false
  private told = JSON.stringify(NOTHING)

  constructor(private readonly deps: RunWatchDeps) {}

  comparison(progress: RunProgress): void {
    const { runId } = progress
    const result = { kind: 'comparison', runId } as const
    if (progress.phase === 'closed') this.forget(runId)
    else if (progress.phase === 'done') void this.end(runId, result, null)
    else if (progress.phase === 'failed') void this.end(runId, result, progress.error)
    else this.note(runId, result, partOf(progress.resourcesDone, progress.resourcesTotal))
  }

  inventory(progress: InventoryProgress): void {
    const { inventoryId } = progress
    const result = { kind: 'applications', inventoryId } as const
    if (progress.phase === 'done') void this.end(inventoryId, result, null)
    else if (progress.phase === 'failed') void this.end(inventoryId, result, progress.error)
    else {
      const step = INVENTORY_STEPS.indexOf(progress.phase)
      const part = partOf(progress.done, progress.total ?? 0)
      this.note(inventoryId, result, step === 0 ? null : (step + (part ?? 0)) / INVENTORY_STEPS.length)
    }
  }

  fleet({ fleetId, phase }: FleetProgress): void {
    const result = { kind: 'fleet' } as const
    if (phase === 'ended') {
      void this.end(fleetId, result, null)
      return
    }
    const counts = this.deps.names.fleet()
    this.note(fleetId, result, partOf(counts?.ended ?? 0, counts?.total ?? 0))
  }

  /** Whether one has not ended. */
  isUnderWay(): boolean {
    return this.runs.size > 0
  }

  /** Somebody looks at the window: a failure was seen. */
  seen(): void {
    this.failed = false
    this.tell()
  }

  private note(id: string, result: ResultOfWindow, part: number | null): void {
    const watched = this.runs.get(id)
    if (watched === undefined) {
      this.failed = false
      this.runs.set(id, { begun: this.deps.clock.monotonic(), name: this.deps.names.name(result), part })
    } else watched.part = part
    this.tell()
  }

  private forget(id: string): void {
    this.runs.delete(id)
    this.tell()
  }

  private async end(id: string, result: ResultOfWindow, error: AppError | null): Promise<void> {
    const watched = this.runs.get(id)
    // What somebody cancelled they know of.
    const isFailure = error !== null && error.code !== 'CANCELLED'
    this.failed ||= isFailure
    this.forget(id)
    if (watched === undefined || this.deps.clock.monotonic() - watched.begun < LONG_MS) return
    if (error !== null && !isFailure) return
    const body = await this.deps.names.end(result, error)
    if (body !== null) this.deps.onLongEnd({ result, title: await watched.name, body })
  }

  private tell(): void {
    const bar = this.bar()
    const told = JSON.stringify(bar)
    if (told === this.told) return
    this.told = told
    this.deps.onBar(bar)
  }

  private bar(): Bar {
    const parts = [...this.runs.values()].map(({ part }) => part)
    if (parts.length === 0) return { kind: this.failed ? 'failed' : 'none' }
    if (parts.every((part) => part === null)) return { kind: 'unknown' }
    const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0)
    // In steps of a hundredth: more is not seen.
    return { kind: 'part', part: Math.round((sum / parts.length) * 100) / 100 }
  }
}

/** null where the whole is not known. */
const partOf = (done: number, total: number): number | null => (total > 0 ? Math.min(1, done / total) : null)
