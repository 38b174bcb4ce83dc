import {
  accessRules,
  causeKey,
  testOf,
  type Access,
  type AccessCause,
  type AccessRules,
  type AccessTest,
} from './access'
import type { AccessFacts } from './change'
import { facetIndex, isClear, judgeByFacets, type FacetIndex, type Judgements } from './facets'
import { getsRows, type ResourceView, type SideFacts } from './side-facts'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'

/**
 * The one judge of what keeps records from a side. Explanations, fixes, what-if and predictions all ask it, so
 * that none of them knows a cause that another one denies.
 *
 * The rules are applied to what was read (access.ts); what was observed has the last word on them:
 * a rule that would hide what the side does see is not used for that value, and what it got rows of
 * is neither without a scope nor shut off as a whole. Of a predicted side nothing was observed but what
 * its own agent sees on the other side, and the rules that real comparisons contradicted: what those
 * would hide is undecided.
 */
export interface Judge {
  /** The causes that hold for a record, and the rules that nothing decides. */
  record(view: ResourceView, record: RecordSummary): Access
  /** The same for a resource as a whole: its scope, the agent's level, a disabled agent. */
  resource(view: ResourceView): Access
  /** What the rules alone say of a record, against all observation: to find where Halo contradicts them. */
  readonly rules: AccessTest
}

/** A judge that can be asked of many records at once. */
export interface ListJudge extends Judge {
  /**
   * {@link Judge.record} of many records at once, a hundred thousand in some milliseconds: all of them on the other
   * side's list, or none.
   */
  all(view: ResourceView, records: FacetIndex): Judgements
  /** Whether {@link ListJudge.all} says nothing of any of the records: no cause, and nothing undecided. */
  isClear(view: ResourceView, records: FacetIndex): boolean
  /** {@link Judge.rules} of many records at once. */
  allByRules(records: FacetIndex): Judgements
}

export interface SideJudge extends ListJudge {
  /**
   * The judge of the same side after a change of its facts: what was observed of a setting is taken
   * to hold on, but for another agent's settings.
   * @param teams of the tenant, where those changed as well
   */
  after(facts: AccessFacts, teams?: SideFacts['teams']): ListJudge
}

/** Kept with the facts, which never change: what was judged once is not judged again for the next who asks. */
const known = new WeakMap<SideFacts, SideJudge>()

/** @param facts one side as it was observed and read */
export const judgeFor = (facts: SideFacts): SideJudge => {
  const judge = known.get(facts) ?? newJudge(facts)
  known.set(facts, judge)
  return judge
}

const newJudge = (facts: SideFacts): SideJudge => {
  const read: AccessFacts = {
    scopes: facts.scopes,
    permissions: facts.permissions,
    ...(facts.predicted && { gate: facts.predicted.gate }),
  }
  const ownRules = accessRules(read, facts.teams)
  const evidence = new Map<Resource, Evidence>()
  const evidenceOf = (view: ResourceView): Evidence => {
    const known = evidence.get(view.resource) ?? evidenceFor(facts, view, ownRules)
    evidence.set(view.resource, known)
    return known
  }
  const judgeBy = (rules: AccessRules, stands: Standing): ListJudge => {
    const test = testOf(rules)
    const correction = (view: ResourceView) => (access: Access, record: RecordSummary) =>
      corrected(access, evidenceOf(view), stands, record)
    return {
      rules: test,
      resource: (view) => corrected(test(view.resource, null), evidenceOf(view), stands),
      record: (view, record) => corrected(test(view.resource, record), evidenceOf(view), stands, record),
      all: (view, records) => judgeByFacets(rules, records, correction(view)),
      isClear: (view, records) => isClear(rules, records, correction(view)),
      allByRules: (records) => judgeByFacets(rules, records, AS_RULED),
    }
  }
  const own = judgeBy(ownRules, AS_READ)
  const judged = new WeakMap<FacetIndex, Judgements>()
  const ruled = new WeakMap<FacetIndex, Judgements>()
  return {
    ...own,
    all: (view, records) => once(judged, records, () => own.all(view, records)),
    allByRules: (records) => once(ruled, records, () => own.allByRules(records)),
    after: (changed, teams = facts.teams) =>
      judgeBy(accessRules(changed, teams), {
        scopes: isSubset(read.scopes, changed.scopes),
        agent: read.permissions?.agentId === changed.permissions?.agentId,
      }),
  }
}

const AS_RULED = (access: Access): Access => access

/** Judged once for each list. */
const once = (
  before: WeakMap<FacetIndex, Judgements>,
  records: FacetIndex,
  judge: () => Judgements,
): Judgements => {
  const judgements = before.get(records) ?? judge()
  before.set(records, judgements)
  return judgements
}

/** What was observed of one resource that decides rules. */
interface Evidence {
  /** Keys of causes that were seen not to hold. */
  readonly disproved: ReadonlySet<string>
  /** Rules that hide nothing here, whatever the settings leave open. */
  readonly decided: ReadonlySet<AccessCause['code']>
  /** Whether the same agent sees the record on the other side: then none of its settings hides it. */
  readonly seenByAgent: (record: RecordSummary) => boolean
  /** Refused although no rule refuses the resource: then nothing is known to open it. */
  readonly unexplainedRefusal: boolean
  /** Rules that are not used here: what they would hide is undecided. */
  readonly contradicted: ReadonlySet<string>
  /** An empty list that a missing scope may explain as well. */
  readonly mayBeScope: boolean
}

const evidenceFor = (facts: SideFacts, view: ResourceView, rules: AccessRules): Evidence => {
  const { resource, own, other, seen } = view
  // What the other side of the inspector is predicted to get shows nothing.
  const isSame = facts.sameAgent === true && !facts.isInspector
  const ofAgent = isSame && other.state === 'listed' ? other.records : []
  const whole = rules.whole(resource)
  const keysOf = (records: readonly RecordSummary[]): readonly AccessCause[] =>
    records.length === 0 ? [] : [...whole.causes, ...causesByParts(rules, facetIndex(resource, records))]
  const seesSomewhere = facts.seesAnything || (isSame && facts.otherSeesAnything)
  const disproved = [
    ...keysOf(seen),
    ...(getsRows(own) ? whole.causes : []),
    ...keysOf(ofAgent).filter(isOfAgent),
    // The same agent was not refused on the other side, or not asked: its level is not what refuses here.
    ...(isSame && other.state !== 'refused'
      ? whole.causes.filter(({ code }) => code === 'agent.feature-level')
      : []),
    ...(seesSomewhere ? whole.causes.filter(({ code }) => code === 'agent.disabled') : []),
  ].map(causeKey)
  const evidence = {
    disproved: new Set(disproved),
    decided: new Set<AccessCause['code']>([
      ...(getsRows(own) ? (['scope.missing', 'agent.feature-level'] as const) : []),
      ...(isSame && other.state === 'listed' ? (['agent.feature-level'] as const) : []),
      ...(seesSomewhere ? (['agent.disabled'] as const) : []),
    ]),
    seenByAgent: isIn(ofAgent),
    contradicted: contradictedOf(facts, resource),
    mayBeScope: mayBeScope(facts, view),
  }
  const refusing = whole.causes.filter((cause) => !evidence.disproved.has(causeKey(cause)))
  return { ...evidence, unexplainedRefusal: own.state === 'refused' && refusing.length === 0 }
}

/** Each that is a cause for a record of the list. */
const causesByParts = ({ parts }: AccessRules, index: FacetIndex): readonly AccessCause[] =>
  parts.flatMap(({ code, of }) =>
    // A rule that looks at no record of the resource gives none of them a cause.
    (index.facets.get(code)?.examples ?? []).flatMap((record) => of(index.resource, record).causes),
  )

/** By its id. The ids are put together when somebody asks: mostly nobody does. */
const isIn = (records: readonly RecordSummary[]): ((record: RecordSummary) => boolean) => {
  let ids: ReadonlySet<string> | null = null
  return ({ id }) => {
    ids ??= new Set(records.map((record) => record.id))
    return ids.has(id)
  }
}

const mayBeScope = ({ predicted }: SideFacts, { resource, own }: ResourceView): boolean =>
  predicted === null && resourceDefinition(resource).contestedScope !== null && !getsRows(own)

const contradictedOf = ({ predicted, permissions }: SideFacts, resource: Resource): ReadonlySet<string> =>
  new Set(
    predicted?.contradicted
      .filter((rule) => rule.resource === resource)
      .filter((rule) => !rule.administratorsOnly || permissions?.administrator !== false)
      .map(({ code }) => code),
  )

const isOfAgent = ({ code }: Pick<AccessCause, 'code'>): boolean => code.startsWith('agent.')

/** Which observations still stand after a change: those of scopes while none is taken away, those of the same agent. */
interface Standing {
  readonly scopes: boolean
  readonly agent: boolean
}

const AS_READ: Standing = { scopes: true, agent: true }

const corrected = (
  access: Access,
  { disproved, decided, seenByAgent, unexplainedRefusal, contradicted, mayBeScope }: Evidence,
  stands: Standing,
  record?: RecordSummary,
): Access => {
  if (access.causes.length === 0 && access.undecided.length === 0) return access
  const sameAgentSees = () => record !== undefined && stands.agent && seenByAgent(record)
  const holding = access.causes.filter(
    (cause) =>
      !(disproved.has(causeKey(cause)) && (stands.agent || !isOfAgent(cause))) &&
      // An empty list of teams is what a missing scope looks like as well, and which scope governs it
      // is contested (halo-api.md section 12): then membership of other teams is no evidence.
      !(mayBeScope && cause.code === 'agent.team'),
  )
  const open = access.undecided.filter((code) => {
    const isDecided = decided.has(code) && (isOfAgent({ code }) ? stands.agent : stands.scopes)
    return !isDecided && !(isOfAgent({ code }) && sameAgentSees())
  })
  // What no known cause refuses, no known change opens: limits of single records are not why.
  if (unexplainedRefusal && record !== undefined) return { causes: [], undecided: open.filter(refuses) }
  return {
    causes: holding.filter(({ code }) => !contradicted.has(code)),
    undecided: [...open, ...holding.map(({ code }) => code).filter((code) => contradicted.has(code))],
  }
}

const refuses = (code: AccessCause['code']): boolean =>
  code === 'scope.missing' || code === 'agent.feature-level' || code === 'agent.disabled'

const isSubset = (some: readonly string[] | null, all: readonly string[] | null): boolean =>
  some === null || (all !== null && some.every((scope) => all.includes(scope)))
