import { scopeOf, type SettingCode } from './setting'
import type { SideFacts } from '../access/side-facts'
import type { Cause } from '../comparison/cause'
import { counted, countText, plural } from '../comparison/count-text'
import { PATTERNS, featureOf } from '../explain/restriction-finding'
import { agentOf, applicationOf, asObserved, countOf, labelOf, nameSome, sentence, subjectOf } from '../explain/words'
import type { Resource } from '../halo/resource'
import type { AgentReason } from '../access/visibility'

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

/** One sentence: what is set, what that hides of each resource, and how much of it nothing else hides. */
export const causeMessage = (told: ToldSetting, facts: SideFacts): string => {
  const { records, sure } = told
  if (records > 0 && isPattern(told.code) && [...sure].every((each) => each === 'observed'))
    return patternMessage(told, told.code, facts)
  return `${sentence(statement(told, facts))}${effect(told, facts)}.`
}

const isPattern = (code: SettingCode): code is SettingCode & AgentReason => code.startsWith('agent.')

/** Of a limit that nobody read: it was seen in the data alone. */
const patternMessage = (told: ToldSetting, code: AgentReason, facts: SideFacts): string => {
  const settings = facts.permissions === null ? 'are not known' : 'leave it open'
  return `${amount(told)} that ${subjectOf(facts).toLowerCase()} does not see ${plural(told.records, 'fits', 'fit')} ${PATTERNS[code]}; the settings of ${agentOf(facts)} ${settings}${othersToo(told, facts)}.`
}

const statement = ({ code, resources, sure }: ToldSetting, facts: SideFacts): string => {
  const who = agentOf(facts)
  const application = applicationOf(facts)
  const { permissions } = facts
  const resource = resources[0]?.resource
  switch (code) {
    case 'scope.missing':
      return sure.has('documented')
        ? `${application} has no ${scopeWords(resource)}`
        : `${application} lacks scopes that the same agent has on the other side`
    case 'agent.feature-level':
      return `the level of ${who} for ${levelWords(resource)} is No Access`
    case 'agent.client':
      return `${who} is limited to ${listed(permissions?.clients, 'client')}`
    case 'agent.ticket-type':
      return `${who} may view ${listed(viewable(permissions?.ticketTypes), 'ticket type')} only`
    case 'agent.asset-type':
      return `${who} may view ${listed(viewable(permissions?.assetTypes), 'asset type')} only`
    case 'agent.no-team':
      return `${who} is a member of no team and no department`
    case 'agent.team':
      return `${who} is a member of ${listed(permissions?.teams, 'team')} and ${listed(permissions?.departments, 'department')}`
    case 'agent.unassigned':
      return `${who} may not view unassigned tickets`
    case 'agent.others-tickets':
      return `${who} may not view tickets assigned to others`
    case 'agent.disabled':
      return `${who} is disabled`
    case 'connection.no-scope':
      return asObserved(facts, `the token of ${application} holds no scope`, `no scope is ticked for ${application}`)
    case 'application.inactive':
      return `${application} is inactive`
    case 'application.no-login':
      return `nobody is named for ${application} to log in as`
    case 'connection.not-an-agent':
      return `${application} seems not to log in as an agent`
  }
}

/** "14 clients", "no client"; "certain clients" where the list was not read. */
const listed = (list: readonly unknown[] | null | undefined, one: string): string => {
  if (list == null) return `certain ${one}s`
  return list.length === 0 ? `no ${one}` : counted(list.length, one)
}

const viewable = <T extends { readonly canView: boolean | null }>(list: readonly T[] | null | undefined) =>
  list?.filter(({ canView }) => canView !== false)

const effect = (told: ToldSetting, facts: SideFacts): string => {
  const { resources, records } = told
  const subject = subjectOf(facts).toLowerCase()
  const none = resources.filter((each) => each.records === 0).map(({ resource }) => labelOf(resource))
  const shutOut =
    none.length === 0
      ? []
      : [
          `${asObserved(facts, 'keeps', 'would keep')} ${subject} from ${nameSome(none)}, of which no record is known${asObserved(facts, '', ' (predicted)')}`,
        ]
  // Halo documents none of it: that it hides them is inferred or assumed.
  const likely = told.confidence !== 'documented' && !told.sure.has('documented')
  const hiding = likely
    ? asObserved(facts, 'likely hides', 'would likely hide')
    : asObserved(facts, 'hides', 'would hide')
  const hides = records === 0 ? [] : [`${hiding} ${hiddenWords(told, subject, facts)}`]
  const does = [...hides, ...shutOut]
  if (does.length === 0) return ''
  return `: this ${does.join(', and ')}${othersToo(told, facts)}`
}

/** "1,142 records from the app (1,085 tickets, 57 sites)". */
const hiddenWords = (told: ToldSetting, subject: string, facts: SideFacts): string => {
  const { resources, records } = told
  const parts = partsOf(resources)
  const [only] = parts
  const predicted = asObserved(facts, [], ['predicted'])
  if (parts.length === 1 && only !== undefined) {
    const aside = predicted.length === 0 ? '' : ` (${predicted.join('')})`
    return `${only} from ${subject}${aside}`
  }
  return `${counted(records, 'record')} from ${subject} (${[...predicted, parts.join(', ')].join(': ')})`
}

const amount = ({ resources, records }: ToldSetting): string => {
  const parts = partsOf(resources)
  return parts.length === 1 ? parts.join('') : `${counted(records, 'record')} (${parts.join(', ')})`
}

/** At most this many kinds of records stand in a sentence. */
export const KINDS_IN_A_MESSAGE = 5

const partsOf = (resources: ToldSetting['resources']): readonly string[] => {
  const some = resources.filter(({ records }) => records > 0)
  const left = some.slice(KINDS_IN_A_MESSAGE)
  const parts = some.slice(0, KINDS_IN_A_MESSAGE).map(({ resource, records }) => countOf(records, resource))
  return left.length === 0
    ? parts
    : [
        ...parts,
        `${counted(
          left.reduce((sum, { records }) => sum + records, 0),
          'record',
        )} of ${counted(left.length, 'other kind')}`,
      ]
}

/** How much of it nothing else hides. */
const othersToo = ({ records, alone, undecided }: ToldSetting, facts: SideFacts): string => {
  if (records === 0) return ''
  const hides = asObserved(facts, 'hides', 'would hide')
  const them = plural(records, 'it', 'them')
  const open =
    undecided === 0
      ? ''
      : undecided === records
        ? `; whether something else ${hides} ${them} too is not known`
        : `; of ${countText(undecided)} it is not known whether something else ${hides} ${plural(undecided, 'it', 'them')} too`
  if (alone === records) return `; nothing else ${hides} ${them}`
  if (alone > 0) return `; nothing else ${hides} ${countText(alone)} of ${them}${open}`
  return undecided === 0 ? `; something else ${hides} ${records === 1 ? 'it' : 'each of them'} too` : open
}
