import { featureOf as featureOfLevel } from '../halo/feature'
import type { SideFacts } from '../access/side-facts'
import { membershipText, restrictionFix } from './restriction-fix'
import {
  agentOf,
  asObserved,
  countEach,
  countOf,
  mostFirst,
  nameSome,
  subjectOf,
  tally,
  type Counts,
} from './words'
import type { Confidence, Evidence, Finding } from '../comparison/finding'
import type { NameOf } from '../comparison/names'
import { plural } from '../comparison/count-text'
import { isolated, seenName } from '../comparison/name-text'
import { compareIds } from '../comparison/record'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition } from '../halo/resource'
import type { NameKind, Resource } from '../halo/resource'
import type { AgentPermissions, AllowedType } from '../halo/permission'
import type { AgentReason, RuleBasis } from '../access/visibility'
import { clientOf, teamOf, typeOf } from '../access/visibility'

/** One restriction of an agent and the records of one resource it accounts for. */
export interface Restriction {
  readonly code: AgentReason
  readonly confidence: Confidence
  /** Of the rule that says so; null: seen in the data, no rule needed. */
  readonly basis: RuleBasis | null
  /** Empty: the resource was refused as a whole. */
  readonly records: readonly RecordSummary[]
}

/** Puts a restriction into words: what hides the records, the values concerned, the smallest change. */
export const restrictionFinding = (
  { code, confidence, basis, records }: Restriction,
  resource: Resource,
  facts: SideFacts,
  nameOf: NameOf,
): Finding => {
  const names = valuesOf(code, records, resource, nameOf)
  const likely = basis === 'I' || basis === 'A' ? 'Likely: ' : ''
  const words = confidence === 'observed' ? observedMessage : computedMessage
  return {
    code,
    // What keeps the agent side from a record explains it, but nothing is wrong with the app.
    severity: facts.side === 'app' ? 'error' : 'info',
    side: facts.side,
    resource,
    records: records.map(({ id }) => id).sort(compareIds),
    confidence,
    message: likely + words(code, records.length, resource, facts),
    evidence: [...tally(VALUE_NAMES[code], names), ...settingsEvidence(code, resource, facts, nameOf)],
    fix: restrictionFix(code, facts, {
      names: mostFirst(names),
      feature: featureOf(resource),
      teams: () => memberships(records, resource, nameOf),
    }),
  }
}

const VALUE_NAMES: Readonly<Record<AgentReason, string>> = {
  'agent.client': 'client',
  'agent.ticket-type': 'ticket type',
  'agent.asset-type': 'asset type',
  'agent.team': 'team',
  'agent.no-team': 'team',
  'agent.unassigned': 'assigned to',
  'agent.others-tickets': 'assigned to',
  'agent.feature-level': 'records',
  'agent.disabled': 'records',
}

/** How many of the records have each value, by its name. */
const valuesOf = (
  code: AgentReason,
  records: readonly RecordSummary[],
  resource: Resource,
  nameOf: NameOf,
): Counts => {
  const idOf = VALUE_IDS[code]
  const names = new Map<string, number>()
  if (idOf === undefined) return names
  // Counted by id first: a hundred thousand records have few values, and names take longer.
  for (const [id, count] of countEach(records.map((record) => idOf.id(resource, record)))) {
    const name = nameOf(idOf.kind, id)
    names.set(name, (names.get(name) ?? 0) + count)
  }
  return names
}

type FacetOf = (resource: Resource, record: RecordSummary) => string | null

const VALUE_IDS: Readonly<
  Partial<
    Record<AgentReason, { kind: 'client' | 'ticket type' | 'asset type' | 'team' | 'agent'; id: FacetOf }>
  >
> = {
  'agent.client': { kind: 'client', id: clientOf },
  'agent.ticket-type': { kind: 'ticket type', id: typeOf },
  'agent.asset-type': { kind: 'asset type', id: typeOf },
  'agent.team': { kind: 'team', id: teamOf },
  'agent.no-team': { kind: 'team', id: teamOf },
  'agent.unassigned': { kind: 'agent', id: (_resource, record) => record.agentId },
  'agent.others-tickets': { kind: 'agent', id: (_resource, record) => record.agentId },
}

const computedMessage = (code: AgentReason, count: number, resource: Resource, facts: SideFacts): string => {
  const what = count === 0 ? resourceDefinition(resource).label : countOf(count, resource)
  const cause = CAUSES[code]({
    who: agentOf(facts),
    one: count === 1,
    resource,
    apiOnly: facts.permissions?.apiOnly === true,
    none: asObserved(facts, 'sees none', 'would see none'),
  })
  const hidden = asObserved(facts, `${plural(count, 'is', 'are')} hidden`, 'would be hidden')
  const predicted = asObserved(facts, '', ' (predicted)')
  return `${what} ${hidden} from ${subjectOf(facts).toLowerCase()}${predicted} because ${cause}.`
}

interface CauseWords {
  readonly who: string
  /** Whether it is about one record. */
  readonly one: boolean
  readonly resource: Resource
  readonly apiOnly: boolean
  /** "sees none". */
  readonly none: string
}

/** The half of the sentence after "because". */
const CAUSES: Readonly<Record<AgentReason, (words: CauseWords) => string>> = {
  'agent.client': ({ who, one }) =>
    `${who} is limited to certain clients, and ${one ? 'its client is not' : 'theirs are not'} among them`,
  'agent.ticket-type': ({ who, one }) =>
    `${who} is limited to certain ticket types, and ${one ? 'its type is not' : 'theirs are not'} among them`,
  'agent.asset-type': ({ who, one }) =>
    `${who} is limited to certain asset types, and ${one ? 'its type is not' : 'theirs are not'} among them`,
  'agent.no-team': ({ who }) => `${who} is a member of no team and no department`,
  'agent.team': ({ who, one }) =>
    `${who} is in neither the team nor the department ${one ? 'it belongs' : 'they belong'} to`,
  'agent.unassigned': ({ who, one }) =>
    `${one ? 'it is' : 'they are'} unassigned, and ${who} may not see unassigned tickets`,
  'agent.others-tickets': ({ who, one, apiOnly, none }) =>
    `${one ? 'it is' : 'they are'} assigned to others, and ${who} may not see tickets of other agents${
      apiOnly ? `; an API-only agent is never assigned any, so it ${none}` : ''
    }`,
  'agent.feature-level': ({ who, resource }) => `the level of ${who} for ${featureOf(resource)} is No Access`,
  'agent.disabled': ({ who }) => `${who} is disabled`,
}

const observedMessage = (code: AgentReason, count: number, resource: Resource, facts: SideFacts): string => {
  const which = `${countOf(count, resource)} that ${subjectOf(facts).toLowerCase()} does not see`
  const settings = facts.permissions === null ? 'are not known' : 'leave it open'
  return `${which} ${count === 1 ? 'fits' : 'fit'} ${PATTERNS[code]}; the settings of ${agentOf(facts)} ${settings}.`
}

/** What the data alone shows, as the other half of "… fit". */
export const PATTERNS: Readonly<Record<AgentReason, string>> = {
  'agent.client': 'a limit to certain clients: it sees nothing at all of theirs',
  'agent.ticket-type': 'a limit to certain ticket types: it sees none of theirs',
  'agent.asset-type': 'a limit to certain asset types: it sees none of theirs',
  'agent.team': 'a limit to certain teams: it sees none of theirs',
  'agent.no-team': 'membership of no team',
  'agent.unassigned': 'a bar on unassigned tickets: it sees none at all',
  'agent.others-tickets': 'a bar on tickets of other agents: it sees none at all',
  'agent.feature-level': 'the level No Access',
  'agent.disabled': 'a disabled agent',
}

/** What the level that governs a resource is called: "Tickets". */
export const featureOf = (resource: Resource): string => {
  const { levelCode, label } = resourceDefinition(resource)
  return levelCode === null ? label : featureOfLevel(levelCode).name
}

/** The settings that decided, besides the values of the records. */
const settingsEvidence = (
  code: AgentReason,
  resource: Resource,
  { permissions }: SideFacts,
  nameOf: NameOf,
): readonly Evidence[] => {
  if (permissions === null) return []
  const list = (what: string, names: readonly string[] | undefined): readonly Evidence[] =>
    names === undefined ? [] : [{ what, value: names.length === 0 ? 'none' : nameSome(names) }]
  const allowed = allowedNames(permissions, nameOf)
  const { levelCode } = resourceDefinition(resource)
  switch (code) {
    case 'agent.client':
      return list('clients allowed', allowed.clients)
    case 'agent.ticket-type':
      return list('ticket types allowed', allowed.ticketTypes)
    case 'agent.asset-type':
      return list('asset types allowed', allowed.assetTypes)
    case 'agent.team':
    case 'agent.no-team':
      return [...list("agent's teams", allowed.teams), ...list("agent's departments", allowed.departments)]
    case 'agent.unassigned':
      return [{ what: 'view unassigned tickets (l9)', value: permissions.claims?.['l9'] ?? 'unknown' }]
    case 'agent.others-tickets':
      return [{ what: "view other agents' tickets (l8)", value: permissions.claims?.['l8'] ?? 'unknown' }]
    case 'agent.feature-level':
      return [
        {
          what: 'level',
          value: `${featureOf(resource)}${levelCode === null ? '' : ` (${levelCode})`}: No Access`,
        },
      ]
    case 'agent.disabled':
      return [{ what: 'agent', value: 'disabled' }]
  }
}

/** What the lists of an agent hold, as it is called elsewhere; an entry without an id by what it says. */
const allowedNames = (permissions: AgentPermissions, nameOf: NameOf) => {
  const called = (kind: NameKind, id: string, name: string): string =>
    id === '' ? isolated(seenName(name) ?? 'one without id and name') : nameOf(kind, id)
  const types = (kind: NameKind, of: readonly AllowedType[] | null) =>
    viewable(of)?.map(({ typeId, name }) => called(kind, typeId, name))
  return {
    clients: permissions.clients?.map(({ clientId, name }) => called('client', clientId, name)),
    ticketTypes: types('ticket type', permissions.ticketTypes),
    assetTypes: types('asset type', permissions.assetTypes),
    teams: permissions.teams?.map(({ teamId, name }) => called('team', teamId, name)),
    departments: permissions.departments?.map((each) => called('department', each.departmentId, each.name)),
  }
}

const viewable = <T extends { readonly canView: boolean | null }>(
  types: readonly T[] | null,
): readonly T[] | null => types?.filter(({ canView }) => canView !== false) ?? null

const memberships = (records: readonly RecordSummary[], resource: Resource, nameOf: NameOf): string => {
  const teams = countEach(records.map((record) => teamOf(resource, record)))
  const departments = countEach(
    records.map((record) => (teamOf(resource, record) === null ? record.departmentId : null)),
  )
  const distinct = (kind: 'team' | 'department', ids: Counts) => mostFirst(ids).map((id) => nameOf(kind, id))
  return membershipText(distinct('team', teams), distinct('department', departments))
}
