import type { SideFacts } from '../access/side-facts'
import type { Cause } from '../comparison/cause'
import type { Finding } from '../comparison/finding'
import type { ReasonCode } from '../comparison/reason-code'
import { resourceDefinition, type Resource } from '../halo/resource'

/** Reasons that lie in one setting of a side. */
export type SettingCode = Extract<
  ReasonCode,
  | 'connection.no-scope'
  | 'connection.not-an-agent'
  | 'application.inactive'
  | 'application.no-login'
  | 'scope.missing'
  | 'agent.feature-level'
  | 'agent.no-team'
  | 'agent.team'
  | 'agent.client'
  | 'agent.ticket-type'
  | 'agent.asset-type'
  | 'agent.unassigned'
  | 'agent.others-tickets'
  | 'agent.disabled'
>

/**
 * Which setting a reason for a resource lies in: a scope for each area, a level for each feature, one list of
 * clients, one membership of teams and departments. Reasons with the same key are one cause.
 */
export const settingKey = (code: SettingCode, resource: Resource | null): string => {
  switch (code) {
    case 'scope.missing':
      return `${code}/${scopeOf(resource) ?? ''}`
    case 'agent.feature-level':
      return `${code}/${resource === null ? '' : (resourceDefinition(resource).levelCode ?? '')}`
    case 'agent.no-team':
      return 'agent.team'
    default:
      return code
  }
}

/** The scope to read a resource by; one that perhaps governs it, where none is known to; null: not even that. */
export const scopeOf = (resource: Resource | null): string | null => {
  if (resource === null) return null
  const { scopeArea, contestedScope } = resourceDefinition(resource)
  return scopeArea === null ? contestedScope : `read:${scopeArea}`
}

/** The key of the setting that a cause is. */
export const keyOfCause = ({ code, resources }: Pick<Cause, 'code' | 'resources'>): string | null =>
  isSettingCode(code) ? settingKey(code, resources[0]?.resource ?? null) : null

/** The key of the setting that a finding about hidden records lies in; null: it hides none. */
export const keyOfFinding = (facts: SideFacts, { code, side, resource }: Finding): string | null => {
  if (side !== facts.side || !isSettingCode(code)) return null
  // Told of the side as a whole, and not always what hides anything.
  if (resource === null && !holdsForSide(facts, code)) return null
  return settingKey(code, resource)
}

/** Whether a setting shuts a side out as a whole. */
export const holdsForSide = (facts: SideFacts, code: SettingCode): boolean => {
  switch (code) {
    case 'connection.no-scope':
      return facts.scopes?.length === 0
    case 'application.no-login':
      return facts.predicted?.gate.noLogin === true
    case 'agent.disabled':
      return facts.permissions?.disabled === true && !seesSomething(facts)
    default:
      return facts.rootCause === code
  }
}

const seesSomething = (facts: SideFacts): boolean =>
  facts.seesAnything || (facts.sameAgent === true && facts.otherSeesAnything)

const SETTING_CODES: ReadonlySet<string> = new Set<SettingCode>([
  'connection.no-scope',
  'connection.not-an-agent',
  'application.inactive',
  'application.no-login',
  'scope.missing',
  'agent.feature-level',
  'agent.no-team',
  'agent.team',
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.unassigned',
  'agent.others-tickets',
  'agent.disabled',
])

const isSettingCode = (code: ReasonCode): code is SettingCode => SETTING_CODES.has(code)
