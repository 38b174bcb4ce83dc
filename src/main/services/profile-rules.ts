import { appError, type AppError } from '../../shared/app-error'
import {
  CONNECTION_ROLES,
  profileInputSchema,
  type ConnectionRole,
  type ProfileInput,
  type TenantProfile,
} from '../../shared/files/profile'
import { firstIssue, issueText } from '../../shared/files/schema-issue'
import { isConfirmed, normaliseAddress } from '../../shared/halo-address'
import { err, ok, type Result } from '../../shared/result'
import { cleanName, nameFault, nameKey } from '../../shared/tenant-name'
import { certificatesIn } from '../certificates'

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
  const { confirmedHost, ...data } = parsed.data
  const wrongName = nameFault(data.name)
  if (wrongName !== null) return err(appError('INVALID_ARGUMENT', wrongName, { field: 'name' }))
  const address = normaliseAddress(data.url)
  if (!address.ok) return address
  const ca = data.ca?.trim() ?? ''
  const certificates = ca === '' ? [] : certificatesIn(ca)
  if (certificates === null) {
    return err(
      appError('INVALID_ARGUMENT', 'The extra certificate is not PEM text, or one that cannot be read.', {
        field: 'ca',
        advice: [
          'Export the root certificate as Base-64 (PEM) and paste all of it, from the BEGIN line to the END line.',
        ],
      }),
    )
  }
  return ok({
    ...data,
    name: cleanName(data.name),
    url: address.value.url,
    ...(address.value.unusual.length > 0 &&
      isConfirmed(address.value, confirmedHost) && { confirmedHost: address.value.host }),
    tenant: data.tenant === '' ? null : data.tenant,
    // Nothing around them: tools export a private key in the same file.
    ca: certificates.length === 0 ? null : certificates.map((each) => `${each}\n`).join(''),
    tags: [...new Set(data.tags.map((tag) => tag.normalize('NFC')))],
  })
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

/** What a copy begins with. It leads to the same host, so that a confirmation holds for it as well. */
export const copyOf = (original: TenantProfile, profiles: readonly TenantProfile[]): ProfileInput => ({
  ...inputOf(original),
  name: copyName(profiles, original.name),
  ...(original.confirmedHost !== undefined && { confirmedHost: original.confirmedHost }),
})

/** `Contoso (copy)`, then `Contoso (copy 2)` and so on. */
const copyName = (profiles: readonly TenantProfile[], name: string): string => {
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? ' (copy)' : ` (copy ${String(count)})`
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

/** The connections that authenticate with a secret; a sign-in has none. */
export const secretRoles = (profile: Pick<ProfileInput, ConnectionRole>): readonly ConnectionRole[] =>
  CONNECTION_ROLES.filter((role) => profile[role]?.kind === 'application')

/** Whether a refresh token of the sign-in still fits: it belongs to its application. */
export const isSameSignIn = (
  before: Pick<ProfileInput, ConnectionRole> | null,
  after: Pick<ProfileInput, ConnectionRole>,
  role: ConnectionRole,
): boolean => {
  const [was, is] = [before?.[role], after[role]]
  return was?.kind === 'sign-in' && is?.kind === 'sign-in' && was.clientId === is.clientId
}

/** The part of a stored profile that a person enters, but for the confirmation of its host, which no file carries. */
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
})

/** A stored tenant with what a person entered now. What was confirmed for the old host is not kept. */
export const changedProfile = (before: TenantProfile, after: ProfileInput, now: Date): TenantProfile => {
  const { confirmedHost: _confirmedHost, ...kept } = before
  return { ...kept, ...after, updatedAt: now.toISOString() }
}

/** A tenant that is stored for the first time, without secrets. */
export const newProfile = (profile: ProfileInput, id: string, now: Date): TenantProfile => ({
  ...profile,
  id,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  lastRun: null,
  keychainSecrets: [],
})
