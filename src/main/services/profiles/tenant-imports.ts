import { NO_NOTE, withNote } from '../../../core/inventory/notes'
import type { AppError } from '../../../shared/app-error'
import type { ProfileInput, TenantProfile } from '../../../shared/files/profile'
import { NO_INVENTORY } from '../../../shared/files/tenant-inventory'
import type { ImportPreview } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import type { ProfileStore } from '../../ports'
import { importClosed, nameTaken, tooMany } from './profile-errors'
import type { ImportedProfiles } from './profile-import'
import { MAX_PROFILES, profileNamed } from './profile-rules'
import type { StoredProfiles } from './stored-profiles'
import { confirmedAs, importedTrust } from './trust-confirmation'

/** How tenants of a file are looked at, and then added. */
export interface TenantImports {
  /** Reads a CSV or JSON file's text. Nothing is stored before it is confirmed. */
  readonly preview: (fileName: string, text: string) => Promise<Result<ImportPreview, AppError>>
  /** Adds the previewed tenants, all or none, each with a new id and without secrets. */
  readonly confirm: (request: Requests['profiles:confirmImport']) => Promise<Result<null, AppError>>
}

export interface TenantImportsDeps {
  readonly store: Pick<ProfileStore, 'save'>
  readonly stored: StoredProfiles
  readonly newId: () => string
  readonly newProfile: (profile: ProfileInput) => TenantProfile
}

/** One preview is open at a time. */
export const createTenantImports = ({
  store,
  stored,
  newId,
  newProfile,
}: TenantImportsDeps): TenantImports => {
  let open: ({ readonly importId: string } & Pick<ImportedProfiles, 'accepted' | 'purposes'>) | null = null
  return {
    preview: async (fileName, text) => {
      const { data } = await stored.load()
      const read = (await import('./profile-import')).readImport(fileName, text, data.profiles)
      if (!read.ok) return read
      const { accepted, purposes, columns, rejected, warnings } = read.value
      const importId = newId()
      open = { importId, accepted, purposes }
      return ok({
        importId,
        columns,
        accepted: accepted.map(({ name, url }) => ({ name, url })),
        ...importedTrust(accepted),
        rejected,
        warnings,
      })
    },
    confirm: ({ importId, authorities, proxies }) =>
      stored.change(async (data) => {
        if (open?.importId !== importId) return err(importClosed())
        const { accepted, purposes } = open
        if (data.profiles.length + accepted.length > MAX_PROFILES) return err(tooMany())
        const taken = accepted.find(({ name }) => profileNamed(data.profiles, name) !== undefined)
        if (taken !== undefined) return err(nameTaken(taken.name))
        const saved = await store.save({
          profiles: [
            ...data.profiles,
            ...accepted.map((profile) =>
              withPurpose(newProfile(confirmedAs(profile, { authorities, proxies })), purposes),
            ),
          ],
        })
        // Another file may have been chosen meanwhile.
        if (saved.ok && open.importId === importId) open = null
        return saved
      }),
  }
}

const withPurpose = (profile: TenantProfile, purposes: ImportedProfiles['purposes']): TenantProfile => {
  const purpose = purposes.get(profile.name)
  if (purpose === undefined || profile.app === null) return profile
  const notes = withNote({}, profile.app.clientId, { ...NO_NOTE, purpose })
  return { ...profile, inventory: { ...NO_INVENTORY, notes } }
}
