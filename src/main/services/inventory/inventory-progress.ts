import type { InventoryProgress } from '../../../shared/ipc/inventory'
import type { ConnectionContext, HaloSession } from '../../ports'

/** Progress of a reading under way, without the window's name for it. */
export type ReadingProgress = Omit<Extract<InventoryProgress, { readonly waiting: unknown }>, 'inventoryId'>

/** Collects what the progress message needs; one message per change. */
export class ProgressState {
  private current: ReadingProgress = {
    phase: 'connecting',
    at: null,
    done: 0,
    total: null,
    requests: 0,
    waiting: null,
  }
  private session: HaloSession | null = null

  /** @param requestsBefore sent by the reading that this one takes up again */
  constructor(
    private readonly requestsBefore: number,
    private readonly send: (progress: ReadingProgress) => void,
  ) {}

  /** The connection, with its waits told here. */
  watched(context: ConnectionContext): ConnectionContext {
    return {
      ...context,
      onWait: (waiting) => {
        if (waiting !== this.current.waiting) this.report({ waiting })
      },
    }
  }

  watch(session: HaloSession | null): void {
    this.session = session
  }

  report(change: Partial<ReadingProgress>): void {
    const requests = this.requestsBefore + (this.session?.counts().sent ?? 0)
    this.current = { ...this.current, ...change, requests }
    this.send(this.current)
  }
}
