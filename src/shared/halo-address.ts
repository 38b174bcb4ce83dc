import { appError, type AppError } from './app-error'
import { err, ok, type Result } from './result'

/** A tenant's web address as stored: an origin with its path, without `/api` or `/auth`. */
export interface HaloAddress {
  readonly url: string
  /** Host name and port, which decide whether a secret may go there. */
  readonly host: string
}

const refuse = (message: string, advice: string): Result<never, AppError> =>
  err(appError('INVALID_ARGUMENT', message, { field: 'url', advice: [advice] }))

const EXAMPLE = 'Enter it like https://contoso.halopsa.com'

/** Pages of Halo's web application that people copy from the address bar. */
const PAGES = /\/(api|auth|apidoc|portal|agent|login|config|tickets|dashboard)(\/.*)?$/i

/**
 * Normalises what a person pastes: a host, an address with `/api`, `/auth` or a page of the web
 * application, with or without a trailing slash. `https:` only; plain `http:` is accepted for
 * loopback addresses (CLI.md).
 */
export const normaliseAddress = (text: string): Result<HaloAddress, AppError> => {
  const trimmed = text.trim()
  if (trimmed === '') return refuse('Enter the web address of the tenant.', EXAMPLE)
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  } catch {
    return refuse(`“${trimmed}” is not a web address.`, EXAMPLE)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return refuse('The address must begin with https:, or the secret would be sent in clear.', EXAMPLE)
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(`An address beginning with ${url.protocol} is not a Halo address.`, EXAMPLE)
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('The address holds a user name or a password.', 'Remove everything before the @ sign.')
  }
  if (url.hostname === '' || (!url.hostname.includes('.') && !isLoopback(url.hostname))) {
    return refuse(`“${url.hostname}” is not a full host name.`, EXAMPLE)
  }
  const path = url.pathname.replace(PAGES, '').replace(/\/+$/, '')
  return ok({ url: `${url.origin}${path}`, host: url.host })
}

/** The host of a normalised address; a stored secret never goes to another one. */
export const hostOf = (url: string): string => new URL(url).host

/** Whether a host is this machine: 127.0.0.0/8, ::1 or localhost. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

export interface ApiDetails {
  readonly url: string
  readonly tenant: string | null
}

/**
 * Reads the three lines of Halo's API details page (Configuration > Integrations > Halo API):
 * resource server, authorisation server, tenant; in any order, with or without their labels.
 */
export const parseApiDetails = (text: string): Result<ApiDetails, AppError> => {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const addresses = lines.flatMap((line) => /https?:\/\/\S+/i.exec(line)?.[0] ?? [])
  const resourceServer = addresses.find((address) => /\/api\/?$/i.test(address)) ?? addresses[0]
  if (resourceServer === undefined) {
    return err(
      appError('INVALID_ARGUMENT', 'No web address was found in the text.', {
        field: 'details',
        advice: ['Copy the lines with Resource Server, Authorisation Server and Tenant from Halo.'],
      }),
    )
  }
  const address = normaliseAddress(resourceServer)
  if (!address.ok) return address
  return ok({ url: address.value.url, tenant: tenantIn(lines) })
}

const tenantIn = (lines: readonly string[]): string | null => {
  for (const [index, line] of lines.entries()) {
    const labelled = /^tenant(?:\s*(?:id|name))?\s*[:=\t ]\s*(\S.*)$/i.exec(line)
    if (labelled?.[1] !== undefined) return labelled[1].trim()
    const next = lines[index + 1]
    if (/^tenant(?:\s*(?:id|name))?\s*:?$/i.test(line) && next !== undefined && !next.includes('://'))
      return next
  }
  // Three bare lines: two addresses and a word.
  const bare = lines.filter((line) => !line.includes('://') && /^[\w.-]+$/.test(line))
  return lines.length === 3 && bare.length === 1 ? (bare[0] ?? null) : null
}
