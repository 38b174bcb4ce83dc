import type { Failure } from '../../../core/observation'
import { OWN_PROXY, type ProxyFault, type ProxyName } from '../http-fault'

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
  const { problem, proxy, setting, status, detail } = fault
  const named = `The proxy ${proxy} (${settingText(setting)})`
  const begun = status === 0 ? '' : ` with ${status}`
  switch (problem) {
    case 'setting':
      return `${setting === OWN_PROXY ? 'The proxy set for this tenant' : `The environment variable ${setting}`} names no proxy that can be used: ${WHY_UNUSABLE[detail] ?? 'it cannot be read'}. Nothing was sent to ${host}.`
    case 'unreachable':
      return `${named} on the way to ${host} could not be reached (${detail}).`
    case 'certificate':
      return `The certificate of the proxy ${proxy} (${settingText(setting)}) on the way to ${host} is not trusted (${detail}).`
    case 'no-tls':
      return `${named} on the way to ${host} agreed on no secure connection (${detail}).`
    case 'refused':
      return `${named} opened no tunnel to ${host}: it answered ${status}, and only 200 opens one.`
    case 'sign-in':
      return canSignIn(detail)
        ? `${named} on the way to ${host} wants a name and a password (${status}).`
        : `${named} on the way to ${host} wants a sign-in by ${detail}, which Crossview does not do (${status}).`
    case 'wrong-password':
      return `${named} on the way to ${host} does not take the name and the password in ${setting} (${status}).`
    case 'not-http':
      return `${named} opened no tunnel to ${host}: what it answered${begun} is not HTTP/1.`
    case 'endless':
      return `${named} opened no tunnel to ${host}: its answer${begun} has no end.`
    case 'spoke-first':
      return `${named} answered ${status} but opened no tunnel to ${host}: it sent something of its own, which was not read.`
    case 'closed':
      return status === 0
        ? `${named} closed the connection without opening a tunnel to ${host}.`
        : `${named} opened no tunnel to ${host}: its answer${begun} broke off.`
    case 'silent':
      return status === 0
        ? `${named} did not answer in time when asked for a tunnel to ${host}.`
        : `${named} opened no tunnel to ${host}: its answer${begun} was not whole in time.`
    case 'broken':
      return `${named} said that it opened a tunnel, but no secure connection with ${host} came about in it (${detail}).`
  }
}

const WHY_UNUSABLE: Readonly<Record<string, string>> = {
  blank: 'there is nothing in it but blanks',
  socks: 'it is a SOCKS proxy, and only http and https proxies can be used',
  scheme: 'it begins with neither http:// nor https://',
  path: 'something follows the host and the port (an address of a PAC file is no proxy)',
  port: 'its port cannot be one',
  address: 'it is not an address',
}

const adviceOf = ({ problem, status, setting, detail }: ProxyFault, host: string): readonly string[] => {
  const { hostname } = new URL(`https://${host}`)
  switch (problem) {
    case 'setting':
      return [
        `Write it as http://proxy.example:8080${setting === OWN_PROXY ? '' : '; with a password as http://name:password@proxy.example:8080'}.`,
        ...(setting === OWN_PROXY ? [] : [ESCAPES]),
      ]
    case 'unreachable':
      return [
        'Check the host and the port of the proxy.',
        'Check that this computer is in the network of the proxy, or connect its VPN.',
      ]
    case 'certificate':
      return setting === OWN_PROXY
        ? ['Add the root certificate of the proxy (PEM) to the tenant profile.']
        : [
            'Add the root certificate of the proxy to those that this computer trusts. The certificate in a tenant profile does not count for a proxy that the environment names.',
          ]
    case 'no-tls':
      return ['Write http:// before the proxy’s host: most proxies are spoken to in clear and tunnel https all the same.']
    case 'sign-in':
      return canSignIn(detail)
        ? [
            `Put them into the environment variable ${setting === OWN_PROXY ? 'HTTPS_PROXY' : setting}, as http://name:password@proxy:port, for Crossview only.`,
            ...(setting === OWN_PROXY ? ['Then take the proxy out of the tenant profile, which goes first.'] : []),
            ESCAPES,
            'Or ask for a proxy that lets this computer through without.',
          ]
        : [
            'Ask for a proxy that takes a name and a password (Basic), or that lets this computer through without.',
            'Or run a local helper that signs in to it with your Windows account, and name that as the proxy.',
          ]
    case 'wrong-password':
      return [`Check the name and the password in ${setting}.`, ESCAPES]
    case 'refused':
      return refusedAdvice(status, host)
    case 'not-http':
    case 'endless':
    case 'spoke-first':
      return ['Check that this host and port are those of an HTTP proxy.', ASK(host)]
    case 'closed':
    case 'silent':
      return ['Try again; a proxy may be busy.', 'Check the host and the port of the proxy.', ASK(host)]
    case 'broken':
      return [`Check that ${hostname} is spelled right and is up.`, ASK(host)]
  }
}

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
  return ['Check that this host and port are those of an HTTP proxy.', ASK(host)]
}

const ASK = (host: string): string =>
  `Ask whoever runs the proxy to allow tunnels (CONNECT) to ${host.includes(':') ? host : `${host}:443`}.`

const ESCAPES =
  'Special characters in the name and the password are written as escapes: % as %25, @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, \\ as %5C.'

const wayAround = ({ setting, problem }: ProxyFault, host: string): readonly string[] => {
  if (setting === OWN_PROXY) return ['If no proxy is needed for this tenant, take it out of the profile.']
  return problem === 'setting'
    ? [`If no proxy is needed, unset ${setting}.`]
    : [`If ${host} needs no proxy, add it to NO_PROXY.`]
}

const canSignIn = (offers: string): boolean => offers === '' || /\bBasic\b/.test(offers)
