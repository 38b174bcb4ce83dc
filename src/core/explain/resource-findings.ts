import { computedCauses, isRestriction } from './computed-causes'
import { noScopeFix } from './side-findings'
import { contradictions } from './contradictions'
import { observedCauses } from './observed-causes'
import { restrictionFinding } from './restriction-finding'
import { lossSeverity, missingScope, outcome, outcomeEvidence } from './missing-scope'
import type { Judge } from '../access/judge'
import { getsRows, type ResourceView, type SideFacts } from '../access/side-facts'
import type { NameOf } from '../comparison/names'
import {
  agentOf,
  agentPath,
  applicationOf,
  applicationPath,
  countOf,
  gotOf,
  labelOf,
  mostFirst,
  nameSome,
  scopesEvidence,
  sentence,
  subjectOf,
  tally,
} from './words'
import { isolated } from '../comparison/name-text'
import { namedWithoutId } from '../comparison/references'
import { failureTexts, reasonOf } from '../comparison/failure-text'
import type { Finding, Fix } from '../comparison/finding'
import { bestPattern, patternText } from './pattern'
import type { Failure, Listed } from '../comparison/observation'
import { resourceDefinition } from '../halo/resource'
import { covers } from '../halo/scope'

/** Everything there is to say of one resource from one side. */
export const explainResource = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: Judge,
  nameOf: NameOf,
): readonly Finding[] => {
  if (facts.result.state === 'failed') return []
  const { own } = view
  switch (own.state) {
    case 'refused':
      return explainRefusal(facts, other, view, judge, nameOf)
    case 'failed':
      return own.failure.code === 'request.cancelled' ? [] : [failedFinding(facts, view, own.failure)]
    case 'listed':
      return [
        ...(own.complete ? [] : [incompleteFinding(facts, view, own)]),
        ...contradictions(facts, view, judge),
        ...explainLost(facts, other, view, judge, nameOf),
        ...explainUndecided(facts, view, judge),
      ]
    case 'skipped':
      return []
  }
}

// --- Refused -----------------------------------------------------------------------------------

const explainRefusal = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: Judge,
  nameOf: NameOf,
): readonly Finding[] => {
  if (facts.rootCause === 'connection.no-scope') return []
  const scope = missingScope(facts, other, view, judge)
  const restricting = judge
    .resource(view)
    .causes.filter(isRestriction)
    // Reported once for the side as a whole, by identity-findings.ts.
    .filter(({ code }) => code !== 'agent.disabled')
  const causes = [
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
  if (causes.length > 0 || facts.rootCause !== null) return causes
  return [unexplainedRefusal(facts, view)]
}

const unexplainedRefusal = (facts: SideFacts, view: ResourceView): Finding => ({
  code: 'data.unexplained',
  severity: lossSeverity(facts, view),
  side: facts.side,
  resource: view.resource,
  records: [],
  confidence: 'observed',
  message: `${subjectOf(facts)} ${outcome(facts, view)}, ${refusalDoubt(facts, view)}.`,
  evidence: [...outcomeEvidence(facts, view), scopesEvidence(facts)],
  fix: refusalFix(facts, view),
})

const refusalDoubt = (facts: SideFacts, view: ResourceView): string => {
  const { scopes } = facts
  const { resource } = view
  const suspect = isApplications(facts, view) ? 'another setting of the application' : 'its agent'
  return covers(scopes ?? [], resourceDefinition(resource).scopeArea) === true
    ? `although its scopes cover them: likely ${suspect} is the cause`
    : `and it is not known whether a scope or ${suspect} is the cause`
}

/** The same agent is not refused on the other side: then it is not the agent. */
const isApplications = ({ sameAgent }: SideFacts, { other }: ResourceView): boolean =>
  sameAgent === true && other.state !== 'refused'

const refusalFix = (facts: SideFacts, view: ResourceView): Fix => {
  const { resource } = view
  const scopes = {
    text: `Check the scopes and the login type of ${applicationOf(facts)}.`,
    path: applicationPath(facts),
  }
  if (isApplications(facts, view)) return scopes
  return resourceDefinition(resource).scopeArea === null
    ? {
        text: `Check the scopes of ${applicationOf(facts)}, then what ${agentOf(facts)} may do with ${labelOf(resource)}.`,
        path: applicationPath(facts),
      }
    : {
        text: `Check the level of ${agentOf(facts)} for ${labelOf(resource)}.`,
        path: agentPath(facts, 'Permissions'),
      }
}

// --- Listed, with records missing -------------------------------------------------------------

const explainLost = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: Judge,
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
  const explained = new Set(causes.flatMap(({ records }) => records))
  const left = view.lost.map(({ id }) => id).filter((id) => !explained.has(id))
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
  evidence: [{ what: 'seen by the app only', value: String(lost.length) }],
  fix: {
    text: `Check that the app is meant to see ${lost.length === 1 ? 'it' : 'them'}; if not, restrict its agent.`,
    path: null,
  },
})

const unexplainedRecords = (
  facts: SideFacts,
  view: ResourceView,
  records: readonly string[],
  nameOf: NameOf,
): Finding => {
  const { sameAgent } = facts
  const left = new Set(records)
  const pattern = bestPattern(
    view.lost.filter(({ id }) => left.has(id)),
    view.seen,
    nameOf,
    view.resource,
  )
  return {
    code: 'data.unexplained',
    severity: facts.side === 'app' ? 'error' : 'warning',
    side: facts.side,
    resource: view.resource,
    records,
    confidence: 'observed',
    message: `${subjectOf(facts)} does not see ${countOf(records.length, view.resource)} that the other side sees, and ${doubt(view, sameAgent)}${pattern?.exact === true ? `; they are exactly those of ${pattern.text}` : ''}.`,
    evidence: [
      ...(pattern === null ? [] : [{ what: 'pattern in the data', value: patternText(pattern) }]),
      ...tally(
        'named without an id, and by none or several of this name',
        view.lost
          .filter(({ id }) => left.has(id))
          .flatMap(namedWithoutId)
          .map(([what, name]) => `${what} ${isolated(name)}`),
      ),
      { what: 'records without a cause', value: String(records.length) },
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
const explainUndecided = (facts: SideFacts, view: ResourceView, judge: Judge): readonly Finding[] => {
  const { resource, undecided } = view
  if (undecided.length === 0) return []
  const codes = undecided.flatMap((record) => [...new Set(judge.record(view, record).undecided)])
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

const incompleteFinding = (
  facts: SideFacts,
  { resource }: ResourceView,
  { records, total, incompleteReason }: Listed,
): Finding => ({
  code: 'data.incomplete',
  severity: 'warning',
  side: facts.side,
  resource,
  records: [],
  confidence: 'observed',
  message: `${subjectOf(facts)} got ${gotOf(resource, { fetched: records.length, total })}, so there is no verdict${
    incompleteReason === null ? '' : `: ${incompleteReason.replace(/\.$/, '')}`
  }.`,
  evidence: [
    { what: 'fetched', value: String(records.length) },
    { what: 'total', value: total === null ? 'unknown' : String(total) },
  ],
  fix: { text: again(facts), path: null },
})

const failedFinding = (facts: SideFacts, { resource }: ResourceView, failure: Failure): Finding => {
  const { message, advice } = failureTexts(failure)
  return {
    code: reasonOf(failure.code),
    severity: 'warning',
    side: facts.side,
    resource,
    records: [],
    confidence: 'observed',
    message: `${sentence(labelOf(resource))} could not be read ${readBy(facts)}, so there is no verdict: ${message}`,
    evidence: [
      ...(failure.status === null ? [] : [{ what: 'HTTP status', value: String(failure.status) }]),
      ...advice.map((value) => ({ what: 'check', value })),
    ],
    fix: { text: advice[0] ?? again(facts), path: null },
  }
}

const readBy = ({ side, isInspector }: SideFacts): string =>
  isInspector ? 'by the inspector' : `on ${side === 'app' ? 'the app' : 'the agent'} side`

const again = ({ isInspector }: SideFacts): string =>
  isInspector ? 'Read the applications of the tenant again.' : 'Run the comparison again for this resource.'
