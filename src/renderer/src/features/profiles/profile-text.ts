import type { ConnectionRole, LastRun, TenantProfile } from '../../../../shared/files/profile'
import { unconfirmedHost } from '../../../../shared/halo-address'
import type { ProfileView } from '../../../../shared/ipc/api'
import type { Tone } from '../../ui/badge'
import { counted } from '../../ui/counted'
import type { IconName } from '../../ui/icon'

export const ROLE_NAMES: Readonly<Record<ConnectionRole, string>> = {
  app: 'App connection',
  agent: 'Agent side',
  inspector: 'Inspector',
}

const ROLES: readonly ConnectionRole[] = ['app', 'agent', 'inspector']

/** Roles of a profile that need a secret to be entered, in the order of the form. */
export const missingSecrets = ({ secrets }: ProfileView): readonly ConnectionRole[] =>
  ROLES.filter((role) => secrets[role] === 'missing')

/** Roles whose secret is gone when Crossview quits. */
export const sessionSecrets = ({ secrets }: ProfileView): readonly ConnectionRole[] =>
  ROLES.filter((role) => secrets[role] === 'session-only')

export interface Health {
  readonly words: string
  readonly tone: Tone
  readonly icon: IconName
}

/** How a tenant is doing, from its last run. A run with gaps is never healthy. */
export const healthOf = (lastRun: LastRun | null): Health => {
  if (lastRun === null) return { words: 'Never compared', tone: 'neutral', icon: 'unknown' }
  if (lastRun.errors > 0) return { words: counted(lastRun.errors, 'error'), tone: 'bad', icon: 'error' }
  if (!lastRun.complete) return { words: 'Incomplete', tone: 'warning', icon: 'warning' }
  if (lastRun.warnings > 0)
    return { words: counted(lastRun.warnings, 'warning'), tone: 'warning', icon: 'warning' }
  return { words: 'No findings', tone: 'good', icon: 'check' }
}

/** Whether the tenant leads to an unusual host that nobody confirmed, as after an import. */
export const hostUnconfirmed = ({ profile }: ProfileView): boolean => unconfirmedHost(profile) !== null

/** Why a profile cannot be compared yet; null when it can. */
export const notReady = (view: ProfileView): string | null => {
  if (hostUnconfirmed(view)) return 'Edit the tenant first and confirm its host.'
  if (view.profile.agent === null) return 'Add an agent side first: there is nobody to compare the app with.'
  const missing = missingSecrets(view).filter((role) => role !== 'inspector')
  return missing.length === 0
    ? null
    : `Enter the secret of the ${missing.map(roleInSentence).join(' and ')} first.`
}

const roleInSentence = (role: ConnectionRole): string => ROLE_NAMES[role].toLowerCase()

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
