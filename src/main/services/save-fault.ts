import type { AppError } from '../../shared/app-error'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type ProfileInput,
  type ProfileStoreData,
  type TenantProfile,
} from '../../shared/files/profile'
import { hostOf } from '../../shared/halo-address'
import { hostFault } from './host-fault'
import { isClientId, nameTaken, tooMany } from './profile-errors'
import { MAX_PROFILES, profileNamed, secretRoles } from './profile-rules'

/** What stands against saving a tenant beside the others: their number, its name, its host. */
export const saveFault = (
  { profiles }: ProfileStoreData,
  before: TenantProfile | null,
  after: ProfileInput,
): AppError | null => {
  if (before === null && profiles.length >= MAX_PROFILES) return tooMany()
  if (profileNamed(profiles, after.name, before?.id) !== undefined) return nameTaken(after.name)
  return hostFault(after, 'Check the web address. If it is right, tick the box below it.')
}

/** Whether the secrets that were entered would go to another machine now. */
export const isOtherHost = (before: TenantProfile | null, after: Pick<ProfileInput, 'url'>): boolean =>
  before !== null && hostOf(before.url) !== hostOf(after.url)

/** A secret that is the client id of its own connection; null when none is. @param fieldOf as the caller's request names it */
export const clientIdFault = (
  profile: ProfileInput,
  given: Readonly<Partial<Record<ConnectionRole, string | undefined>>>,
  fieldOf: (role: ConnectionRole) => string,
): AppError | null => {
  const roles = secretRoles(profile)
  const role = CONNECTION_ROLES.find(
    (each) => roles.includes(each) && given[each]?.toLowerCase() === profile[each]?.clientId.toLowerCase(),
  )
  return role === undefined ? null : isClientId(role, fieldOf(role))
}
