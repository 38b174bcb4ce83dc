import { failureTexts } from '../comparison/failure-text'
import { isolated, seenName } from '../comparison/name-text'
import { levelOf } from '../halo/claim'
import { FEATURES } from '../halo/feature'
import type { AgentPermissions } from '../halo/permission'
import type { ApplicationFacts } from './application'
import type { ApplicationIndex } from './applications'
import { isSignedInto } from './login'

/** Why it is not known what the application may do, in parts of a sentence; empty where it is. */
export const unreadReasons = (application: ApplicationFacts, index: ApplicationIndex): readonly string[] => [
  ...detailReasons(application),
  ...loginReasons(application, index),
]

const detailReasons = ({ detail, scopes }: ApplicationFacts): readonly string[] => {
  switch (detail.state) {
    case 'read':
      return scopes === null ? ['its record names no scopes'] : []
    case 'refused':
      return [`Halo refused its record to the inspector (${detail.status})`]
    case 'failed':
      return [`its record could not be read: ${withoutStop(failureTexts(detail.failure).message)}`]
    case 'not-read':
      return [`its record was not read: ${withoutStop(detail.reason)}`]
  }
}

const loginReasons = (application: ApplicationFacts, index: ApplicationIndex): readonly string[] => {
  const { login } = application
  if (isSignedInto(application)) return []
  if (login.type === 'unknown') return ['it is not known who it logs in as']
  if (login.type !== 'agent') return []
  if (login.agentId === null)
    return seenName(login.name) === null ? [] : [`the agent ${isolated(login.name ?? '')} was not found`]
  const who = isolated(index.agentNameOf(application) ?? 'of an agent')
  const reading = index.readingOf(application)
  if (reading === undefined) return [`the settings of its agent ${who} were not read`]
  if (reading.state === 'failed')
    return [
      `the settings of its agent ${who} could not be read: ${withoutStop(failureTexts(reading.failure).message)}`,
    ]
  return silences(reading.permissions, who).map((what) => `Halo does not say ${what}`)
}

/** What decides how much an agent may, and was not sent. */
const silences = (
  { claims, administrator: isAdministrator }: AgentPermissions,
  who: string,
): readonly string[] => [
  // Also where claims were sent and no level is among them: every view hangs on that.
  ...(FEATURES.every(({ code }) => levelOf(claims, code) === null) ? [`which levels ${who} has`] : []),
  ...(isAdministrator === null ? [`whether ${who} is an administrator`] : []),
]

const withoutStop = (text: string): string => text.replace(/\.$/, '')
