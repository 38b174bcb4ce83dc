import { setImmediate as afterEvents } from 'node:timers/promises'
import type { Sleep } from '../../src/main/adapters/halo/limiter'
import type { Clock } from '../../src/main/ports'

/** Time that passes only while nothing else can happen: from one timer to the next, in their order. */
export interface VirtualTime {
  readonly clock: Clock
  readonly sleep: Sleep
  now(): number
  /** Runs something after so many milliseconds. @returns what takes that back */
  after(milliseconds: number, run: () => void): () => void
  /** Lets time pass until this is settled; fails where nothing is left that it could wait for. */
  until<T>(work: Promise<T>): Promise<T>
}

/** So many turns of the event loop may pass in which nothing waits for time. */
const MOST_TURNS = 1_000
const START = Date.UTC(2026, 10, 26, 10)

export const createVirtualTime = (): VirtualTime => {
  let now = 0
  let order = 0
  const timers = new Set<{ readonly at: number; readonly order: number; readonly run: () => void }>()
  const after = (milliseconds: number, run: () => void) => {
    const timer = { at: now + Math.max(0, milliseconds), order: order++, run }
    timers.add(timer)
    return () => {
      timers.delete(timer)
    }
  }
  return {
    clock: { now: () => new Date(START + now), monotonic: () => now },
    now: () => now,
    after,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve()
          return
        }
        const done = () => {
          takeBack()
          signal.removeEventListener('abort', done)
          resolve()
        }
        const takeBack = after(milliseconds, done)
        signal.addEventListener('abort', done, { once: true })
      }),
    until: async (work) => {
      const ended = { yes: false }
      const end = () => (ended.yes = true)
      work.then(end, end)
      let idle = 0
      for (;;) {
        await afterEvents()
        if (ended.yes) return work
        let next: { at: number; order: number; run: () => void } | undefined
        for (const timer of timers)
          if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order))
            next = timer
        if (next === undefined) {
          // Long bodies are read in turns, which are no timers.
          if ((idle += 1) > MOST_TURNS) throw new Error('Nothing is left that this could wait for.')
          continue
        }
        idle = 0
        timers.delete(next)
        now = next.at
        next.run()
      }
    },
  }
}
