import type { AppError } from '../../../shared/app-error'
import { sameTrust, trustChanges } from '../../../shared/connection-trust'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type ProfileInput,
  type TenantProfile,
} from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import { holdsNoSecret, secretNeeded } from './profile-errors'
import { secretRoles } from './profile-rules'
import type { SecretChange, TypedSecrets } from './secret-changes'

/**
 * What a save does to each secret: those given are kept, those of connections that are gone, or
 * that lead elsewhere now, deleted, refresh tokens of sign-ins included. A connection with another
 * trust is another recipient: a secret that it had must be given again, or `SECRET_NEEDED` names
 * the connections.
 * @param has whether the tenant has a secret for this connection, as far as is known
 */
export const planSecretChanges = (
  before: TenantProfile | null,
  after: ProfileInput,
  given: TypedSecrets,
  has: (profile: TenantProfile, role: ConnectionRole) => boolean,
): Result<readonly SecretChange[], AppError> => {
  const roles = secretRoles(after)
  const refused = CONNECTION_ROLES.find((role) => given[role] !== undefined && !roles.includes(role))
  if (refused !== undefined) return err(holdsNoSecret(refused))
  const moved = before === null ? [] : CONNECTION_ROLES.filter((role) => !sameTrust(before, after, role))
  if (before !== null) {
    const needed = moved.filter(
      (role) =>
        before[role]?.kind === 'application' &&
        roles.includes(role) &&
        given[role] === undefined &&
        has(before, role),
    )
    const [first] = needed
    if (first !== undefined) return err(secretNeeded(needed, trustChanges(before, after, first)))
  }
  const had = before === null ? [] : CONNECTION_ROLES.filter((role) => before[role] !== null)
  return ok(
    CONNECTION_ROLES.flatMap((role): readonly SecretChange[] => {
      const secret = given[role]
      if (secret !== undefined) return [[role, secret]]
      return had.includes(role) && moved.includes(role) ? [[role, null]] : []
    }),
  )
}
