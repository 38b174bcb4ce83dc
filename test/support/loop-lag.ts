/**
 * How late the event loop of a process is by its own doing, in milliseconds: no later than the time of
 * a processor that the process took meanwhile. What other programs took on a busy machine is not its lag.
 */
export interface LoopLag {
  readonly p99: number
  readonly most: number
}

type Watched = typeof globalThis & { endLoopWatch?: () => LoopLag }

/** Watches the process that runs it, one watch at a time. Uses no name of this module, so that it can be sent to another process. */
export const beginWatch = (): void => {
  const TICK_MS = 5
  const late: number[] = []
  const own = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  let last = performance.now()
  let lastOwn = own()
  const look = () => {
    const now = performance.now()
    const nowOwn = own()
    late.push(Math.max(0, Math.min(now - last - TICK_MS, nowOwn - lastOwn)))
    last = now
    lastOwn = nowOwn
  }
  const timer = setInterval(look, TICK_MS)
  const watched: Watched = globalThis
  watched.endLoopWatch = () => {
    clearInterval(timer)
    look()
    late.sort((a, b) => a - b)
    return { p99: late[Math.floor(late.length * 0.99)] ?? 0, most: late.at(-1) ?? 0 }
  }
}

/** Ends it, in the same process. */
export const endWatch = (): LoopLag =>
  (globalThis as Watched).endLoopWatch?.() ?? { p99: Infinity, most: Infinity }

/** Watches this process until it is asked. */
export const watchLoop = (): (() => LoopLag) => {
  beginWatch()
  return endWatch
}

/** Milliseconds that a loop may be late where it is this late while nothing happens: the machine has other work too. */
export const mayBeLate = (idle: LoopLag): number => 100 + 5 * idle.most
