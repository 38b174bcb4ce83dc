import type { AppError } from '../../shared/app-error'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type LastRun,
  type ProfileInput,
  type ProfileStoreData,
  type TenantProfile,
} from '../../shared/files/profile'
import type { ImportPreview, ProfileList, ProfileView, RemovedProfiles } from '../../shared/ipc/api'
import type { Requests } from '../../shared/ipc/requests'
import { err, ok, type Result } from '../../shared/result'
import { typedSecret } from '../../shared/secret-text'
import type { Clock, ProfileStore, SecretStore, UnfinishedSaves } from '../ports'
import {
  holdsNoSecret,
  importClosed,
  listChanged,
  nameTaken,
  notFound,
  readOnlyError,
  secretNeeded,
  tooMany,
} from './profile-errors'
import { exportProfiles } from './profile-export'
import { readImport } from './profile-import'
import {
  changedProfile,
  cleanProfile,
  copyOf,
  inputOf,
  isSameSignIn,
  MAX_PROFILES,
  newProfile,
  profileNamed,
  secretRoles,
} from './profile-rules'
import { secretStateOf, viewOf } from './profile-view'
import { removeEverything } from './remove-everything'
import { clientIdFault, isOtherHost, saveFault } from './save-fault'
import {
  changeSecrets,
  secretId,
  typedSecrets,
  type ChangeOptions,
  type SecretChange,
} from './secret-changes'
import type { Scrubber } from '../security/secret-scrubber'
import { rememberSecrets, type RememberingSecrets } from './secret-memory'
import { SecretNotes } from './secret-notes'
import { settleUnfinishedSaves } from './unfinished-saves'

export interface ProfileServiceDeps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly unfinished: UnfinishedSaves
  readonly clock: Pick<Clock, 'now'>
  /** A new UUID. */
  readonly newId: () => string
  /** Learns every secret that passes, to keep it out of logs. */
  readonly scrubber?: Pick<Scrubber, 'add'>
}

type GivenSecrets = Requests['profiles:save']['secrets']

type Answer<T> = Promise<Result<T, AppError>>

/**
 * Tenant profiles and the secrets that belong to them, for the window and the command line.
 * Changes run one after another. Each change of a secret and its profile is made in two steps,
 * secret first, and undone when the second step fails. A note beside the profiles tells the next
 * start of a change that was cut off between the two.
 */
export class ProfileService {
  /** The keychain as this service sees it: use it for runs, so that lists show what they learn. */
  readonly secrets: RememberingSecrets
  private readonly imports = new Map<string, readonly ProfileInput[]>()
  private notice: string | null = null
  private queue: Promise<unknown> = Promise.resolve()
  private readonly notes: SecretNotes

  constructor(private readonly deps: ProfileServiceDeps) {
    this.notes = new SecretNotes(deps.unfinished)
    this.secrets = rememberSecrets(deps.secrets, deps.scrubber)
  }

  /** All tenants in the admin's order. No secret is read, and the keychain is not asked. */
  async list(): Answer<ProfileList> {
    const { data, readOnly, notice } = await this.load()
    return ok({ profiles: data.profiles.map((profile) => this.view(profile)), readOnly, notice })
  }

  /** One stored profile, or null. */
  async profile(id: string): Promise<TenantProfile | null> {
    const { data } = await this.load()
    return data.profiles.find((profile) => profile.id === id) ?? null
  }

  /**
   * Adds (`id` null) or changes a tenant. Another host is another recipient: every secret the
   * tenant had must be given again, or `SECRET_NEEDED` names the connections.
   */
  save({ id, profile: input, secrets: given }: Requests['profiles:save']): Answer<ProfileView> {
    return this.change(async (data) => {
      const before = id === null ? null : data.profiles.find((profile) => profile.id === id)
      if (before === undefined) return err(notFound())
      const cleaned = cleanProfile(input)
      if (!cleaned.ok) return cleaned
      const fault = saveFault(data, before, cleaned.value)
      if (fault !== null) return err(fault)
      const secrets = typedSecrets(given)
      if (!secrets.ok) return secrets
      const slip = clientIdFault(cleaned.value, secrets.value, (role) => `secrets.${role}`)
      if (slip !== null) return err(slip)
      const changes = this.secretChanges(before, cleaned.value, secrets.value)
      if (!changes.ok) return changes
      const stored =
        before === null
          ? this.newProfile(cleaned.value)
          : changedProfile(before, cleaned.value, this.deps.clock.now())
      return this.replace(data, stored, changes.value, isOtherHost(before, stored) ? 'replace' : 'keep')
    })
  }

  /** Copies a tenant without its secrets. */
  duplicate({ id }: Requests['profiles:duplicate']): Answer<ProfileView> {
    return this.change(async (data) => {
      const index = data.profiles.findIndex((profile) => profile.id === id)
      const original = data.profiles[index]
      if (original === undefined) return err(notFound())
      if (data.profiles.length >= MAX_PROFILES) return err(tooMany())
      const copy = this.newProfile(copyOf(original, data.profiles))
      const profiles = [...data.profiles]
      profiles.splice(index + 1, 0, copy)
      const saved = await this.deps.store.save({ profiles })
      return saved.ok ? ok(this.view(copy)) : saved
    })
  }

  /** Removes a tenant and its secrets; when a secret cannot be removed, nothing is. */
  remove({ id }: Requests['profiles:remove']): Answer<null> {
    return this.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const changed = await this.removeSecrets(profile)
      if (!changed.ok) return changed
      const saved = await this.deps.store.save({
        profiles: data.profiles.filter((candidate) => candidate !== profile),
      })
      if (saved.ok) this.secrets.retire(id)
      else await changed.value.undo()
      return saved
    })
  }

  /**
   * Removes every tenant and secret, and the files that still name one. A tenant whose secrets
   * cannot be removed now stays, and is named: no secret is left that nobody knows of.
   */
  removeAll(): Answer<RemovedProfiles> {
    return this.change(async (data) => {
      const answer = await removeEverything(data.profiles, {
        ...this.deps,
        secrets: this.secrets,
        removeSecrets: (profile) => this.removeSecrets(profile),
      })
      // It may name a damaged file that is gone now.
      if (answer.ok && answer.value.kept.length === 0) this.notice = null
      return answer
    })
  }

  /** Puts right what a crash between the two steps of an earlier save left. Call it at the start. */
  async settle(): Promise<void> {
    await this.change(() => Promise.resolve(ok(null)))
  }

  /** @param ids all ids, in the wanted order */
  reorder({ ids }: Requests['profiles:reorder']): Answer<null> {
    return this.change(async (data) => {
      const byId = new Map(data.profiles.map((profile) => [profile.id, profile]))
      const profiles = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
      if (profiles.length !== data.profiles.length || ids.length !== profiles.length) {
        return err(listChanged())
      }
      return this.deps.store.save({ profiles })
    })
  }

  async setSecret({ id, role, secret }: Requests['profiles:setSecret']): Answer<ProfileView> {
    const typed = typedSecret(secret, 'secret')
    return typed.ok ? this.changeSecret(id, role, typed.value) : typed
  }

  deleteSecret({ id, role }: Requests['profiles:deleteSecret']): Answer<ProfileView> {
    return this.changeSecret(id, role, null)
  }

  /** Reads a CSV or JSON file's text. Nothing is stored before {@link confirmImport}. */
  async importText(fileName: string, text: string): Answer<ImportPreview> {
    const { data } = await this.load()
    const read = readImport(fileName, text, data.profiles)
    if (!read.ok) return read
    const { accepted, rejected, warnings } = read.value
    const importId = this.deps.newId()
    // One preview is open at a time.
    this.imports.clear()
    this.imports.set(importId, accepted)
    return ok({ importId, accepted: accepted.map(({ name, url }) => ({ name, url })), rejected, warnings })
  }

  /** Adds the previewed tenants, all or none, each with a new id and without secrets. */
  confirmImport({ importId }: Requests['profiles:confirmImport']): Answer<ProfileList> {
    return this.change(async (data) => {
      const accepted = this.imports.get(importId)
      if (accepted === undefined) {
        return err(importClosed())
      }
      if (data.profiles.length + accepted.length > MAX_PROFILES) return err(tooMany())
      const taken = accepted.find(({ name }) => profileNamed(data.profiles, name) !== undefined)
      if (taken !== undefined) return err(nameTaken(taken.name))
      const saved = await this.deps.store.save({
        profiles: [...data.profiles, ...accepted.map((profile) => this.newProfile(profile))],
      })
      if (!saved.ok) return saved
      this.imports.delete(importId)
      return this.list()
    })
  }

  /** All tenants as JSON text that can be imported again; there are no secrets in it. */
  async exportText(): Answer<string> {
    const { data } = await this.load()
    return ok(exportProfiles(data.profiles.map(inputOf), this.deps.clock.now()))
  }

  /** Remembers how a comparison ended. A tenant removed meanwhile, or a store that cannot be written, is left alone. */
  async recordRun(id: string, run: LastRun): Promise<void> {
    await this.change((data) =>
      this.deps.store.save({
        profiles: data.profiles.map((profile) =>
          profile.id === id ? { ...profile, lastRun: run } : profile,
        ),
      }),
    )
  }

  /** @returns what was done; a secret that only a keychain that is not there holds is noted for later */
  private async removeSecrets(profile: TenantProfile) {
    // A sign-in may have left a refresh token.
    const roles = CONNECTION_ROLES.filter((role) => profile[role] !== null)
    const changed = await changeSecrets(
      this.secrets,
      profile.id,
      roles.map((role): SecretChange => [role, null]),
      { recorded: profile.keychainSecrets ?? [], old: 'abandon' },
    )
    if (!changed.ok) return err(changed.error.error)
    await this.notes.noteLeft(profile.id, { left: changed.value.left, recorded: [] })
    return changed
  }

  private changeSecret(id: string, role: ConnectionRole, secret: string | null): Answer<ProfileView> {
    return this.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      if (!secretRoles(profile).includes(role)) return err(holdsNoSecret(role))
      const slip = clientIdFault(profile, { [role]: secret ?? undefined }, () => 'secret')
      if (slip !== null) return err(slip)
      return this.replace(data, profile, [[role, secret]], 'keep')
    })
  }

  /** Secrets first, then the profile; the secrets are put back when the profile cannot be saved. */
  private async replace(
    data: ProfileStoreData,
    profile: TenantProfile,
    changes: readonly SecretChange[],
    old: ChangeOptions['old'],
  ): Answer<ProfileView> {
    const recorded = profile.keychainSecrets ?? []
    const before = data.profiles.find(({ id }) => id === profile.id)
    const note = await this.notes.begin(profile.id, changes)
    if (!note.ok) return note
    const changed = await changeSecrets(this.secrets, profile.id, changes, { recorded, old })
    if (!changed.ok) {
      const { undone, late, error } = changed.error
      if (undone) await note.value.end(late, (roles) => this.recordLate(profile.id, before, roles))
      return err(error)
    }
    const stored = { ...profile, keychainSecrets: [...changed.value.recorded] }
    const saved = await this.deps.store.save({
      profiles:
        before === undefined
          ? [...data.profiles, stored]
          : data.profiles.map((candidate) => (candidate === before ? stored : candidate)),
    })
    if (saved.ok || (await changed.value.undo()))
      await note.value.end(changed.value.late, (roles) =>
        this.recordLate(profile.id, saved.ok ? stored : before, roles),
      )
    if (saved.ok) await this.notes.noteLeft(profile.id, changed.value)
    return saved.ok ? ok(this.view(stored)) : saved
  }

  /**
   * The keychain took these secrets after all, long after the save: records them, or deletes them
   * when the tenant they were for is not there any more.
   */
  private async recordLate(
    id: string,
    expected: TenantProfile | undefined,
    roles: readonly ConnectionRole[],
  ): Promise<boolean> {
    const changed = await this.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined || expected === undefined || isOtherHost(expected, profile)) {
        const deleted = await Promise.all(roles.map((role) => this.secrets.delete(secretId(id, role))))
        return deleted.find((each) => !each.ok) ?? ok(null)
      }
      const keychainSecrets = [...new Set([...(profile.keychainSecrets ?? []), ...roles])]
      return this.deps.store.save({
        profiles: data.profiles.map((each) => (each === profile ? { ...profile, keychainSecrets } : each)),
      })
    })
    return changed.ok
  }

  /** What happens to each secret: the given ones are kept, those of connections that are gone deleted. */
  private secretChanges(
    before: TenantProfile | null,
    after: ProfileInput,
    given: GivenSecrets,
  ): Result<readonly SecretChange[], AppError> {
    const roles = secretRoles(after)
    const refused = CONNECTION_ROLES.find((role) => given[role] !== undefined && !roles.includes(role))
    if (refused !== undefined) return err(holdsNoSecret(refused))
    const otherHost = isOtherHost(before, after)
    const needed = otherHost
      ? this.rolesWithSecret(before).filter((role) => roles.includes(role) && given[role] === undefined)
      : []
    if (needed.length > 0) return err(secretNeeded(needed, after.url))
    const had = before === null ? [] : CONNECTION_ROLES.filter((role) => before[role] !== null)
    return ok(
      CONNECTION_ROLES.flatMap((role): readonly SecretChange[] => {
        const secret = given[role]
        if (secret !== undefined) return [[role, secret]]
        const stays = !otherHost && (roles.includes(role) || isSameSignIn(before, after, role))
        return had.includes(role) && !stays ? [[role, null]] : []
      }),
    )
  }

  private rolesWithSecret(profile: TenantProfile | null): readonly ConnectionRole[] {
    return profile === null
      ? []
      : secretRoles(profile).filter((role) => secretStateOf(profile, role, this.secrets) !== 'missing')
  }

  private newProfile(profile: ProfileInput): TenantProfile {
    return newProfile(profile, this.deps.newId(), this.deps.clock.now())
  }

  private view(profile: TenantProfile): ProfileView {
    return viewOf(profile, this.secrets)
  }

  private async load() {
    const loaded = await this.deps.store.load()
    // What forbids writing now may be over at the next load.
    if (loaded.readOnly) return loaded
    // A damaged file is set aside at the first load; later ones find nothing wrong.
    this.notice ??= loaded.notice
    return { ...loaded, notice: this.notice }
  }

  /** One change after another, also among processes, each on what is stored then. */
  private change<T>(work: (data: ProfileStoreData) => Answer<T>): Answer<T> {
    const turn = this.queue.then(async (): Answer<T> => {
      const begun = await this.deps.store.beginChange()
      if (!begun.ok) return begun
      try {
        const { data, readOnly, notice } = await this.load()
        if (readOnly) return err(readOnlyError(notice))
        const settled = await settleUnfinishedSaves(data, { ...this.deps, secrets: this.secrets })
        this.notice = settled.notice ?? this.notice
        return await work(settled.data)
      } finally {
        await begun.value()
      }
    })
    this.queue = turn.catch(() => undefined)
    return turn
  }
}

/** Opens the tenant profiles. */
export const createProfileService = (deps: ProfileServiceDeps): ProfileService => new ProfileService(deps)
