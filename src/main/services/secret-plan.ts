import type { AppError } from '../../shared/app-error'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type ProfileInput,
  type TenantProfile,
} from '../../shared/files/profile'
import { err, ok, type Result } from '../../shared/result'
import { holdsNoSecret, secretNeeded } from './profile-errors'
import { isSameSignIn, secretRoles } from './profile-rules'
import { isOtherHost } from './save-fault'
import type { SecretChange, TypedSecrets } from './secret-changes'

/**
 * What a save does to each secret: those given are kept, those of connections that are gone deleted.
 * Another host is another recipient: every secret that the tenant had must be given again, or
 * `SECRET_NEEDED` names the connections.
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
  const otherHost = isOtherHost(before, after)
  const needed =
    before === null || !otherHost
      ? []
      : secretRoles(before).filter(
          (role) => has(before, role) && roles.includes(role) && given[role] === undefined,
        )
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
