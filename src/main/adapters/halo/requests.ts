import type { Failure } from '../../../core/observation'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import type { HttpAnswer, HttpClient, HttpFault } from '../http'
import { rateLimited, transportFailure } from './failures'
import type { Sleep, TenantLimiter } from './limiter'

const MOST_TRIES = 4
const FIRST_BACKOFF_MS = 5_000
const LONGEST_BACKOFF_MS = 60_000
const RETRY_AFTER_MS = { least: 1_000, most: 300_000 }
const SHORT_BACKOFF_MS = 250

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
}

/**
 * Sends one request within the tenant's allowance. Waits and repeats on 429; repeats a GET that
 * broke off or met a passing server fault. Anything that is an answer is returned as it is.
 */
export const sendRequest = async (
  deps: RequestDeps,
  counter: RequestCounter,
  request: (signal: AbortSignal) => ReturnType<HttpClient['get']>,
  {
    signal,
    onWait = () => undefined,
    repeatable,
  }: { signal: AbortSignal; onWait?: (text: string | null) => void; repeatable: boolean },
): Promise<Result<HttpAnswer, Failure>> => {
  const { limiter, clock } = deps
  for (let attempt = 1; ; attempt++) {
    const { broken } = limiter
    if (broken !== null) return err(broken)
    const answer = await limiter.run(
      () => {
        counter.sent += 1
        return request(signal)
      },
      signal,
      onWait,
    )
    const last = attempt >= MOST_TRIES
    if (!answer.ok) {
      const failure = failureAfter(answer.error, deps, repeatable && !last)
      if (failure !== null) return err(failure)
      await deps.sleep(SHORT_BACKOFF_MS * 2 ** (attempt - 1) * jitter(), signal)
      continue
    }
    limiter.reached()
    const { status } = answer.value
    if (status === 429) {
      counter.throttled += 1
      if (last) {
        limiter.giveUp()
        return err(rateLimited())
      }
      limiter.pause(waitAfter(answer.value.headers.retryAfter, attempt, clock.now()))
      continue
    }
    if (status >= 502 && status <= 504 && repeatable && !last && limiter.mayRepeat()) {
      await deps.sleep(SHORT_BACKOFF_MS * 2 ** (attempt - 1) * jitter(), signal)
      continue
    }
    return ok(answer.value)
  }
}

/** The failure of a request that reached nobody; null when it may be repeated. */
const failureAfter = (
  fault: HttpFault,
  { limiter, host }: RequestDeps,
  repeatable: boolean,
): Failure | null => {
  const failure = transportFailure(fault, host)
  if (fault.kind === 'unreachable' || fault.kind === 'timeout' || fault.kind === 'proxy')
    limiter.missed(failure)
  return repeatable && isPassing(fault) && limiter.mayRepeat() ? null : failure
}

/** A connection that broke may come back; an unknown host, a bad certificate or a proxy's no will not. */
const isPassing = (fault: HttpFault): boolean =>
  fault.kind === 'cut-off' ||
  (fault.kind === 'proxy' && (fault.problem === 'closed' || (fault.status >= 502 && fault.status <= 504))) ||
  (fault.kind === 'unreachable' && ['ECONNRESET', 'EPIPE', 'unknown'].includes(fault.code))

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
  return Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS)
}
