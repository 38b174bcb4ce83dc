import type { Failure } from '../../../core/comparison/observation'
import type { Clock } from '../../ports'
import { unlessAborted } from '../../unless-aborted'
import { rateLimited } from './answers/failures'

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
/** After Halo kept asking to wait, or could not be reached again and again, nothing is sent for this long. */
const CIRCUIT_MS = 30_000
/** Requests in a row that reached nobody, of a tenant that has not answered yet, and of one that has. */
const MOST_UNREACHED = 4
const MOST_UNREACHED_LATER = 12
/**
 * Repeats within the window: some at any rate, and one for every two good answers. A tenant that
 * answers nothing is left alone soon; one that fails a third of the time still gets through.
 */
const FREE_REPEATS = 20
const REPEATS_PER_ANSWER = 0.5

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
  private unreached: { readonly failure: Failure; readonly count: number } | null = null
  private readonly repeatedAt: number[] = []
  private readonly answeredAt: number[] = []
  /** Halo asked to wait, and has answered nothing since. */
  private refusing = false
  /** Ends with the one request that finds out whether Halo answers again; null when none is out. */
  private probe: Promise<void> | null = null
  /** Resolves when the computer is awake again; null while it is. */
  private asleep: { readonly over: Promise<void>; readonly wake: () => void } | null = null

  /** @param share of Halo's limit to use, from 0 to 1 */
  constructor(
    private readonly deps: { clock: Clock; sleep: Sleep },
    private readonly share: number,
  ) {}

  /** Why every request fails at once for a while: a 429 that did not end, or nobody answered; else null. */
  get broken(): Failure | null {
    if (this.deps.clock.monotonic() >= this.brokenUntil) return null
    return this.unreached?.failure ?? rateLimited()
  }

  /** The way to the tenant is another one: what was not reached over the old one may be now. */
  forgetUnreached(): void {
    if (this.unreached === null) return
    this.unreached = null
    this.brokenUntil = 0
  }

  /** How often the computer woke from sleep. A request that began before has lost its connection. */
  wakes = 0

  /** Halo kept answering 429. */
  giveUp(): void {
    this.unreached = null
    this.brokenUntil = this.deps.clock.monotonic() + CIRCUIT_MS
  }

  /** Somebody answered, if only that something is wrong. */
  reached(): void {
    this.unreached = null
  }

  /** A good answer. */
  answered(): void {
    this.reached()
    this.refusing = false
    this.answeredAt.push(this.deps.clock.monotonic())
  }

  /**
   * Nobody answered; after some in a row the tenant is left alone for a while.
   * @param cost how many others it counts as: one that took long counts more
   */
  missed(failure: Failure, cost = 1): void {
    this.unreached = { failure, count: (this.unreached?.count ?? 0) + cost }
    const most = this.goodAnswers() > 0 ? MOST_UNREACHED_LATER : MOST_UNREACHED
    if (this.unreached.count >= most) this.brokenUntil = this.deps.clock.monotonic() + CIRCUIT_MS
  }

  /** Whether a request may be repeated: a tenant in trouble is not asked twice for everything. */
  mayRepeat(): boolean {
    const now = this.deps.clock.monotonic()
    forgetBefore(this.repeatedAt, now - WINDOW_MS)
    if (this.repeatedAt.length >= FREE_REPEATS + this.goodAnswers() * REPEATS_PER_ANSWER) return false
    this.repeatedAt.push(now)
    return true
  }

  /** Sends nothing until `resume`, as while the computer sleeps. */
  suspend(): void {
    if (this.asleep !== null) return
    let wake: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      wake = resolve
    })
    this.asleep = { over, wake }
  }

  resume(): void {
    if (this.asleep === null) return
    this.wakes += 1
    this.asleep.wake()
    this.asleep = null
  }

  /** Stops the whole tenant for this long, as a 429 asks for. After it one request goes ahead of the others. */
  pause(milliseconds: number): void {
    this.refusing = true
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
    let endProbe: () => void = () => undefined
    try {
      endProbe = await this.awaitAllowance(signal, onWait)
      if (!signal.aborted) this.sentAt.push(this.deps.clock.monotonic())
      return await request()
    } finally {
      endProbe()
      this.atOnce -= 1
      this.queue.shift()?.()
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    while (this.atOnce >= MOST_AT_ONCE && !signal.aborted) {
      let turn: () => void = () => undefined
      const ready = new Promise<void>((resolve) => {
        turn = resolve
      })
      this.queue.push(turn)
      await unlessAborted(ready, signal)
      // One that gave up must not take the turn of another.
      const place = this.queue.indexOf(turn)
      if (place >= 0) this.queue.splice(place, 1)
    }
    this.atOnce += 1
  }

  /** @returns what tells the others that this request has its answer, where they wait for that */
  private async awaitAllowance(
    signal: AbortSignal,
    onWait: (text: string | null) => void,
  ): Promise<() => void> {
    for (;;) {
      if (this.asleep !== null && !signal.aborted) {
        onWait('The computer sleeps; going on when it wakes.')
        await unlessAborted(this.asleep.over, signal)
        onWait(null)
      }
      if (signal.aborted) return () => undefined
      if (this.probe !== null) {
        await unlessAborted(this.probe, signal)
        continue
      }
      const wait = this.delay()
      // Without a pause in between: two at once would both go ahead.
      if (wait <= 0) return this.refusing ? this.startProbe() : () => undefined
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

  private startProbe(): () => void {
    let end: () => void = () => undefined
    this.probe = new Promise<void>((resolve) => {
      end = () => {
        this.probe = null
        resolve()
      }
    })
    return end
  }

  private goodAnswers(): number {
    forgetBefore(this.answeredAt, this.deps.clock.monotonic() - WINDOW_MS)
    return this.answeredAt.length
  }

  private delay(): number {
    const now = this.deps.clock.monotonic()
    forgetBefore(this.sentAt, now - WINDOW_MS)
    const [oldest] = this.sentAt
    const full = this.sentAt.length >= Math.floor(HALO_LIMIT * this.share) && oldest !== undefined
    return Math.max(this.pausedUntil - now, full ? oldest + WINDOW_MS - now : 0)
  }
}

const forgetBefore = (times: number[], limit: number): void => {
  while (times[0] !== undefined && times[0] <= limit) times.shift()
}
