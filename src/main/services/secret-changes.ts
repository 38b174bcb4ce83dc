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
  /** Roles whose secret could not be deleted, and may still be in a keychain that is not there now. */
  readonly left: readonly ConnectionRole[]
  /** Puts back what was there before. @returns whether that worked */
  undo(): Promise<boolean>
}

export interface FailedChanges {
  readonly error: AppError
  /** Whether everything is as it was. */
  readonly undone: boolean
}

/** The keychain's account of one connection's secret. */
export const secretId = (profileId: string, role: ConnectionRole): string => `${profileId}/${role}`

/** Changes several secrets of one profile, all or none. */
export const changeSecrets = async (
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
  const left: ConnectionRole[] = []
  const recorded = new Set(options.recorded)
  for (const [role, secret] of changes) {
    const id = secretId(profileId, role)
    const before = await secrets.get(id)
    undoing.push(async () => {
      const { ok: undone } =
        before.state === 'found' ? await secrets.set(id, before.secret) : await secrets.delete(id)
      // A keychain that could not be read was not written either.
      return undone || before.state === 'unavailable'
    })
    const wasRecorded = recorded.has(role)
    const change =
      secret === null
        ? await remove(secrets, id, wasRecorded, options)
        : await keep(secrets, id, secret, wasRecorded, options)
    if (!change.ok) {
      return err({ error: change.error, undone: await undo() })
    }
    if (change.value === 'kept') recorded.add(role)
    else recorded.delete(role)
    if (change.value === 'left') left.push(role)
  }
  return ok({ recorded: [...recorded], left, undo })
}

/** Whether the keychain holds a secret of this id now; `left`: it may, but cannot be asked. */
type Outcome = 'kept' | 'gone' | 'left'

const keep = async (
  secrets: SecretStore,
  id: string,
  secret: string,
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<Outcome, AppError>> => {
  if (wasRecorded && old === 'replace') {
    // SECURITY: kept for this session only, the new secret would give way to the old one at the next start.
    const removed = await secrets.delete(id)
    if (!removed.ok) return removed
    wasRecorded = false
  }
  const kept = await secrets.set(id, secret)
  return kept.ok ? ok(!kept.value.sessionOnly || wasRecorded ? 'kept' : 'gone') : kept
}

const remove = async (
  secrets: SecretStore,
  id: string,
  wasRecorded: boolean,
  { old }: ChangeOptions,
): Promise<Result<Outcome, AppError>> => {
  const deleted = await secrets.delete(id)
  if (deleted.ok) return ok('gone')
  const abandoned = old === 'abandon' && deleted.error.code === 'KEYCHAIN_MISSING'
  return abandoned || !wasRecorded ? ok('left') : err(deleted.error)
}
