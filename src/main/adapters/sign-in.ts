import { createHash, randomBytes } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { Failure } from '../../core/observation'
import { err, ok, type Result } from '../../shared/result'
import { cancelled, signInRefused } from './halo/failures'

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

const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Crossview</title><body><p>${text}</p></body></html>`

const failure = (message: string, advice: readonly string[]): Failure => ({
  code: 'request.failed',
  message,
  advice,
  status: null,
})

/** Address to open, with everything that its answer is checked against. */
export const signInAddress = (
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

const redirectUriOf = (port: number): string => `http://127.0.0.1:${port}/callback`

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
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
      if (request.method !== 'GET' || url.pathname !== '/callback') {
        answer(response, 404, 'Not found.')
        return
      }
      // SECURITY: an answer without our state is somebody else's; it ends nothing.
      if (url.searchParams.get('state') !== state) {
        answer(response, 400, 'This answer does not belong to the sign-in under way.')
        return
      }
      // SECURITY: an answer of another server, mixed up on the way (RFC 9207).
      if (!isFrom(url.searchParams.get('iss'), authUrl)) {
        answer(response, 400, 'This answer comes from another server. You can close this.')
        finish(err(failure('The sign-in was answered by another server than asked.', ['Sign in again.'])))
        return
      }
      const code = url.searchParams.get('code')
      answer(
        response,
        200,
        code === null
          ? 'Halo did not sign you in. You can close this.'
          : 'You are signed in. You can close this.',
      )
      finish(code === null ? err(signInRefused(null)) : ok(code))
    })
    const finish = (result: Result<string, Failure>) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      server.close()
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
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'another program uses it' : (error.code ?? 'unknown reason')
      finish(
        err(
          failure(`Port ${port}, the sign-in’s redirect port, cannot be used: ${reason}.`, [
            'Close that program, or register another port in Halo and set it here.',
          ]),
        ),
      )
    })
    server.listen(port, '127.0.0.1', () => {
      onListening().catch(() => {
        finish(err(failure('The browser could not be opened.', ['Open the address shown by hand.'])))
      })
    })
    if (signal.aborted) cancel()
  })

/** An issuer that is named must be where the sign-in went; older servers name none. */
const isFrom = (issuer: string | null, authUrl: string): boolean => {
  if (issuer === null) return true
  try {
    return new URL(issuer).origin === new URL(authUrl).origin
  } catch {
    return false
  }
}

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end(page(text))
}
