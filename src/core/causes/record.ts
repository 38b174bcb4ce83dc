import { isKnown, sideFacts, type ResourceView, type SideFacts } from '../access/side-facts'
import type { Comparison, ResourceComparison } from '../comparison/comparison'
import type { Observation } from '../comparison/observation'
import { shownRecords } from '../comparison/names'
import { comparedRows, type ComparedRow } from '../comparison/rows'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'
import type { RecordExplanation } from './record-explanation'
import { recordLines } from './record-lines'
import { recordMessage, recordName } from './record-message'

/**
 * Explains one record as one record, by the judge that findings, causes and fixes ask too.
 * @returns null where neither side listed it
 */
export const explainRecord = (
  comparison: Comparison,
  resource: Resource,
  id: string,
): RecordExplanation | null => {
  const compared = comparison.resources.find((each) => each.resource === resource)
  const [row] = compared === undefined ? [] : comparedRows(only(compared, id))
  if (row === undefined) return null
  const { record, seenBy } = row
  const side = seenBy === 'app' || seenBy === 'app-or-both' ? 'agent' : 'app'
  const facts = sideFacts(comparison, side)
  const view = facts.views.find((each) => each.resource === resource)
  if (view === undefined) return null
  const state = stateOf(seenBy, view, facts)
  const lines = recordLines(comparison, facts, view, record, state)
  const name = recordName(resource, shownRecords(comparison)(resource, record), record.label)
  return {
    resource,
    id,
    name,
    seenBy,
    side,
    state,
    message: recordMessage({ name, state, lines, facts, view, comparison }),
    lines,
  }
}

/** The resource with this record alone. */
const only = (compared: ResourceComparison, id: string): ResourceComparison => {
  const records = (observation: Observation): Observation =>
    observation.state === 'listed'
      ? { ...observation, records: observation.records.filter((record: RecordSummary) => record.id === id) }
      : observation
  return { ...compared, agent: records(compared.agent), app: records(compared.app) }
}

const stateOf = (
  seenBy: ComparedRow['seenBy'],
  view: ResourceView,
  facts: SideFacts,
): RecordExplanation['state'] => {
  switch (seenBy) {
    case 'both':
      return 'seen'
    case 'changed':
      return 'changed'
    case 'undecided':
      return 'open'
    default:
      return isKnown(view) && facts.result.state === 'connected' ? 'hidden' : 'open'
  }
}
