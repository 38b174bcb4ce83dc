import { PROXY_SIGN_IN } from '../../../core/comparison/failure-text'
import type { Failure } from '../../../core/comparison/observation'
import type { PacProblem } from '../../network-port'
import { because } from './fault-words'
import {
  isHandshakeCode,
  OWN_PROXY,
  pacOf,
  SYSTEM_PROXY,
  type ProxyFault,
  type ProxyName,
  type ProxyProblem,
} from './http-fault'
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

/** Who named a proxy, to go behind it. */
export const settingText = (setting: string): string => {
  if (setting === OWN_PROXY) return 'set for this tenant'
  const pac = pacOf(setting)
  if (pac !== null) return `named by the PAC file ${pac}`
  return `named by ${setting === SYSTEM_PROXY ? 'this computer’s settings' : setting}`
}

/** Whether this computer's own settings named it. */
const isSystems = (setting: string): boolean => setting === SYSTEM_PROXY || pacOf(setting) !== null

/** What to do where this program does not use what the system's settings name. @param names as after “settings name” */
export const unusedText = (names: string): string =>
  `This computer’s settings name ${names}, which only the app’s own window uses: name the proxy in HTTPS_PROXY, as http://proxy.example:8080.`

/** The setting as the beginning of a sentence about what it names. */
const settingAtStart = (setting: string): string => {
  if (setting === OWN_PROXY) return 'The proxy set for this tenant'
  const pac = pacOf(setting)
  if (pac !== null) return `What the PAC file ${pac} answers`
  return setting === SYSTEM_PROXY
    ? 'What this computer’s settings say'
    : `The environment variable ${setting}`
}

const messageOf = (fault: ProxyFault, host: string): string => {
  const { problem, proxy, setting } = fault
  return MESSAGES[problem](`The proxy ${proxy} (${settingText(setting)})`, host, fault)
}

const MESSAGES: Readonly<Record<ProxyProblem, (named: string, host: string, fault: ProxyFault) => string>> = {
  setting: (_named, host, { setting, detail }) =>
    `${settingAtStart(setting)} names no proxy that can be used: ${WHY_UNUSABLE[detail] ?? 'it cannot be read'}. Nothing was sent to ${host}.`,
  unreachable: (named, host, { detail }) =>
    `${named} on the way to ${host} could not be reached${because(detail)}.`,
  certificate: (_named, host, { proxy, setting, detail }) =>
    `The certificate of the proxy ${proxy} (${settingText(setting)}) on the way to ${host} is not trusted${because(detail)}.`,
  'no-tls': (named, host, { detail }) =>
    `${named} on the way to ${host} agreed on no secure connection${because(detail)}.`,
  refused: (named, host, { status }) =>
    `${named} opened no tunnel to ${host}: it answered ${status}, and only 200 opens one.`,
  'sign-in': (named, host, { status, detail }) =>
    takesPassword(detail)
      ? `${named} on the way to ${host} wants a name and a password (${status}).`
      : `${named} on the way to ${host} wants a sign-in by ${detail}, which Crossview does not do (${status}).`,
  'wrong-password': (named, host, { status, setting }) =>
    `${named} on the way to ${host} does not take the name and the password in ${setting} (${status}).`,
  'wrong-kept-password': (named, host, { status }) =>
    `${named} on the way to ${host} does not take the name and the password that were entered for it (${status}).`,
  keychain: (named, host, { status }) =>
    `${named} on the way to ${host} wants a name and a password (${status}), and the keychain does not say whether it keeps them.`,
  pac: (_named, host, { setting, detail }) =>
    `The PAC file ${pacOf(setting) ?? ''}, which this computer’s settings name, cannot be used: ${WHY_NO_PAC[detail] ?? because(detail).replace(/^: /, '')}. Nothing was sent to ${host}, since it may name a proxy.`,
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

/** Why a PAC file cannot be used ({@link PacProblem}); else a code of the system says it. */
const WHY_NO_PAC: Readonly<Record<string, string>> = {
  status: 'its server does not give it',
  large: 'it is larger than 1 MB',
  redirects: 'its address leads on and on',
  scheme: 'its address begins with neither http:// nor https://',
  script: 'there is a fault in it, or it answers nothing that names a way',
  endless: 'it does not come to an end',
  unknown: 'it could not be read',
} satisfies Record<PacProblem | 'unknown', string>

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
      return takesPassword(detail) ? passwordAdvice(fault) : OTHER_SIGN_IN
    case 'wrong-kept-password':
      return [PROXY_SIGN_IN.change, onCommandLine(fault), LOCKED_OUT]
    case 'keychain':
      return ['Unlock the keychain, and try again.', ...passwordAdvice(fault)]
    case 'setting':
      return [...(OF_UNUSABLE[detail] ?? []), ...writeAdvice(setting)]
    case 'pac':
      return [
        'Open its address in a browser: is it there, and is it a PAC file?',
        'Ask whoever runs the network; other programs may go past the proxy without saying so.',
        'Or name the proxy in the tenant, or in HTTPS_PROXY, as http://proxy.example:8080: these go first.',
      ]
    case 'broken':
      return isHandshakeCode(detail)
        ? [CHECK_PROXY, ASK(host)]
        : [`Check that ${host} is spelled right and is up.`, ASK(host)]
    default:
      return (setting === OWN_PROXY ? OF_OWN : OF_ENVIRONMENT)[problem](setting, host)
  }
}

type Advice = (setting: string, host: string) => readonly string[]
type OtherProblem = Exclude<
  ProxyProblem,
  'refused' | 'sign-in' | 'wrong-kept-password' | 'keychain' | 'setting' | 'pac' | 'broken'
>

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

const writeAdvice = (setting: string): readonly string[] => {
  if (setting === OWN_PROXY) return WRITE_OWN
  return isSystems(setting)
    ? [
        'Ask whoever runs the network for an http proxy, and name it in HTTPS_PROXY, as http://proxy.example:8080.',
      ]
    : WRITE_VARIABLE
}

const LOCKED_OUT =
  'They are not sent again as they are: some proxies lock an account after a few wrong passwords.'

const onCommandLine = ({ proxy }: ProxyFault): string =>
  `On the command line: crossview proxy sign-in ${proxy} (of an https proxy: with https:// before it).`

const passwordAdvice = (fault: ProxyFault): readonly string[] => [
  PROXY_SIGN_IN.enter,
  onCommandLine(fault),
  ...(isSystems(fault.setting) || fault.setting === OWN_PROXY
    ? []
    : [
        `Or put them into the environment variable ${fault.setting}, as http://name:password@proxy:port, for Crossview only.`,
        ESCAPES,
      ]),
  'Or ask for a proxy that lets this computer through without.',
]

const OTHER_SIGN_IN = [
  'Ask for a proxy that takes a name and a password (Basic), or that lets this computer through without.',
  'Or run a local helper that signs in to it with your Windows account, and name that as the proxy.',
]

const refusedAdvice = (status: number, host: string): readonly string[] => {
  // Squid answers 500 or 503 where it cannot find the host.
  if (status === 500 || (status >= 502 && status <= 504))
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
  return problem === 'setting' && !isSystems(setting)
    ? [`If no proxy is needed, unset ${setting}.`]
    : [`If ${host} needs no proxy, add it to NO_PROXY.`]
}

/** @param offers the ways of signing in that a proxy named, as in {@link ProxyFault}'s `detail` */
export const takesPassword = (offers: string): boolean => offers === '' || /\bBasic\b/.test(offers)
