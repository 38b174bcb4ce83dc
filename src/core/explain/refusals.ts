import { extentOf, grouped, placeOf, type Extent } from './alike'
import { lossSeverity, outcomeEvidence } from './missing-scope'
import { refusalCauses } from './resource-findings'
import {
  agentOf,
  agentPath,
  applicationOf,
  applicationPath,
  labelOf,
  nameSome,
  scopesEvidence,
  subjectOf,
} from './words'
import type { ListJudge } from '../access/judge'
import type { ResourceView, SideFacts } from '../access/side-facts'
import type { Evidence, Finding, Fix } from '../comparison/finding'
import type { NameOf } from '../comparison/names'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'

interface Side {
  readonly facts: SideFacts
  readonly other: SideFacts
  readonly judge: ListJudge
}

interface Refusal {
  readonly facts: SideFacts
  readonly resource: ResourceView['resource']
  readonly view: ResourceView
}

/**
 * Refusals for which no cause is known: those that leave the same doubt are one finding.
 * @param needed what the purpose needs, which is told apart from the rest; null: without one
 */
export const explainRefusals = (
  sides: readonly Side[],
  nameOf: NameOf,
  needed: ReadonlySet<Resource> | null,
): readonly Finding[] =>
  grouped(
    sides.flatMap((side) => refusalsOf(side, nameOf)),
    (refusal) => `${doubtKey(refusal)} ${needed?.has(refusal.resource) === true ? 'needed' : ''}`,
  ).flatMap(refusalFinding)

const refusalsOf = ({ facts, other, judge }: Side, nameOf: NameOf): readonly Refusal[] =>
  facts.rootCause !== null || facts.result.state === 'failed'
    ? []
    : facts.views
        .filter(
          (view) =>
            view.own.state === 'refused' && refusalCauses(facts, other, view, judge, nameOf).length === 0,
        )
        .map((view) => ({ facts, view, resource: view.resource }))

/** One agent that both sides are refused as is refused for one reason; else each side is a matter of its own. */
const doubtKey = ({ facts, resource, view }: Refusal): string =>
  JSON.stringify([
    isOfOneAgent(facts, view) ? 'both' : facts.side,
    lossSeverity(facts, view),
    isCovered(facts, resource),
    isCovered(facts, resource) || isApplications(facts, view) || isScoped(resource),
  ])

/** Whether a scope is known that governs it. */
const isScoped = (resource: Refusal['resource']): boolean => resourceDefinition(resource).scopeArea !== null

const isOfOneAgent = ({ sameAgent }: SideFacts, { other }: ResourceView): boolean =>
  sameAgent === true && other.state === 'refused'

const refusalFinding = (group: readonly Refusal[]): readonly Finding[] => {
  const [first] = group
  if (first === undefined) return []
  const { facts, view } = first
  const extent = extentOf(group)
  const sides = [...new Set(group.map((refusal) => refusal.facts))]
  return [
    {
      code: 'data.unexplained',
      severity: lossSeverity(facts, view),
      side: extent.side,
      ...placeOf(extent.resources),
      records: [],
      confidence: 'observed',
      message: `${refusedText(group, extent)}, ${doubt(first, extent)}.`,
      evidence: [
        ...group.flatMap((refusal) => refusalEvidence(refusal, extent)),
        ...sides.map(scopesEvidence),
      ],
      fix: refusalFix(first, extent),
    },
  ]
}

/** A line for each resource, where there are several. */
const refusalEvidence = ({ facts, view }: Refusal, { resources }: Extent): readonly Evidence[] => {
  const [end, ...more] = outcomeEvidence(facts, view)
  if (end === undefined || resources.length === 1) return outcomeEvidence(facts, view)
  const others = more.map(({ what, value }) => `; ${what}: ${value}`)
  return [{ what: end.what, value: `${end.value}${others.join('')}` }]
}

/** "The app is refused tickets (HTTP 403)", "Both sides are refused 9 of 14 resources (HTTP 401, 403)". */
const refusedText = (group: readonly Refusal[], { side, subject }: Extent): string => {
  const statuses = group.flatMap(({ view: { own } }) => (own.state === 'refused' ? [own.status] : []))
  const who = side === 'both' ? 'Both sides are' : `${group.map(({ facts }) => subjectOf(facts))[0] ?? ''} is`
  return `${who} refused ${subject} (HTTP ${[...new Set(statuses)].join(', ')})`
}

const isCovered = ({ scopes }: SideFacts, resource: Refusal['resource']): boolean =>
  covers(scopes ?? [], resourceDefinition(resource).scopeArea) === true

const doubt = ({ facts, resource, view }: Refusal, { side }: Extent): string => {
  const its = side === 'both' ? 'their' : 'its'
  const suspect = isApplications(facts, view) ? 'another setting of the application' : `${its} agent`
  return isCovered(facts, resource)
    ? `although ${its} scopes cover them: likely ${suspect} is the cause`
    : `and it is not known whether a scope or ${suspect} is the cause`
}

/** The same agent is not refused on the other side: then it is not the agent. */
const isApplications = ({ sameAgent }: SideFacts, { other }: ResourceView): boolean =>
  sameAgent === true && other.state !== 'refused'

const refusalFix = ({ facts, view }: Refusal, { side, resources }: Extent): Fix => {
  const applications = side === 'both' ? 'both applications' : applicationOf(facts)
  const what = nameSome(resources.map(labelOf))
  if (isApplications(facts, view))
    return { text: `Check the scopes and the login type of ${applications}.`, path: applicationPath(facts) }
  return !resources.some(isScoped)
    ? {
        text: `Check the scopes of ${applications}, then what ${agentOf(facts)} may do with ${what}.`,
        path: side === 'both' ? agentPath(facts, 'Permissions') : applicationPath(facts),
      }
    : { text: `Check the level of ${agentOf(facts)} for ${what}.`, path: agentPath(facts, 'Permissions') }
}
