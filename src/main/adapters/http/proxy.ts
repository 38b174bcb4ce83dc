import { domainToUnicode } from 'node:url'
import { isLoopback } from '../../../shared/halo-address'
import { startEnvironment } from '../../security/surroundings'
import { OWN_PROXY, type ProxyName } from './http-fault'
import { isExcepted } from './no-proxy'

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/** The proxy to tunnel through (HTTP CONNECT): it learns the server's host, never a request. */
export interface Proxy {
  readonly kind: 'proxy'
  /** TLS to the proxy itself, around everything else. */
  readonly isSecure: boolean
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  /** `Proxy-Authorization`; null without name and password. */
  readonly authorization: string | null
  /** The name and the password are those that the keychain keeps for this very proxy. */
  readonly isKept?: true
  readonly name: ProxyName
}

/**
 * A setting that names no proxy that could be used. Going straight instead would lead past a proxy
 * that somebody wants to be gone through, so nothing is sent.
 */
export interface UnusableProxy {
  readonly kind: 'unusable'
  readonly setting: string
  readonly why: UnusableReason
}

export type UnusableReason =
  'blank' | 'unseen' | 'socks' | 'pac' | 'scheme' | 'path' | 'port' | 'dash' | 'address'

/** In the order they are asked; the first that is not empty counts, as with curl. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']

/**
 * The proxy for an address: the tenant's own, else the one the environment names (`HTTPS_PROXY`, then
 * `ALL_PROXY`). `straight`: none, whatever else says so, also for what `NO_PROXY` excepts; `system`:
 * nobody named one here. This computer is never asked for through a proxy, and a plain `http:` address
 * is never sent to one, which would read it.
 */
export const namedProxy = (
  baseUrl: string,
  own: string | null,
  env: ProxyEnvironment = startEnvironment(),
  platform: NodeJS.Platform = process.platform,
): Proxy | UnusableProxy | 'straight' | 'system' => {
  if (neverThroughProxy(baseUrl)) return 'straight'
  if (own !== null) return readProxy(own, OWN_PROXY)
  const { hostname, port } = new URL(baseUrl)
  const target = { hostname, port: port === '' ? 443 : Number(port) }
  if (isExcepted(target, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return 'straight'
  const setting = VARIABLES.find((name) => (env[name] ?? '') !== '')
  if (setting === undefined) return 'system'
  // Windows knows no case of a name: it is told as it is usually written.
  return readProxy(env[setting] ?? '', platform === 'win32' ? setting.toUpperCase() : setting)
}

/** This computer, and what is not encrypted. */
export const neverThroughProxy = (baseUrl: string): boolean => {
  const { protocol, hostname } = new URL(baseUrl)
  return protocol !== 'https:' || isLoopback(hostname)
}

/** The proxy as an address, by which its name and its password are kept. */
export const proxyOrigin = ({ isSecure, name }: Proxy): string =>
  `${isSecure ? 'https' : 'http'}://${name.proxy}`

/**
 * Reads `http://name:password@host:port`; without a scheme it is http. Whatever stands there, it never
 * throws, and no part of it is told: what is taken for the host may be half of a password.
 */
export const readProxy = (text: string, setting: string): Proxy | UnusableProxy => {
  const url = addressOf(text.trim())
  if (typeof url === 'string') return { kind: 'unusable', setting, why: url }
  const isSecure = url.protocol === 'https:'
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  return {
    kind: 'proxy',
    isSecure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    authorization: authorizationOf(url),
    name: { proxy: `${url.hostname}:${port}`, setting },
  }
}

const addressOf = (named: string): URL | UnusableReason => {
  if (named === '') return 'blank'
  // SECURITY: URL drops what cannot be seen in silence, which makes another host of two halves.
  if (/\p{C}/u.test(named)) return 'unseen'
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(named)?.[1]?.toLowerCase()
  if (scheme === undefined) {
    // URL would take `http` for the host of `http:/proxy`, and make an IP address of a number alone.
    if (/^https?:?[\\/]/i.test(named)) return 'scheme'
    return named.includes('://') || /^\d+$/.test(named) ? 'address' : checked(`http://${named}`)
  }
  if (scheme.startsWith('socks')) return 'socks'
  if (scheme.startsWith('pac')) return 'pac'
  return scheme === 'http' || scheme === 'https' ? checked(named) : 'scheme'
}

const checked = (address: string): URL | UnusableReason => {
  const url = urlOf(address)
  if (url === null) return urlOf(address.replace(PORT, '')) === null ? 'address' : 'port'
  if (PAC_FILE.test(url.pathname) || PAC_FILE.test(url.hostname)) return 'pac'
  // Also what is left of a password with `#`, `/`, `?` or `\` in it.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return 'path'
  if (DASHES.test(domainToUnicode(url.hostname))) return 'dash'
  // URL drops the colon of a port that was forgotten.
  return url.port === '0' || /:\/?$/.test(address) ? 'port' : url
}

/** What stands where the port is. */
const PORT = /:[^:@/\]]*\/?$/

/** How files are named that tell a browser its proxy. */
const PAC_FILE = /\.(?:pac|dat)$/i

/** What word processors and web pages make of a hyphen; no host has one. */
const DASHES = /[\u2010-\u2015\u2212]/

const urlOf = (address: string): URL | null => {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

const authorizationOf = ({ username, password }: URL): string | null =>
  username === '' && password === ''
    ? null
    : `Basic ${Buffer.concat([percentDecoded(username), Buffer.from(':'), percentDecoded(password)]).toString('base64')}`

/** Escapes as bytes. A `%` that begins none stands for itself, as with curl. */
const percentDecoded = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(%[0-9a-f]{2})/i)
      .map((part, index) =>
        index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
      ),
  )
