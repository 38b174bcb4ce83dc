import { clientIdFault, profileInputSchema, type ProfileInput } from '../../../../../shared/files/profile'
import { messageOf, type ZodIssue } from '../../../../../shared/files/schema-issue'
import { normaliseAddress } from '../../../../../shared/halo-address'
import { err, ok, type Result } from '../../../../../shared/result'
import { connectionsFault } from '../../../../../shared/same-client'
import { nameFault } from '../../../../../shared/tenant-name'
import type { FieldErrors, ProfileDraft } from './draft'
import {
  connectionInput,
  inWords,
  NOTHING_READ,
  ownProxy,
  trustErrors,
  unusualHost,
  type CertificatesRead,
} from './draft-trust'

const emptyToNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/**
 * The draft as main takes it, or what is wrong with it by field; secrets aside.
 * @param certificates what main found in the text of extra certificates
 */
export const parseDraft = (
  draft: ProfileDraft,
  certificates: CertificatesRead = NOTHING_READ,
): Result<ProfileInput, FieldErrors> => {
  const address = normaliseAddress(draft.url)
  const proxy = ownProxy(draft)
  const { confirmedAuthorities } = draft
  const parsed = profileInputSchema.safeParse({
    name: draft.name,
    url: address.ok ? address.value.url : draft.url,
    ...(unusualHost(draft) !== null && { confirmedHost: draft.confirmedHost }),
    tenant: emptyToNull(draft.tenant),
    ca: emptyToNull(draft.ca),
    ...(emptyToNull(draft.ca) !== null && confirmedAuthorities.length > 0 && { confirmedAuthorities }),
    proxy: proxy ?? emptyToNull(draft.proxy),
    ...(proxy !== null && { confirmedProxy: draft.confirmedProxy }),
    tags: draft.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    app: connectionInput(draft.connections.app),
    agent: connectionInput(draft.connections.agent),
    inspector: connectionInput(draft.connections.inspector),
    ...(draft.apps.length > 0 && {
      apps: draft.apps.map((app) => ({ ...connectionInput(app), id: app.id, name: app.name })),
    }),
  })
  const errors: FieldErrors = {
    ...(parsed.success ? {} : schemaErrors(parsed.error.issues)),
    ...(address.ok ? {} : { url: inWords(address.error) }),
    ...trustErrors(draft, certificates),
    ...nameErrors(draft),
    ...(parsed.success ? clientIdErrors(parsed.data) : {}),
    ...pairErrors(parsed.success ? parsed.data : null),
  }
  return parsed.success && Object.keys(errors).length === 0 ? ok(parsed.data) : err(errors)
}

/**
 * The errors shown, after the draft changed: one the form found goes when its field is right, one
 * main found stands until the next save. No new one appears while somebody types.
 * @param was what the form found wrong before
 * @param is what it finds wrong now
 */
export const stillWrong = (errors: FieldErrors, was: FieldErrors, is: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([field, shown]) => {
      const now = is[field]
      if (now !== undefined) return [[field, now]]
      return was[field] === undefined ? [[field, shown]] : []
    }),
  )

const nameErrors = ({ name, apps }: ProfileDraft): FieldErrors => {
  const names = [
    ['name', name],
    ...apps.map((app, index) => [`apps.${String(index)}.name`, app.name]),
  ] as const
  return Object.fromEntries(
    names.flatMap(([field, text]) => {
      const fault = nameFault(text)
      return fault === null ? [] : [[field, fault]]
    }),
  )
}

const clientIdErrors = (profile: ProfileInput): FieldErrors => {
  const fault = clientIdFault(profile)
  return fault === null ? {} : { [fault.field ?? 'app.clientId']: inWords(fault) }
}

const pairErrors = (profile: ProfileInput | null): FieldErrors => {
  const fault = profile === null ? null : connectionsFault(profile)
  return fault === null ? {} : { [fault.field]: `${fault.message}. ${fault.advice}` }
}

/** The first issue of each field; a tag's belongs to the field of all tags. */
const schemaErrors = (issues: readonly ZodIssue[]): FieldErrors => {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    const field = issue.path[0] === 'tags' ? 'tags' : issue.path.join('.')
    errors[field] ??= FIELD_MESSAGES[field] ?? messageOf(issue).replace(/^is /, 'This is ')
  }
  return errors
}

/** For fields whose schema message would not help a person. */
const FIELD_MESSAGES: Readonly<Record<string, string>> = {
  ca: 'Paste only the certificates: this text is too long',
  tags: 'A tag has at most 40 characters, and there are at most 20',
  'agent.redirectPort': 'Enter a port between 1024 and 65535',
}
