import type { InventoryProgress } from '../../../shared/ipc/inventory'
import type { ConnectionContext, HaloSession } from '../../ports'

/** Progress of a reading under way, without the window's name for it. */
export type ReadingProgress = Omit<Extract<InventoryProgress, { readonly waiting: unknown }>, 'inventoryId'>

/** One step of a reading. */
interface Step {
  /** @param at what is read, in words; null: nobody said */
  begin(at: string | null, place: number): void
  /** One more is done, whatever became of it. @returns just that */
  done<Outcome>(outcome: Outcome): Outcome
}

/** Collects what the progress message needs; one message per change. */
export class ProgressState {
  private current: ReadingProgress = {
    phase: 'connecting',
    at: null,
    begun: 0,
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

  connecting(): void {
    this.report({ phase: 'connecting' })
  }

  /** The list of applications is being read: how many there are is not known. */
  listing(): void {
    this.report({ phase: 'applications', at: null, begun: 0, done: 0, total: null })
  }

  /** A step of several things, told from the first that is read: what is known already is not. */
  step(phase: Exclude<ReadingProgress['phase'], 'connecting'>, total: number): Step {
    let at: string | null = null
    let begun = 0
    let done = 0
    return {
      begin: (name, place) => {
        at = name
        begun = place + 1
        this.report({ phase, at, begun, done, total })
      },
      done: (outcome) => {
        done += 1
        if (begun > 0) this.report({ done })
        return outcome
      },
    }
  }

  private report(change: Partial<ReadingProgress>): void {
    const requests = this.requestsBefore + (this.session?.counts().sent ?? 0)
    this.current = { ...this.current, ...change, requests }
    this.send(this.current)
  }
}
