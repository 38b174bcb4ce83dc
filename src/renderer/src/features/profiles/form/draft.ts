import {
  furtherAppId,
  type Connection,
  type ConnectionKey,
  type ConnectionRole,
  type FurtherApp,
  type ProfileInput,
} from '../../../../../shared/files/profile'

/** A connection as typed: text in every field, whether the kind uses it or not. */
export interface ConnectionDraft {
  readonly kind: Connection['kind'] | 'none'
  readonly clientId: string
  readonly scope: string
  readonly redirectPort: string
}

/** A further app connection as typed. */
export interface AppDraft extends ConnectionDraft {
  readonly id: string
  readonly name: string
}

/** The form as typed. `secrets` holds what was typed now; stored ones never come here. */
export interface ProfileDraft {
  readonly name: string
  readonly url: string
  /** The unusual host that was ticked to be right; empty for none. */
  readonly confirmedHost: string
  readonly tenant: string
  readonly ca: string
  /** SHA-256 fingerprints of the certificates that were ticked to be right. */
  readonly confirmedAuthorities: readonly string[]
  readonly proxy: string
  /** The proxy that was ticked to be right; empty for none. */
  readonly confirmedProxy: string
  readonly tags: string
  readonly connections: Readonly<Record<ConnectionRole, ConnectionDraft>>
  readonly apps: readonly AppDraft[]
  readonly secrets: Readonly<Partial<Record<ConnectionKey, string>>>
}

/** What was typed of a connection; undefined where the form has none of this key. */
export const draftConnection = (draft: ProfileDraft, key: ConnectionKey): ConnectionDraft | undefined => {
  const id = furtherAppId(key)
  return id === null ? draft.connections[key as ConnectionRole] : draft.apps.find((app) => app.id === id)
}

/** What is wrong, by the field's dotted path as main names it: `url`, `app.clientId`. */
export type FieldErrors = Readonly<Record<string, string>>

/** The redirect address that has to be registered in Halo for a sign-in uses this port. */
const DEFAULT_REDIRECT_PORT = '8765'

const connectionDraft = (connection: Connection | null, kind: ConnectionDraft['kind']): ConnectionDraft => ({
  kind: connection?.kind ?? kind,
  clientId: connection?.clientId ?? '',
  scope: connection?.scope ?? 'all',
  redirectPort: connection?.kind === 'sign-in' ? String(connection.redirectPort) : DEFAULT_REDIRECT_PORT,
})

/** What the form shows for a new app connection. @param id a new UUID */
export const emptyApp = (id: string): AppDraft => ({ ...connectionDraft(null, 'application'), id, name: '' })

const appDraft = (app: FurtherApp): AppDraft => ({
  ...connectionDraft(app, 'application'),
  id: app.id,
  name: app.name,
})

/** What the form shows for a stored profile. */
export const draftOf = (profile: ProfileInput): ProfileDraft => ({
  name: profile.name,
  url: profile.url,
  confirmedHost: profile.confirmedHost ?? '',
  tenant: profile.tenant ?? '',
  ca: profile.ca ?? '',
  confirmedAuthorities: profile.confirmedAuthorities ?? [],
  proxy: profile.proxy ?? '',
  confirmedProxy: profile.confirmedProxy ?? '',
  tags: profile.tags.join(', '),
  connections: {
    app: connectionDraft(profile.app, 'none'),
    agent: connectionDraft(profile.agent, 'none'),
    inspector: connectionDraft(profile.inspector, 'none'),
  },
  apps: (profile.apps ?? []).map(appDraft),
  secrets: {},
})

/** What the form shows for a new tenant. */
export const EMPTY_DRAFT: ProfileDraft = {
  name: '',
  url: '',
  confirmedHost: '',
  tenant: '',
  ca: '',
  confirmedAuthorities: [],
  proxy: '',
  confirmedProxy: '',
  tags: '',
  connections: {
    app: connectionDraft(null, 'application'),
    agent: connectionDraft(null, 'none'),
    inspector: connectionDraft(null, 'none'),
  },
  apps: [],
  secrets: {},
}
