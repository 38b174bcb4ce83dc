import { scopeOf, type SettingCode } from './setting'
import type { SideFacts } from '../access/side-facts'
import type { Cause } from '../comparison/cause'
import { counted } from '../comparison/count-text'
import { featureOf } from '../explain/restriction-finding'
import { agentOf, applicationOf, asObserved } from '../explain/words'
import type { Resource } from '../halo/resource'

/** What a cause comes to, before it is put into words. */
export interface ToldSetting extends Pick<
  Cause,
  'resources' | 'records' | 'alone' | 'undecided' | 'confidence'
> {
  readonly code: SettingCode
  readonly sure: ReadonlySet<Cause['confidence']>
}

/** The setting by itself: "clients of API - Reporting", "scope read:items of Reporting sync". */
export const settingName = ({ code, resources }: ToldSetting, facts: SideFacts): string => {
  const agent = agentOf(facts)
  const resource = resources[0]?.resource
  switch (code) {
    case 'scope.missing':
      return `${scopeWords(resource)} of ${applicationOf(facts)}`
    case 'agent.feature-level':
      return `level for ${levelWords(resource)} of ${agent}`
    case 'agent.client':
      return `clients of ${agent}`
    case 'agent.ticket-type':
      return `ticket types of ${agent}`
    case 'agent.asset-type':
      return `asset types of ${agent}`
    case 'agent.team':
    case 'agent.no-team':
      return `teams and departments of ${agent}`
    case 'agent.unassigned':
      return `“view unassigned tickets” of ${agent}`
    case 'agent.others-tickets':
      return `“view tickets assigned to others” of ${agent}`
    case 'agent.disabled':
      return `account of ${agent}`
    case 'connection.no-scope':
      return `scopes of ${applicationOf(facts)}`
    case 'application.inactive':
      return `state of ${applicationOf(facts)}`
    case 'application.no-login':
    case 'connection.not-an-agent':
      return `login of ${applicationOf(facts)}`
  }
}

const scopeWords = (resource: Resource | undefined): string => {
  const scope = scopeOf(resource ?? null)
  return scope === null ? 'a scope' : `scope ${scope}`
}

const levelWords = (resource: Resource | undefined): string =>
  resource === undefined ? 'everything' : featureOf(resource)

/** What is set, the first half of a cause's sentence: "API - Reporting is limited to 14 clients". */
export const statement = (told: ToldSetting, facts: SideFacts): string =>
  STATEMENTS[told.code]({
    facts,
    who: agentOf(facts),
    application: applicationOf(facts),
    resource: told.resources[0]?.resource,
    isGuess: !told.sure.has('documented'),
  })

interface StatementWords {
  readonly facts: SideFacts
  readonly who: string
  readonly application: string
  readonly resource: Resource | undefined
  /** Nothing that Halo documents says so. */
  readonly isGuess: boolean
}

/** What is set, before the colon. */
const STATEMENTS: Readonly<Record<SettingCode, (words: StatementWords) => string>> = {
  'scope.missing': ({ application, resource, isGuess }) =>
    isGuess
      ? `${application} lacks scopes that the same agent has on the other side`
      : `${application} has no ${scopeWords(resource)}`,
  'agent.feature-level': ({ who, resource }) =>
    `the level of ${who} for ${levelWords(resource)} is No Access`,
  'agent.client': ({ who, facts }) => `${who} is limited to ${listed(facts.permissions?.clients, 'client')}`,
  'agent.ticket-type': ({ who, facts }) =>
    `${who} may view ${listed(viewable(facts.permissions?.ticketTypes), 'ticket type')} only`,
  'agent.asset-type': ({ who, facts }) =>
    `${who} may view ${listed(viewable(facts.permissions?.assetTypes), 'asset type')} only`,
  'agent.no-team': ({ who }) => `${who} is a member of no team and no department`,
  'agent.team': ({ who, facts }) =>
    `${who} is a member of ${listed(facts.permissions?.teams, 'team')} and ${listed(facts.permissions?.departments, 'department')}`,
  'agent.unassigned': ({ who }) => `${who} may not view unassigned tickets`,
  'agent.others-tickets': ({ who }) => `${who} may not view tickets assigned to others`,
  'agent.disabled': ({ who }) => `${who} is disabled`,
  'connection.no-scope': ({ facts, application }) =>
    asObserved(facts, `the token of ${application} holds no scope`, `no scope is ticked for ${application}`),
  'application.inactive': ({ application }) => `${application} is inactive`,
  'application.no-login': ({ application }) => `nobody is named for ${application} to log in as`,
  'connection.not-an-agent': ({ application }) => `${application} seems not to log in as an agent`,
}

/** "14 clients", "no client"; "certain clients" where the list was not read. */
const listed = (list: readonly unknown[] | null | undefined, one: string): string => {
  if (list == null) return `certain ${one}s`
  return list.length === 0 ? `no ${one}` : counted(list.length, one)
}

const viewable = <T extends { readonly canView: boolean | null }>(list: readonly T[] | null | undefined) =>
  list?.filter(({ canView }) => canView !== false)
