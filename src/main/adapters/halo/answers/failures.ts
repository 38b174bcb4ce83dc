import { countText } from '../../../../core/comparison/count-text'
import type { Failure } from '../../../../core/comparison/observation'
import { visibleLine } from '../../../../shared/visible-text'
import type { HttpFault } from '../../http/http'
import { because } from '../../http/fault-words'
import { isHandshakeCode } from '../../http/http-fault'
import { proxyFailure, throughText, unusedText } from '../../http/proxy-failures'

/** Every fault of a Halo call as the user is told it: what happened, and what to check in which order. */

const failure = (
  code: Failure['code'],
  message: string,
  advice: readonly string[],
  status: number | null = null,
): Failure => ({
  code,
  message,
  advice,
  status,
})

export const cancelled = (): Failure => failure('request.cancelled', 'Cancelled.', [])

/** A fault below HTTP, with the proxy on the way where there was one. `host` is where the request went. */
export const transportFailure = (fault: HttpFault, host: string): Failure => {
  if (fault.kind === 'proxy') return proxyFailure(fault, host)
  const told = faultFailure(fault, host)
  const through = 'proxy' in fault ? throughText(fault) : ''
  const advice = 'unused' in fault ? [unusedText(fault.unused), ...told.advice] : told.advice
  return { ...told, advice, message: through === '' ? told.message : `${told.message} ${through}` }
}

const faultFailure = (fault: Exclude<HttpFault, { kind: 'proxy' }>, host: string): Failure => {
  switch (fault.kind) {
    case 'cancelled':
      return cancelled()
    case 'timeout':
      return failure('connection.unreachable', `${host} did not answer in time.`, [
        'Try again; a slow line or a busy server passes.',
        'Check that the address is right and that a firewall lets this computer reach it.',
      ])
    case 'unreachable':
      return failure(
        'connection.unreachable',
        `${host} could not be reached${because(fault.code)}.`,
        unreachableAdvice(fault.code),
      )
    case 'tls':
      return failure(
        'connection.tls',
        isHandshakeCode(fault.code)
          ? `${host} and this computer could not agree on a secure connection${because(fault.code)}.`
          : `The certificate of ${host} is not trusted${because(fault.code)}.`,
        tlsAdvice(fault.code),
      )
    case 'unreadable-ca':
      return failure(
        'connection.tls',
        `The extra certificate of this tenant cannot be read. Nothing was sent to ${host}.`,
        [
          'Export the root certificate as Base-64 (PEM) again, and give all of it, from the BEGIN line to the END line.',
          'If the server’s certificate is from a public authority, take the extra one out.',
        ],
      )
    case 'too-large':
      return failure('request.failed', `${host} sent an answer of more than 25 MB, which is refused.`, [
        'Compare fewer resources at a time.',
      ])
    case 'cut-off':
      return failure('request.failed', `The answer of ${host} broke off in the middle.`, ['Try again.'])
  }
}

const unreachableAdvice = (code: string): readonly string[] =>
  code === 'ENOTFOUND' || code === 'EAI_AGAIN'
    ? [
        'Check the spelling of the address.',
        'Check that this computer is on line and that its DNS knows the host.',
      ]
    : ['Check the address and its port.', 'Check that a firewall or VPN lets this computer reach it.']

const tlsAdvice = (code: string): readonly string[] => {
  if (code === 'CERT_HAS_EXPIRED')
    return ['Renew the certificate of the server.', 'Check the date of this computer.']
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return ['Use the host name that the certificate was made for.']
  if (isHandshakeCode(code))
    return [
      'The server must speak TLS 1.2 or newer: ask whoever runs it.',
      'Check the port of the address; it may be one where nothing secure is spoken.',
    ]
  return [
    'On-premises: add your root certificate (PEM) to the tenant profile.',
    'In an office that inspects TLS: add that proxy’s root certificate to the tenant profile.',
  ]
}

/** The address answers, but not as Halo does. */
export const notHalo = (host: string, what: string, status: number | null = null): Failure =>
  failure(
    'connection.not-halo',
    `${host} does not answer as Halo does: ${what}.`,
    [
      'Open the address in a browser: is it your Halo?',
      'Copy the Resource Server from Configuration > Integrations > Halo API > API Details.',
    ],
    status,
  )

/** A tenant names an authorisation server that is neither its own nor Halo's. @param confirmable whether a person may say that it is right */
export const authElsewhere = (host: string, authHost: string, confirmable: boolean): Failure =>
  failure(
    'connection.not-halo',
    confirmable
      ? `${host} names another authorisation server, ${authHost}. No secret is sent there before you confirmed that it is yours.`
      : `${host} names an authorisation server that no secret is ever sent to (${authHost}).`,
    confirmable
      ? [
          `If ${authHost} is your own: “Test connection” in the window asks you to confirm it, once.`,
          `On the command line: crossview profiles confirm NAME --auth-host ${authHost}; for a config file: --trust-host ${authHost}`,
          'If you do not know it: check the web address, and ask whoever looks after that Halo server.',
        ]
      : ['Check the web address, and the authorisation server in Halo’s API details.'],
    200,
  )

/** A redirect is never followed: the secret would be sent to wherever it points. */
export const redirected = (host: string, status: number, location: string | null): Failure =>
  notHalo(
    host,
    `it redirects${location === null ? '' : ` to ${targetOf(location, host)}`}, which is not followed`,
    status,
  )

const LONGEST_TARGET = 100

/** Where a redirect leads: the host, with what is worth knowing besides. */
const targetOf = (location: string, host: string): string => {
  try {
    const url = new URL(location, `https://${host}`)
    if (url.host === '') return `an address that begins with ${url.protocol.slice(0, LONGEST_TARGET)}`
    const target = url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`
    return target.slice(0, LONGEST_TARGET)
  } catch {
    return 'another address'
  }
}

/** What the token endpoint named as its error, as it was said. */
export interface HaloSaid {
  readonly error: string | null
  readonly description: string | null
}

/** " (401 from host: invalid_client, “…”)". */
const quoted = (from: string, { error, description }: HaloSaid): string =>
  ` (${from}: ${visibleLine(error ?? '')}${description === null ? '' : `, “${visibleLine(description)}”`})`

export const invalidClient = (host: string, status: number, said: HaloSaid): Failure =>
  failure(
    'connection.invalid-client',
    `Halo refused the client id and secret${quoted(`${status} from ${host}`, said)}. A wrong secret, an inactive application and a wrong tenant look the same from outside.`,
    [
      'Compare the client id with Configuration > Integrations > Halo API > the application; it may change when a new application is saved.',
      'Enter the secret again, without spaces around it; Halo shows it once, so make a new one if in doubt.',
      'Check that the application is active and its method is Client ID and Secret (Services).',
      'Check the tenant and the Authorisation Server on Halo’s API Details page.',
    ],
    status,
  )

/** The token endpoint refused without naming the error that Halo names (halo-api.md section 2.6). */
export const unexplainedRefusal = (host: string, status: number): Failure =>
  failure(
    'request.failed',
    `The token endpoint at ${host} refused the request (${status}) without saying why. Halo names an error there, so this may be something between this computer and Halo; whether the client id and secret are right is not known.`,
    [
      `Ask whoever runs your network, and whoever runs that Halo server, whether requests to ${host}/auth are let through.`,
      'Check the tenant and the Authorisation Server on Halo’s API Details page.',
      'If nothing is in between: compare the client id with Configuration > Integrations > Halo API > the application, and enter the secret again.',
    ],
    status,
  )

export const invalidScope = (scopes: readonly string[], said: HaloSaid): Failure =>
  failure(
    'connection.invalid-scope',
    `Halo does not know one of the scopes asked for (${scopes.join(' ')}), and refuses the whole request${quoted('it said', said)}.`,
    [
      'Ask for “all”: Halo then grants what is ticked for the application.',
      'Or remove the scope that Halo’s permissions list does not show.',
    ],
    400,
  )

export const signInRefused = (status: number | null, said?: HaloSaid): Failure =>
  failure(
    'request.failed',
    `Halo did not accept the sign-in${said === undefined ? '' : quoted(status === null ? 'it said' : String(status), said)}.`,
    [
      'Sign in again.',
      'Check that the application allows agent logins and that its redirect address is the one shown here.',
    ],
    status,
  )

/**
 * 429 that did not end. Who used up the allowance, and how large it is for this tenant, is not known:
 * 700 in 5 minutes is what Halo tells, 300 was seen once (halo-api.md sections 7 and 15).
 * @param seconds how long it was waited for
 */
export const rateLimited = (host: string, seconds: number): Failure =>
  failure(
    'connection.rate-limited',
    `${host} kept refusing requests as too many (429), for ${countText(seconds)} s. Halo allows about 700 requests in 5 minutes to all API applications of a tenant together; it may be fewer.`,
    ['Wait five minutes and run again.', 'Find out which integration uses up the allowance.'],
    429,
  )

/** A server error, or an answer that Halo does not give for this call. */
export const requestFailed = (what: string, status: number | null): Failure =>
  failure(
    'request.failed',
    what,
    ['Try again.', 'If it stays, look at the status page or the log of your Halo.'],
    status,
  )

export const badAnswer = (path: string, what: string): Failure =>
  requestFailed(`${path} answered with ${what}.`, 200)

/** `Agent/me` did not say who the connection is. */
export const identityRefused = (status: 401 | 403, scopes: readonly string[]): Failure => {
  if (scopes.length === 0) {
    return failure(
      'connection.no-scope',
      `The token came without any scope that Halo names, and Halo refused to say who it is (${status} on Agent/me): likely none is granted. This is often taken for a fault of the agent.`,
      [
        'Tick the permissions of the application in Halo.',
        'Ask for a scope; “all” asks for everything that is ticked.',
      ],
      status,
    )
  }
  return failure(
    'identity.unknown',
    `Halo refused to say who this connection runs as (${status} on Agent/me).`,
    [
      'Check that the application’s login type is Agent and that “Agent to log in as” is set.',
      'Check that this agent is not disabled.',
    ],
    status,
  )
}

export const noSecret = (): Failure =>
  failure('connection.invalid-client', 'There is no secret for this connection.', [
    'Enter the secret of the application.',
  ])
