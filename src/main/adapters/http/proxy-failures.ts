import type { Failure } from '../../../core/comparison/observation'
import { because } from './fault-words'
import { isHandshakeCode, OWN_PROXY, type ProxyFault, type ProxyName, type ProxyProblem } from './http-fault'
import type { UnusableReason } from './proxy'

/**
 * Every fault of the way through a proxy as the user is told it. The message names the proxy, without
 * name and password, and the setting that led there. The status is in the message only: it is no
 * answer of Halo's, by which others go.
 * @param host where the request was to go
 */
export const proxyFailure = (fault: ProxyFault, host: string): Failure => ({
  code: fault.problem === 'certificate' ? 'connection.tls' : 'connection.unreachable',
  message: messageOf(fault, host),
  advice: [...adviceOf(fault, host), ...wayAround(fault, host)],
  status: null,
})

/** Which proxy a request went through, to be added to a message about something else; empty for none. */
export const throughText = ({ proxy, setting }: Partial<ProxyName>): string =>
  proxy === undefined || setting === undefined
    ? ''
    : `The request went through the proxy ${proxy} (${settingText(setting)}).`

const settingText = (setting: string): string =>
  setting === OWN_PROXY ? 'set for this tenant' : `named by ${setting}`

const messageOf = (fault: ProxyFault, host: string): string => {
  const { problem, proxy, setting } = fault
  return MESSAGES[problem](`The proxy ${proxy} (${settingText(setting)})`, host, fault)
}

const MESSAGES: Readonly<Record<ProxyProblem, (named: string, host: string, fault: ProxyFault) => string>> = {
  setting: (_named, host, { setting, detail }) =>
    `${setting === OWN_PROXY ? 'The proxy set for this tenant' : `The environment variable ${setting}`} names no proxy that can be used: ${WHY_UNUSABLE[detail] ?? 'it cannot be read'}. Nothing was sent to ${host}.`,
  unreachable: (named, host, { detail }) =>
    `${named} on the way to ${host} could not be reached${because(detail)}.`,
  certificate: (_named, host, { proxy, setting, detail }) =>
    `The certificate of the proxy ${proxy} (${settingText(setting)}) on the way to ${host} is not trusted${because(detail)}.`,
  'no-tls': (named, host, { detail }) =>
    `${named} on the way to ${host} agreed on no secure connection${because(detail)}.`,
  refused: (named, host, { status }) =>
    `${named} opened no tunnel to ${host}: it answered ${status}, and only 200 opens one.`,
  'sign-in': (named, host, { status, detail }) =>
    canSignIn(detail)
      ? `${named} on the way to ${host} wants a name and a password (${status}).`
      : `${named} on the way to ${host} wants a sign-in by ${detail}, which Crossview does not do (${status}).`,
  'wrong-password': (named, host, { status, setting }) =>
    `${named} on the way to ${host} does not take the name and the password in ${setting} (${status}).`,
  'not-http': (named, host, fault) =>
    `${named} opened no tunnel to ${host}: what it answered${begun(fault)} is not HTTP/1.`,
  endless: (named, host, fault) =>
    `${named} opened no tunnel to ${host}: its answer${begun(fault)} has no end.`,
  'spoke-first': (named, host, { status }) =>
    `${named} answered ${status} but opened no tunnel to ${host}: it sent something of its own, which was not read.`,
  closed: (named, host, fault) =>
    fault.status === 0
      ? `${named} closed the connection without opening a tunnel to ${host}.`
      : `${named} opened no tunnel to ${host}: its answer${begun(fault)} broke off.`,
  silent: (named, host, fault) =>
    fault.status === 0
      ? `${named} did not answer in time when asked for a tunnel to ${host}.`
      : `${named} opened no tunnel to ${host}: its answer${begun(fault)} was not whole in time.`,
  broken: (named, host, { detail }) =>
    `${named} answered 200 as if it had opened a tunnel, but no secure connection with ${host} came about in it${because(detail)}.`,
}

/** The status of an answer that did not get further. */
const begun = ({ status }: ProxyFault): string => (status === 0 ? '' : ` with ${status}`)

const WHY_UNUSABLE: Readonly<Record<string, string>> = {
  blank: 'there is nothing in it but blanks',
  socks: 'it is a SOCKS proxy, and only http and https proxies can be used',
  unseen: 'there is a line break in it, or a character that cannot be seen',
  pac: 'it is the address of a PAC file, which Crossview does not read',
  scheme: 'it begins with neither http:// nor https://',
  path: 'something follows the host and the port',
  port: 'its port is no number from 1 to 65535',
  dash: 'a dash in its host is no plain hyphen',
  address: 'it is not an address',
} satisfies Record<UnusableReason, string>

/** What helps with one of them; the rest is told how to write a proxy. */
const OF_UNUSABLE: Readonly<Record<string, readonly string[]>> = {
  unseen: ['Type it instead of pasting it.'],
  dash: ['Type it instead of pasting it.'],
  socks: ['Ask whoever runs that proxy for its HTTP port: many have one beside the one for SOCKS.'],
  pac: ['Look into the PAC file for “PROXY host:port”, and name that host and port.'],
} satisfies Partial<Record<UnusableReason, readonly string[]>>

const adviceOf = (fault: ProxyFault, host: string): readonly string[] => {
  const { problem, status, setting, detail } = fault
  switch (problem) {
    case 'refused':
      return refusedAdvice(status, host)
    case 'sign-in':
      return canSignIn(detail) ? passwordAdvice(setting) : OTHER_SIGN_IN
    case 'setting':
      return [...(OF_UNUSABLE[detail] ?? []), ...(setting === OWN_PROXY ? WRITE_OWN : WRITE_VARIABLE)]
    case 'broken':
      return isHandshakeCode(detail)
        ? [CHECK_PROXY, ASK(host)]
        : [`Check that ${host} is spelled right and is up.`, ASK(host)]
    default:
      return (setting === OWN_PROXY ? OF_OWN : OF_ENVIRONMENT)[problem](setting, host)
  }
}

type Advice = (setting: string, host: string) => readonly string[]
type OtherProblem = Exclude<ProxyProblem, 'refused' | 'sign-in' | 'setting' | 'broken'>

const notHttp: Advice = (_setting, host) => [CHECK_PROXY, ASK(host)]
const notWhole: Advice = (_setting, host) => [
  'Try again; a proxy may be busy.',
  'Check the host and the port of the proxy.',
  ASK(host),
]

const OF_ENVIRONMENT: Readonly<Record<OtherProblem, Advice>> = {
  unreachable: () => [
    'Check the host and the port of the proxy.',
    'Check that this computer is in the network of the proxy, or connect its VPN.',
  ],
  certificate: () => [
    'Add the root certificate of the proxy to those that this computer trusts. The certificate in a tenant profile does not count for a proxy that the environment names.',
  ],
  'no-tls': () => [
    'Write http:// before the proxy’s host: most proxies are spoken to in clear and tunnel https all the same.',
  ],
  'wrong-password': (setting) => [`Check the name and the password in ${setting}.`, ESCAPES],
  'not-http': notHttp,
  endless: notHttp,
  'spoke-first': notHttp,
  closed: notWhole,
  silent: notWhole,
}

const OF_OWN: Readonly<Record<OtherProblem, Advice>> = {
  ...OF_ENVIRONMENT,
  certificate: () => ['Add the root certificate of the proxy (PEM) to the tenant profile.'],
}

const WRITE_OWN = ['Write it as http://proxy.example:8080.']

const passwordAdvice = (setting: string): readonly string[] => [
  `Put them into the environment variable ${setting === OWN_PROXY ? 'HTTPS_PROXY' : setting}, as http://name:password@proxy:port, for Crossview only.`,
  ...(setting === OWN_PROXY ? ['Then take the proxy out of the tenant profile, which goes first.'] : []),
  ESCAPES,
  'Or ask for a proxy that lets this computer through without.',
]

const OTHER_SIGN_IN = [
  'Ask for a proxy that takes a name and a password (Basic), or that lets this computer through without.',
  'Or run a local helper that signs in to it with your Windows account, and name that as the proxy.',
]

const refusedAdvice = (status: number, host: string): readonly string[] => {
  if (status >= 502 && status <= 504)
    return [
      'Check the spelling of the address: the proxy could not reach it.',
      'Try again; a proxy may be busy.',
      ASK(host),
    ]
  if (status >= 300 && status < 400)
    return ['Open any web page in a browser: the network may want you to sign in first.', ASK(host)]
  if (status === 401 || status === 403) return [ASK(host)]
  return [CHECK_PROXY, ASK(host)]
}

const ASK = (host: string): string =>
  `Ask whoever runs the proxy to allow tunnels (CONNECT) to ${host.includes(':') ? host : `${host}:443`}.`

const CHECK_PROXY = 'Check that this host and port are those of an HTTP proxy.'

const ESCAPES =
  'Special characters in the name and the password are written as escapes: % as %25, @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, \\ as %5C.'

const WRITE_VARIABLE = [
  'Write it as http://proxy.example:8080; with a password as http://name:password@proxy.example:8080.',
  ESCAPES,
]

const wayAround = ({ setting, problem }: ProxyFault, host: string): readonly string[] => {
  if (setting === OWN_PROXY) return ['If no proxy is needed for this tenant, take it out of the profile.']
  return problem === 'setting'
    ? [`If no proxy is needed, unset ${setting}.`]
    : [`If ${host} needs no proxy, add it to NO_PROXY.`]
}

const canSignIn = (offers: string): boolean => offers === '' || /\bBasic\b/.test(offers)
