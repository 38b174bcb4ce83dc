import { createHash } from 'node:crypto'
import { connectionTrust, trustText, type TrustedProfile } from '../../../shared/connection-trust'
import { connectionKeys, furtherAppId, type ConnectionKey } from '../../../shared/files/profile'
import type { SecretLookup, SecretStore } from '../../ports'

/**
 * The keychain's account of one connection's secret: `{profile id}/{role}`, and `{its id}/app` of a further app
 * connection, so that an id in a damaged file is enough to delete what was kept under it.
 */
export const secretId = (profileId: string, key: ConnectionKey): string => {
  const appId = furtherAppId(key)
  return appId === null ? `${profileId}/${key}` : `${appId}/app`
}

/** The trust of a connection as it is kept beside its secret: SHA-256, base64url. Empty for a connection that is not there. */
export const trustDigest = (profile: TrustedProfile, key: ConnectionKey): string => {
  const trust = connectionTrust(profile, key)
  return trust === null ? '' : createHash('sha256').update(trustText(trust)).digest('base64url')
}

/** The trust of all connections of a tenant: what a run of it was begun with. */
export const tenantTrust = (profile: TrustedProfile): string =>
  connectionKeys(profile)
    .map((key) => `${key} ${trustDigest(profile, key)}`)
    .join(' ')

/** `other-trust`: one is there, but it was entered for another host, authority, proxy, kind or application. */
export type TrustedLookup = SecretLookup | { readonly state: 'other-trust' }

/** Reads a secret for use where this profile leads, and nowhere else. */
export const lookUpSecret = async (
  secrets: Pick<SecretStore, 'get'>,
  profile: TrustedProfile & { readonly id: string },
  key: ConnectionKey,
): Promise<TrustedLookup> => {
  const lookup = await secrets.get(secretId(profile.id, key))
  // SECURITY: what an older Crossview kept says nothing of where it may go, so it goes nowhere.
  return lookup.state === 'found' && lookup.trust !== trustDigest(profile, key)
    ? { state: 'other-trust' }
    : lookup
}
