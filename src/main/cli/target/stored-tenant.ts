import { appError, type AppError } from '../../../shared/app-error'
import type { TenantProfile } from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import { findByName } from '../../../shared/tenant-name'
import type { ProfileService } from '../../services/profiles/profile-service'

/** The stored tenant of this name. @returns `NOT_FOUND` with those that there are */
export const storedTenant = async (
  name: string,
  { profiles }: { readonly profiles: Pick<ProfileService, 'load'> },
): Promise<Result<TenantProfile, AppError>> => {
  const { data } = await profiles.load()
  const profile = findByName(data.profiles, name)
  if (profile !== undefined) return ok(profile)
  const names = data.profiles.map((candidate) => candidate.name)
  return err(
    appError('NOT_FOUND', `There is no tenant profile “${name}”.`, {
      field: 'profile',
      advice: [
        names.length === 0
          ? 'No profile is stored yet: crossview profiles add'
          : `Stored: ${names.join(', ')}`,
      ],
    }),
  )
}
