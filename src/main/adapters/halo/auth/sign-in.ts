import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Failure } from '../../../../core/comparison/observation'
import { err, ok, type Result } from '../../../../shared/result'
import { cancelled, signInRefused } from '../answers/failures'
import { listenForRedirect, type RedirectAnswer } from './redirect-listener'

export interface SignInRequest {
  /** Authorisation server, `…/auth`. */
  readonly authUrl: string
  readonly tenant: string | null
  readonly clientId: string
  readonly scope: string
  /** The registered port of the redirect address on 127.0.0.1; Halo wants an exact match. */
  readonly redirectPort: number
}

export interface SignInCode {
  readonly code: string
  readonly verifier: string
  readonly redirectUri: string
}

const DEADLINE_MS = 300_000

const failure = (message: string, advice: readonly string[]): Failure => ({
  code: 'request.failed',
  message,
  advice,
  status: null,
})

/** Address to open, with everything that its answer is checked against. */
const signInAddress = (
  request: SignInRequest,
  { state, challenge }: { state: string; challenge: string },
): string => {
  const url = new URL(`${request.authUrl}/authorize`)
  if (request.tenant !== null) url.searchParams.set('tenant', request.tenant)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', request.clientId)
  url.searchParams.set('redirect_uri', redirectUriOf(request.redirectPort))
  url.searchParams.set('scope', request.scope)
  url.searchParams.set('state', state)
  url.searchParams.set('code_challenge', challenge)
  url.searchParams.set('code_challenge_method', 'S256')
  return url.href
}

const REDIRECT_PATH = '/callback'

const redirectUriOf = (port: number): string => `http://127.0.0.1:${port}${REDIRECT_PATH}`

/**
 * Lets a person sign in with the browser: authorization code with PKCE S256, answered on a
 * listener that exists for this one sign-in on 127.0.0.1 only (RFC 8252).
 * @param open opens the address in the browser, or shows it
 */
export const signIn = async (
  request: SignInRequest,
  open: (url: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Result<SignInCode, Failure>> => {
  const verifier = randomBytes(48).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const state = randomBytes(24).toString('base64url')
  const answered = await awaitCallback(request, state, signal, () =>
    open(signInAddress(request, { state, challenge })),
  )
  return answered.ok
    ? ok({ code: answered.value, verifier, redirectUri: redirectUriOf(request.redirectPort) })
    : answered
}

const awaitCallback = (
  { redirectPort: port, authUrl }: SignInRequest,
  state: string,
  signal: AbortSignal,
  onListening: () => Promise<void>,
): Promise<Result<string, Failure>> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve(err(cancelled()))
      return
    }
    const finish = (result: Result<string, Failure>) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      listener.close()
      resolve(result)
    }
    const cancel = () => {
      finish(err(cancelled()))
    }
    const timer = setTimeout(() => {
      finish(
        err(failure('Nobody signed in within five minutes.', ['Run it again and sign in in the browser.'])),
      )
    }, DEADLINE_MS)
    signal.addEventListener('abort', cancel, { once: true })
    const listener = listenForRedirect(
      { port, path: REDIRECT_PATH },
      {
        onListening: () => {
          onListening().catch(() => {
            finish(err(failure('The browser could not be opened.', ['Open the address shown by hand.'])))
          })
        },
        onRedirect: (query) => {
          const { answer, result } = readRedirect(query, { state, authUrl })
          if (result !== null) finish(result)
          return answer
        },
        onError: (error) => {
          finish(err(portFailure(port, error)))
        },
      },
    )
  })

const portFailure = (port: number, { code }: NodeJS.ErrnoException): Failure => {
  const reason = code === 'EADDRINUSE' ? 'another program uses it' : (code ?? 'unknown reason')
  return failure(`Port ${port}, the sign-in’s redirect port, cannot be used: ${reason}.`, [
    'Close that program, or register another port in Halo and set it here.',
  ])
}

interface ReadRedirect {
  /** What the browser shows. */
  readonly answer: RedirectAnswer
  /** What the sign-in comes to; null: this ends nothing, and the right answer is still awaited. */
  readonly result: Result<string, Failure> | null
}

/** What an authorisation server may call a code or an error (RFC 6749, appendix A). */
const VISIBLE = /^[\x20-\x7e]{1,8192}$/

const ignored = (text: string): ReadRedirect => ({ answer: { status: 400, text }, result: null })

/**
 * Tells the answer to this sign-in from any other. SECURITY: only who was told our state can end it.
 * A parameter that comes twice is no answer (RFC 6749, section 3.1): two readers may differ in which one counts.
 */
const readRedirect = (
  query: URLSearchParams,
  { state, authUrl }: { readonly state: string; readonly authUrl: string },
): ReadRedirect => {
  const states = query.getAll('state')
  // SECURITY: an answer without our state is somebody else's; it ends nothing.
  if (states.length !== 1 || !isSame(states[0] ?? '', state))
    return ignored('This answer does not belong to the sign-in under way.')
  const codes = query.getAll('code')
  const errors = query.getAll('error')
  const issuers = query.getAll('iss')
  const [outcome = ''] = [...codes, ...errors]
  const isWhole = codes.length + errors.length === 1 && issuers.length <= 1 && VISIBLE.test(outcome)
  if (!isWhole) return ignored('This is not a whole answer of a sign-in.')
  // SECURITY: an answer of another server, mixed up on the way (RFC 9207).
  if (!isFrom(issuers[0] ?? null, authUrl))
    return {
      answer: { status: 400, text: 'This answer comes from another server. You can close this.' },
      result: err(failure('The sign-in was answered by another server than asked.', ['Sign in again.'])),
    }
  return codes.length === 0
    ? {
        answer: { status: 200, text: 'Halo did not sign you in. You can close this.' },
        result: err(
          signInRefused(null, outcome.length > 200 ? undefined : { error: outcome, description: null }),
        ),
      }
    : { answer: { status: 200, text: 'You are signed in. You can close this.' }, result: ok(outcome) }
}

/** Takes as long whatever the difference. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** An issuer that is named must be where the sign-in went; older servers name none. */
const isFrom = (issuer: string | null, authUrl: string): boolean => {
  if (issuer === null) return true
  try {
    return new URL(issuer).origin === new URL(authUrl).origin
  } catch {
    return false
  }
}
