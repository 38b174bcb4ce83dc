import type { AppError } from '../../../shared/app-error'
import { sameTrust } from '../../../shared/connection-trust'
import {
  connectionKeys,
  type ConnectionKey,
  type ProfileStoreData,
  type TenantProfile,
} from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import type { KeptSecret, ProfileStore, SaveJournal, SecretStore } from '../../ports'
import { SecretJournal, type LateSecrets } from './secret-journal'
import { secretId, trustDigest } from './secret-trust'
import type { ChangeProfiles } from './stored-profiles'

/** A secret to keep, or null to delete it. */
export type SecretChange = readonly [key: ConnectionKey, secret: string | null]

/**
 * What becomes of an old secret in a keychain that cannot be asked now.
 * `keep`: it may stay, under the one for this session.
 * `replace`: it may not, since it was entered for another trust; then the change fails.
 * `abandon`: like `keep`, and a machine without a keychain stops nothing. For removed tenants,
 * whose ids never come back.
 */
export type OldSecrets = 'keep' | 'replace' | 'abandon'

export interface TwoStepSaveDeps {
  readonly store: Pick<ProfileStore, 'save'>
  readonly secrets: SecretStore
  readonly journal: SaveJournal
  /** For what comes long after the save. */
  readonly change: ChangeProfiles
}

/**
 * Changes a tenant and its secrets in two steps, secrets first, and undoes the first when the second
 * fails. The save journal tells the next start of a change that was cut off between the two.
 */
export class TwoStepSave {
  private readonly journal: SecretJournal

  constructor(private readonly deps: TwoStepSaveDeps) {
    this.journal = new SecretJournal(deps.journal)
  }

  /** @returns the profile as stored, with the connections whose secret is in the keychain now */
  async save(
    data: ProfileStoreData,
    profile: TenantProfile,
    changes: readonly SecretChange[],
    old: OldSecrets,
  ): Promise<Result<TenantProfile, AppError>> {
    const recorded = profile.keychainSecrets ?? []
    const before = data.profiles.find(({ id }) => id === profile.id)
    const entry = await this.journal.begin(
      profile.id,
      changes.map(([key]) => key),
    )
    if (!entry.ok) return entry
    const changed = await changeSecrets(this.deps.secrets, profile.id, changes, {
      recorded,
      old,
      trustOf: (key) => trustDigest(profile, key),
    })
    if (!changed.ok) {
      const { undone, late, error } = changed.error
      if (undone) await entry.value.end(late, (keys) => this.recordLate(profile.id, before, keys))
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
      await entry.value.end(changed.value.late, (keys) =>
        this.recordLate(profile.id, saved.ok ? stored : before, keys),
      )
    if (saved.ok) await this.journal.keepLeft(profile.id, changed.value)
    return saved.ok ? ok(stored) : saved
  }

  /** @returns what was done; a secret that only a keychain that is not there holds is entered for later */
  async removeSecrets(profile: TenantProfile) {
    // A sign-in may have left a refresh token.
    const changed = await changeSecrets(
      this.deps.secrets,
      profile.id,
      connectionKeys(profile).map((key): SecretChange => [key, null]),
      {
        recorded: profile.keychainSecrets ?? [],
        old: 'abandon',
        trustOf: (key) => trustDigest(profile, key),
      },
    )
    if (!changed.ok) return err(changed.error.error)
    await this.journal.keepLeft(profile.id, { left: changed.value.left, recorded: [] })
    return changed
  }

  /**
   * The keychain took these secrets after all, long after the save: records them, or deletes them
   * when the tenant they were for is not there any more, or leads elsewhere.
   */
  private async recordLate(
    id: string,
    expected: TenantProfile | undefined,
    keys: readonly ConnectionKey[],
  ): Promise<boolean> {
    const { secrets, store, change } = this.deps
    const changed = await change<null>(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      const fit =
        profile === undefined || expected === undefined
          ? []
          : keys.filter((key) => sameTrust(expected, profile, key))
      const deleted = await Promise.all(
        keys.filter((key) => !fit.includes(key)).map((key) => secrets.delete(secretId(id, key))),
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

interface ChangeOptions {
  /** What each secret is kept with: where it may go. */
  readonly trustOf: (key: ConnectionKey) => string
  /** Connections whose secret is recorded to be in the keychain. */
  readonly recorded: readonly ConnectionKey[]
  readonly old: OldSecrets
}

interface AppliedChanges {
  /** Connections whose secret is in the keychain now. */
  readonly recorded: readonly ConnectionKey[]
  /** Connections whose secret could not be deleted, and may still be in a keychain that is not there now. */
  readonly left: readonly ConnectionKey[]
  /** Secrets that the keychain has not answered for yet. */
  readonly late: LateSecrets
  /** Puts back what was there before; of a late one when it has ended. @returns whether that worked */
  undo(): Promise<boolean>
}

interface FailedChanges {
  readonly error: AppError
  /** Whether everything is as it was, or will be when what is late has ended. */
  readonly undone: boolean
  readonly late: LateSecrets
}

/** Changes several secrets of one profile, all or none. */
const changeSecrets = async (
  secrets: SecretStore,
  profileId: string,
  changes: readonly SecretChange[],
  options: ChangeOptions,
): Promise<Result<AppliedChanges, FailedChanges>> => {
  const undoing: (() => Promise<boolean>)[] = []
  const undo = async () => {
    let undone = true
    for (const step of undoing.reverse()) undone = (await step()) && undone
    return undone
  }
  const left: ConnectionKey[] = []
  const late = new Map<ConnectionKey, Promise<boolean>>()
  const recorded = new Set(options.recorded)
  for (const [key, secret] of changes) {
    const id = secretId(profileId, key)
    const before = await secrets.get(id)
    undoing.push(async () => {
      // One that an older Crossview kept has no trust, and so no use.
      const put =
        before.state === 'found' && before.trust !== null
          ? await secrets.set(id, before.secret, before.trust)
          : await secrets.delete(id)
      if (put.ok && put.value?.late !== undefined) late.set(key, put.value.late)
      // A keychain that could not be read was not written either; what is late heeds what was asked last.
      return put.ok || before.state === 'unavailable' || late.has(key)
    })
    const wasRecorded = recorded.has(key)
    const change =
      secret === null
        ? await remove(secrets, id, wasRecorded, options)
        : await keep(secrets, id, { secret, trust: options.trustOf(key) }, wasRecorded, options)
    if (!change.ok) {
      return err({ error: change.error, undone: await undo(), late })
    }
    const { outcome } = change.value
    if (outcome === 'kept') recorded.add(key)
    else recorded.delete(key)
    if (outcome === 'left') left.push(key)
    if (change.value.late !== undefined) late.set(key, change.value.late)
  }
  return ok({ recorded: [...recorded], left, late, undo })
}

interface Changed {
  /** Whether the keychain holds a secret of this id now; `left`: it may, but cannot be asked. */
  readonly outcome: 'kept' | 'gone' | 'left'
  readonly late?: KeptSecret['late']
}

const keep = async (
  secrets: SecretStore,
  id: string,
  { secret, trust }: { readonly secret: string; readonly trust: string },
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<Changed, AppError>> => {
  if (wasRecorded && old === 'replace') {
    // SECURITY: kept for this session only, the new secret would give way to the old one at the next start.
    const removed = await secrets.delete(id)
    if (!removed.ok) return removed
    wasRecorded = false
  }
  const kept = await secrets.set(id, secret, trust)
  if (!kept.ok) return kept
  const { sessionOnly, late } = kept.value
  return ok({ outcome: !sessionOnly || wasRecorded ? 'kept' : 'gone', late })
}

const remove = async (
  secrets: SecretStore,
  id: string,
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<Changed, AppError>> => {
  const deleted = await secrets.delete(id)
  if (deleted.ok) return ok({ outcome: 'gone' })
  const isMissing = deleted.error.code === 'KEYCHAIN_MISSING'
  // SECURITY: a refresh token is not recorded; left in a keychain that is locked, it would be sent to the new host.
  if (old === 'replace' && !isMissing) return err(deleted.error)
  const abandoned = old === 'abandon' && isMissing
  return abandoned || !wasRecorded ? ok({ outcome: 'left' }) : err(deleted.error)
}
