import type { Clock } from '../../ports'

/** The window gets at most ten progress messages a second and run (security-measurements.md section 7). */
const PROGRESS_INTERVAL_MS = 100

/** Passes the newest message on at most every {@link PROGRESS_INTERVAL_MS}. */
export const throttle = <T>(clock: Pick<Clock, 'monotonic'>, emit: (message: T) => void) => {
  let lastSent = -Infinity
  let pending: { message: T } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    timer = null
    if (pending === null) return
    const { message } = pending
    pending = null
    lastSent = clock.monotonic()
    emit(message)
  }
  return {
    send: (message: T) => {
      pending = { message }
      if (timer !== null) return
      const wait = lastSent + PROGRESS_INTERVAL_MS - clock.monotonic()
      if (wait <= 0) flush()
      else timer = setTimeout(flush, wait)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      pending = null
    },
  }
}
