import { appError, type AppError } from '../../shared/app-error'
import type {
  ConnectionRole,
  ProfileInput,
  ProfileStoreData,
  TenantProfile,
} from '../../shared/files/profile'
import { hostOf } from '../../shared/halo-address'
import { roleName } from './plan'
import { MAX_PROFILES, profileNamed } from './profile-rules'

/** What can be wrong with a change of the stored tenants. */

/** The tenant went away meanwhile. */
export const notFound = (): AppError =>
  appError('NOT_FOUND', 'This tenant is not stored any more.', {
    field: 'id',
    advice: ['Look at the list again.'],
  })

/** The list is full. */
export const tooMany = (): AppError =>
  appError('CONFLICT', `More than ${String(MAX_PROFILES)} tenants cannot be stored.`, {
    advice: ['Remove tenants that are not needed.'],
  })

/** Names are unique, whatever their case. */
export const nameTaken = (name: string): AppError =>
  appError('CONFLICT', `There is already a tenant named “${name}”.`, {
    field: 'name',
    advice: ['Choose another name; capital letters make no difference.'],
  })

/** A secret was given for a connection that has none. */
export const holdsNoSecret = (role: ConnectionRole): AppError =>
  appError('INVALID_ARGUMENT', `The ${roleName(role)} has no application connection, so it has no secret.`, {
    field: `secrets.${role}`,
    advice: ['Add an application connection first.'],
  })

/** Another host: what was entered for the first is not sent there. */
export const secretNeeded = (roles: readonly ConnectionRole[], url: string): AppError =>
  appError(
    'SECRET_NEEDED',
    `The address now leads to ${hostOf(url)}. A secret is never sent to another host than it was entered for, so it is needed again: ${roles.map(roleName).join(', ')}.`,
    {
      field: `secrets.${roles[0] ?? 'app'}`,
      advice: ['Enter the secrets for the new address, or change the address back.'],
    },
  )

/** What forbids a tenant of this name; null when nothing. @param before null for one that is new */
export const nameOrCountFault = (
  { profiles }: ProfileStoreData,
  before: TenantProfile | null,
  { name }: ProfileInput,
): AppError | null => {
  if (before === null && profiles.length >= MAX_PROFILES) return tooMany()
  return profileNamed(profiles, name, before?.id) === undefined ? null : nameTaken(name)
}

/** The stored tenants can be read, but must not be written. @param notice why */
export const readOnlyError = (notice: string | null): AppError =>
  appError('STORE_READ_ONLY', notice ?? 'The tenants cannot be changed now.', {
    advice: ['The tenants can be used and exported meanwhile.'],
  })
