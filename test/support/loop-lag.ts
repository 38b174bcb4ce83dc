/** How late the event loop of a process is, in milliseconds. */
export interface LoopLag {
  readonly p99: number
  readonly most: number
}

const TICK_MS = 5

/** Watches this process until it is asked. Holds no name of this module, so that it can be sent elsewhere as text. */
export const watchLoop = (): (() => LoopLag) => {
  const late: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    late.push(Math.max(0, now - last - TICK_MS))
    last = now
  }, TICK_MS)
  return () => {
    clearInterval(timer)
    late.push(Math.max(0, performance.now() - last - TICK_MS))
    late.sort((a, b) => a - b)
    return { p99: late[Math.floor(late.length * 0.99)] ?? 0, most: late.at(-1) ?? 0 }
  }
}

/** Milliseconds that a loop may be late where it is this late while nothing happens: the machine has other work too. */
export const mayBeLate = (idle: LoopLag): number => 100 + 5 * idle.most
