import type { Failure } from '../../../core/comparison/observation'
import { err, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import type { HttpAnswer, HttpClient, HttpFault } from '../http/http'
import { cancelled, rateLimited, transportFailure } from './answers/failures'
import { foreignAnswer, isHalosOwn, originOf } from './answers/foreign-answer'
import { foreignFailure } from './answers/foreign-failure'
import type { Sleep, TenantLimiter } from './limiter'

/** Tries of one request: on a connection that Halo has not answered yet, and on one that it has. */
const MOST_TRIES = { first: 5, later: 8 }
const BACKOFF_MS = { least: 5_000, most: 60_000 }
const RETRY_AFTER_MS = { least: 1_000, most: 300_000 }
const SHORT_BACKOFF_MS = { least: 250, most: 8_000 }
/** A request waits this long for the network of this computer to come back, and looks again this often. */
const OFFLINE_PATIENCE_MS = 900_000
const OFFLINE_LOOK_MS = { least: 1_000, most: 15_000 }
/** A request without an answer has taken its whole deadline: two such count as six that were turned away. */
const COST_OF_TIMEOUT = 3

export interface RequestDeps {
  readonly limiter: TenantLimiter
  readonly sleep: Sleep
  readonly clock: Clock
  /** Host shown in messages. */
  readonly host: string
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
}

interface SendOptions {
  readonly signal: AbortSignal
  readonly onWait?: (text: string | null) => void
  /** Whether asking twice does no harm. */
  readonly repeatable: boolean
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
  const sent = await sendPatiently(
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
  const { signal, onWait = () => undefined, repeatable } = options
  const { limiter } = deps
  const tries = new Tries(deps, counter, signal, onWait)
  for (;;) {
    const { broken, wakes } = limiter
    if (broken !== null) return err(broken)
    const answer = await limiter.run(() => tries.send(request), signal, onWait)
    if (answer.ok && answer.value.status === 429) {
      if (tries.mayWaitAgain()) continue
      return err(rateLimited())
    }
    if (!answer.ok && answer.error.kind === 'cancelled') return err(cancelled())
    const { result, isPassing } = outcomeOf(answer, deps, counter.answered.has(deps.host))
    // The computer slept meanwhile: that a connection did not last tells nothing of the tenant.
    const slept = !answer.ok && limiter.wakes !== wakes
    if (!repeatable || (!slept && !(await tries.wait(answer, isPassing)))) return result
  }
}

/** How often one request was tried, and whether it is to be tried again. */
class Tries {
  private refusals = 0
  private faults = 0
  private looks = 0
  private offlineSince: number | null = null

  constructor(
    private readonly deps: RequestDeps,
    private readonly counter: RequestCounter,
    private readonly signal: AbortSignal,
    private readonly onWait: (text: string | null) => void,
  ) {}

  /** Notes what the answer tells of the tenant, before the next request goes out. */
  async send(
    request: (signal: AbortSignal) => ReturnType<HttpClient['get']>,
  ): Promise<Result<HttpAnswer, HttpFault>> {
    const { limiter, clock } = this.deps
    this.counter.sent += 1
    const answer = await request(this.signal)
    if (!answer.ok) return answer
    const { status, headers } = answer.value
    limiter.reached()
    if (status === 429) {
      this.refusals += 1
      this.counter.throttled += 1
      limiter.pause(waitAfter(headers.retryAfter, this.refusals, clock.now()))
    } else if (status < 500) {
      this.counter.answered.add(this.deps.host)
      limiter.answered()
    }
    return answer
  }

  /** After a 429. False: Halo asked to wait too often, and the tenant is left alone for a while. */
  mayWaitAgain(): boolean {
    if (this.refusals < this.most()) return true
    this.deps.limiter.giveUp()
    return false
  }

  /** Waits before the next try; false when there is to be none. */
  async wait(answer: Result<HttpAnswer, HttpFault>, isPassing: boolean): Promise<boolean> {
    if (!answer.ok && isOffline(answer.error) && this.isProven()) return this.waitForNetwork()
    this.faults += 1
    if (!isPassing || this.faults >= this.most() || !this.deps.limiter.mayRepeat()) return false
    await this.deps.sleep(doubled(SHORT_BACKOFF_MS, this.faults) * jitter(), this.signal)
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
    await this.deps.sleep(doubled(OFFLINE_LOOK_MS, this.looks), this.signal)
    this.onWait(null)
    return true
  }
}

/** What is told when it is not asked again, and whether asking again may help. */
const outcomeOf = (
  answer: Result<HttpAnswer, HttpFault>,
  { limiter, host }: RequestDeps,
  isProven: boolean,
): { readonly result: Result<HttpAnswer, Failure>; readonly isPassing: boolean } => {
  if (answer.ok) return { result: answer, isPassing: answer.value.status >= 500 }
  const fault = answer.error
  const failure = transportFailure(fault, host)
  // What never left this computer tells nothing of the tenant.
  if (fault.kind === 'unreachable' && !(isProven && isOffline(fault))) limiter.missed(failure)
  if (fault.kind === 'proxy') limiter.missed(failure)
  if (fault.kind === 'timeout') limiter.missed(failure, isProven ? COST_OF_TIMEOUT : 1)
  return { result: err(failure), isPassing: mayComeBack(fault, isProven) }
}

const OFFLINE = ['ENETDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAI_AGAIN', 'ENOTFOUND']

/** No way out, or no name is found. @param fault of a host that was found before */
const isOffline = (fault: HttpFault): boolean => fault.kind === 'unreachable' && OFFLINE.includes(fault.code)

/** A connection that broke may come back; an unknown host or a bad certificate or a proxy's no will not. */
const mayComeBack = (fault: HttpFault, isProven: boolean): boolean =>
  fault.kind === 'cut-off' ||
  (fault.kind === 'proxy' && (fault.problem === 'closed' || (fault.status >= 502 && fault.status <= 504))) ||
  (fault.kind === 'unreachable' &&
    (['ECONNRESET', 'EPIPE', 'unknown'].includes(fault.code) ||
      // Nobody listens there, though somebody did a moment ago: it is being started again.
      (isProven && fault.code === 'ECONNREFUSED')))

/** @param time from 1 */
const doubled = ({ least, most }: { least: number; most: number }, time: number): number =>
  Math.min(least * 2 ** (time - 1), most)

/** Between half and the whole of a wait, so that connections do not come back all at once. */
const jitter = (): number => 0.5 + Math.random() / 2

/**
 * How long a 429 asks to wait, in milliseconds: `Retry-After` in seconds or as a date, within
 * 1 to 300 s; without a usable one 5 s, doubling to 60 s (halo-api.md section 7).
 */
export const waitAfter = (retryAfter: string | null, attempt: number, now: Date): number => {
  const seconds = retryAfter === null || retryAfter.trim() === '' ? NaN : Number(retryAfter)
  // Only as HTTP writes dates: `Date.parse` reads one into “5, 10” too.
  const isDate = retryAfter !== null && /^[A-Z][a-z]+, .* GMT$/.test(retryAfter)
  const date = isDate ? Date.parse(retryAfter) - now.getTime() : NaN
  const asked = Number.isFinite(seconds) ? seconds * 1000 : date
  if (Number.isFinite(asked)) return Math.min(Math.max(asked, RETRY_AFTER_MS.least), RETRY_AFTER_MS.most)
  return doubled(BACKOFF_MS, attempt)
}
