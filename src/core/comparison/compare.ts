import type { ResourceComparison, Verdict } from './comparison'
import type { Listed, Observation } from './observation'
import { compareIds } from './record'
import type { Resource } from '../halo/resource'

/**
 * Compares what two sides got for one resource, as sets of ids: linear, and indifferent to the
 * order of rows.
 *
 * A record counts as seen by one side only when the *other* side's list is complete: a row that
 * is absent from a truncated list is not known to be missing. Ids in `changed` are in no other
 * set and never part of the verdict, and those in `undecided` likewise: with any of them, nothing is called the same.
 */
export const compareResource = (
  resource: Resource,
  agent: Observation,
  app: Observation,
  changed: ReadonlySet<string>,
  undecided: ReadonlySet<string> = NOTHING,
): ResourceComparison => {
  const agentIds = idsOf(agent)
  const appIds = idsOf(app)
  const leftOut = undecided.size === 0 ? changed : new Set([...changed, ...undecided])
  const both = [...agentIds].filter((id) => appIds.has(id) && !leftOut.has(id)).length
  const onlyAgent = isComplete(app) ? missingFrom(appIds, agentIds, leftOut) : []
  const onlyApp = isComplete(agent) ? missingFrom(agentIds, appIds, leftOut) : []
  const verdict =
    isComplete(agent) && isComplete(app) ? verdictOf(onlyAgent.length, onlyApp.length) : 'unknown'
  const ofEither = (ids: ReadonlySet<string>): readonly string[] =>
    [...ids].filter((id) => agentIds.has(id) || appIds.has(id)).sort(compareIds)
  return {
    resource,
    agent,
    app,
    verdict: verdict === 'same' && undecided.size > 0 ? 'unknown' : verdict,
    both,
    onlyAgent,
    onlyApp,
    changed: ofEither(changed),
    undecided: ofEither(undecided),
  }
}

const NOTHING: ReadonlySet<string> = new Set()

const isComplete = (observation: Observation): observation is Listed =>
  observation.state === 'listed' && observation.complete

const idsOf = (observation: Observation): ReadonlySet<string> =>
  new Set(observation.state === 'listed' ? observation.records.map((record) => record.id) : [])

const missingFrom = (
  seen: ReadonlySet<string>,
  others: ReadonlySet<string>,
  changed: ReadonlySet<string>,
): readonly string[] => [...others].filter((id) => !seen.has(id) && !changed.has(id)).sort(compareIds)

const verdictOf = (onlyAgent: number, onlyApp: number): Verdict => {
  if (onlyAgent > 0 && onlyApp > 0) return 'differs'
  if (onlyAgent > 0) return 'app-sees-less'
  return onlyApp > 0 ? 'app-sees-more' : 'same'
}
