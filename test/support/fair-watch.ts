import { ownTime } from './own-time'

const TICK_MS = 10

/**
 * Milliseconds from now on that this process waited or worked, without those in which the machine let
 * it stand still: a timer that comes late while the process took no processor has waited for the
 * machine, not for what is measured.
 */
export const startFairWatch = (): (() => number) => {
  const started = performance.now()
  let last = started
  let lastOwn = ownTime()
  let stalled = 0
  const tick = () => {
    const [now, own] = [performance.now(), ownTime()]
    stalled += Math.max(0, now - last - TICK_MS - (own - lastOwn))
    last = now
    lastOwn = own
  }
  const timer = setInterval(tick, TICK_MS)
  return () => {
    clearInterval(timer)
    tick()
    return performance.now() - started - stalled
  }
}
