import type { AppError } from '../../../shared/app-error'
import type { ConnectionKey, LastRun, ProfileInput, TenantProfile } from '../../../shared/files/profile'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import {
  NO_INVENTORY,
  tenantInventorySchema,
  type TenantInventory,
} from '../../../shared/files/tenant-inventory'
import type { ProfileList, ProfileView } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import type { ManyDone } from '../../../shared/ipc/tenants'
import { err, ok, type Result } from '../../../shared/result'
import type { HistoryRemovals } from '../../history-port'
import type {
  Clock,
  LoadedProfiles,
  ProfileStore,
  RemovalJournal,
  SaveJournal,
  SecretStore,
} from '../../ports'
import type { Scrubber } from '../../security/secret-scrubber'
import { inventoryNotKept, listChanged, notFound, tooMany } from './profile-errors'
import { exportedOf, exportProfiles } from './profile-export'
import { copyOf, MAX_PROFILES, newProfile, withNewAppIds } from './profile-rules'
import { viewOf } from './profile-view'
import { createTenantRemovals, type TenantRemovals } from './remove-tenants'
import { createTenantSaves, type TenantSaves } from './save-tenant'
import { rememberSecrets, type RememberingSecrets } from './secret-memory'
import { secretId, tenantTrust, trustDigest } from './secret-trust'
import { StoredProfiles } from './stored-profiles'
import { createTenantImports, type TenantImports } from './tenant-imports'
import { confirmedTrust } from './trust-confirmation'
import { tagged } from './tag-tenants'
import { TwoStepSave } from './two-step-save'
import { UndoableRemovals } from './undoable-removals'

export interface ProfileServiceDeps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly journal: SaveJournal
  /** Absent: no removal can be taken back. */
  readonly removals?: RemovalJournal
  /** What goes with a tenant that is removed. Absent: nothing else. */
  readonly history?: HistoryRemovals
  readonly clock: Pick<Clock, 'now'>
  /** A new UUID. */
  readonly newId: () => string
  /** Learns every secret that passes, to keep it out of logs. */
  readonly scrubber?: Pick<Scrubber, 'add'>
  /** A tenant leads elsewhere now, or is gone: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

type Answer<T> = Promise<Result<T, AppError>>

/**
 * Tenant profiles and the secrets that belong to them, for the window and the command line. What
 * touches a secret is done by the parts that are put together here: saves, removals.
 */
export class ProfileService {
  /** The keychain as this service sees it: use it for runs, so that lists show what they learn. */
  readonly secrets: RememberingSecrets
  readonly save: TenantSaves['save']
  readonly setSecret: TenantSaves['setSecret']
  readonly deleteSecret: TenantSaves['deleteSecret']
  readonly remove: TenantRemovals['remove']
  readonly removeAll: TenantRemovals['removeAll']
  /** Reads a CSV or JSON file's text. Nothing is stored before {@link confirmImport}. */
  readonly importText: TenantImports['preview']
  /** Removals that can be taken back, for a window. */
  readonly removals: UndoableRemovals
  private readonly imports: TenantImports
  private readonly stored: StoredProfiles

  constructor(private readonly deps: ProfileServiceDeps) {
    const secrets = rememberSecrets(deps.secrets, deps.scrubber)
    const stored = new StoredProfiles({ ...deps, secrets })
    const { change } = stored
    const twoSteps = new TwoStepSave({ ...deps, secrets, change })
    const saves = createTenantSaves({ ...deps, secrets, change, twoSteps })
    this.removals = new UndoableRemovals({ ...deps, secrets, stored, twoSteps })
    const takePending = () => this.removals.take()
    const removals = createTenantRemovals({ ...deps, secrets, stored, twoSteps, takePending })
    this.secrets = secrets
    this.stored = stored
    this.save = saves.save
    this.setSecret = saves.setSecret
    this.deleteSecret = saves.deleteSecret
    this.remove = removals.remove
    this.removeAll = removals.removeAll
    this.imports = createTenantImports({
      ...deps,
      stored,
      newProfile: (profile) => this.newProfile(profile),
    })
    this.importText = this.imports.preview
  }

  /** All tenants in the admin's order. No secret is read, and the keychain is not asked. */
  async list(): Answer<ProfileList> {
    const { data, readOnly, notice } = await this.load()
    return ok({ profiles: data.profiles.map((profile) => this.view(profile)), readOnly, notice })
  }

  /** The tenants as they are stored, and what is to be said of their file. */
  load(): Promise<LoadedProfiles> {
    return this.stored.load()
  }

  /** One stored profile, or null. */
  async profile(id: string): Promise<TenantProfile | null> {
    const { data } = await this.stored.load()
    return data.profiles.find((profile) => profile.id === id) ?? null
  }

  /** Copies a tenant without its secrets. */
  duplicate({ id }: Requests['profiles:duplicate']): Answer<ProfileView> {
    return this.stored.change(async (data) => {
      const index = data.profiles.findIndex((profile) => profile.id === id)
      const original = data.profiles[index]
      if (original === undefined) return err(notFound())
      if (data.profiles.length >= MAX_PROFILES) return err(tooMany())
      const copy = this.newProfile(withNewAppIds(copyOf(original, data.profiles), this.deps.newId))
      const profiles = [...data.profiles]
      profiles.splice(index + 1, 0, copy)
      const saved = await this.deps.store.save({ profiles })
      return saved.ok ? ok(this.view(copy)) : saved
    })
  }

  /** Puts right what a crash between the two steps of an earlier save left. Call it at the start. */
  async settle(): Promise<void> {
    await this.stored.change(() => Promise.resolve(ok(null)))
  }

  /** @param ids all ids, in the wanted order */
  reorder({ ids }: Requests['profiles:reorder']): Answer<null> {
    return this.stored.change(async (data) => {
      const byId = new Map(data.profiles.map((profile) => [profile.id, profile]))
      const profiles = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
      if (profiles.length !== data.profiles.length || ids.length !== profiles.length) {
        return err(listChanged())
      }
      return this.deps.store.save({ profiles })
    })
  }

  /** Adds tags to tenants and takes others away. One that would have too many is named, and stops no other. */
  tag({ ids, ...changes }: Requests['profiles:tag']): Answer<ManyDone> {
    return this.stored.change(async ({ profiles }) => {
      const { after, done, failed } = tagged(profiles, ids, changes)
      if (done.length === 0) return ok({ done, failed })
      const saved = await this.deps.store.save({ profiles: after })
      return saved.ok ? ok({ done, failed }) : saved
    })
  }

  /** Adds the previewed tenants, all or none, each with a new id and without secrets. */
  async confirmImport(request: Requests['profiles:confirmImport']): Answer<ProfileList> {
    const added = await this.imports.confirm(request)
    return added.ok ? this.list() : added
  }

  /** All tenants as JSON text that can be imported again; there are no secrets in it. */
  async exportText(): Answer<string> {
    const { data } = await this.stored.load()
    return ok(exportProfiles(data.profiles.map(exportedOf), this.deps.clock.now()))
  }

  /**
   * Remembers how a comparison ended. A tenant that was removed or led elsewhere meanwhile, or a store
   * that cannot be written, is left alone.
   * @param began the tenant as the comparison began with it
   */
  async recordRun(began: TenantProfile, run: LastRun): Promise<void> {
    await this.stored.change((data) => {
      const now = data.profiles.find(({ id }) => id === began.id)
      if (now === undefined || tenantTrust(now) !== tenantTrust(began)) return Promise.resolve(ok(null))
      return this.deps.store.save({
        profiles: data.profiles.map((profile) => (profile === now ? { ...now, lastRun: run } : profile)),
      })
    })
  }

  /**
   * The same run judged anew, where it still is the last one of a tenant.
   * @param finishedAt of the run
   */
  async replaceRun(id: string, finishedAt: string, run: Omit<LastRun, 'app'>): Promise<void> {
    await this.changeProfile(id, (profile) =>
      ok(
        profile.lastRun?.finishedAt === finishedAt
          ? { ...profile, lastRun: { ...profile.lastRun, ...run } }
          : profile,
      ),
    )
  }

  /**
   * Keeps a sign-in's new refresh token, or forgets it (null), unless the tenant was removed or led
   * elsewhere since the run began, in this process or another.
   * @param began the tenant as the run began with it
   */
  async keepRefreshToken(began: TenantProfile, role: ConnectionKey, token: string | null): Promise<void> {
    if (token !== null) this.deps.scrubber?.add(token)
    const trust = trustDigest(began, role)
    await this.stored.change<unknown>((data) => {
      const now = data.profiles.find(({ id }) => id === began.id)
      if (now === undefined || trustDigest(now, role) !== trust) return Promise.resolve(ok(null))
      const id = secretId(now.id, role)
      return token === null ? this.secrets.delete(id) : this.secrets.set(id, token, trust)
    })
  }

  /**
   * A person confirmed the authorisation server that a tenant names.
   * @param host as the tenant named it; the caller knows that it did
   */
  confirmAuthHost(id: string, host: string): Answer<ProfileView> {
    return this.changeProfile(id, (profile) => ok({ ...profile, confirmedAuthHost: host }))
  }

  /**
   * Keeps what was written down about the tenant's applications.
   * @param change of what is kept now, which may have changed since it was read
   * @returns `INVALID_ARGUMENT` where it is more than can be kept
   */
  keepInventory(id: string, change: (before: TenantInventory) => TenantInventory): Answer<ProfileView> {
    return this.changeProfile(id, (profile) => {
      const after = change(profile.inventory ?? NO_INVENTORY)
      const checked = tenantInventorySchema.safeParse(after)
      return checked.success
        ? ok({ ...profile, inventory: checked.data })
        : err(inventoryNotKept(issueText(firstIssue(checked.error, after))))
    })
  }

  /** A person looked at all that leads a tenant's secrets elsewhere than usual, and confirmed it. */
  confirmTrust(id: string): Answer<ProfileView> {
    return this.changeProfile(id, (profile) => ok({ ...profile, ...confirmedTrust(profile) }))
  }

  private changeProfile(
    id: string,
    change: (profile: TenantProfile) => Result<TenantProfile, AppError>,
  ): Answer<ProfileView> {
    return this.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const after = change(profile)
      if (!after.ok) return after
      const saved = await this.deps.store.save({
        profiles: data.profiles.map((each) => (each === profile ? after.value : each)),
      })
      return saved.ok ? ok(this.view(after.value)) : saved
    })
  }

  private newProfile(profile: ProfileInput): TenantProfile {
    return newProfile(profile, this.deps.newId(), this.deps.clock.now())
  }

  private view(profile: TenantProfile): ProfileView {
    return viewOf(profile, this.secrets)
  }
}

/** Opens the tenant profiles. */
export const createProfileService = (deps: ProfileServiceDeps): ProfileService => new ProfileService(deps)
