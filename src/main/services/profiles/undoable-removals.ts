import { counted } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type TenantProfile } from '../../../shared/files/profile'
import type { BegunRemoval } from '../../../shared/ipc/tenants'
import { err, ok, type Result } from '../../../shared/result'
import type { HistoryRemovals } from '../../history-port'
import type { JournalEntry, ProfileStore, RemovalJournal, SecretStore } from '../../ports'
import { nameTaken, notFound, tooMany } from './profile-errors'
import { MAX_PROFILES, profileNamed } from './profile-rules'
import type { StoredProfiles } from './stored-profiles'
import type { TwoStepSave } from './two-step-save'

export interface UndoableRemovalsDeps {
  readonly store: Pick<ProfileStore, 'save'>
  readonly stored: StoredProfiles
  readonly secrets: Pick<SecretStore, 'status'>
  readonly twoSteps: Pick<TwoStepSave, 'removeSecrets'>
  /** Absent: nothing is removed this way. */
  readonly removals?: RemovalJournal
  /** Absent: there is none. */
  readonly history?: Pick<HistoryRemovals, 'beginRemoval'>
  readonly newId: () => string
  /** A tenant is gone: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

/** A tenant that is not in the list any more, with all that is still there of it. */
interface Removed {
  readonly profile: TenantProfile
  readonly entries: readonly JournalEntry[]
}

interface Removal {
  readonly removed: readonly Removed[]
  /** All ids as they were ordered before. */
  readonly order: readonly string[]
}

/**
 * Removals that can be taken back. A tenant leaves the list at once, for every program of this user; what was in the list is in
 * this program's memory only. Its secrets and its history stay where they are until {@link finish}; the journal of removals
 * tells the next start of those that were cut off, which then go (`recover-removals.ts`).
 */
export class UndoableRemovals {
  private readonly pending = new Map<string, Removal>()

  constructor(private readonly deps: UndoableRemovalsDeps) {}

  /** Takes tenants out of the list. One that cannot be is named, and stops no other. */
  begin(ids: readonly string[]): Promise<Result<BegunRemoval, AppError>> {
    const { stored, store, newId, onMoved } = this.deps
    return stored.change(async ({ profiles }) => {
      const chosen = [...new Set(ids)].map((id) => profiles.find((profile) => profile.id === id))
      const locked = await this.lockedKeychain(chosen)
      const removed: Removed[] = []
      const failed: BegunRemoval['failed'][number][] = []
      for (const profile of chosen) {
        const begun =
          profile === undefined
            ? err(notFound())
            : locked !== null && keepsSecrets(profile)
              ? err(locked)
              : await this.enter(profile)
        if (begun.ok) removed.push(begun.value)
        else failed.push({ name: profile?.name ?? '', error: begun.error })
      }
      const gone = new Set(removed.map(({ profile }) => profile))
      const saved =
        gone.size === 0
          ? ok(null)
          : await store.save({ profiles: profiles.filter((profile) => !gone.has(profile)) })
      if (!saved.ok) {
        await endAll(removed)
        return saved
      }
      for (const { id } of gone) onMoved?.(id)
      const removalId = newId()
      if (gone.size > 0) this.pending.set(removalId, { removed, order: profiles.map(({ id }) => id) })
      return ok({ removalId, removed: [...gone].map(({ id, name }) => ({ id, name })), failed })
    })
  }

  /** Brings all of them back, each to its place. Nothing is changed where one of them cannot be. */
  undo(removalId: string): Promise<Result<null, AppError>> {
    return this.deps.stored.change(async ({ profiles }) => {
      const removal = this.pending.get(removalId)
      if (removal === undefined) return err(goneForGood())
      const open = new Set((await this.deps.removals?.open())?.map(({ profileId }) => profileId))
      const back = removal.removed.map(({ profile }) => profile)
      if (back.some(({ id }) => !open.has(id))) return err(goneForGood())
      if (profiles.length + back.length > MAX_PROFILES) return err(tooMany())
      const taken = back.find(({ name }) => profileNamed(profiles, name) !== undefined)
      if (taken !== undefined) return err(nameTaken(taken.name))
      const saved = await this.deps.store.save({ profiles: inOrder(profiles, back, removal.order) })
      if (!saved.ok) return saved
      this.pending.delete(removalId)
      await endAll(removal.removed)
      return saved
    })
  }

  /** It cannot be taken back any more: secrets and history go. What cannot go now is said in the list's notice. */
  async finish(removalId: string): Promise<Result<null, AppError>> {
    const removal = this.pending.get(removalId)
    if (removal === undefined) return ok(null)
    const { stored } = this.deps
    return stored.change(async ({ profiles }) => {
      const left: { readonly removed: Removed; readonly error: AppError }[] = []
      for (const removed of removal.removed) {
        const gone = await this.erase(removed)
        if (!gone.ok) left.push({ removed, error: gone.error })
      }
      await stored.settleHistory(profiles.map(({ id }) => id))
      const [first] = left
      if (first === undefined) {
        this.pending.delete(removalId)
        return ok(null)
      }
      this.pending.set(removalId, { ...removal, removed: left.map(({ removed }) => removed) })
      stored.say(leftNotice(left.length, first.removed.profile.name, first.error))
      return err(first.error)
    })
  }

  /** All that were begun: the window closes, or the page that could take them back is gone. */
  async finishAll(): Promise<void> {
    for (const removalId of [...this.pending.keys()]) await this.finish(removalId)
  }

  /** Everything goes now, by other means. @returns the tenants that could have come back */
  take(): readonly TenantProfile[] {
    const removed = [...this.pending.values()].flatMap((removal) => removal.removed)
    this.pending.clear()
    return removed.map(({ profile }) => profile)
  }

  /** Says on the disk that secrets and history of a tenant are to go once it is not in the list. */
  private async enter(profile: TenantProfile): Promise<Result<Removed, AppError>> {
    const { removals } = this.deps
    if (removals === undefined) throw new Error('Removals that can be taken back need their journal')
    const entries: JournalEntry[] = []
    const owners = [
      { id: profile.id, roles: CONNECTION_ROLES },
      ...(profile.apps ?? []).map(({ id }) => ({ id, roles: ['app'] as const })),
    ]
    for (const { id, roles } of owners) {
      const entry = await removals.begin(id, roles)
      if (!entry.ok) {
        await endAll([{ profile, entries }])
        return entry
      }
      entries.push(entry.value)
    }
    return ok({ profile, entries })
  }

  private async erase({ profile, entries }: Removed): Promise<Result<null, AppError>> {
    const secrets = await this.deps.twoSteps.removeSecrets(profile)
    if (!secrets.ok) return secrets
    const history = await this.deps.history?.beginRemoval([profile.id], 'tenants')
    if (history?.ok === false) return history
    await endAll([{ profile, entries }])
    return ok(null)
  }

  /** A keychain that would keep its secrets all the same; null: it would not, as far as it says. */
  private async lockedKeychain(profiles: readonly (TenantProfile | undefined)[]): Promise<AppError | null> {
    if (!profiles.some((profile) => profile !== undefined && keepsSecrets(profile))) return null
    const { status, message, advice } = await this.deps.secrets.status()
    return status === 'locked' ? appError('KEYCHAIN_LOCKED', message, { advice }) : null
  }
}

const keepsSecrets = ({ keychainSecrets = [] }: TenantProfile): boolean => keychainSecrets.length > 0

const endAll = async (removed: readonly Removed[]): Promise<void> => {
  for (const { entries } of removed) for (const entry of entries) await entry.end()
}

/** Puts tenants back behind those that they stood behind, also where others came or went meanwhile. */
const inOrder = (
  profiles: readonly TenantProfile[],
  back: readonly TenantProfile[],
  order: readonly string[],
): TenantProfile[] => {
  const all = [...profiles]
  for (const profile of [...back].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))) {
    const before = new Set(order.slice(0, order.indexOf(profile.id)))
    all.splice(all.map(({ id }) => before.has(id)).lastIndexOf(true) + 1, 0, profile)
  }
  return all
}

const goneForGood = (): AppError =>
  appError('NOT_FOUND', 'This cannot be undone any more: the secrets and the history are deleted.', {
    advice: ['Add the tenant again, or import it from a file that was exported before.'],
  })

const leftNotice = (count: number, name: string, { message }: AppError): string =>
  `Of ${count === 1 ? `“${name}”, which was deleted,` : `${counted(count, 'deleted tenant')}, “${name}” among them,`} secrets or history are still there: ${message} Crossview tries again when it is closed, and at the next start.`
