import type { AppError } from '../../shared/app-error'
import type { ConnectionRole } from '../../shared/files/profile'
import { err, ok, type Result } from '../../shared/result'
import type { SecretStore } from '../ports'

/** A secret to keep, or null to delete it. */
export type SecretChange = readonly [role: ConnectionRole, secret: string | null]

export interface ChangeOptions {
  /** Roles whose secret is recorded to be in the keychain. */
  readonly recorded: readonly ConnectionRole[]
  /**
   * `keep`: an old secret may stay in a keychain that is locked now, under the one for this session.
   * `replace`: it may not, since it was for another host; then the change fails.
   * `abandon`: like `keep`, and a machine without a keychain stops nothing. For removed tenants,
   * whose ids never come back.
   */
  readonly old: 'keep' | 'replace' | 'abandon'
}

export interface AppliedChanges {
  /** Roles whose secret is in the keychain now. */
  readonly recorded: readonly ConnectionRole[]
  /** Puts back what was there before. */
  undo(): Promise<void>
}

/** The keychain's account of one connection's secret. */
export const secretId = (profileId: string, role: ConnectionRole): string => `${profileId}/${role}`

/** Changes several secrets of one profile, all or none. */
export const changeSecrets = async (
  secrets: SecretStore,
  profileId: string,
  changes: readonly SecretChange[],
  options: ChangeOptions,
): Promise<Result<AppliedChanges, AppError>> => {
  const undoing: (() => Promise<unknown>)[] = []
  const undo = async () => {
    for (const step of undoing.reverse()) await step()
  }
  const recorded = new Set(options.recorded)
  for (const [role, secret] of changes) {
    const id = secretId(profileId, role)
    const before = await secrets.get(id)
    undoing.push(() => (before.state === 'found' ? secrets.set(id, before.secret) : secrets.delete(id)))
    const wasRecorded = recorded.has(role)
    const change =
      secret === null
        ? await remove(secrets, id, wasRecorded, options)
        : await keep(secrets, id, secret, wasRecorded, options)
    if (!change.ok) {
      await undo()
      return change
    }
    if (change.value) recorded.add(role)
    else recorded.delete(role)
  }
  return ok({ recorded: [...recorded], undo })
}

/** @returns whether the keychain holds a secret of this id now */
const keep = async (
  secrets: SecretStore,
  id: string,
  secret: string,
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<boolean, AppError>> => {
  if (wasRecorded && old === 'replace') {
    // SECURITY: kept for this session only, the new secret would give way to the old one at the next start.
    const removed = await secrets.delete(id)
    if (!removed.ok) return removed
    wasRecorded = false
  }
  const kept = await secrets.set(id, secret)
  return kept.ok ? ok(!kept.value.sessionOnly || wasRecorded) : kept
}

/** @returns false: the keychain holds none any more */
const remove = async (
  secrets: SecretStore,
  id: string,
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<false, AppError>> => {
  const deleted = await secrets.delete(id)
  if (deleted.ok || !wasRecorded) return ok(false)
  return old === 'abandon' && deleted.error.code === 'KEYCHAIN_MISSING' ? ok(false) : err(deleted.error)
}
