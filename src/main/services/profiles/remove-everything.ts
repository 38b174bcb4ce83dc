import type { AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type TenantProfile } from '../../../shared/files/profile'
import type { RemovedProfiles } from '../../../shared/ipc/api'
import { ok, type Result } from '../../../shared/result'
import type { ProfileStore, SecretStore, SaveJournal } from '../../ports'
import { secretId } from './secret-trust'

interface Deps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly unfinished: SaveJournal
  readonly removeSecrets: (profile: TenantProfile) => Promise<Result<unknown, AppError>>
}

/**
 * Removes the secrets first, then the tenants, and when none is left the files that still name
 * one: the backup, and damaged files that were set aside, with the secrets of those they name.
 */
export const removeEverything = async (
  profiles: readonly TenantProfile[],
  { store, secrets, unfinished, removeSecrets }: Deps,
): Promise<Result<RemovedProfiles, AppError>> => {
  const kept: { readonly profile: TenantProfile; readonly error: AppError }[] = []
  for (const profile of profiles) {
    const removed = await removeSecrets(profile)
    if (!removed.ok) kept.push({ profile, error: removed.error })
  }
  const stay = kept.map(({ profile }) => profile)
  const gone = profiles.filter((profile) => !stay.includes(profile))
  const saved = await store.save({ profiles: stay })
  if (!saved.ok) return saved
  if (stay.length === 0) {
    const known = new Set(profiles.map(({ id }) => id))
    const traces = await store.traces()
    if (!traces.ok) return traces
    for (const id of traces.value.filter((each) => !known.has(each))) {
      for (const role of CONNECTION_ROLES) {
        const deleted = await secrets.delete(secretId(id, role))
        // A keychain that cannot be asked now is asked once it can.
        if (!deleted.ok) await unfinished.begin(id, [role])
      }
    }
    const erased = await store.erase()
    if (!erased.ok) return erased
  }
  return ok({
    removed: gone.map(({ name }) => name),
    kept: kept.map(({ profile, error }) => ({ name: profile.name, reason: error.message })),
  })
}
