const TICK_MS = 10

/**
 * Milliseconds from now on, without those in which the machine let this process stand still: a
 * timer that comes late has waited for the machine, not for what is measured.
 */
export const startFairWatch = (): (() => number) => {
  const started = performance.now()
  let last = started
  let stalled = 0
  const tick = () => {
    const now = performance.now()
    stalled += Math.max(0, now - last - TICK_MS)
    last = now
  }
  const timer = setInterval(tick, TICK_MS)
  return () => {
    clearInterval(timer)
    tick()
    return performance.now() - started - stalled
  }
}
