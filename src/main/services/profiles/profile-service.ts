import type { AppError } from '../../../shared/app-error'
import type { ConnectionRole, LastRun, ProfileInput, TenantProfile } from '../../../shared/files/profile'
import type { ImportPreview, ProfileList, ProfileView, RemovedProfiles } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import { typedSecret } from '../../../shared/secret-text'
import type { Clock, ProfileStore, SecretStore, SaveJournal } from '../../ports'
import type { Scrubber } from '../../security/secret-scrubber'
import { holdsNoSecret, importClosed, listChanged, nameTaken, notFound, tooMany } from './profile-errors'
import { exportProfiles } from './profile-export'
import { readImport } from './profile-import'
import {
  changedProfile,
  cleanProfile,
  copyOf,
  inputOf,
  MAX_PROFILES,
  newProfile,
  profileNamed,
  secretRoles,
} from './profile-rules'
import { secretStateOf, viewOf } from './profile-view'
import { removeEverything } from './remove-everything'
import { clientIdFault, endsRuns, isMoved, saveFault } from './save-fault'
import { typedSecrets } from './secret-changes'
import { rememberSecrets, type RememberingSecrets } from './secret-memory'
import { planSecretChanges } from './secret-plan'
import { secretId, tenantTrust, trustDigest } from './secret-trust'
import { StoredProfiles } from './stored-profiles'
import { confirmedAs, confirmedTrust, importedTrust } from './trust-confirmation'
import { CONFIRM_ON_COMMAND_LINE, EDIT_TO_CONFIRM, trustFault } from './trust-fault'
import { TwoStepSave } from './two-step-save'

export interface ProfileServiceDeps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly unfinished: SaveJournal
  readonly clock: Pick<Clock, 'now'>
  /** A new UUID. */
  readonly newId: () => string
  /** Learns every secret that passes, to keep it out of logs. */
  readonly scrubber?: Pick<Scrubber, 'add'>
  /** A tenant leads elsewhere now, or is gone: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

type Answer<T> = Promise<Result<T, AppError>>

/** Tenant profiles and the secrets that belong to them, for the window and the command line. */
export class ProfileService {
  /** The keychain as this service sees it: use it for runs, so that lists show what they learn. */
  readonly secrets: RememberingSecrets
  private readonly imports = new Map<string, readonly ProfileInput[]>()
  private readonly stored: StoredProfiles
  private readonly twoSteps: TwoStepSave

  constructor(private readonly deps: ProfileServiceDeps) {
    this.secrets = rememberSecrets(deps.secrets, deps.scrubber)
    const { secrets } = this
    this.stored = new StoredProfiles({ ...deps, secrets })
    this.twoSteps = new TwoStepSave({ ...deps, secrets, change: this.stored.change })
  }

  /** All tenants in the admin's order. No secret is read, and the keychain is not asked. */
  async list(): Answer<ProfileList> {
    const { data, readOnly, notice } = await this.stored.load()
    return ok({ profiles: data.profiles.map((profile) => this.view(profile)), readOnly, notice })
  }

  /** One stored profile, or null. */
  async profile(id: string): Promise<TenantProfile | null> {
    const { data } = await this.stored.load()
    return data.profiles.find((profile) => profile.id === id) ?? null
  }

  /**
   * Adds (`id` null) or changes a tenant. A connection with another trust is another recipient: a
   * secret that it had must be given again, or `SECRET_NEEDED` names the connections.
   */
  save({ id, profile: input, secrets: given }: Requests['profiles:save']): Answer<ProfileView> {
    return this.stored.change(async (data) => {
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
      const changes = planSecretChanges(
        before,
        cleaned.value,
        secrets.value,
        (profile, role) => secretStateOf(profile, role, this.secrets) !== 'missing',
      )
      if (!changes.ok) return changes
      const stored =
        before === null
          ? this.newProfile(cleaned.value)
          : changedProfile(before, cleaned.value, this.deps.clock.now())
      const saved = await this.saveBoth(
        data,
        stored,
        changes.value,
        isMoved(before, stored) ? 'replace' : 'keep',
      )
      if (saved.ok && endsRuns(before, stored)) this.deps.onMoved?.(stored.id)
      return saved
    })
  }

  /** Copies a tenant without its secrets. */
  duplicate({ id }: Requests['profiles:duplicate']): Answer<ProfileView> {
    return this.stored.change(async (data) => {
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
    return this.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const changed = await this.twoSteps.removeSecrets(profile)
      if (!changed.ok) return changed
      const saved = await this.deps.store.save({
        profiles: data.profiles.filter((candidate) => candidate !== profile),
      })
      if (saved.ok) this.deps.onMoved?.(id)
      else await changed.value.undo()
      return saved
    })
  }

  /**
   * Removes every tenant and secret, and the files that still name one. A tenant whose secrets
   * cannot be removed now stays, and is named: no secret is left that nobody knows of.
   */
  removeAll(): Answer<RemovedProfiles> {
    return this.stored.change(async (data) => {
      const answer = await removeEverything(data.profiles, {
        ...this.deps,
        secrets: this.secrets,
        removeSecrets: (profile) => this.twoSteps.removeSecrets(profile),
      })
      if (answer.ok) for (const { id } of data.profiles) this.deps.onMoved?.(id)
      // It may name a damaged file that is gone now.
      if (answer.ok && answer.value.kept.length === 0) this.stored.forgetNotice()
      return answer
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

  async setSecret({ id, role, secret }: Requests['profiles:setSecret']): Answer<ProfileView> {
    const typed = typedSecret(secret, 'secret')
    return typed.ok ? this.changeSecret(id, role, typed.value) : typed
  }

  deleteSecret({ id, role }: Requests['profiles:deleteSecret']): Answer<ProfileView> {
    return this.changeSecret(id, role, null)
  }

  /** Reads a CSV or JSON file's text. Nothing is stored before {@link confirmImport}. */
  async importText(fileName: string, text: string): Answer<ImportPreview> {
    const { data } = await this.stored.load()
    const read = readImport(fileName, text, data.profiles)
    if (!read.ok) return read
    const { accepted, rejected, warnings } = read.value
    const importId = this.deps.newId()
    // One preview is open at a time.
    this.imports.clear()
    this.imports.set(importId, accepted)
    return ok({
      importId,
      accepted: accepted.map(({ name, url }) => ({ name, url })),
      ...importedTrust(accepted),
      rejected,
      warnings,
    })
  }

  /** Adds the previewed tenants, all or none, each with a new id and without secrets. */
  confirmImport({ importId, authorities, proxies }: Requests['profiles:confirmImport']): Answer<ProfileList> {
    return this.stored.change(async (data) => {
      const accepted = this.imports.get(importId)
      if (accepted === undefined) {
        return err(importClosed())
      }
      if (data.profiles.length + accepted.length > MAX_PROFILES) return err(tooMany())
      const taken = accepted.find(({ name }) => profileNamed(data.profiles, name) !== undefined)
      if (taken !== undefined) return err(nameTaken(taken.name))
      const saved = await this.deps.store.save({
        profiles: [
          ...data.profiles,
          ...accepted.map((profile) => this.newProfile(confirmedAs(profile, { authorities, proxies }))),
        ],
      })
      if (!saved.ok) return saved
      this.imports.delete(importId)
      return this.list()
    })
  }

  /** All tenants as JSON text that can be imported again; there are no secrets in it. */
  async exportText(): Answer<string> {
    const { data } = await this.stored.load()
    return ok(exportProfiles(data.profiles.map(inputOf), this.deps.clock.now()))
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
   * Keeps a sign-in's new refresh token, or forgets it (null), unless the tenant was removed or led
   * elsewhere since the run began, in this process or another.
   * @param began the tenant as the run began with it
   */
  async keepRefreshToken(began: TenantProfile, role: ConnectionRole, token: string | null): Promise<void> {
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
    return this.changeProfile(id, (profile) => ({ ...profile, confirmedAuthHost: host }))
  }

  /** A person looked at all that leads a tenant's secrets elsewhere than usual, and confirmed it. */
  confirmTrust(id: string): Answer<ProfileView> {
    return this.changeProfile(id, (profile) => ({ ...profile, ...confirmedTrust(profile) }))
  }

  private changeSecret(id: string, role: ConnectionRole, secret: string | null): Answer<ProfileView> {
    return this.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      if (!secretRoles(profile).includes(role)) return err(holdsNoSecret(role))
      // SECURITY: what nobody looked at gets no secret, also where a page says later that somebody did.
      const unconfirmed =
        secret === null ? null : trustFault(profile, EDIT_TO_CONFIRM, CONFIRM_ON_COMMAND_LINE)
      if (unconfirmed !== null) return err(unconfirmed)
      const slip = clientIdFault(profile, { [role]: secret ?? undefined }, () => 'secret')
      if (slip !== null) return err(slip)
      return this.saveBoth(data, profile, [[role, secret]], 'keep')
    })
  }

  private changeProfile(id: string, changed: (profile: TenantProfile) => TenantProfile): Answer<ProfileView> {
    return this.stored.change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      const after = changed(profile)
      const saved = await this.deps.store.save({
        profiles: data.profiles.map((each) => (each === profile ? after : each)),
      })
      return saved.ok ? ok(this.view(after)) : saved
    })
  }

  private async saveBoth(...args: Parameters<TwoStepSave['save']>): Answer<ProfileView> {
    const saved = await this.twoSteps.save(...args)
    return saved.ok ? ok(this.view(saved.value)) : saved
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
