import type { AppError } from '../../../../../shared/app-error'
import {
  certificateBodies,
  originOf,
  sameTrust,
  trustChanges,
  type TrustedProfile,
} from '../../../../../shared/connection-trust'
import {
  connectionOf,
  proxyAddress,
  type Connection,
  type ConnectionKey,
} from '../../../../../shared/files/profile'
import { isConfirmed, normaliseAddress, type HaloAddress } from '../../../../../shared/halo-address'
import type { AuthorityView, ProfileView } from '../../../../../shared/ipc/api'
import { ok, type Result } from '../../../../../shared/result'
import { listed } from '../../../ui/format'
import type { ConnectionDraft, FieldErrors, ProfileDraft } from './draft'

/** Where the secrets of the tenant in the form would go, what of it has to be confirmed, and what becomes of stored secrets. */

/** What main found in the text of extra certificates. */
export interface CertificatesRead {
  /** The text that was read. */
  readonly ca: string
  readonly answer: Result<readonly AuthorityView[], AppError>
}

export const NOTHING_READ: CertificatesRead = { ca: '', answer: ok([]) }

/** The address typed, when its host has to be confirmed; null when it is ordinary, or no address yet. */
export const unusualHost = ({ url }: Pick<ProfileDraft, 'url'>): HaloAddress | null => {
  const address = normaliseAddress(url)
  return address.ok && address.value.unusual.length > 0 ? address.value : null
}

/** The tenant's own proxy as it is stored; null for none, or for what is no address of a proxy yet. */
export const ownProxy = ({ proxy }: Pick<ProfileDraft, 'proxy'>): string | null => {
  const parsed = proxyAddress.safeParse(proxy)
  return parsed.success ? originOf(parsed.data) : null
}

/** Whether these certificates are the ones typed: only then a tick is for them. */
export const isReadingOf = (read: CertificatesRead, { ca }: Pick<ProfileDraft, 'ca'>): boolean =>
  read.ca === ca.trim() ||
  // Another line break or a comment changes none of them.
  (read.answer.ok && certificateBodies(read.ca).join() === certificateBodies(ca).join())

/** Whether a person confirmed these certificates: just these, not one more and not one less. */
export const areConfirmed = (
  shown: readonly AuthorityView[],
  { confirmedAuthorities }: Pick<ProfileDraft, 'confirmedAuthorities'>,
): boolean =>
  shown.length === confirmedAuthorities.length &&
  shown.every(({ fingerprint }) => confirmedAuthorities.includes(fingerprint))

/** What is missing while a box is empty. */
const TICK = {
  confirmedHost: 'Tick this if the host is right, or correct the web address',
  confirmedProxy: 'Tick this if the proxy is right, or correct it',
  confirmedAuthorities: 'Compare the fingerprints and tick this, or remove the certificates',
} as const

/** What of the draft nobody confirmed, and what is wrong with its certificates. */
export const trustErrors = (draft: ProfileDraft, certificates: CertificatesRead): FieldErrors => {
  const host = unusualHost(draft)
  const proxy = ownProxy(draft)
  const { answer } = certificates
  return {
    ...(host !== null && !isConfirmed(host, draft.confirmedHost) && { confirmedHost: TICK.confirmedHost }),
    ...(proxy !== null && draft.confirmedProxy !== proxy && { confirmedProxy: TICK.confirmedProxy }),
    ...(isReadingOf(certificates, draft) &&
      (answer.ok
        ? !areConfirmed(answer.value, draft) &&
          answer.value.length > 0 && { confirmedAuthorities: TICK.confirmedAuthorities }
        : { ca: inWords(answer.error) })),
  }
}

/** An error with what to do about it, for a field. */
export const inWords = ({ message, advice }: AppError): string => [message, ...advice].join(' ')

/** A connection as main takes it, but for what is wrong with it. */
export const connectionInput = ({
  kind,
  clientId,
  scope,
  redirectPort,
}: ConnectionDraft): Connection | null => {
  if (kind === 'none') return null
  const base = { clientId: clientId.trim(), scope }
  return kind === 'application'
    ? { kind, ...base }
    : { kind, ...base, redirectPort: redirectPort.trim() === '' ? NaN : Number(redirectPort) }
}

/** Where the draft would lead, however unfinished it is. */
const trustedProfile = (draft: ProfileDraft): TrustedProfile => {
  const address = normaliseAddress(draft.url)
  const { app, agent, inspector } = draft.connections
  return {
    url: address.ok ? address.value.url : draft.url.trim(),
    ca: draft.ca,
    proxy: draft.proxy.trim(),
    app: connectionInput(app),
    agent: connectionInput(agent),
    inspector: connectionInput(inspector),
    apps: draft.apps.flatMap((app) => {
      const connection = connectionInput(app)
      return connection === null ? [] : { ...connection, id: app.id }
    }),
  }
}

/** What saving does to the stored secret of a connection. */
export interface TrustChange {
  /** Why, and what it means, in sentences. */
  readonly text: string
  /** Whether main wants the secret with the save. */
  readonly needsSecret: boolean
}

/**
 * What becomes of the stored secret of a connection, or of its sign-in, when the draft is saved: it
 * belongs to what it was entered for. null: it stays, or there is none.
 */
export const trustChange = (
  draft: ProfileDraft,
  stored: ProfileView | null,
  key: ConnectionKey,
): TrustChange | null => {
  const was = stored === null ? undefined : connectionOf<Connection>(stored.profile, key)?.kind
  if (stored === null || was === undefined) return null
  const after = trustedProfile(draft)
  if (sameTrust(stored.profile, after, key)) return null
  const isSecret = was === 'application'
  if (isSecret && (stored.secrets[key] ?? 'missing') === 'missing') return null
  const changed = listed(trustChanges(stored.profile, after, key))
  const goes = isSecret ? 'Saving deletes the one that is stored.' : 'Saving ends the sign-in that is kept.'
  switch (connectionOf<Connection>(after, key)?.kind) {
    case undefined:
      return {
        text: `Saving removes this connection and ${isSecret ? 'deletes its stored secret' : 'ends its sign-in'}.`,
        needsSecret: false,
      }
    case 'application':
      return {
        text: `Enter the secret${isSecret ? ' again' : ''}, because the ${changed} changed. ${goes}`,
        needsSecret: isSecret,
      }
    case 'sign-in':
      return isSecret
        ? { text: `Saving deletes the stored secret, because the ${changed} changed.`, needsSecret: false }
        : { text: `You sign in again, because the ${changed} changed. ${goes}`, needsSecret: false }
  }
}
