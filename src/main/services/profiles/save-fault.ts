import type { AppError } from '../../../shared/app-error'
import {
  CONNECTION_ROLES,
  type ConnectionRole,
  type ProfileInput,
  type ProfileStoreData,
  type TenantProfile,
} from '../../../shared/files/profile'
import { sameTrust } from '../../../shared/connection-trust'
import { nameTaken, tooMany } from './profile-errors'
import { MAX_PROFILES, profileNamed } from './profile-rules'
import { trustFault } from './trust-fault'

/** What stands against saving a tenant beside the others: their number, its name, where it leads. */
export const saveFault = (
  { profiles }: ProfileStoreData,
  before: TenantProfile | null,
  after: ProfileInput,
): AppError | null => {
  if (before === null && profiles.length >= MAX_PROFILES) return tooMany()
  if (profileNamed(profiles, after.name, before?.id) !== undefined) return nameTaken(after.name)
  return trustFault(after, 'Check where the tenant leads. If it is right, tick the box beside it.')
}

/** Whether a secret that was entered would go elsewhere now. */
export const isMoved = (before: TenantProfile | null, after: ProfileInput): boolean =>
  before !== null && CONNECTION_ROLES.some((role) => after[role] !== null && isGone(before, after, role))

/** Whether a connection that runs may use is not there any more, or is another now. */
export const endsRuns = (before: TenantProfile | null, after: ProfileInput): boolean =>
  before !== null && CONNECTION_ROLES.some((role) => isGone(before, after, role))

const isGone = (before: TenantProfile, after: ProfileInput, role: ConnectionRole): boolean =>
  before[role] !== null && !sameTrust(before, after, role)
