/** After this many crashes of the page in a minute it is not loaded again. */
const MOST_CRASHES = 3
const CRASH_WINDOW_MS = 60_000

/**
 * Decides whether a page that crashed is loaded again: what it shows may be what crashes it.
 * @returns a function to call at each crash, with the time in milliseconds; true: load it again
 */
export const createCrashLimit = (): ((now: number) => boolean) => {
  let crashes: readonly number[] = []
  return (now) => {
    crashes = [...crashes.filter((time) => time > now - CRASH_WINDOW_MS), now]
    return crashes.length <= MOST_CRASHES
  }
}
