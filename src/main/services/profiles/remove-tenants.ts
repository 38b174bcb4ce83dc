import type { AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type TenantProfile } from '../../../shared/files/profile'
import { NO_INVENTORY, type TenantInventory } from '../../../shared/files/tenant-inventory'
import type { RemovedProfiles } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import type { ProfileStore, SaveJournal, SecretStore } from '../../ports'
import { notFound } from './profile-errors'
import { secretId } from './secret-trust'
import type { StoredProfiles } from './stored-profiles'
import type { TwoStepSave } from './two-step-save'

/** How tenants and their secrets are removed. */
export interface TenantRemovals {
  /** Removes a tenant and its secrets; when a secret cannot be removed, nothing is. */
  readonly remove: (request: Requests['profiles:remove']) => Promise<Result<null, AppError>>
  /**
   * Removes every tenant and secret, and the files that still name one. A tenant whose secrets
   * cannot be removed now stays, and is named: no secret is left that nobody knows of.
   */
  readonly removeAll: () => Promise<Result<RemovedProfiles, AppError>>
}

export interface TenantRemovalsDeps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly journal: SaveJournal
  readonly stored: StoredProfiles
  readonly twoSteps: Pick<TwoStepSave, 'removeSecrets'>
  /** A tenant is gone: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

/** Removes secrets first, then tenants. */
export const createTenantRemovals = (deps: TenantRemovalsDeps): TenantRemovals => ({
  remove: ({ id }) =>
    deps.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const changed = await deps.twoSteps.removeSecrets(profile)
      if (!changed.ok) return changed
      const saved = await deps.store.save({
        profiles: data.profiles.filter((candidate) => candidate !== profile),
      })
      if (saved.ok) deps.onMoved?.(id)
      else await changed.value.undo()
      return saved
    }),
  removeAll: () =>
    deps.stored.change(async ({ profiles }) => {
      const answer = await removeEverything(profiles, deps)
      if (answer.ok) for (const { id } of profiles) deps.onMoved?.(id)
      // It may name a damaged file that is gone now.
      if (answer.ok && answer.value.kept.length === 0) deps.stored.forgetNotice()
      return answer
    }),
})

/** The ids of a tenant whose secrets are removed by now, and those of Halo's records, under which none ever was. */
const idsWithoutSecrets = ({ id, apps = [], inventory }: TenantProfile): readonly string[] => {
  const { notes, neverAsk = [], review, lastReview }: TenantInventory = inventory ?? NO_INVENTORY
  const records = [
    ...Object.keys(notes),
    ...neverAsk,
    ...Object.keys(review.decisions),
    ...(lastReview?.applications ?? []).map((application) => application.id),
  ]
  return [id, ...apps.map((app) => app.id), ...records.map((each) => each.toLowerCase())]
}

/**
 * Removes the secrets first, then the tenants, and when none is left the files that still name
 * one: the backup, and damaged files that were set aside, with the secrets of those they name.
 */
const removeEverything = async (
  profiles: readonly TenantProfile[],
  { store, secrets, journal, twoSteps }: TenantRemovalsDeps,
): Promise<Result<RemovedProfiles, AppError>> => {
  const kept: { readonly profile: TenantProfile; readonly error: AppError }[] = []
  for (const profile of profiles) {
    const removed = await twoSteps.removeSecrets(profile)
    if (!removed.ok) kept.push({ profile, error: removed.error })
  }
  const stay = kept.map(({ profile }) => profile)
  const gone = profiles.filter((profile) => !stay.includes(profile))
  const saved = await store.save({ profiles: stay })
  if (!saved.ok) return saved
  if (stay.length === 0) {
    const known = new Set(profiles.flatMap(idsWithoutSecrets))
    const traces = await store.traces()
    if (!traces.ok) return traces
    for (const id of traces.value.filter((each) => !known.has(each))) {
      for (const role of CONNECTION_ROLES) {
        const deleted = await secrets.delete(secretId(id, role))
        // A keychain that cannot be asked now is asked once it can.
        if (!deleted.ok) await journal.begin(id, [role])
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
