import { END_SIGNALS } from '../../end-process'

/**
 * Aborts at the first signal that asks the process to end, so that the run ends and writes what is
 * there. A second one ends the process at once: by the system, since comparing many records leaves no
 * turn to a handler of ours. But for a terminal that closes (SIGHUP): it says so twice, itself and by its shell.
 * @param onFirst before the abort
 * @param endNow for two before this process had a turn; does not return
 */
export const abortOnInterrupt = (onFirst: () => void, endNow: () => void): AbortSignal => {
  const controller = new AbortController()
  let isAsked = false
  const stop = (signal: NodeJS.Signals) => {
    if (isAsked && signal === 'SIGHUP') return
    if (isAsked) endNow()
    isAsked = true
    // A second signal that came meanwhile is delivered before this.
    setImmediate(() => {
      for (const each of END_SIGNALS) if (each !== 'SIGHUP') process.removeListener(each, stop)
      onFirst()
      controller.abort()
    })
  }
  for (const signal of END_SIGNALS) process.on(signal, stop)
  return controller.signal
}
