import type { AppError } from '../../../shared/app-error'
import {
  connectionKeys,
  type ConnectionKey,
  type ProfileInput,
  type ProfileStoreData,
  type TenantProfile,
} from '../../../shared/files/profile'
import { sameTrust } from '../../../shared/connection-trust'
import { idTaken, nameTaken, tooMany } from './profile-errors'
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
  // SECURITY: the secret of a further app connection is kept under its id alone.
  const taken = new Set(profiles.map(({ id }) => id))
  for (const { id, apps } of profiles) {
    if (id !== before?.id) for (const app of apps ?? []) taken.add(app.id)
  }
  const index = (after.apps ?? []).findIndex(({ id }) => taken.has(id))
  if (index !== -1) return idTaken(`apps.${String(index)}.name`)
  return trustFault(after, 'Check where the tenant leads. If it is right, tick the box beside it.')
}

/** Whether a secret that was entered would go elsewhere now. */
export const isMoved = (before: TenantProfile | null, after: ProfileInput): boolean =>
  before !== null && connectionKeys(after).some((key) => isGone(before, after, key))

/** Whether a connection that runs may use is not there any more, or is another now. */
export const endsRuns = (before: TenantProfile | null, after: ProfileInput): boolean =>
  before !== null && connectionKeys(before).some((key) => isGone(before, after, key))

const isGone = (before: TenantProfile, after: ProfileInput, key: ConnectionKey): boolean =>
  connectionKeys(before).includes(key) && !sameTrust(before, after, key)
