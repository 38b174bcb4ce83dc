import { z } from 'zod'
import { countText } from '../../core/comparison/count-text'
import type { AppError } from '../app-error'
import { FURTHER_APPS } from '../bounds'
import { credentialFault } from '../credential-look'
import { PLAIN_HOST } from '../host-rules'
import { tenantInventorySchema } from './tenant-inventory'

/**
 * A tenant profile as stored. No secret is ever part of it: each connection's secret is in the
 * keychain (`main/services/profiles/secret-trust.ts`).
 */

export const CONNECTION_ROLES = ['app', 'agent', 'inspector'] as const
export type ConnectionRole = (typeof CONNECTION_ROLES)[number]

/** One connection of a tenant: by its role, a further app connection by its id. */
export type ConnectionKey = ConnectionRole | `app/${string}`

const clientId = z.string().trim().min(1, 'Enter the client id from Halo').max(200)
const scope = z
  .string()
  .trim()
  .min(1, 'Enter a scope; Halo refuses every call of a token without one')
  .max(2000)

export const applicationConnectionSchema = z.strictObject({
  kind: z.literal('application'),
  clientId,
  scope: scope.default('all'),
})

export const signInConnectionSchema = z.strictObject({
  kind: z.literal('sign-in'),
  clientId,
  redirectPort: z.number().int().min(1024).max(65535),
  scope: scope.default('all offline_access'),
})

export const connectionSchema = z.discriminatedUnion('kind', [
  applicationConnectionSchema,
  signInConnectionSchema,
])
export type Connection = z.infer<typeof connectionSchema>
export type ApplicationConnection = z.infer<typeof applicationConnectionSchema>

/** Another application of the tenant whose secret is at hand, to be compared in place of the main one. */
const furtherAppSchema = applicationConnectionSchema.extend({
  /** A UUID of its own, of no other app connection and no tenant, in the form in which ids are looked for. */
  id: z.uuid().lowercase('An id is written in small letters'),
  name: z.string().trim().min(1, 'Enter a name').max(120, 'A name has at most 120 characters'),
})
export type FurtherApp = z.infer<typeof furtherAppSchema>

/** The key of a further app connection. */
export const furtherAppKey = (id: string): ConnectionKey => `app/${id}`

/** The id of the further app connection that a key is of; null for a role. */
export const furtherAppId = (key: ConnectionKey): string | null =>
  isRole(key) ? null : key.slice('app/'.length)

/** Every connection a tenant may have. */
type Connections<C> = Readonly<Partial<Record<ConnectionRole, C | null | undefined>>> & {
  readonly apps?: readonly (C & { readonly id: string })[]
}

/** The keys of the connections that a tenant has, in the order of the form. */
export const connectionKeys = (tenant: Connections<unknown>): readonly ConnectionKey[] => [
  ...CONNECTION_ROLES.filter((role) => tenant[role] != null),
  ...(tenant.apps ?? []).map(({ id }) => furtherAppKey(id)),
]

/** The connection of a key; null when the tenant does not have it. */
export const connectionOf = <C>(tenant: Connections<C>, key: ConnectionKey): C | null => {
  if (isRole(key)) return tenant[key] ?? null
  return tenant.apps?.find(({ id }) => furtherAppKey(id) === key) ?? null
}

const isRole = (key: ConnectionKey): key is ConnectionRole => CONNECTION_ROLES.some((role) => role === key)

/** The field of a connection as errors name it: `agent`, `apps.0`. */
export const connectionField = (tenant: Connections<unknown>, key: ConnectionKey): string =>
  isRole(key) ? key : `apps.${String((tenant.apps ?? []).findIndex(({ id }) => furtherAppKey(id) === key))}`

/** What is wrong beyond doubt with a client id, by its field; null: nothing. Not in the schema: what was stored before is read all the same. */
export const clientIdFault = (tenant: Connections<{ readonly clientId: string }>): AppError | null => {
  for (const key of connectionKeys(tenant)) {
    const { clientId } = connectionOf(tenant, key) ?? { clientId: '' }
    const fault = credentialFault('id', clientId, `${connectionField(tenant, key)}.clientId`)
    if (fault !== null) return fault
  }
  return null
}

/** Credentials in it would be stored in a file: they belong into the environment (`HTTPS_PROXY`). */
export const proxyAddress = z
  .string()
  .trim()
  .regex(
    // URL would drop what cannot be seen, and all from `?` or `#` on, and make punycode of a dash.
    /^https?:\/\/([^\s/@:?#\\\p{C}\u2010-\u2015\u2212]+|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/iu,
    'Write a proxy as http://proxy.example:8080, without name and password',
  )

/** Whether such an address has a port that can be one, and a host in plain characters: it is named on the terminal, in an argument to copy. */
export const isPlainProxy = (address: string): boolean =>
  URL.canParse(address) && PLAIN_HOST.test(new URL(address).hostname) && new URL(address).port !== '0'

/** What a person types for one tenant; the id and the dates are the store's. */
export const profileInputSchema = z.strictObject({
  name: z.string().trim().min(1, 'Enter a name').max(120, 'A name has at most 120 characters'),
  /** Normalised web address, without `/api` or `/auth`; see `shared/halo-address.ts`. */
  url: z.string().trim().min(1, 'Enter the web address of the tenant').max(2000),
  /**
   * The unusual host that a person confirmed (`shared/host-rules.ts`); absent for ordinary ones. It
   * counts only while the address leads to this very host. Neither exported nor imported.
   */
  confirmedHost: z.string().max(300).optional(),
  /**
   * SHA-256 fingerprints of the extra trusted certificates that a person looked at, and the proxy that
   * a person confirmed. They count only while the tenant has just these. Neither exported nor imported.
   */
  confirmedAuthorities: z.array(z.string().max(100)).max(50).optional(),
  confirmedProxy: z.string().max(300).optional(),
  /** Halo's tenant id; empty text is stored as null. */
  tenant: z.string().trim().max(200).nullable().default(null),
  /** Extra trusted certificates, PEM text; null for none. */
  ca: z.string().max(200_000).nullable().default(null),
  /** `http://host:port` to tunnel through; absent or null: what the system's environment names. */
  proxy: proxyAddress.nullish(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  /** The main one; null where only the tenant's configuration is read, through the inspector. */
  app: applicationConnectionSchema.nullable().default(null),
  agent: connectionSchema.nullable().default(null),
  inspector: applicationConnectionSchema.nullable().default(null),
  /** Absent: none. */
  apps: z
    .array(furtherAppSchema)
    .max(FURTHER_APPS.most, `A tenant has at most ${countText(FURTHER_APPS.most)} further app connections`)
    .exactOptional(),
})
export type ProfileInput = z.infer<typeof profileInputSchema>

export const connectionKeySchema = z.union([
  z.enum(CONNECTION_ROLES),
  z.templateLiteral(['app/', z.uuid()]),
]) satisfies z.ZodType<ConnectionKey>

const lastRunSchema = z.strictObject({
  finishedAt: z.iso.datetime(),
  complete: z.boolean(),
  errors: z.number().int().min(0),
  warnings: z.number().int().min(0),
  /** The further app connection that was compared; absent: the main one. */
  app: z.uuid().exactOptional(),
})
export type LastRun = z.infer<typeof lastRunSchema>

export const profileSchema = profileInputSchema.extend({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastRun: lastRunSchema.nullable().default(null),
  /**
   * The authorisation server elsewhere that a person confirmed, as host with its port where it is not
   * 443. Forgotten when the web address leads to another origin.
   */
  confirmedAuthHost: z.string().max(300).optional(),
  /** Connections whose secret was put into the OS keychain, so that a list need not ask it. */
  keychainSecrets: z
    .array(connectionKeySchema)
    .max(CONNECTION_ROLES.length + FURTHER_APPS.most)
    .optional(),
  /** What was written down about the tenant's applications; absent: nothing. */
  inventory: tenantInventorySchema.exactOptional(),
})
export type TenantProfile = z.infer<typeof profileSchema>

/** The store file's data: profiles in the order the admin put them. */
export const profileStoreSchema = z.strictObject({
  profiles: z.array(profileSchema).max(5000),
})
export type ProfileStoreData = z.infer<typeof profileStoreSchema>
