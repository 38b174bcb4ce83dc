import type { ProfileInput } from '../../../shared/files/profile'
import { EXPORT_SCHEMA, type ProfileExport } from '../../../shared/files/import'

/** Writes profiles as JSON text for another Crossview to import. */
export const exportProfiles = (profiles: readonly ProfileInput[], exportedAt: Date): string => {
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
