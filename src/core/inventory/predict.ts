import { facetIndex, type FacetIndex, type Judgement, type Judgements } from '../access/facets'
import { judgeFor, type SideJudge } from '../access/judge'
import type { ResourceView, SideFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { sameAgent } from '../comparison/identity'
import type { Observation } from '../comparison/observation'
import type { Recipe } from '../comparison/recipe'
import type { ReasonCode } from '../comparison/reason-code'
import type { RecordSummary } from '../comparison/record'
import { RESOURCES, type Resource } from '../halo/resource'
import type { ApplicationFacts, InspectorList, InventoryFacts } from './application'
import type { Calibration, PredictedView } from './inventory'
import { actingAs, predictedIdentity } from './login'
import { predictedComparison } from './predicted-comparison'
import { listUnknown, undecidedReason } from './predicted-words'

/** What each application of one inventory would see. */
export interface Predictor {
  /** One view for each list of the inspector, in the order of resources. */
  sees(application: ApplicationFacts): readonly PredictedView[]
  /**
   * The records themselves: those that it would see, and those of which nothing decides it. Both are empty where it
   * would be refused, and where the inspector has no whole list.
   */
  records(application: ApplicationFacts): readonly PredictedRecords[]
  /**
   * Inspector and application side by side, as a comparison whose app side is predicted.
   * @param purpose what it is there for; null: nobody said
   */
  comparison(application: ApplicationFacts, purpose?: Recipe | null): Comparison
}

export interface PredictedRecords {
  readonly resource: Resource
  readonly visible: readonly RecordSummary[]
  readonly unknown: readonly RecordSummary[]
}

/**
 * Predicts by the rules that explain comparisons (core/access), with the inspector's lists as all there is. A half that
 * was not read leaves undecided what the other half does not deny.
 */
export const predictorFor = (facts: InventoryFacts, calibration: Calibration): Predictor => {
  const lists = [...facts.lists].sort((a, b) => RESOURCES.indexOf(a.resource) - RESOURCES.indexOf(b.resource))
  const indexes = new Map<Resource, FacetIndex>()
  const indexOf = ({ resource, observation }: InspectorList): FacetIndex => {
    const records = observation.state === 'listed' && observation.complete ? observation.records : []
    const index = indexes.get(resource) ?? facetIndex(resource, records)
    indexes.set(resource, index)
    return index
  }
  const predictionsOf = (application: ApplicationFacts): readonly Prediction[] => {
    const judge = judgeFor(sideOf(facts, calibration, application))
    return lists.map((list) => predict(judge, list, indexOf(list), application, facts))
  }
  return {
    sees: (application) => predictionsOf(application).map(({ view }) => view),
    records: (application) => predictionsOf(application).map(recordsOf),
    comparison: (application, purpose = null) =>
      predictedComparison(
        facts,
        calibration,
        application,
        predictionsOf(application).map((prediction) => ({
          list: prediction.list,
          view: prediction.view,
          ...recordsOf(prediction),
        })),
        purpose,
      ),
  }
}

interface Prediction {
  readonly list: InspectorList
  readonly index: FacetIndex
  readonly view: PredictedView
  /** null: refused, or without a whole list. */
  readonly judged: Judgements | null
}

const predict = (
  judge: SideJudge,
  list: InspectorList,
  index: FacetIndex,
  application: ApplicationFacts,
  facts: InventoryFacts,
): Prediction => {
  const { resource, observation } = list
  const view = viewOf(list)
  const whole = judge.resource(view)
  const nothing = { list, index, judged: null }
  const refusing = distinct(whole.causes.map(({ code }) => code))
  // Where its scopes were not read, "0 of 1,500" would read as harmless: only what shuts it out altogether is said.
  const isUnread = application.scopes === null && !refusing.some((code) => SHUT_OUT.includes(code))
  if (refusing.length > 0 && !isUnread)
    return { ...nothing, view: { resource, state: 'refused', causes: refusing } }
  const unlisted = listUnknown(resource, observation)
  if (unlisted !== null) return { ...nothing, view: { resource, state: 'unknown', reason: unlisted } }
  const judged = judge.all(view, index)
  const counts = countsOf(judged, index.records.length)
  const undecided = distinct([...whole.undecided, ...counts.undecided])
  const saysNothing = isUnread || (counts.visible + counts.hidden === 0 && undecided.length > 0)
  return {
    list,
    index,
    judged,
    view: saysNothing
      ? { resource, state: 'unknown', reason: undecidedReason(resource, undecided, application, facts) }
      : { resource, state: 'predicted', ...counts },
  }
}

/** What refuses an application everything, whatever its scopes. */
const SHUT_OUT: readonly ReasonCode[] = ['application.inactive', 'application.no-login', 'agent.disabled']

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

type Fate = 'visible' | 'hidden' | 'unknown'

const fateOf = ({ causes, undecided }: Judgement): Fate =>
  causes.size > 0 ? 'hidden' : undecided.size > 0 ? 'unknown' : 'visible'

type Counts = Omit<Extract<PredictedView, { state: 'predicted' }>, 'resource' | 'state'>

const countsOf = ({ groups }: Judgements, of: number): Counts => {
  const fates = { visible: 0, hidden: 0, unknown: 0 }
  const causes = new Map<ReasonCode, number>()
  const undecided = new Map<ReasonCode, number>()
  for (const group of groups) {
    const fate = fateOf(group)
    fates[fate] += group.count
    const [counted, codes] = fate === 'hidden' ? [causes, group.causes] : [undecided, group.undecided]
    for (const code of codes) counted.set(code, (counted.get(code) ?? 0) + group.count)
  }
  return { ...fates, of, causes: mostFirst(causes), undecided: mostFirst(undecided) }
}

const mostFirst = (counts: ReadonlyMap<ReasonCode, number>): readonly ReasonCode[] =>
  [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).map(([code]) => code)

const recordsOf = ({ list: { resource }, index, judged }: Prediction): PredictedRecords => {
  if (judged === null) return { resource, visible: [], unknown: [] }
  const fates = judged.groups.map(fateOf)
  const of = (wanted: Fate) =>
    index.records.filter((_record, place) => fates[judged.of[place] ?? -1] === wanted)
  return { resource, visible: of('visible'), unknown: of('unknown') }
}

const NOT_ASKED: Observation = { state: 'skipped', reason: 'Nobody logged in as this application.' }

/** What the judge is asked about: the inspector's list, and an app side of which nothing was observed. */
const viewOf = ({ resource, observation }: InspectorList): ResourceView => ({
  resource,
  own: NOT_ASKED,
  other: observation,
  seen: [],
  lost: [],
  unseen: [],
  undecided: [],
})

const sideOf = (
  facts: InventoryFacts,
  calibration: Calibration,
  application: ApplicationFacts,
): SideFacts => {
  const acting = actingAs(application, facts)
  const identity = predictedIdentity(application, acting)
  const { inspector } = facts
  return {
    side: 'app',
    result: { state: 'connected', identity, identityFailure: null },
    identity,
    scopes: application.scopes,
    permissions: acting.permissions,
    application: null,
    agentName: identity.name,
    rootCause: null,
    seesAnything: false,
    otherSeesAnything: facts.lists.some(
      ({ observation }) => observation.state === 'listed' && observation.records.length > 0,
    ),
    sameAgent: sameAgent(inspector.state === 'connected' ? inspector.identity : null, identity),
    teams: facts.teams,
    predicted: {
      gate: { inactive: application.inactive, noLogin: acting.nobody },
      contradicted: calibration.contradicted,
    },
    isInspector: false,
    views: [],
  }
}
