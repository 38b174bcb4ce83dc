import { z } from 'zod'
import { dateOf } from '../../../core/comparison/halo-date'
import { isolated, isBlank, seenName } from '../../../core/comparison/name-text'
import { countText, counted } from '../../../core/comparison/count-text'
import { KNOWN_SCOPES } from '../../../core/halo/scope'
import type { ApiKeyDates, ApplicationFacts, ApplicationLogin } from '../../../core/inventory/application'
import { sameClient } from '../../../core/halo/client-id'
import type { ApplicationList } from '../../ports'
import { anything, fieldsOf, flag, listOf, type Fields } from './answers/answer-fields'
import { guidText, idText, keptText } from './answers/foreign-text'
import { methodOf, type MethodReading } from './application-method'

/**
 * `Application` and `Application/{id}` as core types (halo-api.md sections 4.5 and 4.6). SECURITY: only the
 * fields named here are kept. The answers also carry secrets and what is as good as one (`clientSecret`,
 * `new_apikey1`, `new_apikey2`, `tokens`, `authorizations`, `concurrencyToken`, `public_key` …): none of them
 * is read, and no recording has them, since it keeps what this very schema reads.
 */

/** A text that somebody sees, cut where it is too long; null: none. */
const shownText = anything.transform((value) =>
  typeof value === 'string' && !isBlank(value) ? keptText(value) : null,
)

/** The longest way to write a date and time with its zone takes some 35 characters. */
const LONGEST_DATE = 40

/** As ISO 8601, without a fraction that says nothing; null: none, a placeholder for none, or in no known form. */
const date = anything.transform((value) => {
  const read = typeof value === 'string' && value.length <= LONGEST_DATE ? dateOf(value) : null
  return read?.replace('.0000000', '') ?? null
})

/** Whom something names by id: undefined where it does not say, null for nobody (0, -1, an empty GUID or text). */
const named = z
  .unknown()
  .optional()
  .transform((value): string | null | undefined => {
    if (value === undefined) return undefined
    if (value === null || (typeof value === 'string' && isBlank(value))) return null
    const id = idText(value)
    if (id === null) return undefined
    return /^-?\d+$/.test(id) && Number(id) <= 0 ? null : guidText(id)
  })

/** Set to anything that does not say "no". */
const set = anything.transform(
  (value) =>
    value === true ||
    (typeof value === 'number' && value !== 0) ||
    (typeof value === 'string' && !['', '0', 'false'].includes(value.trim().toLowerCase())),
)

const scope = z.object({ name: shownText })

const applicationSchema = z.object({
  id: anything.transform(guidText),
  clientId: anything.transform((value) => {
    const id = idText(value)
    return id === null || isBlank(id) ? null : id
  }),
  displayName: anything.transform((value) => (typeof value === 'string' ? keptText(value) : '')),
  description: shownText,
  inactive: flag,
  system_use: set,
  _issystem: flag,
  grant_type: anything,
  credential_type: anything,
  use_jwt_assertion: flag,
  loginas_agent_id: named,
  loginas_agent_name: shownText,
  loginas_client_id: named,
  loginas_client_name: shownText,
  loginas_supplier_id: named,
  loginas_supplier_name: shownText,
  scopes: listOf(scope),
  creation_date: date,
  createdby_agent: shownText,
  createdby_agent_id: named,
  apikey1_date_generated: date,
  apikey1_last_use_date: date,
  apikey1_expiry_date: date,
  apikey2_date_generated: date,
  apikey2_last_use_date: date,
  apikey2_expiry_date: date,
  apikey_expiry_days: anything.transform((value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null,
  ),
})
type ApplicationRow = z.infer<typeof applicationSchema>

/** What of an application's record is looked at, in the list as by itself. */
export const APPLICATION_FIELDS: Fields = fieldsOf(applicationSchema)

const rowOf = (value: unknown): ApplicationRow | null => {
  const parsed = applicationSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/**
 * The list of applications. A row that nothing names cannot be asked for or reviewed: then the list is not
 * whole. Scopes and details are those of `applicationDetailOf`; none are taken from a row.
 * @param total how many Halo counts; null: it does not say
 */
export const applicationListOf = (rows: readonly unknown[], total: number | null): ApplicationList => {
  const applications = new Map<string, ApplicationFacts>()
  const gaps: string[] = []
  let unnamed = 0
  for (const row of rows.map(rowOf)) {
    const id = row === null ? null : idAmong(row, applications)
    if (row === null || id === null) {
      unnamed += 1
      continue
    }
    const gap = applications.has(id) ? 'stands twice; it counts once' : gapOfId(row, id)
    if (gap !== null) gaps.push(`${calledIn(row)} ${gap}.`)
    if (!applications.has(id)) applications.set(id, listedFacts(row, id))
  }
  const isShort = total !== null && total > rows.length
  if (unnamed > 0) gaps.push(`${counted(unnamed, 'entry has', 'entries have')} no id and no client id.`)
  if (isShort) gaps.push(`${countText(rows.length)} came of the ${countText(total)} that Halo counts.`)
  return { applications: [...applications.values()], complete: unnamed === 0 && !isShort, gaps }
}

/** The row's own id where it is its own alone, else one that stands for it; null: nothing names it. */
const idAmong = (row: ApplicationRow, applications: ReadonlyMap<string, ApplicationFacts>): string | null => {
  const first = row.id === null ? undefined : applications.get(row.id)
  const isTaken =
    first?.clientId != null && row.clientId !== null && !sameClient(first.clientId, row.clientId)
  if (row.id !== null && !isTaken) return row.id
  // No id of Halo's looks so, and nothing is asked for by it.
  return row.clientId === null ? null : `client:${guidText(row.clientId) ?? row.clientId}`
}

const gapOfId = (row: ApplicationRow, id: string): string | null => {
  if (row.id === id) return null
  return row.id === null
    ? 'has no id, so that its details cannot be read'
    : 'has the id of another one, so that its details cannot be read'
}

const calledIn = ({ displayName, clientId }: ApplicationRow): string => {
  const name = seenName(displayName)
  return name === null ? `the one with client id ${clientId ?? '?'}` : `“${isolated(name)}”`
}

const listedFacts = (row: ApplicationRow, id: string): ApplicationFacts => ({
  ...factsOf(row, UNLISTED),
  id,
  scopes: null,
  detail: { state: 'not-read', reason: 'Its record was not asked for.' },
})

/** An application with what its own record says; null when the answer is no application, or another one. */
export const applicationDetailOf = (value: unknown, listed: ApplicationFacts): ApplicationFacts | null => {
  const row = rowOf(value)
  if (row?.id !== listed.id) return null
  const scopes = scopesOf(value, row)
  return { ...factsOf(row, listed), id: listed.id, scopes, detail: { state: 'read' } }
}

/** Nothing that a list could have said. */
const UNLISTED: Omit<ApplicationFacts, 'id' | 'scopes' | 'detail'> = {
  clientId: null,
  name: '',
  description: null,
  system: false,
  inactive: null,
  method: 'unknown',
  methodText: null,
  login: { type: 'unknown', agentId: null, name: null },
  createdAt: null,
  createdBy: null,
  apiKeys: [],
  apiKeyExpiryDays: null,
}

/** Where the record does not say, the list did. */
const factsOf = (row: ApplicationRow, listed: typeof UNLISTED): typeof UNLISTED => {
  const login = loginOf(row)
  const apiKeys = apiKeysOf(row)
  return {
    clientId: row.clientId ?? listed.clientId,
    name: isBlank(row.displayName) ? listed.name : row.displayName,
    description: row.description ?? listed.description,
    system: row.system_use || row._issystem === true || listed.system,
    inactive: row.inactive ?? listed.inactive,
    ...methodIn(row, apiKeys, listed),
    login: login.type === 'unknown' && login.name === null ? listed.login : login,
    createdAt: row.creation_date ?? listed.createdAt,
    createdBy: creatorOf(row) ?? listed.createdBy,
    apiKeys: apiKeys.length > 0 ? apiKeys : listed.apiKeys,
    apiKeyExpiryDays: row.apikey_expiry_days ?? listed.apiKeyExpiryDays ?? null,
  }
}

const methodIn = (
  row: ApplicationRow,
  apiKeys: readonly ApiKeyDates[],
  listed: MethodReading,
): MethodReading =>
  methodOf(
    {
      grant: row.grant_type,
      credential: row.credential_type,
      hasApiKey: apiKeys.length > 0,
      usesJwt: row.use_jwt_assertion === true,
    },
    listed,
  )

/**
 * Who it logs in as: an agent, else an end user (client), else a supplier, else nobody (halo-api.md section
 * 4.6). A field that is not there says nothing, and nor does what comes after it.
 */
const loginOf = (row: ApplicationRow): ApplicationLogin => {
  const names = [row.loginas_agent_name, row.loginas_client_name, row.loginas_supplier_name]
  const candidates = [
    { type: 'agent', id: row.loginas_agent_id, name: row.loginas_agent_name },
    { type: 'user', id: row.loginas_client_id, name: row.loginas_client_name },
    { type: 'supplier', id: row.loginas_supplier_id, name: row.loginas_supplier_name },
  ] as const
  const first = candidates.find(({ id }) => id !== null)
  const name = names.find((each) => each !== null) ?? null
  // A name whose id says "nobody" leaves open which of them is right.
  if (first === undefined) return { type: name === null ? 'unset' : 'unknown', agentId: null, name }
  const { type, id } = first
  if (id === undefined || id === null) return { type: 'unknown', agentId: null, name }
  return { type, agentId: type === 'agent' ? id : null, name: first.name }
}

const creatorOf = ({ createdby_agent, createdby_agent_id }: ApplicationRow): string | null =>
  createdby_agent ?? (createdby_agent_id == null ? null : `agent ${createdby_agent_id}`)

const apiKeysOf = (row: ApplicationRow): readonly ApiKeyDates[] =>
  [
    {
      generatedAt: row.apikey1_date_generated,
      lastUsedAt: row.apikey1_last_use_date,
      expiresAt: row.apikey1_expiry_date,
    },
    {
      generatedAt: row.apikey2_date_generated,
      lastUsedAt: row.apikey2_last_use_date,
      expiresAt: row.apikey2_expiry_date,
    },
  ].filter((key) => Object.values(key).some((each) => each !== null))

/** null where there is no list of them, or an entry of it names none: then nobody knows what is ticked. */
const scopesOf = (value: unknown, row: ApplicationRow): readonly string[] | null => {
  const { scopes } = row
  const sent: unknown = (value as { readonly scopes?: unknown }).scopes // an object: it was parsed as one
  if (scopes === null || !Array.isArray(sent) || scopes.length !== sent.length) return null
  const names = scopes.flatMap(({ name }) => (name === null ? [] : knownScope(name.trim())))
  return names.length === scopes.length ? [...new Set(names)] : null
}

const SPELLING: ReadonlyMap<string, string> = new Map(
  [...KNOWN_SCOPES].map((scope) => [scope.toLowerCase(), scope]),
)

/** Halo's own spelling of its scopes: `ALL` must not pass for a scope that nobody knows, and so for a harmless one. */
const knownScope = (name: string): string => SPELLING.get(name.toLowerCase()) ?? name
