import { OWN_NETWORK } from '../../../../shared/host-rules'

/** Where a call went, without anything that could be a secret: no query, no user, no ids. */
export interface Address {
  /** In small letters, with its port where that is not the usual one; null where only a path was written. */
  readonly host: string | null
  /** Decoded, from its first slash; up to the endpoint and, where that is a word, what follows it. */
  readonly path: string
}

/** A method and where it went, of a command; `address` null where it was not understood. */
export interface CommandCall {
  readonly method: string
  readonly address: Address | null
}

/**
 * Reads an address or a path as people and programs write them. A variable in the place of the
 * server (`{{baseUrl}}/api/Tickets`, `$base/api/Tickets`) leaves the path.
 * @returns null for what is neither
 */
export const addressOf = (text: string): Address | null => {
  const plain = text.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(plain)?.[1]?.toLowerCase() ?? null
  if (scheme !== null && LOCAL.has(scheme)) return { host: `${scheme}:`, path: '/' }
  const variable = AFTER_VARIABLE.exec(plain)
  const rest = variable === null ? plain : plain.slice(variable[0].length)
  if (variable !== null) return rest === '' ? null : pathOnly(rest.replace(/^(?!\/)/, '/'))
  if (rest.startsWith('/')) return pathOnly(rest)
  return scheme !== null && /^(?:https?|wss?):\/\//i.test(rest) ? fromUrl(rest) : null
}

/** The same, of a command that takes `contoso.halopsa.com/api/Tickets` too. */
export const addressOfArgument = (text: string): Address | null =>
  addressOf(text) ?? (HOST_AND_PATH.test(text) ? fromUrl(`${SOME_SCHEME}${text}`) : null)

/**
 * `contoso.halopsa.com`, `contoso.halopsa.com:443`, as logs write a host beside a path. Null for what is
 * no full name, and for one of an own network: logs name the machine that writes them as well.
 */
export const hostOf = (text: string): string | null => {
  if (!FULL_HOST.test(text)) return null
  const host = text.toLowerCase().replace(/:(?:80|443)$/, '')
  return OWN_NETWORK.test(host.replace(/:\d+$/, '')) ? null : host
}

/** Only to have an address read; nothing is asked. */
const SOME_SCHEME = 'https://'

/** Of addresses that no server is asked for. */
const LOCAL: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'chrome-extension',
  'data',
  'file',
  'moz-extension',
])

/** As Postman, shells, OpenAPI and people write them; with or without a scheme before it and a port behind it. */
const AFTER_VARIABLE =
  /^(?:https?:\/\/)?(?:\{\{[^{}]{1,100}\}\}|\$?\{[^{}]{1,100}\}|\$\([^()]{1,100}\)|\$[a-z_][\w:.]{0,100}|%\w{1,100}%|<[^<>]{1,100}>)(?::\d{1,5})?/i

const HOST_AND_PATH =
  /^(?:(?:localhost|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?::\d{1,5})?|[a-z0-9-]{1,63}:\d{1,5})(?:[/?#]|$)/i
const FULL_HOST = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,8}\.[a-z]{2,63}(?::\d{1,5})?$/i

const pathOnly = (path: string): Address | null => {
  const read = fromUrl(`${SOME_SCHEME}path.invalid${path}`)
  return read === null ? null : { host: null, path: read.path }
}

const fromUrl = (address: string): Address | null => {
  try {
    const { host, pathname } = new URL(address)
    return host === '' ? null : { host: host.replace(/\.(?=:|$)/, ''), path: withoutIds(pathname) }
  } catch {
    return null
  }
}

const withoutIds = (pathname: string): string => {
  const names = pathname
    .split('/')
    .filter((name) => name !== '')
    .map(decoded)
  const api = names.findIndex((name) => name.toLowerCase() === 'api')
  const endpoint = api + 1
  const kept = names.slice(0, endpoint + 2)
  const isWord = /^[a-z._-]{1,60}$/i.test(kept[endpoint + 1] ?? '')
  return `/${kept.slice(0, isWord ? endpoint + 2 : endpoint + 1).join('/')}`
}

/** What cannot be decoded, or would be another path then, stays as it is, and is no endpoint. */
const decoded = (name: string): string => {
  try {
    const plain = decodeURIComponent(name)
    return /[/\\]/.test(plain) ? name : plain
  } catch {
    return name
  }
}
