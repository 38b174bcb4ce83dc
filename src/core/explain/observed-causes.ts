import type { ComputedCauses } from './computed-causes'
import type { Restriction } from './restriction-finding'
import { getsRows, type ResourceView, type SideFacts } from '../access/side-facts'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'
import type { AgentReason } from '../access/visibility'
import {
  assignmentOf,
  clientOf,
  followsClient,
  isLimitedByTeam,
  isLimitedByType,
  isTicketLike,
  teamOf,
  typeOf,
} from '../access/visibility'

/**
 * Causes read from the data alone, for records about which the agent's settings say nothing: a
 * facet is a cause when it separates exactly what a side sees from what it does not. A facet that
 * the settings decide is never considered.
 */
export const observedCauses = (
  facts: SideFacts,
  view: ResourceView,
  open: ComputedCauses['open'],
): readonly Restriction[] => {
  const unseen = isOwnIdentityAlone('agent.client', facts, view)
    ? new Set<string | null>()
    : unseenClients(facts)
  const isOfUnseenClient = ({ record, undecided }: Open): boolean =>
    followsClient(view.resource) &&
    mayBe('agent.client', undecided) &&
    unseen.has(clientOf(view.resource, record))
  const ofUnseenClient = open.filter(isOfUnseenClient)
  const rest = open.filter((entry) => !isOfUnseenClient(entry))
  return joined([
    restriction('agent.client', recordsOf(ofUnseenClient)),
    ...SEPARATIONS.filter(
      ({ code, applies }) => applies(view.resource) && rest.every(({ undecided }) => mayBe(code, undecided)),
    )
      .filter(({ code }) => !isOwnIdentityAlone(code, facts, view))
      .filter((separation) => separates(separation, facts, view, recordsOf(rest)))
      .map(({ code }) => restriction(code, recordsOf(rest))),
    ...separatedByAssignment(facts, view, rest),
  ])
}

type Open = ComputedCauses['open'][number]

const mayBe = (code: AgentReason, undecided: Open['undecided']): boolean => undecided.has(code)

const recordsOf = (open: readonly Open[]): readonly RecordSummary[] => open.map(({ record }) => record)

const restriction = (code: AgentReason, records: readonly RecordSummary[]): Restriction => ({
  code,
  confidence: 'observed',
  basis: null,
  records,
})

/** One restriction per code, without those that cover nothing. */
const joined = (restrictions: readonly Restriction[]): readonly Restriction[] => {
  const byCode = new Map<AgentReason, readonly RecordSummary[]>()
  for (const { code, records } of restrictions) {
    if (records.length > 0) byCode.set(code, [...(byCode.get(code) ?? []), ...records])
  }
  return [...byCode].map(([code, records]) => restriction(code, records))
}

/**
 * Clients missing from a list of clients that is otherwise there, and of which no other record is
 * seen either: each is seen to be invisible.
 */
const unseenClients = (facts: SideFacts): ReadonlySet<string | null> => {
  const clients = facts.views.find(({ resource }) => resource === 'clients')
  if (clients === undefined || clients.seen.length === 0) return new Set()
  const seen = valuesSeen(facts, followsClient, clientOf)
  return new Set(
    clients.lost.map((record) => clientOf('clients', record)).filter((id) => id !== null && !seen.has(id)),
  )
}

type ValueOf = (resource: Resource, record: RecordSummary) => string | null

/** The values of a facet among everything a side sees of some resources. */
const valuesSeen = (
  { views }: SideFacts,
  isShownBy: (resource: Resource) => boolean,
  valueOf: ValueOf,
): ReadonlySet<string | null> => {
  const values = new Set<string | null>()
  for (const { resource, seen } of views) {
    if (isShownBy(resource)) for (const record of seen) values.add(valueOf(resource, record))
  }
  values.delete(null)
  return values
}

interface Separation {
  readonly code: AgentReason
  readonly applies: (resource: Resource) => boolean
  readonly valueOf: ValueOf
  /** Whether rows of another resource show that a value is visible. */
  readonly shownBy: (resource: Resource) => boolean
}

const SEPARATIONS: readonly Separation[] = [
  {
    code: 'agent.client',
    applies: followsClient,
    valueOf: clientOf,
    shownBy: followsClient,
  },
  {
    code: 'agent.ticket-type',
    applies: (resource) => isLimitedByType('ticket type', resource),
    valueOf: typeOf,
    shownBy: isTicketLike,
  },
  {
    code: 'agent.asset-type',
    applies: (resource) => isLimitedByType('asset type', resource),
    valueOf: typeOf,
    shownBy: (resource) => isLimitedByType('asset type', resource),
  },
  {
    code: 'agent.team',
    applies: isLimitedByTeam,
    valueOf: teamOf,
    shownBy: isTicketLike,
  },
]

const OWN: Readonly<Partial<Record<AgentReason, NameKind>>> = {
  'agent.client': 'client',
  'agent.ticket-type': 'ticket type',
  'agent.asset-type': 'asset type',
  'agent.team': 'team',
}

/**
 * Whether a facet is what the records are themselves, and nothing else bears it out: that hidden clients
 * are those clients says nothing, but that the tickets of one are hidden as well does.
 */
const isOwnIdentityAlone = (
  code: AgentReason,
  { views }: SideFacts,
  { resource, lost }: ResourceView,
): boolean => {
  const separation = SEPARATIONS.find((each) => each.code === code)
  if (separation === undefined || resourceDefinition(resource).kind !== OWN[code]) return false
  const hidden = new Set(lost.map(({ id }) => id))
  return !views.some(
    (view) =>
      view.resource !== resource &&
      separation.applies(view.resource) &&
      view.lost.some((record) => hidden.has(separation.valueOf(view.resource, record) ?? '')),
  )
}

/** All values of the lost records known, and not one of them seen while others are. */
const separates = (
  { code, valueOf, shownBy }: Separation,
  facts: SideFacts,
  view: ResourceView,
  lost: readonly RecordSummary[],
): boolean => {
  // Opportunities have types and teams that no ticket has: only clients are common to all lists.
  if (lost.length === 0 || (!getsRows(view.own) && code !== 'agent.client')) return false
  const seen = valuesSeen(facts, (resource) => resource === view.resource || shownBy(resource), valueOf)
  return seen.size > 0 && lost.every((record) => isUnseen(valueOf(view.resource, record), seen))
}

const isUnseen = (value: string | null, seen: ReadonlySet<string | null>): boolean =>
  value !== null && !seen.has(value)

/** Own, unassigned and others' tickets as the three values of one facet. */
const separatedByAssignment = (
  facts: SideFacts,
  view: ResourceView,
  open: readonly Open[],
): readonly Restriction[] => {
  const agentId = facts.identity?.agentId ?? facts.permissions?.agentId ?? null
  if (!isTicketLike(view.resource) || !getsRows(view.own)) return []
  const kindOf = ({ agentId: assignee }: RecordSummary) =>
    assignee === null ? 'unknown' : (assignmentOf(assignee, agentId) ?? 'own')
  const seen = new Set(view.seen.map(kindOf))
  const kinds = open.map(({ record, undecided }) => ({ record, undecided, kind: kindOf(record) }))
  const restrictions: Restriction[] = []
  // Who the agent is must be known to call a ticket another's.
  const codes =
    agentId === null
      ? (['agent.unassigned'] as const)
      : (['agent.unassigned', 'agent.others-tickets'] as const)
  for (const code of codes) {
    const records = kinds.filter(({ kind }) => kind === code)
    if (!seen.has(code) && records.every(({ undecided }) => mayBe(code, undecided)))
      restrictions.push(restriction(code, recordsOf(records)))
  }
  // Exact: every lost record must be of a kind that is not seen at all.
  const covered = restrictions.reduce((sum, { records }) => sum + records.length, 0)
  return covered === open.length ? restrictions : []
}
