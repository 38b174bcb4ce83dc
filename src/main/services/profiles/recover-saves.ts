import {
  furtherAppKey,
  type ConnectionKey,
  type ProfileStoreData,
  type TenantProfile,
} from '../../../shared/files/profile'
import type { ProfileStore, SecretStore, JournalEntry, SaveJournal } from '../../ports'
import { secretId } from './secret-trust'

interface Settled {
  readonly data: ProfileStoreData
  /** What the user has to know, in a sentence; null when nothing. */
  readonly notice: string | null
}

/**
 * Deletes the secrets of every save that was cut off: nobody can tell whether the old or the new
 * one is in the keychain, nor for which address it was entered. The tenant, where there is one,
 * asks for them again. A keychain that cannot be used now is tried again at the next change.
 */
export const recoverSaves = async (
  data: ProfileStoreData,
  {
    journal,
    secrets,
    store,
  }: {
    readonly journal: SaveJournal
    readonly secrets: SecretStore
    readonly store: Pick<ProfileStore, 'save'>
  },
): Promise<Settled> => {
  let settled: Settled = { data, notice: null }
  for (const save of await journal.left()) {
    if (!(await deleteSecretsOf(secrets, save))) continue
    const profile = settled.data.profiles.find((each) => keysIn(each, save).length > 0)
    if (profile !== undefined) {
      const lost = keysIn(profile, save)
      const recorded = (profile.keychainSecrets ?? []).filter((key) => !lost.includes(key))
      const profiles = settled.data.profiles.map((each) =>
        each === profile ? { ...profile, keychainSecrets: recorded } : each,
      )
      const saved = await store.save({ profiles })
      if (!saved.ok) continue
      settled = {
        data: { profiles },
        notice: `Crossview ended while “${profile.name}” was being saved, so its secrets are needed again.`,
      }
    }
    await save.end()
  }
  return settled
}

/** The connections of a tenant whose secrets an entry is of. */
const keysIn = (profile: TenantProfile, { profileId, roles }: JournalEntry): readonly ConnectionKey[] => {
  if (profile.id === profileId) return roles
  return profile.apps?.some(({ id }) => id === profileId) === true ? [furtherAppKey(profileId)] : []
}

/** Deletes the secrets that an entry is of. @returns false: the keychain would not; some may be gone */
export const deleteSecretsOf = async (
  secrets: Pick<SecretStore, 'delete'>,
  { profileId, roles }: Pick<JournalEntry, 'profileId' | 'roles'>,
): Promise<boolean> => {
  for (const role of roles) {
    const deleted = await secrets.delete(secretId(profileId, role))
    if (!deleted.ok) return false
  }
  return true
}
