import { counted } from '../../../../core/comparison/count-text'
import {
  connectionKeys,
  furtherAppId,
  furtherAppKey,
  type ConnectionKey,
  type ConnectionRole,
  type ProfileInput,
  type TenantProfile,
} from '../../../../shared/files/profile'
import { certificateBodies } from '../../../../shared/connection-trust'
import type { ProfileView, TrustQuestion } from '../../../../shared/ipc/api'
import { hasSameClient } from '../../../../shared/same-client'
import type { Tone } from '../../ui/badge'
import { listed } from '../../ui/format'
import type { IconName } from '../../ui/icon'

export const ROLE_NAMES: Readonly<Record<ConnectionRole, string>> = {
  app: 'App connection',
  agent: 'Agent side',
  inspector: 'Inspector',
}

/** "App connection “Reporting”": what a connection of a tenant is called. */
export const connectionName = ({ apps = [] }: Pick<ProfileInput, 'apps'>, key: ConnectionKey): string => {
  const id = furtherAppId(key)
  return id === null
    ? ROLE_NAMES[key as ConnectionRole]
    : `App connection “${apps.find((app) => app.id === id)?.name ?? ''}”`
}

/** The same inside a sentence. */
export const nameInSentence = (profile: Pick<ProfileInput, 'apps'>, key: ConnectionKey): string => {
  const name = connectionName(profile, key)
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

/** Connections of a profile that need a secret to be entered, in the order of the form. */
export const missingSecrets = ({ profile, secrets }: ProfileView): readonly ConnectionKey[] =>
  connectionKeys(profile).filter((key) => secrets[key] === 'missing')

/** Whether secrets of a tenant can be entered by themselves: main takes none before all is confirmed, in the form. */
export const wantsSecrets = (view: ProfileView): boolean =>
  missingSecrets(view).length > 0 && view.unconfirmed.length === 0

/** Connections whose secret is gone when Crossview quits. */
export const sessionSecrets = ({ profile, secrets }: ProfileView): readonly ConnectionKey[] =>
  connectionKeys(profile).filter((key) => secrets[key] === 'session-only')

/** An app connection that can be compared. */
export interface AppChoice {
  /** The id of a further one; null: the main one. */
  readonly id: string | null
  readonly name: string
}

/** The app connections of a tenant, the main one first; none where it has just an inspector. */
export const appChoices = ({ app, apps = [] }: Pick<ProfileInput, 'app' | 'apps'>): readonly AppChoice[] => [
  ...(app === null ? [] : [{ id: null, name: apps.length === 0 ? 'App connection' : 'Main app connection' }]),
  ...apps.map(({ id, name }) => ({ id, name })),
]

/** Which app connection the last run compared, where a tenant has several; null where there is nothing to tell. */
export const lastComparedApp = ({ apps = [], lastRun }: TenantProfile): string | null =>
  apps.find(({ id }) => id === lastRun?.app)?.name ?? null

export interface Health {
  readonly words: string
  readonly tone: Tone
  readonly icon: IconName
}

/** How a tenant is doing, from its last run. A run with gaps is never healthy. */
export const healthOf = (profile: Pick<TenantProfile, 'app' | 'apps' | 'agent' | 'lastRun'>): Health => {
  const { lastRun } = profile
  // An older Crossview took it, and found that both sides see the same.
  if (hasSameClient(profile)) return { words: 'Same application on both sides', tone: 'bad', icon: 'error' }
  if (lastRun === null && appChoices(profile).length === 0)
    return { words: 'No app connection', tone: 'neutral', icon: 'info' }
  if (lastRun === null) return { words: 'Never compared', tone: 'neutral', icon: 'unknown' }
  const incomplete = lastRun.complete ? '' : ', incomplete'
  if (lastRun.errors > 0)
    return { words: `${counted(lastRun.errors, 'error')}${incomplete}`, tone: 'bad', icon: 'error' }
  if (!lastRun.complete) return { words: 'Incomplete', tone: 'warning', icon: 'warning' }
  if (lastRun.warnings > 0)
    return { words: counted(lastRun.warnings, 'warning'), tone: 'warning', icon: 'warning' }
  // Findings that are information only are not counted here.
  return { words: 'No errors, no warnings', tone: 'good', icon: 'check' }
}

const QUESTIONS: Readonly<Record<TrustQuestion, string>> = {
  host: 'host',
  authorities: 'certificates',
  proxy: 'proxy',
}

/** What of a tenant nobody confirmed, as after an import: "host and proxy"; null when nothing is open. */
export const unconfirmedWords = ({ unconfirmed }: ProfileView): string | null =>
  unconfirmed.length === 0 ? null : listed(unconfirmed.map((question) => QUESTIONS[question]))

/** What of a tenant's own decides besides its host where its secrets go and who can read them; empty for most. */
export const ownTrust = ({ ca, proxy }: Pick<TenantProfile, 'ca' | 'proxy'>): readonly string[] => {
  const certificates = certificateBodies(ca ?? '').length
  return [
    ...(proxy == null || proxy === '' ? [] : [`through ${proxy}`]),
    ...(certificates === 0 ? [] : [`trusts ${counted(certificates, 'extra certificate')}`]),
  ]
}

/** Where a secret of the tenant goes, in a line: "For contoso.halopsa.com · through http://proxy.example:8080". */
export const whereItGoes = (profile: TenantProfile): string =>
  [`For ${shownHost(profile)}`, ...ownTrust(profile)].join(' · ')

/**
 * Why a profile cannot be compared yet; null when it can.
 * @param app the id of the further app connection to compare; null: the main one
 */
export const notReady = (view: ProfileView, app: string | null = null): string | null => {
  const key = app === null ? 'app' : furtherAppKey(app)
  const unconfirmed = unconfirmedWords(view)
  if (unconfirmed !== null) return `Edit the tenant first and confirm its ${unconfirmed}.`
  if (hasSameClient(view.profile)) return 'Edit the tenant first: both sides are the same application.'
  if (!connectionKeys(view.profile).includes(key))
    return 'Add an app connection first: there is no application to compare.'
  if (view.profile.agent === null) return 'Add an agent side first: there is nobody to compare the app with.'
  const missing = missingSecrets(view).filter((each) => each === key || each === 'agent')
  return missing.length === 0
    ? null
    : `Enter the secret of the ${missing.map((each) => nameInSentence(view.profile, each)).join(' and ')} first.`
}

/** Why the applications of a tenant cannot be read yet; null when they can. The agent side serves where there is no inspector. */
export const notReadable = (view: ProfileView): string | null => {
  const unconfirmed = unconfirmedWords(view)
  if (unconfirmed !== null) return `Edit the tenant first and confirm its ${unconfirmed}.`
  const { inspector, agent } = view.profile
  const role = inspector !== null ? 'inspector' : agent !== null ? 'agent' : null
  if (role === null) return 'Add an inspector first: it reads the applications.'
  return view.secrets[role] === 'missing'
    ? `Enter the secret of the ${nameInSentence(view.profile, role)} first.`
    : null
}

/** Profiles whose name, address or tags contain every word, and which carry the tag if one is chosen. */
export const searchProfiles = (
  views: readonly ProfileView[],
  search: string,
  tag: string | null,
): readonly ProfileView[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return views.filter(({ profile }) => {
    if (tag !== null && !profile.tags.includes(tag)) return false
    const text = [profile.name, profile.url, ...profile.tags].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Every tag in use, in alphabetical order. */
export const tagsOf = (views: readonly ProfileView[]): readonly string[] =>
  [...new Set(views.flatMap(({ profile }) => profile.tags))].sort((a, b) => a.localeCompare(b, 'en'))

/** "contoso.halopsa.com" of an address; the address itself when it is not one. */
export const shownHost = ({ url }: Pick<TenantProfile, 'url'>): string => {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}
