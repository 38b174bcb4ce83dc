import { z } from 'zod'
import type { ApplicationConnection, FurtherApp, ProfileInput } from './profile'

/** Tenants written by *Export* and read by *Import*. No secrets, ids or dates of the tenants. */
export const EXPORT_SCHEMA = 'crossview.profiles-export/1'

export interface ProfileExport {
  readonly schema: typeof EXPORT_SCHEMA
  readonly exportedAt: string
  readonly profiles: readonly (Omit<ExportedProfile, 'apps'> & {
    readonly apps?: readonly Omit<FurtherApp, 'id'>[]
  })[]
}

/** `purpose`: name of the recipe that the main app connection is there for; left out where nobody said. */
export interface ExportedProfile extends Omit<ProfileInput, 'app'> {
  readonly app: (ApplicationConnection & { readonly purpose?: string }) | null
}

/** What holds the entries of a JSON import: the export's own form, of this version or of none. */
export const importFileSchema = z.object({
  schema: z.literal(EXPORT_SCHEMA).optional(),
  profiles: z.array(z.unknown()),
})

/**
 * Columns of a CSV import. Only `name`, `url`, and `app_client_id` or `inspector_client_id` are needed. A tenant whose
 * `agent_kind` is empty gets an application as its agent side when `agent_client_id` is there.
 */
const IMPORT_COLUMNS = [
  'name',
  'url',
  'tenant',
  /** Separated by `;`, `|` or `,`. */
  'tags',
  'app_client_id',
  'app_scope',
  /** `application` or `sign-in`. */
  'agent_kind',
  'agent_client_id',
  'agent_scope',
  /** For sign-in. */
  'agent_redirect_port',
  'inspector_client_id',
  'inspector_scope',
  /** PEM text. */
  'ca',
] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]

/** The port of a sign-in's redirect address where a CSV file names none. */
export const DEFAULT_REDIRECT_PORT = 8765

/** `App Client ID` and `app-client-id` are `app_client_id`. */
export const columnName = (header: string): string =>
  header
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

export const isImportColumn = (name: string): name is ImportColumn =>
  IMPORT_COLUMNS.some((column) => column === name)
