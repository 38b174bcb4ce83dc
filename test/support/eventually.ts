import { vi } from 'vitest'
import { WAIT } from './patience'

/** Tries until nothing is thrown, for as long as a busy machine needs; `vi.waitFor` gives up after a second. */
export const eventually = <T>(work: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(work, { timeout: WAIT, interval: 50 })
