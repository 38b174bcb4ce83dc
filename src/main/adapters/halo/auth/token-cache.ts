import type { Failure } from '../../../../core/comparison/observation'
import { SCOPES, SMALL_ANSWER } from '../../../../shared/bounds'
import { err, ok, type Result } from '../../../../shared/result'
import { ABORTED, unlessAborted } from '../../../unless-aborted'
import type { Clock } from '../../../ports'
import type { HttpAnswer } from '../../http/http'
import {
  badAnswer,
  cancelled,
  invalidClient,
  invalidScope,
  notHalo,
  redirected,
  requestFailed,
  signInRefused,
  unexplainedRefusal,
  type HaloSaid,
} from '../answers/failures'
import { property, readJson, textProperty } from '../answers/json-answer'

export interface Token {
  readonly accessToken: string
  /** Granted scopes; empty when Halo named none. */
  readonly scopes: readonly string[]
  /** Seconds from now. */
  readonly lifetime: number
  readonly refreshToken: string | null
}

/** Sends the form of a token request to the authorisation server. */
export type PostToken = (
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<Result<HttpAnswer, Failure>>

const DEFAULT_LIFETIME_S = 3600
/** A token that lives no time would be asked for anew with every request. */
const SHORTEST_LIFETIME_S = 10
const LONGEST_LIFETIME_S = 86_400
const LONGEST_TOKEN = 20_000

/** Reads the answer of the token endpoint: the rows of halo-api.md section 2.6. */
export const readTokenAnswer = (
  answer: HttpAnswer,
  { host, scopes, grant }: TokenRequest,
): Result<Token, Failure> => {
  const { status, headers } = answer
  if (status >= 300 && status < 400) return err(redirected(host, status, headers.location))
  const body = readJson(answer, SMALL_ANSWER)
  const said = body.kind === 'json' ? saidIn(body.value) : { error: null, description: null }
  if (status < 200 || status >= 300) return err(tokenRefusal(status, said, { host, scopes, grant }))
  if (body.kind === 'not-json') return err(notHalo(host, `its token endpoint sent ${body.what}`, status))
  const accessToken = textProperty(body.value, 'access_token', Infinity)
  if (accessToken === null) return err(notHalo(host, 'its token endpoint sent no token', status))
  // Halo names it always; a token of another kind could not be used as a bearer’s.
  const type = property(body.value, 'token_type')
  if (type !== undefined && (typeof type !== 'string' || type.toLowerCase() !== 'bearer')) {
    return err(badAnswer('The token endpoint', 'a token of another kind than Bearer'))
  }
  // SECURITY: a line break in the token would forge a header.
  if (!canBeToken(accessToken)) return err(badAnswer('The token endpoint', 'a token that cannot be one'))
  const refreshToken = textProperty(body.value, 'refresh_token', Infinity)
  if (refreshToken !== null && !canBeToken(refreshToken)) {
    return err(badAnswer('The token endpoint', 'a refresh token that cannot be one'))
  }
  const granted = scopesOf(property(body.value, 'scope'))
  if (granted === null) return err(badAnswer('The token endpoint', 'more scopes than there can be'))
  return ok({
    accessToken,
    scopes: granted,
    lifetime: lifetimeOf(property(body.value, 'expires_in')),
    refreshToken,
  })
}

const canBeToken = (text: string): boolean => text.length <= LONGEST_TOKEN && /^[\x21-\x7e]+$/.test(text)

interface TokenRequest {
  readonly host: string
  readonly scopes: readonly string[]
  readonly grant: 'client' | 'sign-in'
}

/** `error` and `error_description` (RFC 6749, section 5.2) as they may be quoted. */
const saidIn = (value: unknown): HaloSaid => ({
  error: textProperty(value, 'error', LONGEST_SAID),
  description: textProperty(value, 'error_description', LONGEST_SAID),
})

/** A longer text is not told: part of one could be part of a secret, which nobody would find in it any more. */
const LONGEST_SAID = 200

const tokenRefusal = (status: number, said: HaloSaid, { host, scopes, grant }: TokenRequest): Failure => {
  const { error } = said
  if (status === 404 || status === 405) return notHalo(host, 'it has no token endpoint', status)
  if (status !== 400 && status !== 401 && status !== 403) {
    return requestFailed(`The authorisation server answered ${status}.`, status)
  }
  if (error === null) return unexplainedRefusal(host, status)
  if (error === 'invalid_scope') return invalidScope(scopes, said)
  return error === 'invalid_grant' || grant === 'sign-in'
    ? signInRefused(status, said)
    : invalidClient(host, status, said)
}

/** null: so many, or so long ones, that they are none. */
const scopesOf = (value: unknown): readonly string[] | null => {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  const text = texts.filter((each) => typeof each === 'string').join(' ')
  if (text.length > SCOPES.most * SCOPES.characters) return null
  const scopes = [...new Set(text.split(/\s+/).filter((scope) => scope !== ''))]
  return scopes.length > SCOPES.most || scopes.some(({ length }) => length > SCOPES.characters)
    ? null
    : scopes
}

const lifetimeOf = (value: unknown): number => {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
    ? Math.min(Math.max(seconds, SHORTEST_LIFETIME_S), LONGEST_LIFETIME_S)
    : DEFAULT_LIFETIME_S
}

/** Renewed this long before Halo would refuse it. */
const EARLY_S = 60

/** Gets a token for the first time or again. */
export type Authenticate = (signal: AbortSignal) => Promise<Result<Token, Failure>>

interface PendingToken {
  readonly answer: Promise<Result<Token, Failure>>
  readonly controller: AbortController
  waiting: number
}

/**
 * One connection's token, in memory only: fetched when needed, shared by parallel calls, renewed
 * before it expires on a clock that only goes forward.
 */
export class TokenCache {
  private current: { readonly token: Token; readonly expiresAt: number } | null = null
  private pending: PendingToken | null = null
  /** Halo’s own no: asking again with the same credentials would be answered the same. */
  private refusal: Failure | null = null

  constructor(
    private readonly authenticate: Authenticate,
    private readonly clock: Clock,
  ) {}

  /**
   * A token that is still good, or a new one. Parallel callers share one request, which ends when
   * the last of them has given up.
   */
  async get(signal: AbortSignal): Promise<Result<Token, Failure>> {
    if (this.refusal !== null) return err(this.refusal)
    if (this.current !== null && this.clock.monotonic() < this.current.expiresAt)
      return ok(this.current.token)
    this.pending ??= this.start()
    const { pending } = this
    pending.waiting += 1
    try {
      return await unlessCancelled(pending.answer, signal)
    } finally {
      pending.waiting -= 1
      if (pending.waiting === 0) {
        pending.controller.abort()
        if (this.pending === pending) this.pending = null
      }
    }
  }

  /** Forgets the token, as after a 401; not one that came after it. */
  drop(token: Token): void {
    if (this.current?.token === token) this.current = null
  }

  private start(): PendingToken {
    const controller = new AbortController()
    const pending = { answer: this.request(controller.signal), controller, waiting: 0 }
    return pending
  }

  private async request(signal: AbortSignal): Promise<Result<Token, Failure>> {
    const answer = await this.authenticate(signal)
    if (answer.ok) {
      const lifetime = Math.max(answer.value.lifetime - EARLY_S, answer.value.lifetime / 2)
      this.current = { token: answer.value, expiresAt: this.clock.monotonic() + lifetime * 1000 }
    } else if (isRefusal(answer.error)) this.refusal = answer.error
    return answer
  }
}

/** An answer of the authorisation server about the credentials, not a fault on the way to it nor somebody else's word. */
export const isRefusal = ({ code, status }: Failure): boolean =>
  code !== 'connection.not-halo' && (status === 400 || status === 401 || status === 403)

/** The answer, or a cancelled failure as soon as the signal aborts. */
const unlessCancelled = async <T>(
  work: Promise<Result<T, Failure>>,
  signal: AbortSignal,
): Promise<Result<T, Failure>> => {
  const answer = await unlessAborted(work, signal)
  return answer === ABORTED ? err(cancelled()) : answer
}
