import { countText } from '../comparison/count-text'
import { computedCauses, isRestriction } from './computed-causes'
import { noScopeFix } from './side-findings'
import { contradictions } from './contradictions'
import { observedCauses } from './observed-causes'
import { restrictionFinding } from './restriction-finding'
import { lossSeverity, missingScope, outcome, outcomeEvidence } from './missing-scope'
import { facetIndex } from '../access/facets'
import type { ListJudge } from '../access/judge'
import { getsRows, type ResourceView, type SideFacts } from '../access/side-facts'
import type { NameOf } from '../comparison/names'
import {
  agentOf,
  agentPath,
  applicationOf,
  applicationPath,
  countEach,
  countOf,
  mostFirst,
  nameSome,
  scopesEvidence,
  subjectOf,
  tally,
} from './words'
import { isolated } from '../comparison/name-text'
import { namedWithoutId } from '../comparison/references'
import type { Finding, Fix } from '../comparison/finding'
import type { RecordSummary } from '../comparison/record'
import { bestPattern, patternText } from './pattern'
import { resourceDefinition } from '../halo/resource'

/** Everything there is to say of one resource from one side. */
export const explainResource = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: ListJudge,
  nameOf: NameOf,
): readonly Finding[] => {
  if (facts.result.state === 'failed') return []
  const { own } = view
  switch (own.state) {
    case 'refused':
      return refusalCauses(facts, other, view, judge, nameOf)
    case 'listed':
      return [
        ...contradictions(facts, view, judge),
        ...explainLost(facts, other, view, judge, nameOf),
        ...explainUndecided(facts, view, judge),
      ]
    // What failed or came in part is told of all resources at once (faults.ts).
    case 'failed':
    case 'skipped':
      return []
  }
}

// --- Refused -----------------------------------------------------------------------------------

/** Why a side is refused a resource; empty where nothing known explains it (refusals.ts), or the side as a whole does. */
export const refusalCauses = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: ListJudge,
  nameOf: NameOf,
): readonly Finding[] => {
  if (facts.rootCause === 'connection.no-scope') return []
  const scope = missingScope(facts, other, view, judge)
  const restricting = judge
    .resource(view)
    .causes.filter(isRestriction)
    // Reported once for the side as a whole, by identity-findings.ts.
    .filter(({ code }) => code !== 'agent.disabled')
  return [
    ...(scope === null ? [] : [scope]),
    ...restricting.map(({ code, basis }) => ({
      ...restrictionFinding(
        { code, basis, confidence: basis === 'D' ? 'documented' : 'computed', records: [] },
        view.resource,
        facts,
        nameOf,
      ),
      severity: lossSeverity(facts, view),
    })),
  ]
}

// --- Listed, with records missing -------------------------------------------------------------

const explainLost = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: ListJudge,
  nameOf: NameOf,
): readonly Finding[] => {
  if (view.lost.length === 0) return []
  const more = facts.side === 'agent' ? [moreThanPerson(facts, view)] : []
  if (facts.rootCause === 'connection.no-scope') return [...more, emptyWithoutScope(facts, view)]

  const scope = missingScope(facts, other, view, judge)
  const { restrictions, open } = computedCauses(judge, view)
  // Where a scope is missing the list is empty, and an empty list separates nothing.
  const fromData = scope === null ? observedCauses(facts, view, open) : []
  const causes = [
    ...(scope === null ? [] : [scope]),
    ...[...restrictions, ...fromData].map((restriction) =>
      restrictionFinding(restriction, view.resource, facts, nameOf),
    ),
  ]
  // A missing scope hides all of them, and a restriction all but those that are open.
  const seenInData = new Set(fromData.flatMap(({ records }) => records))
  const left =
    scope === null ? open.map(({ record }) => record).filter((record) => !seenInData.has(record)) : []
  // What only the app sees is covered by `app.more-than-person`, unless both are the same agent.
  const isOpen = left.length > 0 && (facts.side === 'app' || facts.sameAgent === true)
  return [...more, ...causes, ...(isOpen ? [unexplainedRecords(facts, view, left, nameOf)] : [])]
}

const emptyWithoutScope = (facts: SideFacts, view: ResourceView): Finding => ({
  code: 'connection.no-scope',
  severity: lossSeverity(facts, view),
  side: facts.side,
  resource: view.resource,
  records: view.lost.map(({ id }) => id),
  confidence: 'observed',
  message: `${subjectOf(facts)} ${outcome(facts, view)}: its token holds no scope at all.`,
  evidence: [...outcomeEvidence(facts, view), { what: 'granted scopes', value: 'none' }],
  fix: noScopeFix(facts),
})

const moreThanPerson = (facts: SideFacts, { resource, lost }: ResourceView): Finding => ({
  code: 'app.more-than-person',
  severity: 'warning',
  side: 'app',
  resource,
  records: lost.map(({ id }) => id),
  confidence: 'observed',
  message: `The app sees ${countOf(lost.length, resource)} that ${facts.agentName ?? 'the agent side'} does not.`,
  evidence: [{ what: 'seen by the app only', value: countText(lost.length) }],
  fix: {
    text: `Check that the app is meant to see ${lost.length === 1 ? 'it' : 'them'}; if not, restrict its agent.`,
    path: null,
  },
})

const unexplainedRecords = (
  facts: SideFacts,
  view: ResourceView,
  records: readonly RecordSummary[],
  nameOf: NameOf,
): Finding => {
  const { sameAgent } = facts
  const pattern = bestPattern(records, view.seen, nameOf, view.resource)
  return {
    code: 'data.unexplained',
    severity: facts.side === 'app' ? 'error' : 'warning',
    side: facts.side,
    resource: view.resource,
    records: records.map(({ id }) => id),
    confidence: 'observed',
    message: `${subjectOf(facts)} does not see ${countOf(records.length, view.resource)} that the other side sees, and ${doubt(view, sameAgent)}${pattern?.exact === true ? `; they are exactly those of ${pattern.text}` : ''}.`,
    evidence: [
      ...(pattern === null ? [] : [{ what: 'pattern in the data', value: patternText(pattern) }]),
      ...tally(
        'named without an id, and by none or several of this name',
        countEach(records.flatMap(namedWithoutId).map(([what, name]) => `${what} ${isolated(name)}`)),
      ),
      { what: 'records without a cause', value: countText(records.length) },
      scopesEvidence(facts),
      { what: "agent's settings", value: facts.permissions === null ? 'not known' : 'read' },
    ],
    fix: unexplainedFix(facts, view, sameAgent),
  }
}

const doubt = ({ resource, own }: ResourceView, sameAgent: boolean | null): string => {
  if (sameAgent === true)
    return 'no cause was found; both sides are the same agent, so it lies in the application'
  return resourceDefinition(resource).contestedScope !== null && !getsRows(own)
    ? 'it is not known whether a scope or the teams of its agent are the cause'
    : 'no cause was found'
}

const unexplainedFix = (facts: SideFacts, view: ResourceView, sameAgent: boolean | null): Fix => {
  const { contestedScope } = resourceDefinition(view.resource)
  if (contestedScope !== null && !getsRows(view.own)) {
    return {
      text: `Tick ${contestedScope} for ${applicationOf(facts)} and compare again; if nothing changes, check the teams of ${agentOf(facts)}.`,
      path: applicationPath(facts, 'Permissions'),
    }
  }
  if (sameAgent === true) {
    return {
      text: `Compare the scopes and the login type of ${applicationOf(facts)} with those of the other side.`,
      path: applicationPath(facts),
    }
  }
  if (facts.permissions === null) {
    return {
      text: `Add an inspector to the tenant profile, so that the settings of ${agentOf(facts)} can be read.`,
      path: null,
    }
  }
  return {
    text: `Open one of the records and compare it with the settings of ${agentOf(facts)}.`,
    path: agentPath(facts, 'Permissions'),
  }
}

// --- Not known ---------------------------------------------------------------------------------

/** Records of a prediction that are in no number: nothing decides whether the app would see them. */
const explainUndecided = (facts: SideFacts, view: ResourceView, judge: ListJudge): readonly Finding[] => {
  const { resource, undecided } = view
  if (undecided.length === 0) return []
  const codes = new Map<string, number>()
  for (const group of judge.all(view, facetIndex(resource, undecided)).groups)
    for (const code of group.undecided) codes.set(code, (codes.get(code) ?? 0) + group.count)
  const notUsed = new Set(
    facts.predicted?.contradicted.filter((rule) => rule.resource === resource).map(({ code }) => code),
  )
  return [
    {
      code: 'data.incomplete',
      severity: 'warning',
      side: facts.side,
      resource,
      records: undecided.map(({ id }) => id),
      confidence: 'computed',
      message: `Nothing that was read decides whether ${subjectOf(facts).toLowerCase()} would see ${countOf(undecided.length, resource)} (predicted): left open by ${nameSome(mostFirst(codes))}.`,
      evidence: [
        ...tally('left open by', codes),
        ...[...notUsed].map((code) => ({
          what: code,
          value: 'not used: contradicted by what was really compared',
        })),
      ],
      fix: null,
    },
  ]
}
