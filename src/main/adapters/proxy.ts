import { isLoopback } from '../../shared/halo-address'
import { startEnvironment } from '../security/surroundings'

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address: the profile's own, else the one the system's environment names
 * (`HTTPS_PROXY`, with exceptions in `NO_PROXY`). null: go straight. This computer is never asked
 * for through a proxy, and a plain `http:` address is never sent to one, which would read it.
 */
export const proxyFor = (
  baseUrl: string,
  own: string | null,
  env: ProxyEnvironment = startEnvironment(),
): URL | null => {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol !== 'https:' || isLoopback(hostname)) return null
  if (own !== null) return new URL(own)
  const named = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? ''
  if (named === '' || isExcepted(hostname, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return null
  try {
    return new URL(named.includes('://') ? named : `http://${named}`)
  } catch {
    return null
  }
}

/** `NO_PROXY`: hosts and their subdomains, separated by commas; `*` for all. */
const isExcepted = (hostname: string, exceptions: string): boolean =>
  exceptions
    .split(/[,\s]+/)
    .map((entry) =>
      entry
        .toLowerCase()
        .replace(/:\d+$/, '')
        .replace(/^\*?\./, ''),
    )
    .some(
      (entry) => entry === '*' || (entry !== '' && (hostname === entry || hostname.endsWith(`.${entry}`))),
    )
