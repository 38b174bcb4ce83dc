import type { AppError } from '../../../shared/app-error'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type ProfileStoreData,
  type TenantProfile,
} from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import type { ProfileStore, SecretStore, SaveJournal } from '../../ports'
import { sameTrust } from '../../../shared/connection-trust'
import { secretId, trustDigest } from './secret-trust'
import { changeSecrets, type ChangeOptions, type SecretChange } from './secret-changes'
import { SecretNotes } from './secret-notes'
import type { ChangeProfiles } from './stored-profiles'

export interface TwoStepSaveDeps {
  readonly store: Pick<ProfileStore, 'save'>
  readonly secrets: SecretStore
  readonly unfinished: SaveJournal
  /** For what comes long after the save. */
  readonly change: ChangeProfiles
}

/**
 * Changes a tenant and its secrets in two steps, secrets first, and undoes the first when the second
 * fails. A note beside the profiles tells the next start of a change that was cut off between the two.
 */
export class TwoStepSave {
  private readonly notes: SecretNotes

  constructor(private readonly deps: TwoStepSaveDeps) {
    this.notes = new SecretNotes(deps.unfinished)
  }

  /** @returns the profile as stored, with the roles whose secret is in the keychain now */
  async save(
    data: ProfileStoreData,
    profile: TenantProfile,
    changes: readonly SecretChange[],
    old: ChangeOptions['old'],
  ): Promise<Result<TenantProfile, AppError>> {
    const recorded = profile.keychainSecrets ?? []
    const before = data.profiles.find(({ id }) => id === profile.id)
    const note = await this.notes.begin(profile.id, changes)
    if (!note.ok) return note
    const changed = await changeSecrets(this.deps.secrets, profile.id, changes, {
      recorded,
      old,
      trustOf: (role) => trustDigest(profile, role),
    })
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
    return saved.ok ? ok(stored) : saved
  }

  /** @returns what was done; a secret that only a keychain that is not there holds is noted for later */
  async removeSecrets(profile: TenantProfile) {
    // A sign-in may have left a refresh token.
    const roles = CONNECTION_ROLES.filter((role) => profile[role] !== null)
    const changed = await changeSecrets(
      this.deps.secrets,
      profile.id,
      roles.map((role): SecretChange => [role, null]),
      {
        recorded: profile.keychainSecrets ?? [],
        old: 'abandon',
        trustOf: (role) => trustDigest(profile, role),
      },
    )
    if (!changed.ok) return err(changed.error.error)
    await this.notes.noteLeft(profile.id, { left: changed.value.left, recorded: [] })
    return changed
  }

  /**
   * The keychain took these secrets after all, long after the save: records them, or deletes them
   * when the tenant they were for is not there any more, or leads elsewhere.
   */
  private async recordLate(
    id: string,
    expected: TenantProfile | undefined,
    roles: readonly ConnectionRole[],
  ): Promise<boolean> {
    const { secrets, store, change } = this.deps
    const changed = await change<null>(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      const fit =
        profile === undefined || expected === undefined
          ? []
          : roles.filter((role) => sameTrust(expected, profile, role))
      const deleted = await Promise.all(
        roles.filter((role) => !fit.includes(role)).map((role) => secrets.delete(secretId(id, role))),
      )
      const failed = deleted.find((each) => !each.ok)
      if (failed !== undefined || profile === undefined || fit.length === 0) return failed ?? ok(null)
      const keychainSecrets = [...new Set([...(profile.keychainSecrets ?? []), ...fit])]
      return store.save({
        profiles: data.profiles.map((each) => (each === profile ? { ...profile, keychainSecrets } : each)),
      })
    })
    return changed.ok
  }
}
