import type { Failure } from './observation'
import { REASON_CODES } from './reason-code'
import type { ReasonCode } from './reason-code'

/** Advice about the name and the password of a proxy: the window offers to lead there, and knows it by these words. */
export const PROXY_SIGN_IN = {
  enter:
    'Enter them in the window: Settings, under Proxies. They are kept in the keychain, for this proxy only.',
  change: 'Enter them anew in the window: Settings, under Proxies.',
} as const

interface FailureText {
  readonly message: string
  readonly advice: readonly string[]
}

/**
 * What to say of a failure when its own words are missing or must not be shown: one sentence and
 * the checks in the order to try them (halo-api.md sections 2.6 and 8). Holds no name of anything.
 */
const STANDARD: Readonly<Partial<Record<Failure['code'], FailureText>>> = {
  'connection.invalid-client': {
    message: 'Halo does not accept the client id and secret.',
    advice: [
      'Check the client id: it may change when an application is saved, the latest counts.',
      'Check the secret, without spaces around it, or make a new one.',
      'Check that the application is active.',
      'Check the web address and the tenant: a wrong one looks the same.',
    ],
  },
  'connection.invalid-scope': {
    message: 'The token request names a scope that Halo does not know, so all of it was refused.',
    advice: ['Ask for “all” or known scope names only.'],
  },
  'connection.no-scope': {
    message: 'The token came without any scope.',
    advice: ['Send a scope with the token request, for example “all”.'],
  },
  'connection.not-an-agent': {
    message: 'The application does not log in as an agent.',
    advice: ['Set the login type of the application to Agent and choose the agent to log in as.'],
  },
  'connection.not-halo': {
    message: 'What answered is not Halo.',
    advice: ['Check the web address: it is the one agents log in at.'],
  },
  'connection.tls': {
    message: "The server's certificate is not trusted, has expired or is for another host.",
    advice: ['Check the date and host name of the certificate, or give the authority that issued it.'],
  },
  'connection.unreachable': {
    message: 'The server could not be reached.',
    advice: ['Check the web address, the network, the proxy and the firewall.'],
  },
  'connection.rate-limited': {
    message: 'Halo kept asking to wait until the time was up.',
    advice: ['Try again later: all applications of a tenant share one allowance of requests.'],
  },
  'identity.same-application': {
    message: 'Both sides are the same application, so there is nothing to compare.',
    advice: ['Give the agent side an application of its own, or a sign-in through another application.'],
  },
  'identity.unknown': { message: 'Agent/me was refused.', advice: [] },
  'request.cancelled': { message: 'The request was cancelled.', advice: [] },
}

/** The failure's own words, or the standard ones where it has none. */
export const failureTexts = (failure: Failure): FailureText => {
  const standard = standardTexts(failure.code)
  return {
    message: failure.message === '' ? standard.message : failure.message,
    advice: failure.advice.length === 0 ? standard.advice : failure.advice,
  }
}

/** Words for a kind of failure that are true of every tenant. */
export const standardTexts = (code: Failure['code']): FailureText =>
  STANDARD[code] ?? { message: 'The request failed.', advice: ['Try again.'] }

/** A failure's code as a reason code; failures without one of their own leave data incomplete. */
export const reasonOf = (code: Failure['code']): ReasonCode =>
  REASON_CODES.find((reason) => reason === code) ?? 'data.incomplete'
