import {
  CONNECTION_ROLES,
  profileInputSchema,
  type ConnectionRole,
  type ProfileInput,
} from '../../../../../shared/files/profile'
import { normaliseAddress } from '../../../../../shared/halo-address'
import { err, ok, type Result } from '../../../../../shared/result'
import { typedSecret } from '../../../../../shared/secret-text'
import { nameFault } from '../../../../../shared/tenant-name'
import type { FieldErrors, ProfileDraft } from './draft'
import {
  connectionInput,
  inWords,
  NOTHING_READ,
  ownProxy,
  trustChange,
  trustErrors,
  unusualHost,
  type KnownToForm,
} from './draft-trust'

const emptyToNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const NOTHING_KNOWN: KnownToForm = { certificates: NOTHING_READ, stored: null }

/** The draft as main takes it, or what is wrong with it by field. */
export const parseDraft = (
  draft: ProfileDraft,
  known: KnownToForm = NOTHING_KNOWN,
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
  })
  const errors: FieldErrors = {
    ...(parsed.success ? {} : schemaErrors(parsed.error.issues)),
    ...(address.ok ? {} : { url: inWords(address.error) }),
    ...trustErrors(draft, known),
    ...nameErrors(draft.name),
    ...secretErrors(draft),
    ...neededSecrets(draft, known),
  }
  return parsed.success && Object.keys(errors).length === 0 ? ok(parsed.data) : err(errors)
}

/**
 * The errors shown, after the draft changed: one the form found goes when its field is right, one
 * main found stands until the next save. No new one appears while somebody types.
 */
export const stillWrong = (
  errors: FieldErrors,
  before: ProfileDraft,
  after: ProfileDraft,
  known: KnownToForm = NOTHING_KNOWN,
): FieldErrors => {
  const [was, is] = [faultsOf(before, known), faultsOf(after, known)]
  return Object.fromEntries(
    Object.entries(errors).flatMap(([field, shown]) => {
      const now = is[field]
      if (now !== undefined) return [[field, now]]
      return was[field] === undefined ? [[field, shown]] : []
    }),
  )
}

const faultsOf = (draft: ProfileDraft, known: KnownToForm): FieldErrors => {
  const parsed = parseDraft(draft, known)
  return parsed.ok ? {} : parsed.error
}

const nameErrors = (name: string): FieldErrors => {
  const fault = nameFault(name)
  return fault === null ? {} : { name: fault }
}

interface SchemaIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** The first issue of each field; a tag's belongs to the field of all tags. */
const schemaErrors = (issues: readonly SchemaIssue[]): FieldErrors => {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) {
    const field = path[0] === 'tags' ? 'tags' : path.join('.')
    errors[field] ??= FIELD_MESSAGES[field] ?? message
  }
  return errors
}

/** For fields whose schema message would not help a person. */
const FIELD_MESSAGES: Readonly<Record<string, string>> = {
  ca: 'Paste only the certificates: this text is too long',
  tags: 'A tag has at most 40 characters, and there are at most 20',
  'agent.redirectPort': 'Enter a port between 1024 and 65535',
}

/** Secrets to set: those that were typed, for connections that take one. */
export const givenSecrets = (draft: ProfileDraft): Partial<Record<ConnectionRole, string>> =>
  Object.fromEntries(
    checkedSecrets(draft).flatMap(({ role, secret }) => (secret.ok ? [[role, secret.value]] : [])),
  )

const secretErrors = (draft: ProfileDraft): FieldErrors =>
  Object.fromEntries(
    checkedSecrets(draft).flatMap(({ role, secret }) =>
      secret.ok ? [] : [[`secrets.${role}`, inWords(secret.error)]],
    ),
  )

const checkedSecrets = ({ secrets, connections }: ProfileDraft) =>
  CONNECTION_ROLES.filter(
    (role) => connections[role].kind === 'application' && secrets[role].trim() !== '',
  ).map((role) => ({ role, secret: typedSecret(secrets[role], `secrets.${role}`) }))

/** The secrets that main would ask for, by field. */
const neededSecrets = (draft: ProfileDraft, { stored }: KnownToForm): FieldErrors =>
  Object.fromEntries(
    CONNECTION_ROLES.flatMap((role) =>
      draft.secrets[role].trim() === '' && trustChange(draft, stored, role)?.needsSecret === true
        ? [[`secrets.${role}`, 'Enter the secret again, or change back what you changed']]
        : [],
    ),
  )
