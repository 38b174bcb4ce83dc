import type { ConnectionRole, TenantProfile } from '../../../../shared/files/profile'
import { certificateBodies } from '../../../../shared/connection-trust'
import type { ProfileView, TrustQuestion } from '../../../../shared/ipc/api'
import { hasSameClient } from '../../../../shared/same-client'
import type { Tone } from '../../ui/badge'
import { counted, listed } from '../../ui/counted'
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

/** Whether secrets of a tenant can be entered by themselves: main takes none before all is confirmed, in the form. */
export const wantsSecrets = (view: ProfileView): boolean =>
  missingSecrets(view).length > 0 && view.unconfirmed.length === 0

/** Roles whose secret is gone when Crossview quits. */
export const sessionSecrets = ({ secrets }: ProfileView): readonly ConnectionRole[] =>
  ROLES.filter((role) => secrets[role] === 'session-only')

export interface Health {
  readonly words: string
  readonly tone: Tone
  readonly icon: IconName
}

/** How a tenant is doing, from its last run. A run with gaps is never healthy. */
export const healthOf = (profile: Pick<TenantProfile, 'app' | 'agent' | 'lastRun'>): Health => {
  const { lastRun } = profile
  // An older Crossview took it, and found that both sides see the same.
  if (hasSameClient(profile)) return { words: 'Same application on both sides', tone: 'bad', icon: 'error' }
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

/** Why a profile cannot be compared yet; null when it can. */
export const notReady = (view: ProfileView): string | null => {
  const unconfirmed = unconfirmedWords(view)
  if (unconfirmed !== null) return `Edit the tenant first and confirm its ${unconfirmed}.`
  if (hasSameClient(view.profile)) return 'Edit the tenant first: both sides are the same application.'
  if (view.profile.agent === null) return 'Add an agent side first: there is nobody to compare the app with.'
  const missing = missingSecrets(view).filter((role) => role !== 'inspector')
  return missing.length === 0
    ? null
    : `Enter the secret of the ${missing.map(roleInSentence).join(' and ')} first.`
}

/** Why the applications of a tenant cannot be read yet; null when they can. The agent side serves where there is no inspector. */
export const notReadable = (view: ProfileView): string | null => {
  const unconfirmed = unconfirmedWords(view)
  if (unconfirmed !== null) return `Edit the tenant first and confirm its ${unconfirmed}.`
  const { inspector, agent } = view.profile
  const role = inspector !== null ? 'inspector' : agent !== null ? 'agent' : null
  if (role === null) return 'Add an inspector first: it reads the applications.'
  return view.secrets[role] === 'missing' ? `Enter the secret of the ${roleInSentence(role)} first.` : null
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
