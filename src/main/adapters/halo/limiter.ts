import type { Clock } from '../../ports'

/** Waits, or ends early when the signal aborts. Injected, so that tests need not wait. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>

export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
  })

/** Halo's limit: 700 requests in any 300 s and tenant, over all its applications (halo-api.md section 7). */
const HALO_LIMIT = 700
const WINDOW_MS = 300_000
const MOST_AT_ONCE = 4
/** After Halo kept asking to wait, nothing more is sent for this long. */
const CIRCUIT_MS = 30_000

/**
 * The allowance of one tenant, shared by all its connections. Production integrations draw on the
 * same 700 requests, so only a part is used.
 */
export class TenantLimiter {
  private readonly sentAt: number[] = []
  private readonly queue: (() => void)[] = []
  private atOnce = 0
  private pausedUntil = 0
  private brokenUntil = 0

  /** @param share of Halo's limit to use, from 0 to 1 */
  constructor(
    private readonly deps: { clock: Clock; sleep: Sleep },
    private readonly share: number,
  ) {}

  /** Halo kept answering 429: for a while every request fails at once. */
  get broken(): boolean {
    return this.deps.clock.monotonic() < this.brokenUntil
  }

  giveUp(): void {
    this.brokenUntil = this.deps.clock.monotonic() + CIRCUIT_MS
  }

  /** Stops the whole tenant for this long, as a 429 asks for. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.deps.clock.monotonic() + milliseconds)
  }

  /**
   * Runs a request when the allowance permits.
   * @param onWait told in a sentence why and how long it waits, and null when it goes on
   */
  async run<T>(
    request: () => Promise<T>,
    signal: AbortSignal,
    onWait: (text: string | null) => void,
  ): Promise<T> {
    await this.enter(signal)
    try {
      await this.awaitAllowance(signal, onWait)
      if (!signal.aborted) this.sentAt.push(this.deps.clock.monotonic())
      return await request()
    } finally {
      this.atOnce -= 1
      this.queue.shift()?.()
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    while (this.atOnce >= MOST_AT_ONCE && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.queue.push(resolve)
      })
    }
    this.atOnce += 1
  }

  private async awaitAllowance(signal: AbortSignal, onWait: (text: string | null) => void): Promise<void> {
    for (;;) {
      const wait = this.delay()
      if (wait <= 0 || signal.aborted) break
      const paused = this.pausedUntil > this.deps.clock.monotonic()
      onWait(
        paused
          ? `Halo asked to wait ${Math.ceil(wait / 1000)} s.`
          : `The allowance of requests is used up; going on in ${Math.ceil(wait / 1000)} s.`,
      )
      await this.deps.sleep(wait, signal)
      onWait(null)
    }
  }

  private delay(): number {
    const now = this.deps.clock.monotonic()
    while (this.sentAt[0] !== undefined && this.sentAt[0] <= now - WINDOW_MS) this.sentAt.shift()
    const [oldest] = this.sentAt
    const full = this.sentAt.length >= Math.floor(HALO_LIMIT * this.share) && oldest !== undefined
    return Math.max(this.pausedUntil - now, full ? oldest + WINDOW_MS - now : 0)
  }
}
