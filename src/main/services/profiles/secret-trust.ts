import { createHash } from 'node:crypto'
import { connectionTrust, trustText, type TrustedProfile } from '../../../shared/connection-trust'
import { CONNECTION_ROLES, type ConnectionRole } from '../../../shared/files/profile'
import type { SecretLookup, SecretStore } from '../../ports'

/** The keychain's account of one connection's secret. */
export const secretId = (profileId: string, role: ConnectionRole): string => `${profileId}/${role}`

/** The trust of a connection as it is kept beside its secret: SHA-256, base64url. Empty for a connection that is not there. */
export const trustDigest = (profile: TrustedProfile, role: ConnectionRole): string => {
  const trust = connectionTrust(profile, role)
  return trust === null ? '' : createHash('sha256').update(trustText(trust)).digest('base64url')
}

/** The trust of all connections of a tenant: what a run of it was begun with. */
export const tenantTrust = (profile: TrustedProfile): string =>
  CONNECTION_ROLES.map((role) => trustDigest(profile, role)).join(' ')

/** `other-trust`: one is there, but it was entered for another host, authority, proxy, kind or application. */
export type TrustedLookup = SecretLookup | { readonly state: 'other-trust' }

/** Reads a secret for use where this profile leads, and nowhere else. */
export const lookUpSecret = async (
  secrets: Pick<SecretStore, 'get'>,
  profile: TrustedProfile & { readonly id: string },
  role: ConnectionRole,
): Promise<TrustedLookup> => {
  const lookup = await secrets.get(secretId(profile.id, role))
  // SECURITY: what an older Crossview kept says nothing of where it may go, so it goes nowhere.
  return lookup.state === 'found' && lookup.trust !== trustDigest(profile, role)
    ? { state: 'other-trust' }
    : lookup
}
