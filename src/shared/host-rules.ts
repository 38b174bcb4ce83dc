import { addressKind, type AddressKind } from './ip-address'
import { err, ok, type Result } from './result'

/**
 * Which hosts may be a Halo server. A typing slip or a crafted import file could otherwise send a
 * secret to a machine that nobody meant.
 */

/** What is wrong with kinds of addresses that are no server's; a predicate of the address. */
const NEVER: Readonly<Partial<Record<AddressKind, string>>> = {
  'link-local': 'is a link-local address: it belongs to whatever machine happens to be on the same cable',
  metadata: 'is the address where a cloud keeps the credentials of its machines',
  unspecified: 'is the address of no machine',
  multicast: 'is an address of many machines at once',
  documentation: 'is an address for examples in documents',
  reserved: 'is a reserved address, which is no server’s',
}

/** The same by name. */
const METADATA_NAMES = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data.ec2.internal'])

/** Endings of names that no public register knows: each network answers them as it likes. */
export const OWN_NETWORK =
  /(?:^|\.)(local|localdomain|localhost|internal|intranet|lan|home|home\.arpa|corp|private|test)$/

/** Labels of letters, digits, hyphens and underscores, at least two. */
const FULL_NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/

/** A host in characters that mean nothing else anywhere, full name or not: may be shown as an argument to copy. */
export const PLAIN_HOST = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/

/** Whether a host is this machine: 127.0.0.0/8, ::1 or localhost. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || addressKind(hostname) === 'loopback'

/** Halo's own domains: hosted tenants are on them, and so are their authorisation servers (halo-api.md section 1). */
const HALO_DOMAINS = ['halopsa.com', 'haloitsm.com', 'haloservicedesk.com', 'halocrm.io', 'usehalo.com']

/** The label of a tenant on one of Halo's own domains (`contoso` of contoso.halopsa.com); null elsewhere. */
export const haloLabel = (hostname: string): string | null => {
  const domain = HALO_DOMAINS.find((each) => hostname.endsWith(`.${each}`))
  const label = domain === undefined ? '' : hostname.slice(0, -domain.length - 1)
  return label === '' || label.includes('.') ? null : label
}

/** Whether a host is on one of Halo's own domains. */
export const isHaloHost = (hostname: string): boolean =>
  HALO_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))

/**
 * Judges where an address leads.
 * @param url `https:`, or `http:` on loopback
 * @returns what is unusual about the host, as predicates (`is …`, `uses …`), none for most; or why
 *   it is no Halo server's
 */
export const judgeHost = (url: URL): Result<readonly string[], string> => {
  const { hostname, port } = url
  if (port === '0') return err('There is no port 0.')
  if (isLoopback(hostname)) return ok([])
  const kind = addressKind(hostname)
  const never = kind === null ? undefined : NEVER[kind]
  if (never !== undefined) return err(`${hostname} ${never}.`)
  if (kind === null && !FULL_NAME.test(hostname)) return err(`“${hostname}” is not a full host name.`)
  if (METADATA_NAMES.has(hostname)) return err(`${hostname} ${NEVER.metadata ?? ''}.`)
  return ok([...(kind === null ? unusualName(hostname) : [unusualKind(kind)]), ...unusualPort(port)])
}

const unusualKind = (kind: AddressKind): string =>
  kind === 'private' ? 'is an address of a private network' : 'is an IP address instead of a name'

const unusualName = (hostname: string): readonly string[] => {
  const ending = OWN_NETWORK.exec(hostname)?.[1]
  return [
    ...(ending === undefined ? [] : [`is a name that each network answers as it likes (.${ending})`]),
    ...(/(^|\.)xn--/.test(hostname)
      ? ['is not in plain letters a to z, so it may only look like the name you mean']
      : []),
  ]
}

const unusualPort = (port: string): readonly string[] => (port === '' ? [] : ['uses another port than 443'])
