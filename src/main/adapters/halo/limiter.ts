import { countText } from '../../../core/comparison/count-text'
import type { Failure } from '../../../core/comparison/observation'
import { HALO_LIMIT } from '../../../shared/allowance'
import type { Clock } from '../../ports'
import { unlessAborted } from '../../unless-aborted'
import { Concurrency } from './concurrency'

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

/** Whoever used up the allowance, after so long it is there again. */
export const WINDOW_MS = 300_000
/** How often a wait is told anew, with the time that is left. */
const TOLD_EVERY_MS = 10_000
const LEAST_STEP_MS = 500
/** After Halo kept asking to wait, or could not be reached again and again, nothing is sent for this long. */
const CIRCUIT_MS = 30_000
/** Requests in a row that reached nobody, of a tenant that has not answered yet, and of one that has. */
const MOST_UNREACHED = 4
const MOST_UNREACHED_LATER = 12
/**
 * Of requests that were out together when a tenant fell silent, so many count as unreached: one for each side. All of
 * them tell of the same moment, and none that the tenant would not have answered the next.
 */
const MOST_TOGETHER = 2
/** How often a tenant that has answered gets one more request after that: a few slow lists are not the tenant. */
const MOST_DOUBTS = 2
/**
 * Repeats within the window: some at any rate, and one for every two good answers. A tenant that
 * answers nothing is left alone soon; one that fails a third of the time still gets through. Each request
 * of a tenant that answers others has two of its own, which what always fails cannot use up.
 */
const FREE_REPEATS = 20
const OWN_REPEATS = 2
const REPEATS_PER_ANSWER = 0.5

/**
 * The allowance of one tenant, shared by all its connections. Production integrations draw on the
 * same 700 requests, so only a part is used.
 */
export class TenantLimiter {
  /**
   * Until when each request counts, as far as is known: Halo counts it when it comes there, at the latest when it ended.
   * Counted from when they were let go, more than the allowance could come there within a window.
   */
  private counted: { until: number }[] = []
  private readonly queue: (() => void)[] = []
  private readonly concurrency = new Concurrency()
  private atOnce = 0
  /** Number of the request that was sent last, from 1. */
  private sent = 0
  private pausedUntil = 0
  private pauseReason = ''
  private brokenUntil = 0
  private gaveUp: Failure | null = null
  private doubts = 0
  private unreached: {
    readonly failure: Failure
    readonly count: number
    /** Requests to this one were out together, of which so many were counted. */
    readonly through: number
    readonly together: number
  } | null = null
  /** Refusals (429) in a row; those of requests that were out together, to this one, are one. */
  private refusals = { inARow: 0, through: 0 }
  private readonly repeatedAt: number[] = []
  private readonly answeredAt: number[] = []
  /** When the last of the requests was sent that were answered well. */
  private answeredSentAt = -Infinity
  /** Halo asked to wait, and has answered nothing since. */
  private refusing = false
  /** Ends with the one request that finds out whether Halo answers again; null when none is out. */
  private probe: Promise<void> | null = null
  /** Resolves when the computer is awake again; null while it is. */
  private asleep: { readonly over: Promise<void>; readonly wake: () => void } | null = null

  /** @param share of Halo's limit to use, from 0 to 1: asked before each request, since it may be chosen anew meanwhile */
  constructor(
    private readonly deps: { clock: Clock; sleep: Sleep },
    private readonly share: () => number,
  ) {}

  /** Why every request fails at once for a while: a 429 that did not end, or nobody answered; else null. */
  get broken(): Failure | null {
    if (this.deps.clock.monotonic() >= this.brokenUntil) return null
    return this.unreached?.failure ?? this.gaveUp
  }

  /** Nobody answered the requests that were sent last. */
  get isSilent(): boolean {
    return this.unreached !== null
  }

  /** The way to the tenant is another one: what was not reached over the old one may be now. */
  forgetUnreached(): void {
    if (this.unreached === null) return
    this.unreached = null
    this.brokenUntil = 0
  }

  /** The last that was heard of the tenant is that it refused a request, failed at it or did not answer. */
  isTroubled = false

  /** How often the computer woke from sleep. A request that began before has lost its connection. */
  wakes = 0

  /** Halo kept answering 429: nothing is sent for a while, and this is told. */
  giveUp(failure: Failure): void {
    this.unreached = null
    this.gaveUp = failure
    this.brokenUntil = this.deps.clock.monotonic() + CIRCUIT_MS
  }

  /** Somebody answered, if only that something is wrong. */
  reached(): void {
    this.unreached = null
    this.doubts = 0
  }

  /**
   * A good answer.
   * @param kind of answers that take about as long where nobody waits; null: how long it took tells nothing
   * @param took milliseconds
   */
  answered(kind: string | null = null, took = 0): void {
    const now = this.deps.clock.monotonic()
    this.reached()
    this.isTroubled = false
    this.refusing = false
    this.refusals.inARow = 0
    this.answeredAt.push(now)
    this.answeredSentAt = Math.max(this.answeredSentAt, now - took)
    if (kind !== null) this.concurrency.answered(kind, took, now)
  }

  /** The tenant refused a request (429), failed at it or did not answer: fewer are out at once. @param request its number */
  troubled(request: number): void {
    this.isTroubled = true
    this.concurrency.troubled(request, this.sent)
  }

  /** A 429. @returns how many there were in a row, those of requests that were out together taken for one */
  refused(request: number): number {
    if (request > this.refusals.through)
      this.refusals = { inARow: this.refusals.inARow + 1, through: this.sent }
    return this.refusals.inARow
  }

  /**
   * Nobody answered; after some in a row the tenant is left alone for a while. Of a tenant that has answered,
   * of requests that were out together {@link MOST_TOGETHER} count.
   * @param cost how many others it counts as: one that took long counts more
   * @param request its number
   */
  missed(failure: Failure, cost = 1, request = this.sent + 1): void {
    const { count = 0, through = 0, together = 0 } = this.unreached ?? {}
    const hasAnswered = this.goodAnswers() > 0
    const isTogether = hasAnswered && request <= through
    if (isTogether && together >= MOST_TOGETHER) return
    this.unreached = {
      failure,
      count: count + cost,
      through: isTogether ? through : this.sent,
      together: isTogether ? together + 1 : 1,
    }
    if (this.unreached.count < (hasAnswered ? MOST_UNREACHED_LATER : MOST_UNREACHED)) return
    this.doubts += 1
    // One request goes ahead of the others, and finds out.
    if (hasAnswered && this.doubts <= MOST_DOUBTS) this.refusing = true
    else this.brokenUntil = this.deps.clock.monotonic() + CIRCUIT_MS
  }

  /**
   * Whether a request may be repeated: a tenant in trouble is not asked twice for everything.
   * @param time from 1, how often this one request would be repeated
   */
  mayRepeat(time: number): boolean {
    const now = this.deps.clock.monotonic()
    forgetBefore(this.repeatedAt, now - WINDOW_MS)
    const good = this.goodAnswers()
    const isOwn = good > 0 && time <= OWN_REPEATS
    if (!isOwn && this.repeatedAt.length >= FREE_REPEATS + good * REPEATS_PER_ANSWER) return false
    this.repeatedAt.push(now)
    return true
  }

  /** Whether a request was answered well that was sent after this moment of the monotonic clock. */
  answeredSince(moment: number): boolean {
    return this.answeredSentAt > moment
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

  /**
   * Stops the whole tenant for this long, as a 429 asks for. After it one request goes ahead of the others.
   * @param reason the beginning of the sentence in which the wait is told
   */
  pause(milliseconds: number, reason: string): void {
    this.refusing = true
    const until = this.deps.clock.monotonic() + milliseconds
    if (until < this.pausedUntil) return
    this.pausedUntil = until
    this.pauseReason = reason
  }

  /**
   * Runs a request when the allowance permits, in the order of the calls.
   * @param request told the number of the request, and whether it goes ahead of all others to find out whether the tenant answers again
   * @param onWait told in a sentence why and how long it waits, again as time passes, and null when it goes on
   */
  async run<T>(
    request: (number: number, isProbe: boolean) => Promise<T>,
    signal: AbortSignal,
    onWait: (text: string | null) => void,
  ): Promise<T> {
    await this.enter(signal)
    let end: () => void = () => undefined
    try {
      const allowed = await this.awaitAllowance(signal, onWait)
      end = allowed.end
      return await request(allowed.number, allowed.isProbe)
    } finally {
      end()
      this.atOnce -= 1
      this.admit()
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    if (this.queue.length === 0 && this.atOnce < this.concurrency.allowed) {
      this.goOut()
      return
    }
    let turn: () => void = () => undefined
    const ready = new Promise<void>((resolve) => {
      turn = resolve
    })
    this.queue.push(turn)
    await unlessAborted(ready, signal)
    const place = this.queue.indexOf(turn)
    if (place < 0) return
    // One that gave up sends nothing, and takes no turn of another.
    this.queue.splice(place, 1)
    this.atOnce += 1
  }

  /** Lets in who came first, as many as may be out. */
  private admit(): void {
    while (this.atOnce < this.concurrency.allowed) {
      const next = this.queue.shift()
      if (next === undefined) return
      this.goOut()
      next()
    }
  }

  private goOut(): void {
    this.atOnce += 1
    this.concurrency.out(this.atOnce)
  }

  /**
   * Counts the request as sent, unless it was cancelled.
   * @returns its number, and what to call when it has its answer
   */
  private async awaitAllowance(
    signal: AbortSignal,
    onWait: (text: string | null) => void,
  ): Promise<{ readonly number: number; readonly isProbe: boolean; readonly end: () => void }> {
    let told = false
    for (;;) {
      if (this.asleep !== null && !signal.aborted) {
        onWait('The computer sleeps; going on when it wakes.')
        await unlessAborted(this.asleep.over, signal)
        onWait(null)
      }
      if (signal.aborted) {
        if (told) onWait(null)
        return { number: this.sent, isProbe: false, end: () => undefined }
      }
      if (this.probe !== null) {
        await unlessAborted(this.probe, signal)
        continue
      }
      const wait = this.delay()
      if (wait <= 0) {
        if (told) onWait(null)
        // Without a pause since the allowance was looked at: two at once would both go ahead.
        this.sent += 1
        const counted = { until: this.deps.clock.monotonic() + WINDOW_MS }
        this.counted.push(counted)
        const isProbe = this.refusing
        const endProbe = isProbe ? this.startProbe() : () => undefined
        return {
          number: this.sent,
          isProbe,
          end: () => {
            counted.until = this.deps.clock.monotonic() + WINDOW_MS
            endProbe()
          },
        }
      }
      const paused = this.pausedUntil > this.deps.clock.monotonic()
      const seconds = Math.max(1, Math.round(wait / 1000))
      // What a timer that fires a moment early has left is no news.
      if (!told || wait >= LEAST_STEP_MS)
        onWait(
          paused
            ? `${this.pauseReason}; asking again in ${countText(seconds)} s.`
            : `The allowance of requests is used up; going on in ${countText(seconds)} s.`,
        )
      told = true
      await this.deps.sleep(untilTold(wait), signal)
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
    // By the very number that is waited for: as a sum of others, rounding let some go a moment early, and all at once.
    this.counted = this.counted.filter(({ until }) => until > now)
    const isFull = this.counted.length >= Math.floor(HALO_LIMIT * this.share())
    const next = isFull ? this.counted.reduce((least, { until }) => Math.min(least, until), Infinity) : now
    return Math.max(this.pausedUntil - now, next - now)
  }
}

/** To the next full ten seconds that are left, or past them where they are a moment away. */
const untilTold = (wait: number): number => {
  const over = wait % TOLD_EVERY_MS
  return over >= LEAST_STEP_MS || wait < TOLD_EVERY_MS ? over : over + TOLD_EVERY_MS
}

const forgetBefore = (times: number[], limit: number): void => {
  while (times[0] !== undefined && times[0] <= limit) times.shift()
}
