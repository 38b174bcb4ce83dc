import type { ConnectionKey, TenantProfile } from '../../../shared/files/profile'
import type { ProfileView, SecretState } from '../../../shared/ipc/api'
import { secretKeys } from './profile-rules'
import type { RememberingSecrets } from './secret-memory'
import { secretId, trustDigest } from './secret-trust'
import { trustQuestions } from './trust-fault'

/** What is known of secrets without asking the keychain. */
type KnownSecrets = Pick<RememberingSecrets, 'known' | 'usable'>

/** A tenant as lists show it, with the state of each secret. No secret is read. */
export const viewOf = (profile: TenantProfile, secrets: KnownSecrets): ProfileView => {
  const states = secretKeys(profile).map((key) => [key, secretStateOf(profile, key, secrets)] as const)
  return { profile, unconfirmed: trustQuestions(profile), secrets: Object.fromEntries(states) }
}

/** From this session's answers, then from what the profile records; never by asking. */
export const secretStateOf = (
  profile: TenantProfile,
  key: ConnectionKey,
  secrets: KnownSecrets,
): SecretState => {
  const recorded = profile.keychainSecrets?.includes(key) === true
  const known = secrets.known(secretId(profile.id, key), trustDigest(profile, key))
  // What was found out while the keychain was locked says nothing about now.
  if (known !== null && known !== 'unknown') return known
  if (!recorded) return 'missing'
  return secrets.usable() ? 'stored' : 'unknown'
}
