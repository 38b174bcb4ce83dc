import type { AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type TenantProfile } from '../../../shared/files/profile'
import { NO_INVENTORY, type TenantInventory } from '../../../shared/files/tenant-inventory'
import type { RemovedProfiles } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { HistoryRemovals } from '../../history-port'
import type { ProfileStore, RemovalJournal, SaveJournal, SecretStore } from '../../ports'
import { notFound } from './profile-errors'
import { secretId } from './secret-trust'
import type { StoredProfiles } from './stored-profiles'
import type { TwoStepSave } from './two-step-save'

/** How tenants and their secrets are removed. */
export interface TenantRemovals {
  /** Removes a tenant with its secrets and its history; when a secret cannot be removed, nothing is. */
  readonly remove: (request: { readonly id: string }) => Promise<Result<null, AppError>>
  /**
   * Removes every tenant and secret, the whole history with its key, and the files that still name one. A tenant whose secrets
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
  /** Absent: no removal can be taken back. */
  readonly removals?: RemovalJournal
  /** Tenants whose removal could be taken back so far: it cannot from now on. */
  readonly takePending?: () => readonly TenantProfile[]
  /** Absent: there is none. */
  readonly history?: HistoryRemovals
  /** A tenant is gone: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

/** Removes secrets first, then tenants, then what was kept of them. */
export const createTenantRemovals = (deps: TenantRemovalsDeps): TenantRemovals => ({
  remove: ({ id }) =>
    deps.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const others = data.profiles.filter((candidate) => candidate !== profile)
      return withHistory([profile], 'tenants', deps, async () => {
        const changed = await deps.twoSteps.removeSecrets(profile)
        if (!changed.ok) return { answer: changed, stay: data.profiles }
        const saved = await deps.store.save({ profiles: others })
        if (saved.ok) deps.onMoved?.(id)
        else await changed.value.undo()
        return { answer: saved, stay: saved.ok ? others : data.profiles }
      })
    }),
  removeAll: () =>
    deps.stored.change(async (data) => {
      const profiles = [...data.profiles, ...(deps.takePending?.() ?? [])]
      const answer = await withHistory(profiles, 'everything', deps, () => removeEverything(profiles, deps))
      if (answer.ok) for (const { id } of profiles) deps.onMoved?.(id)
      // It may name a damaged file that is gone now.
      if (answer.ok && answer.value.kept.length === 0) deps.stored.forgetNotice()
      return answer
    }),
})

/** How a removal went. `stay`: the tenants that are stored then. */
interface Removal<T> {
  readonly answer: Result<T, AppError>
  readonly stay: readonly TenantProfile[]
}

/** Removes tenants, and the history of those that are gone then; a crash on the way is made good by the next change. */
const withHistory = async <T>(
  profiles: readonly TenantProfile[],
  what: 'tenants' | 'everything',
  { history, stored }: Pick<TenantRemovalsDeps, 'history' | 'stored'>,
  remove: () => Promise<Removal<T>>,
): Promise<Result<T, AppError>> => {
  const begun = await history?.beginRemoval(
    profiles.map(({ id }) => id),
    what,
  )
  if (begun?.ok === false) return begun
  const { answer, stay } = await remove()
  await stored.settleHistory(stay.map(({ id }) => id))
  return answer
}

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
  deps: TenantRemovalsDeps,
): Promise<Removal<RemovedProfiles>> => {
  const kept: { readonly profile: TenantProfile; readonly error: AppError }[] = []
  for (const profile of profiles) {
    const removed = await deps.twoSteps.removeSecrets(profile)
    if (!removed.ok) kept.push({ profile, error: removed.error })
  }
  const stay = kept.map(({ profile }) => profile)
  const gone = profiles.filter((profile) => !stay.includes(profile))
  const saved = await deps.store.save({ profiles: stay })
  if (!saved.ok) return { answer: saved, stay: profiles }
  const erased = stay.length === 0 ? await eraseTraces(profiles, deps) : ok(null)
  return {
    answer: erased.ok
      ? ok({
          removed: gone.map(({ name }) => name),
          kept: kept.map(({ profile, error }) => ({ name: profile.name, reason: error.message })),
        })
      : erased,
    stay,
  }
}

/** What names tenants, or is of them, when none is stored any more. */
const eraseTraces = async (
  profiles: readonly TenantProfile[],
  { store, secrets, journal, removals, history }: TenantRemovalsDeps,
): Promise<Result<null, AppError>> => {
  const known = new Set(profiles.flatMap(idsWithoutSecrets))
  const traces = await store.traces()
  if (!traces.ok) return traces
  // Another program may have removed some, and wait whether that is taken back.
  const waiting = (await removals?.open()) ?? []
  const ids = new Set([...traces.value, ...waiting.map(({ profileId }) => profileId)])
  for (const id of [...ids].filter((each) => !known.has(each))) {
    for (const role of CONNECTION_ROLES) {
      const deleted = await secrets.delete(secretId(id, role))
      // A keychain that cannot be asked now is asked once it can.
      if (!deleted.ok) await journal.begin(id, [role])
    }
  }
  for (const entry of waiting) await entry.end()
  const erased = await store.erase()
  const forgotten = await history?.erase()
  return forgotten?.ok === false && erased.ok ? forgotten : erased
}
