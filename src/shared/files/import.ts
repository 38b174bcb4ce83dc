import { z } from 'zod'
import { near } from '../nearest'
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

/** One thing that a file may say of a tenant, as a CSV file and as JSON name it. */
export interface ImportField {
  readonly column: string
  /** Dotted path in a JSON file. */
  readonly json: string
  /** `one-of`: it, or another that is marked so. */
  readonly need: 'required' | 'one-of' | 'optional'
  readonly what: string
  readonly example: string
}

/**
 * Columns of a CSV import. Only `name`, `url`, and `app_client_id` or `inspector_client_id` are needed. A tenant whose
 * `agent_kind` is empty gets an application as its agent side when `agent_client_id` is there. The examples together are
 * one tenant, as the template has it.
 */
export const IMPORT_FIELDS = [
  {
    column: 'name',
    json: 'name',
    need: 'required',
    what: 'What you call the tenant; each name once.',
    example: 'Contoso (example)',
  },
  {
    column: 'url',
    json: 'url',
    need: 'required',
    what: 'Web address of its Halo.',
    example: 'https://contoso.halopsa.com',
  },
  {
    column: 'tenant',
    json: 'tenant',
    need: 'optional',
    what: 'Halo’s tenant id, where the address alone does not name it.',
    example: '',
  },
  {
    column: 'tags',
    json: 'tags',
    need: 'optional',
    what: 'Tags, separated by ; | or a comma.',
    example: 'Gold; North',
  },
  {
    column: 'app_client_id',
    json: 'app.clientId',
    need: 'one-of',
    what: 'Client id of the application to compare.',
    example: '5f0c3d1e-7a52-4c1b-9a77-3f1d2c4b5a60',
  },
  {
    column: 'app_scope',
    json: 'app.scope',
    need: 'optional',
    what: 'Scopes that it asks for; empty: all.',
    example: 'all',
  },
  {
    column: 'agent_kind',
    json: 'agent.kind',
    need: 'optional',
    what: '“application” or “sign-in”: how the agent side gets its token.',
    example: 'application',
  },
  {
    column: 'agent_client_id',
    json: 'agent.clientId',
    need: 'optional',
    what: 'Client id of the agent side; empty: add it later.',
    example: '9b2a7c44-1e0d-4f7c-8a3e-6d5f4c3b2a10',
  },
  {
    column: 'agent_scope',
    json: 'agent.scope',
    need: 'optional',
    what: 'Scopes that it asks for; empty: all.',
    example: 'all',
  },
  {
    column: 'agent_redirect_port',
    json: 'agent.redirectPort',
    need: 'optional',
    what: 'Port of the redirect address, for a sign-in; empty: 8765.',
    example: '',
  },
  {
    column: 'inspector_client_id',
    json: 'inspector.clientId',
    need: 'one-of',
    what: 'Client id of an application that may read the configuration.',
    example: '',
  },
  {
    column: 'inspector_scope',
    json: 'inspector.scope',
    need: 'optional',
    what: 'Scopes that it asks for; empty: all.',
    example: '',
  },
  {
    column: 'ca',
    json: 'ca',
    need: 'optional',
    what: 'Certificates that the tenant is trusted with besides the system’s, as PEM text.',
    example: '',
  },
] as const satisfies readonly ImportField[]
export type ImportColumn = (typeof IMPORT_FIELDS)[number]['column']

const IMPORT_COLUMNS: readonly ImportColumn[] = IMPORT_FIELDS.map(({ column }) => column)

/** The column that somebody may have meant; null where none is like it. @param header as it stands in the file */
export const meantColumn = (header: string): ImportColumn | null => {
  const name = columnName(header)
  const found = near(name, IMPORT_COLUMNS)
  return IMPORT_COLUMNS.find((column) => column === (found ?? ALSO_CALLED[name])) ?? null
}

/** What other lists of tenants call these. */
const ALSO_CALLED: Readonly<Record<string, ImportColumn>> = {
  address: 'url',
  website: 'url',
  web_address: 'url',
  host: 'url',
  customer: 'name',
  client: 'name',
  company: 'name',
  client_id: 'app_client_id',
  application_id: 'app_client_id',
  app_id: 'app_client_id',
  groups: 'tags',
  certificate: 'ca',
}

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
