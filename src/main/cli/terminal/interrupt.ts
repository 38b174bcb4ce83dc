const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Aborts at the first Ctrl-C (or SIGTERM), so that the run ends and writes what is there. A second one
 * ends the process at once: by the system, since comparing many records leaves no turn to a handler of ours.
 * @param onFirst before the abort
 * @param endNow for both before this process had a turn; does not return
 */
export const abortOnInterrupt = (onFirst: () => void, endNow: () => void): AbortSignal => {
  const controller = new AbortController()
  let isAsked = false
  const stop = () => {
    if (isAsked) endNow()
    isAsked = true
    // A second signal that came meanwhile is delivered before this.
    setImmediate(() => {
      for (const signal of SIGNALS) process.removeListener(signal, stop)
      onFirst()
      controller.abort()
    })
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  return controller.signal
}
