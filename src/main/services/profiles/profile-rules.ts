import { appError, type AppError } from '../../../shared/app-error'
import { originOf } from '../../../shared/connection-trust'
import {
  clientIdFault,
  connectionKeys,
  connectionOf,
  furtherAppId,
  furtherAppKey,
  isPlainProxy,
  profileInputSchema,
  type Connection,
  type ConnectionKey,
  type ConnectionRole,
  type LastRun,
  type ProfileInput,
  type TenantProfile,
} from '../../../shared/files/profile'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { isConfirmed, normaliseAddress } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { nameKey } from '../../../core/comparison/name-text'
import { connectionsFault } from '../../../shared/same-client'
import { cleanName, nameFault } from '../../../shared/tenant-name'
import { readAuthorities } from './authorities'

/** More tenants than anybody looks after; the store file is written whole at each change. */
export const MAX_PROFILES = 5000

/** Brings what a person typed into the stored form, or says which field is wrong. */
export const cleanProfile = (input: unknown): Result<ProfileInput, AppError> => {
  const parsed = profileInputSchema.safeParse(input)
  if (!parsed.success) {
    const issue = firstIssue(parsed.error, input)
    return err(
      appError('INVALID_ARGUMENT', `${issueText(issue)}.`, {
        field: issue.field === '' ? null : issue.field,
      }),
    )
  }
  const { confirmedHost, confirmedAuthorities, confirmedProxy, ...data } = withCleanApps(parsed.data)
  const wrongText = textFault(data)
  if (wrongText !== null) return err(wrongText)
  const address = normaliseAddress(data.url)
  if (!address.ok) return address
  const authorities = readAuthorities(data.ca)
  if (!authorities.ok) return authorities
  const { pem, shown } = authorities.value
  const proxy = data.proxy == null ? data.proxy : originOf(data.proxy)
  // Not in the schema: what was stored before is not lost, and says so.
  const unstorable = proxyFault(proxy) ?? togetherFault(data)
  if (unstorable !== null) return err(unstorable)
  return ok({
    ...data,
    name: cleanName(data.name),
    url: address.value.url,
    ...(address.value.unusual.length > 0 &&
      isConfirmed(address.value, confirmedHost) && { confirmedHost: address.value.host }),
    tenant: data.tenant === '' ? null : data.tenant,
    ca: pem,
    ...(proxy !== undefined && { proxy }),
    ...(shown.length > 0 && {
      confirmedAuthorities: shown.flatMap(({ fingerprint }) =>
        confirmedAuthorities?.includes(fingerprint) === true ? [fingerprint] : [],
      ),
    }),
    ...(proxy != null && confirmedProxy === proxy && { confirmedProxy }),
    tags: [...new Set(data.tags.map((tag) => tag.normalize('NFC')))],
  })
}

const togetherFault = (data: ProfileInput): AppError | null => {
  const fault = connectionsFault(data)
  if (fault === null) return null
  const { field, message, advice } = fault
  return appError('INVALID_ARGUMENT', `${field}: ${message}.`, { field, advice: [advice] })
}

const withCleanApps = ({ apps = [], ...profile }: ProfileInput): ProfileInput => ({
  ...profile,
  ...(apps.length > 0 && { apps: apps.map((app) => ({ ...app, name: cleanName(app.name) })) }),
})

const proxyFault = (proxy: string | null | undefined): AppError | null =>
  proxy == null || isPlainProxy(proxy)
    ? null
    : appError('INVALID_ARGUMENT', 'This is not the address of a proxy.', {
        field: 'proxy',
        advice: ['Check its host and its port; write it with its scheme, without name and password'],
      })

const textFault = (data: ProfileInput): AppError | null => {
  const names = [
    { name: data.name, field: 'name' },
    ...(data.apps ?? []).map(({ name }, index) => ({ name, field: `apps.${String(index)}.name` })),
  ]
  for (const { name, field } of names) {
    const fault = nameFault(name)
    if (fault !== null) return appError('INVALID_ARGUMENT', fault, { field })
  }
  return clientIdFault(data)
}

/** Finds the profile whose name looks like this one; the profile `except` may keep its own. */
export const profileNamed = (
  profiles: readonly TenantProfile[],
  name: string,
  except?: string,
): TenantProfile | undefined => {
  const key = nameKey(name)
  return profiles.find((profile) => profile.id !== except && nameKey(profile.name) === key)
}

/** What a copy begins with. It leads to the same place, so that what was confirmed holds for it as well. */
export const copyOf = (original: TenantProfile, profiles: readonly TenantProfile[]): ProfileInput => ({
  ...inputOf(original),
  ...confirmationsOf(original),
  name: copyName(profiles, original.name),
})

/** What a person confirmed of a tenant. */
const confirmationsOf = ({ confirmedHost, confirmedAuthorities, confirmedProxy }: ProfileInput) => ({
  ...(confirmedHost !== undefined && { confirmedHost }),
  ...(confirmedAuthorities !== undefined && { confirmedAuthorities }),
  ...(confirmedProxy !== undefined && { confirmedProxy }),
})

/** `Contoso (copy)`, then `Contoso (copy 2)` and so on. */
const copyName = (profiles: readonly TenantProfile[], name: string): string => {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${String(number)})`
    const candidate = `${shortened(name)}${suffix}`
    if (profileNamed(profiles, candidate) === undefined) return candidate
  }
}

/** Room for the suffix; half a surrogate pair at the cut is dropped. */
const shortened = (name: string): string =>
  name
    .slice(0, 100)
    .replace(/\p{Surrogate}/gu, '')
    .trim()

/** What people call a connection's role. */
const roleName = (role: ConnectionRole): string =>
  role === 'app' ? 'application' : role === 'agent' ? 'agent side' : 'inspector'

/** The same of any connection of a tenant. */
export const connectionName = (tenant: Pick<ProfileInput, 'apps'>, key: ConnectionKey): string => {
  const id = furtherAppId(key)
  if (id === null) return roleName(key as ConnectionRole)
  const name = tenant.apps?.find((app) => app.id === id)?.name
  return name === undefined ? 'app connection' : `app connection “${name}”`
}

/** The connections that authenticate with a secret; a sign-in has none. */
export const secretKeys = (profile: Pick<ProfileInput, ConnectionRole | 'apps'>): readonly ConnectionKey[] =>
  connectionKeys(profile).filter((key) => connectionOf(profile, key)?.kind === 'application')

/** The part of a stored profile that a person enters, but for what was confirmed, which no file carries. */
export const inputOf = ({
  name,
  url,
  tenant,
  ca,
  proxy,
  tags,
  app,
  agent,
  inspector,
  apps,
}: TenantProfile): ProfileInput => ({
  name,
  url,
  tenant,
  ca,
  proxy,
  tags,
  app,
  agent,
  inspector,
  ...(apps !== undefined && { apps }),
})

/** The same tenant with ids of its app connections that no other has: its secrets are its own. */
export const withNewAppIds = (profile: ProfileInput, newId: () => string): ProfileInput => ({
  ...profile,
  ...(profile.apps !== undefined && { apps: profile.apps.map((app) => ({ ...app, id: newId() })) }),
})

/** A stored tenant with what a person entered now. What was confirmed of the old is not kept, but for what still leads there. */
export const changedProfile = (before: TenantProfile, after: ProfileInput, now: Date): TenantProfile => {
  const { id, createdAt, lastRun, confirmedAuthHost, keychainSecrets, inventory } = before
  const isSameServer = originOf(before.url) === originOf(after.url)
  return {
    ...after,
    id,
    createdAt,
    // What another application or another server saw says nothing of these.
    lastRun: isSameComparison(before, after, lastRun) ? lastRun : null,
    updatedAt: now.toISOString(),
    ...(keychainSecrets !== undefined && { keychainSecrets }),
    // What people wrote down is theirs: nothing reads it again.
    ...(inventory !== undefined && { inventory }),
    ...(isSameServer && confirmedAuthHost !== undefined && { confirmedAuthHost }),
  }
}

const isSameComparison = (before: ProfileInput, after: ProfileInput, lastRun: LastRun | null): boolean => {
  const compared = lastRun?.app === undefined ? 'app' : furtherAppKey(lastRun.app)
  return [before, after]
    .map((profile) => [
      profile.url,
      profile.tenant,
      sideOf(connectionOf(profile, compared)),
      sideOf(profile.agent),
    ])
    .map((each) => JSON.stringify(each))
    .every((text, _index, [first]) => text === first)
}

const sideOf = (connection: Connection | null) =>
  connection === null ? null : [connection.kind, connection.clientId, connection.scope]

/** A tenant that is stored for the first time, without secrets. */
export const newProfile = (profile: ProfileInput, id: string, now: Date): TenantProfile => ({
  ...profile,
  id,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  lastRun: null,
  keychainSecrets: [],
})
