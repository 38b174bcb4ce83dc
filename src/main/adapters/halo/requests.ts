import { countText } from '../../../core/comparison/count-text'
import type { Failure } from '../../../core/comparison/observation'
import { err, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import type { HttpAnswer, HttpClient, HttpFault } from '../http/http'
import { cancelled, rateLimited, transportFailure } from './answers/failures'
import { foreignAnswer, isHalosOwn, originOf } from './answers/foreign-answer'
import { foreignFailure } from './answers/foreign-failure'
import { WINDOW_MS, type Sleep, type TenantLimiter } from './limiter'
import { givenUpSoon, tellingWhenSlow } from './slow-server'
import type { TellWait } from './waits'

/** Tries of one request: on a connection that Halo has not answered yet, and on one that it has. */
const MOST_TRIES = { first: 5, later: 8 }
const BACKOFF_MS = { least: 5_000, most: 60_000 }
const RETRY_AFTER_MS = { least: 1_000, most: WINDOW_MS }
/**
 * How long one request waits out 429: the limit's own window, after which the allowance is there again;
 * less where nobody is told that it waits.
 */
const PATIENCE_MS = { told: WINDOW_MS, untold: 60_000 }
const SHORT_BACKOFF_MS = { least: 250, most: 8_000 }
/** A request waits this long for the network of this computer to come back, and looks again this often. */
const OFFLINE_PATIENCE_MS = 900_000
const OFFLINE_LOOK_MS = { least: 1_000, most: 15_000 }
/** A request without an answer has taken its whole deadline: two such, one for each side, are enough to ask with one alone. */
const COST_OF_TIMEOUT = 6
/** What a proxy says to the first requests of a tenant it will say again: it is asked twice, and by two sides three times at most. */
const COST_OF_PROXY = 2

export interface RequestDeps {
  readonly limiter: TenantLimiter
  readonly sleep: Sleep
  readonly clock: Clock
  /** Host shown in messages. */
  readonly host: string
  /** Makes what each request tells that it waits; absent: nobody sees that it does. */
  readonly waits?: (() => TellWait) | undefined
  /** How long one request waits out 429. */
  readonly patienceMs?: number | undefined
  /** How long a request may be without an answer before the server is told to be slow. */
  readonly slowAfterMs?: number | undefined
}

/** Counts what one connection sent, token and discovery calls included. */
export class RequestCounter {
  sent = 0
  throttled = 0
  /** Hosts that gave an answer which was neither 429 nor a fault of the server. */
  readonly answered = new Set<string>()
  /** By host, what its answers named as their server that only Halo gives. */
  private readonly servers = new Map<string, Set<string>>()

  serversOf(host: string): Set<string> {
    const servers = this.servers.get(host) ?? new Set()
    this.servers.set(host, servers)
    return servers
  }

  /** Takes over what another connection has seen of the same tenant. */
  learn(other: RequestCounter): void {
    for (const host of other.answered) this.answered.add(host)
    for (const [host, servers] of other.servers) for (const each of servers) this.serversOf(host).add(each)
  }
}

interface SendOptions {
  readonly signal: AbortSignal
  /** Whether asking twice does no harm, even where the first answer was lost. */
  readonly repeatable: boolean
  /**
   * It may turn out not to be needed: it is sent once, and not to a tenant in trouble, and whatever comes is
   * returned, a 429 too. That it reached nobody does not count against the tenant: the same is soon found
   * out by one that is needed.
   */
  readonly ahead?: boolean
  /** Requests of one kind take about as long; null: how long it takes tells nothing of the tenant. */
  readonly kind?: string | null
}

/**
 * Sends one request, patiently. An answer that somebody else gave in Halo's place is a failure that
 * says so: nothing of it may be taken for Halo's word about a secret, a scope or an agent.
 */
export const sendRequest = async (
  deps: RequestDeps,
  counter: RequestCounter,
  request: (signal: AbortSignal) => ReturnType<HttpClient['get']>,
  options: SendOptions,
): Promise<Result<HttpAnswer, Failure>> => {
  let last: HttpAnswer | null = null
  const sent = await (options.ahead === true ? sendAhead : sendPatiently)(
    deps,
    counter,
    async (signal) => {
      const answer = await request(signal)
      last = answer.ok ? answer.value : null
      return answer
    },
    options,
  )
  const answer = sent.ok ? sent.value : lastRefusal(sent.error, last)
  if (answer === null) return sent
  const known = counter.serversOf(deps.host)
  if (isHalosOwn(answer)) known.add(originOf(answer))
  const foreign = foreignAnswer(answer, known)
  return foreign === null ? sent : err(foreignFailure(deps.host, answer.status, foreign))
}

/** The 429 that a request was given up for. */
const lastRefusal = ({ status }: Failure, last: HttpAnswer | null): HttpAnswer | null =>
  status === 429 && last?.status === 429 ? last : null

/**
 * Sends one request within the tenant's allowance. Waits and repeats on 429; repeats what broke off
 * or met a passing fault of the server or the network. Anything that is an answer is returned as it is.
 *
 * How patient it is hangs on whether this connection was ever answered: an address where nobody is,
 * or a wrong name, is told soon, and a run that has come halfway is not given up for a bad minute.
 */
const sendPatiently = async (
  deps: RequestDeps,
  counter: RequestCounter,
  request: (signal: AbortSignal) => ReturnType<HttpClient['get']>,
  options: SendOptions,
): Promise<Result<HttpAnswer, Failure>> => {
  const { signal, repeatable } = options
  const { limiter } = deps
  const onWait = deps.waits?.() ?? (() => undefined)
  const tries = new Tries(deps, counter, options, onWait)
  for (;;) {
    const { broken, wakes } = limiter
    if (broken !== null) return err(broken)
    const answer = await limiter.run(
      (number, isProbe) => tries.send(isProbe && limiter.isSilent ? givenUpSoon(request) : request, number),
      signal,
      onWait,
    )
    // The tenant was given up while this one waited.
    if (answer === null) continue
    if (answer.ok && answer.value.status === 429) {
      // A request that was refused so was not looked at: it may be sent again whatever it is.
      const refused = tries.patienceIsOver()
      if (refused === null) continue
      return err(refused)
    }
    if (!answer.ok && answer.error.kind === 'cancelled') return err(cancelled())
    const { result, isPassing } = outcomeOf(answer, deps, counter.answered.has(deps.host), tries.number)
    // The computer slept meanwhile: that a connection did not last tells nothing of the tenant.
    const slept = !answer.ok && limiter.wakes !== wakes
    if (!repeatable || (!slept && !(await tries.wait(answer, isPassing)))) return result
  }
}

/** Sends a request that may not be needed: once, and not where the tenant is in trouble when its turn comes. */
const sendAhead: typeof sendPatiently = async (deps, counter, request, options) => {
  const onWait = deps.waits?.() ?? (() => undefined)
  const tries = new Tries(deps, counter, options, onWait)
  const answer = await deps.limiter.run((number) => tries.send(request, number), options.signal, onWait)
  if (answer === null) return err(cancelled())
  return answer.ok ? answer : err(transportFailure(answer.error, deps.host))
}

/** How often one request was tried, and whether it is to be tried again. */
class Tries {
  private refusals = 0
  private refusedSince: number | null = null
  private faults = 0
  private looks = 0
  private offlineSince: number | null = null
  /** That of the request that was sent last. */
  number = 0

  constructor(
    private readonly deps: RequestDeps,
    private readonly counter: RequestCounter,
    private readonly options: SendOptions,
    private readonly onWait: TellWait,
  ) {}

  /**
   * Notes what the answer tells of the tenant, before the next request goes out.
   * @returns null: nothing was sent, since the tenant is left alone
   */
  async send(
    request: (signal: AbortSignal) => ReturnType<HttpClient['get']>,
    number: number,
  ): Promise<Result<HttpAnswer, HttpFault> | null> {
    const { limiter, clock } = this.deps
    const { signal, ahead = false, kind = null } = this.options
    if (signal.aborted) return err({ kind: 'cancelled' })
    if (limiter.broken !== null || (ahead && limiter.isTroubled)) return null
    this.number = number
    this.counter.sent += 1
    const began = clock.monotonic()
    const answer = await tellingWhenSlow(request(signal), this.deps, this.onWait)
    if (!answer.ok) {
      if (answer.error.kind !== 'cancelled') limiter.troubled(number)
      return answer
    }
    const { status, headers, text } = answer.value
    limiter.reached()
    if (status === 429) {
      this.refusals += 1
      this.refusedSince ??= clock.monotonic()
      this.counter.throttled += 1
      limiter.troubled(number)
      const wait = waitAfter(
        headers.retryAfter,
        Math.max(this.refusals, limiter.refused(number)),
        clock.now(),
      )
      limiter.pause(wait, this.pauseReason(headers.retryAfter))
    } else if (isPassing(status)) limiter.troubled(number)
    else {
      this.counter.answered.add(this.deps.host)
      limiter.answered(kind && kindOf(kind, text.length), clock.monotonic() - began)
    }
    return answer
  }

  /** After a 429: null to go on waiting, else what is told; then the tenant is left alone for a while. */
  patienceIsOver(): Failure | null {
    const { limiter, clock, host } = this.deps
    const since = this.refusedSince ?? clock.monotonic()
    const waited = clock.monotonic() - since
    if (waited < this.patience()) return null
    const failure = rateLimited(host, Math.round(waited / 1000))
    // Where others were answered meanwhile, it is this request that is refused, and not the tenant's all.
    if (!limiter.answeredSince(since)) limiter.giveUp(failure)
    return failure
  }

  private patience(): number {
    const { patienceMs, waits } = this.deps
    return patienceMs ?? (waits === undefined ? PATIENCE_MS.untold : PATIENCE_MS.told)
  }

  private pauseReason(retryAfter: string | null): string {
    const { host, clock } = this.deps
    if (askedWait(retryAfter, clock.now()) > 0) return `${host} asked to wait (429, too many requests)`
    return `${host} refuses requests as too many (429), without saying for how long, and is waited for ${countText(this.patience() / 1000)} s at most`
  }

  /** Waits before the next try; false when there is to be none. */
  async wait(answer: Result<HttpAnswer, HttpFault>, isPassing: boolean): Promise<boolean> {
    if (!answer.ok && isOffline(answer.error) && this.isProven()) return this.waitForNetwork()
    this.faults += 1
    if (!isPassing || this.faults >= this.most() || !this.deps.limiter.mayRepeat(this.faults)) return false
    await this.deps.sleep(shortWait(this.faults), this.options.signal)
    return true
  }

  private most(): number {
    return this.isProven() ? MOST_TRIES.later : MOST_TRIES.first
  }

  /** Whether this very host was there before; another one that the tenant names may not be. */
  private isProven(): boolean {
    return this.counter.answered.has(this.deps.host)
  }

  /** While this computer has no network nothing reaches the tenant, so nothing is counted. */
  private async waitForNetwork(): Promise<boolean> {
    const now = this.deps.clock.monotonic()
    this.offlineSince ??= now
    if (now - this.offlineSince >= OFFLINE_PATIENCE_MS) return false
    this.looks += 1
    this.onWait('The network is away; going on when it is back.')
    await this.deps.sleep(doubled(OFFLINE_LOOK_MS, this.looks), this.options.signal)
    this.onWait(null)
    return true
  }
}

/** How long a request takes hangs on what is asked for, and on how long the answer is: to the next power of two. */
const kindOf = (kind: string, characters: number): string => {
  const level = Math.ceil(Math.log2(characters + 1))
  return `${kind} ${level}`
}

/** What is told when it is not asked again, and whether asking again may help. @param number that of the request */
const outcomeOf = (
  answer: Result<HttpAnswer, HttpFault>,
  { limiter, host }: RequestDeps,
  isProven: boolean,
  number: number,
): { readonly result: Result<HttpAnswer, Failure>; readonly isPassing: boolean } => {
  if (answer.ok) return { result: answer, isPassing: isPassing(answer.value.status) }
  const fault = answer.error
  const failure = transportFailure(fault, host)
  // What never left this computer tells nothing of the tenant, nor a connection that came about and broke.
  if (fault.kind === 'unreachable' && !(isProven && (isOffline(fault) || BROKE_OFF.includes(fault.code))))
    limiter.missed(failure, 1, number)
  if (fault.kind === 'proxy') limiter.missed(failure, isProven ? 1 : COST_OF_PROXY, number)
  if (fault.kind === 'timeout') limiter.missed(failure, isProven ? COST_OF_TIMEOUT : 1, number)
  return { result: err(failure), isPassing: mayComeBack(fault, isProven) }
}

const OFFLINE = ['ENETDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAI_AGAIN', 'ENOTFOUND']

const BROKE_OFF = ['ECONNRESET', 'EPIPE', 'unknown']

/**
 * Statuses that may be others a moment later: of a server in trouble, of one that had no time for the
 * request (408, 425), of what stands before it (502 to 504, Cloudflare's 520 to 526).
 */
const isPassing = (status: number): boolean =>
  status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505)

/** No way out, or no name is found. @param fault of a host that was found before */
const isOffline = (fault: HttpFault): boolean => fault.kind === 'unreachable' && OFFLINE.includes(fault.code)

/** A connection that broke may come back; an unknown host or a bad certificate or a proxy's no will not. */
const mayComeBack = (fault: HttpFault, isProven: boolean): boolean =>
  fault.kind === 'cut-off' ||
  (fault.kind === 'proxy' && (fault.problem === 'closed' || (fault.status >= 502 && fault.status <= 504))) ||
  (fault.kind === 'unreachable' &&
    (BROKE_OFF.includes(fault.code) ||
      // Nobody listens there, though somebody did a moment ago: it is being started again.
      (isProven && fault.code === 'ECONNREFUSED')))

/** @param time from 1 */
const doubled = ({ least, most }: { least: number; most: number }, time: number): number =>
  Math.min(least * 2 ** (time - 1), most)

/** Between half and the whole of a wait, so that connections do not come back all at once. */
const jitter = (): number => 0.5 + Math.random() / 2

/** Milliseconds before a request is repeated that met a passing fault. @param time from 1 */
export const shortWait = (time: number): number => doubled(SHORT_BACKOFF_MS, time) * jitter()

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; NaN where there is none that can be used. */
const askedWait = (retryAfter: string | null, now: Date): number => {
  const seconds = retryAfter === null || retryAfter.trim() === '' ? NaN : Number(retryAfter)
  if (Number.isFinite(seconds)) return seconds * 1000
  // Only as HTTP writes dates: `Date.parse` reads one into “5, 10” too.
  const isDate = retryAfter !== null && /^[A-Z][a-z]+, .* GMT$/.test(retryAfter)
  return isDate ? Date.parse(retryAfter) - now.getTime() : NaN
}

/**
 * How long to wait after a 429, in milliseconds: what `Retry-After` asks for, within 1 to 300 s, and not
 * less again and again; without a usable one 5 s, doubling to 60 s (halo-api.md section 7).
 */
export const waitAfter = (retryAfter: string | null, attempt: number, now: Date): number => {
  const asked = askedWait(retryAfter, now)
  if (!Number.isFinite(asked)) return doubled(BACKOFF_MS, attempt)
  const least = doubled({ least: RETRY_AFTER_MS.least, most: BACKOFF_MS.most }, attempt)
  return Math.min(Math.max(asked, least), RETRY_AFTER_MS.most)
}
