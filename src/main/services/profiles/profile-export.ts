import { noteOf } from '../../../core/inventory/notes'
import { EXPORT_SCHEMA, type ExportedProfile, type ProfileExport } from '../../../shared/files/import'
import type { TenantProfile } from '../../../shared/files/profile'
import { inputOf } from './profile-rules'

/** A stored tenant with what its main app connection is there for, where somebody said so. */
export const exportedOf = (profile: TenantProfile): ExportedProfile => {
  const input = inputOf(profile)
  if (input.app === null) return { ...input, app: null }
  const purpose = noteOf(profile.inventory?.notes ?? {}, input.app.clientId)?.purpose ?? null
  return { ...input, app: purpose === null ? input.app : { ...input.app, purpose } }
}

/** Writes profiles as JSON text for another Crossview to import. */
export const exportProfiles = (profiles: readonly ExportedProfile[], exportedAt: Date): string => {
  const file: ProfileExport = {
    schema: EXPORT_SCHEMA,
    exportedAt: exportedAt.toISOString(),
    profiles: profiles.map(({ apps, ...profile }) => ({
      ...profile,
      ...(apps !== undefined && { apps: apps.map(({ id: _id, ...app }) => app) }),
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
