import { setImmediate as afterEvents } from 'node:timers/promises'
import type { Sleep } from '../../src/main/adapters/halo/limiter'
import type { Clock } from '../../src/main/ports'

/** Time that passes by waiting only, and at once. */
export interface PassingTime {
  readonly clock: Clock
  readonly sleep: Sleep
  /** Lets time pass without a wait. */
  pass(milliseconds: number): void
}

const START = Date.UTC(2026, 10, 24, 10)

export const createPassingTime = (): PassingTime => {
  let passed = 0
  return {
    clock: { now: () => new Date(START + passed), monotonic: () => passed },
    sleep: async (milliseconds, signal) => {
      if (!signal.aborted) passed += milliseconds
      // Answers come in meanwhile.
      await afterEvents()
    },
    pass: (milliseconds) => {
      passed += milliseconds
    },
  }
}
