import type { FleetRunOptions } from './fleet-run'

/** What is ended has this long to hand over what it has: it may wait for somebody who never answers. */
const GRACE_MS = 10_000

/** Why a tenant is ended that has had its time. */
export const LATE = Symbol('late')

/** When a tenant has to end: because the whole run does, or because it has had its time. */
export class Ending {
  private readonly ending = new AbortController()
  private readonly over = new AbortController()
  private readonly timers: ReturnType<typeof setTimeout>[] = []
  private readonly signals: readonly AbortSignal[]

  /** @param own ends this tenant alone */
  constructor({ signal, deadlineMs }: Pick<FleetRunOptions, 'signal' | 'deadlineMs'>, own?: AbortSignal) {
    this.signals = own === undefined ? [signal] : [signal, own]
    for (const each of this.signals) each.addEventListener('abort', this.endAll, { once: true })
    if (this.signals.some(({ aborted }) => aborted)) this.endAll()
    if (deadlineMs !== undefined)
      this.after(deadlineMs, () => {
        this.end(LATE)
      })
  }

  /** Ends the tenant's work, which hands over what it has. */
  get signal(): AbortSignal {
    return this.ending.signal
  }

  /** Nobody waits for that work any more. */
  get graceOver(): AbortSignal {
    return this.over.signal
  }

  /** No timer and no listener stays. */
  release(): void {
    for (const signal of this.signals) signal.removeEventListener('abort', this.endAll)
    for (const timer of this.timers) clearTimeout(timer)
  }

  private readonly endAll = (): void => {
    this.end()
  }

  private end(why?: typeof LATE): void {
    if (this.ending.signal.aborted) return
    this.ending.abort(why)
    this.after(GRACE_MS, () => {
      this.over.abort()
    })
  }

  private after(milliseconds: number, then: () => void): void {
    this.timers.push(setTimeout(then, milliseconds))
  }
}
