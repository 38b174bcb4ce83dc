import type { ResourceComparison, Verdict } from './comparison'
import type { Listed, Observation } from './observation'
import { eachTogether, type RecordSummary } from './record'
import type { Resource } from '../halo/resource'

/**
 * Compares what two sides got for one resource, by their ids: linear for lists in order, as
 * observations are, and indifferent to the order of rows.
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
  const onlyAgent: string[] = []
  const onlyApp: string[] = []
  const cameOrWent: string[] = []
  const open: string[] = []
  let both = 0
  eachTogether(recordsOf(agent), recordsOf(app), (id, ofAgent, ofApp) => {
    const hasChanged = changed.has(id)
    const isOpen = undecided.has(id)
    if (hasChanged) cameOrWent.push(id)
    if (isOpen) open.push(id)
    if (hasChanged || isOpen) return
    if (ofApp === undefined) onlyAgent.push(id)
    else if (ofAgent === undefined) onlyApp.push(id)
    else both += 1
  })
  const missing = {
    onlyAgent: isComplete(app) ? onlyAgent : [],
    onlyApp: isComplete(agent) ? onlyApp : [],
  }
  const verdict =
    isComplete(agent) && isComplete(app) ? verdictOf(onlyAgent.length, onlyApp.length) : 'unknown'
  return {
    resource,
    agent,
    app,
    verdict: verdict === 'same' && undecided.size > 0 ? 'unknown' : verdict,
    both,
    ...missing,
    changed: cameOrWent,
    undecided: open,
  }
}

const NOTHING: ReadonlySet<string> = new Set()

const isComplete = (observation: Observation): observation is Listed =>
  observation.state === 'listed' && observation.complete

const recordsOf = (observation: Observation): readonly RecordSummary[] =>
  observation.state === 'listed' ? observation.records : []

const verdictOf = (onlyAgent: number, onlyApp: number): Verdict => {
  if (onlyAgent > 0 && onlyApp > 0) return 'differs'
  if (onlyAgent > 0) return 'app-sees-less'
  return onlyApp > 0 ? 'app-sees-more' : 'same'
}
