import { connectionOf, type Connection, type ConnectionKey, type ConnectionRole } from './files/profile'

/**
 * What decides where a connection's secret goes and who can read it on the way. A secret is stored
 * with it, and is used only while it is still the same: another host, another authority, another
 * proxy, another kind of connection or another application asks for the secret again.
 */
export interface ConnectionTrust {
  /** Scheme, host and port. */
  readonly origin: string
  /** The extra trusted certificates, each as base64 DER, sorted. */
  readonly authorities: readonly string[]
  /** The tenant's own proxy as an origin; null: the system's. */
  readonly proxy: string | null
  readonly kind: Connection['kind']
  readonly clientId: string
}

/** The part of a tenant profile that {@link connectionTrust} reads. */
export type TrustedProfile = {
  readonly url: string
  readonly ca: string | null
  readonly proxy?: string | null | undefined
  readonly apps?: readonly (Connection & { readonly id: string })[]
} & { readonly [R in ConnectionRole]: Connection | null }

/** The trust of one connection; null when the tenant does not have it. */
export const connectionTrust = (profile: TrustedProfile, key: ConnectionKey): ConnectionTrust | null => {
  const connection = connectionOf<Connection>(profile, key)
  if (connection === null) return null
  return {
    origin: originOf(profile.url),
    authorities: certificateBodies(profile.ca ?? ''),
    proxy: profile.proxy == null || profile.proxy === '' ? null : originOf(profile.proxy),
    kind: connection.kind,
    clientId: connection.clientId,
  }
}

/** One text for each trust: equal exactly where nothing that matters differs. */
export const trustText = ({ origin, authorities, proxy, kind, clientId }: ConnectionTrust): string =>
  JSON.stringify([origin, authorities, proxy, kind, clientId])

/**
 * Whether a secret of one connection may go where another leads. A connection that is not there has no secret.
 */
export const sameTrust = (before: TrustedProfile, after: TrustedProfile, key: ConnectionKey): boolean => {
  const [was, is] = [connectionTrust(before, key), connectionTrust(after, key)]
  return was !== null && is !== null && trustText(was) === trustText(is)
}

/** What of a tenant differs that a secret hangs on, in words; none when all is the same. */
export const trustChanges = (
  before: TrustedProfile,
  after: TrustedProfile,
  key: ConnectionKey,
): readonly string[] => {
  const [was, is] = [connectionTrust(before, key), connectionTrust(after, key)]
  if (was === null || is === null) return []
  return [
    ...(was.origin === is.origin ? [] : ['web address']),
    ...(trustKey(was.authorities) === trustKey(is.authorities) ? [] : ['extra trusted certificates']),
    ...(was.proxy === is.proxy ? [] : ['proxy']),
    ...(was.kind === is.kind ? [] : ['kind of connection']),
    ...(was.clientId === is.clientId ? [] : ['client id']),
  ]
}

const trustKey = (values: readonly string[]): string => values.join('\n')

/** Scheme, host and port of an address. One that cannot be parsed stands for itself: it equals nothing else. */
export const originOf = (address: string): string => {
  try {
    return new URL(address).origin
  } catch {
    return address
  }
}

const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/** The bodies of all certificates of a PEM text, without white space, each once, sorted. */
export const certificateBodies = (pem: string): readonly string[] => {
  const bodies = pem
    .split(BEGIN)
    .slice(1)
    .map((part) => (part.split(END)[0] ?? '').replace(/\s/g, ''))
  return [...new Set(bodies)].sort()
}
