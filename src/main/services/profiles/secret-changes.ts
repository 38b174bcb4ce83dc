import type { AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type ConnectionRole } from '../../../shared/files/profile'
import type { Requests } from '../../../shared/ipc/requests'
import { err, ok, type Result } from '../../../shared/result'
import { typedSecret } from '../../../shared/secret-text'
import type { KeptSecret, SecretStore } from '../../ports'
import { secretId } from './secret-trust'

/** A secret to keep, or null to delete it. */
export type SecretChange = readonly [role: ConnectionRole, secret: string | null]

/** Secrets given with a save, by the connection they are for. */
export type TypedSecrets = Requests['profiles:save']['secrets']

export interface ChangeOptions {
  /** What each secret is kept with: where it may go. */
  readonly trustOf: (role: ConnectionRole) => string
  /** Roles whose secret is recorded to be in the keychain. */
  readonly recorded: readonly ConnectionRole[]
  /**
   * `keep`: an old secret may stay in a keychain that is locked now, under the one for this session.
   * `replace`: it may not, since it was entered for another trust; then the change fails.
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
  /** Secrets that the keychain has not answered for yet. */
  readonly late: LateSecrets
  /** Puts back what was there before; of a late one when it has ended. @returns whether that worked */
  undo(): Promise<boolean>
}

/** For each role whose secret is kept late, if at all: whether the keychain holds it in the end. */
type LateSecrets = ReadonlyMap<ConnectionRole, Promise<boolean>>

export interface FailedChanges {
  readonly error: AppError
  /** Whether everything is as it was, or will be when what is late has ended. */
  readonly undone: boolean
  readonly late: LateSecrets
}

/** Secrets as a person typed them, in the form in which they are kept; or which of them cannot be. */
export const typedSecrets = (given: TypedSecrets): Result<TypedSecrets, AppError> => {
  const typed: Partial<Record<ConnectionRole, string>> = {}
  for (const role of CONNECTION_ROLES) {
    const text = given[role]
    if (text === undefined) continue
    const secret = typedSecret(text, `secrets.${role}`)
    if (!secret.ok) return secret
    typed[role] = secret.value
  }
  return ok(typed)
}

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
  const late = new Map<ConnectionRole, Promise<boolean>>()
  const recorded = new Set(options.recorded)
  for (const [role, secret] of changes) {
    const id = secretId(profileId, role)
    const before = await secrets.get(id)
    undoing.push(async () => {
      // One that an older Crossview kept has no trust, and so no use.
      const put =
        before.state === 'found' && before.trust !== null
          ? await secrets.set(id, before.secret, before.trust)
          : await secrets.delete(id)
      if (put.ok && put.value?.late !== undefined) late.set(role, put.value.late)
      // A keychain that could not be read was not written either; what is late heeds what was asked last.
      return put.ok || before.state === 'unavailable' || late.has(role)
    })
    const wasRecorded = recorded.has(role)
    const change =
      secret === null
        ? await remove(secrets, id, wasRecorded, options)
        : await keep(secrets, id, { secret, trust: options.trustOf(role) }, wasRecorded, options)
    if (!change.ok) {
      return err({ error: change.error, undone: await undo(), late })
    }
    const { outcome } = change.value
    if (outcome === 'kept') recorded.add(role)
    else recorded.delete(role)
    if (outcome === 'left') left.push(role)
    if (change.value.late !== undefined) late.set(role, change.value.late)
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
