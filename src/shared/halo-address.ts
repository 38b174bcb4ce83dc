import { countText } from '../core/comparison/count-text'
import { appError, type AppError } from './app-error'
import { DETAILS, TEXT } from './bounds'
import { isLoopback, judgeHost } from './host-rules'
import { err, ok, type Result } from './result'

export { isLoopback }

/** A tenant's web address as stored: an origin with its path, without `/api` or `/auth`. */
export interface HaloAddress {
  readonly url: string
  /** Host name (punycode) and port, which decide whether a secret may go there. */
  readonly host: string
  /** What is unusual about the host, as predicates; where there is anything, a person confirms the host first. */
  readonly unusual: readonly string[]
}

const refuse = (message: string, advice: string): Result<never, AppError> =>
  err(appError('INVALID_ARGUMENT', message, { field: 'url', advice: [advice] }))

const EXAMPLE = 'Enter it like https://contoso.halopsa.com'

/** Pages of Halo's web application that people copy from the address bar; of any other path, discovery asks the parents. */
const PAGES =
  /\/(api|auth|apidoc|portal|agent|login|config|home|tickets?|customers?|clients?|users?|assets?|dashboards?|reports?|calendar|sites?|projects?|opportunities|invoices?|quotes?|kb|mailbox)(\/.*)?$/i

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * Normalises what a person pastes: a host, an address with `/api`, `/auth` or a page of the web
 * application, with or without a trailing slash. `https:` only; plain `http:` is accepted for
 * loopback addresses (docs/cli.md). An unusual host is accepted and named as such: whether a person
 * confirmed it is asked where something is stored or sent ({@link isConfirmed}).
 */
export const normaliseAddress = (text: string): Result<HaloAddress, AppError> => {
  const parsed = parseAddress(text)
  if (!parsed.ok) return parsed
  const { url, unusual } = parsed.value
  const path = url.pathname.replace(PAGES, '').replace(/(?<!\/)\/+$/, '')
  return ok({ url: `${url.origin}${path}`, host: url.host, unusual })
}

/** Parses an address that a secret may go to, or says why none may; its path is left as it is. */
export const parseAddress = (
  text: string,
): Result<{ readonly url: URL; readonly unusual: readonly string[] }, AppError> => {
  const trimmed = text.trim()
  if (trimmed === '') return refuse('Enter the web address of the tenant.', EXAMPLE)
  if (trimmed.length > TEXT.property)
    return refuse(`The address is longer than ${countText(TEXT.property)} characters.`, EXAMPLE)
  // SECURITY: the parser drops some of these without a word, and takes a backslash for a slash.
  if (/[\s\p{C}\\]/u.test(trimmed)) {
    return refuse(
      'The address holds a space, a line break, a backslash or a character that cannot be seen.',
      'Type it instead of pasting it, like https://contoso.halopsa.com',
    )
  }
  const rest = trimmed.replace(SCHEME, '')
  let url: URL
  try {
    url = new URL(rest === trimmed ? `https://${trimmed}` : trimmed)
  } catch {
    return refuse(`“${trimmed}” is not a web address.`, EXAMPLE)
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(`An address beginning with ${url.protocol} is not a Halo address.`, EXAMPLE)
  }
  // The parser takes `///host` and `//host` for a host, too.
  if (rest.startsWith('/')) return refuse(`“${trimmed}” is not a web address.`, EXAMPLE)
  if (/^[^/?#]*@/.test(rest)) {
    return refuse('The address holds a user name or a password.', 'Remove everything before the @ sign.')
  }
  // The dot of a complete name; with and without it, it is the same host.
  url.hostname = url.hostname.replace(/\.$/, '')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return refuse('The address must begin with https:, or the secret would be sent in clear.', EXAMPLE)
  }
  const unusual = judgeHost(url)
  return unusual.ok ? ok({ url, unusual: unusual.value }) : refuse(unusual.error, EXAMPLE)
}

/** The host of a normalised address; a stored secret never goes to another one. */
export const hostOf = (url: string): string => new URL(url).host

/**
 * Whether a secret may go to this host: it is an ordinary one, or a person confirmed this very one.
 * @param confirmedHost host that was confirmed; void by itself once the address leads to another
 */
export const isConfirmed = (
  { host, unusual }: HaloAddress,
  confirmedHost: string | null | undefined,
): boolean => unusual.length === 0 || confirmedHost === host

/** The parts of a tenant profile that say where its secrets may go. */
export interface HostedProfile {
  readonly url: string
  readonly confirmedHost?: string | undefined
}

/** The address of a profile whose unusual host nobody confirmed; null when there is nothing to confirm. */
export const unconfirmedHost = ({ url, confirmedHost }: HostedProfile): HaloAddress | null => {
  const address = normaliseAddress(url)
  return !address.ok || isConfirmed(address.value, confirmedHost) ? null : address.value
}

/** What is unusual about a host, in a sentence of its own. */
export const unusualText = ({ host, unusual }: HaloAddress): string => `${host} ${unusual.join(' and ')}.`

export interface ApiDetails {
  readonly url: string
  readonly tenant: string | null
}

/**
 * Reads the three lines of Halo's API details page (Configuration > Integrations > Halo API):
 * resource server, authorisation server, tenant; in any order, with or without their labels.
 */
export const parseApiDetails = (text: string): Result<ApiDetails, AppError> => {
  const lines = (text.length > DETAILS.characters ? '' : text)
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
    const labelled = /^tenant(?:\s*(?:id|name))?(?:\s*[:=]\s*|\s+)([^\s:=].*)$/i.exec(line)
    if (labelled?.[1] !== undefined) return labelled[1].trim()
    const next = lines[index + 1]
    if (/^tenant(?:\s*(?:id|name))?\s*:?$/i.test(line) && next !== undefined && !next.includes('://'))
      return next
  }
  // Three bare lines: two addresses and a word.
  const bare = lines.filter((line) => !line.includes('://') && /^[\w.-]+$/.test(line))
  return lines.length === 3 && bare.length === 1 ? (bare[0] ?? null) : null
}
