import { compareResource } from '../../../core/comparison/compare'
import type { ResourceComparison } from '../../../core/comparison/comparison'
import type { Observation } from '../../../core/comparison/observation'
import { sortedById, type RecordSummary } from '../../../core/comparison/record'
import type { HaloSession } from '../../ports'

type Asked = Pick<HaloSession, 'seesAgain'>

/**
 * Asks both sides again, with the same query, for the ids that differ, and compares anew with what is
 * known then. A record that both sides see counts as seen by both: rows move from page to page while a
 * list is read, and one that came meanwhile was there for whoever read later. One whose visibility is
 * another now, or that nobody sees any more, is `changed`. null when it could not be told of either side.
 */
export const compareAgain = async (
  comparison: ResourceComparison,
  agent: Asked,
  app: Asked,
  signal: AbortSignal,
): Promise<ResourceComparison | null> => {
  const { resource, onlyAgent, onlyApp } = comparison
  const differing = [...onlyAgent, ...onlyApp]
  const [agentSees, appSees] = await Promise.all([
    agent.seesAgain(resource, differing, comparison.agent, signal),
    app.seesAgain(resource, differing, comparison.app, signal),
  ])
  if (agentSees === null || appSees === null) return null
  const both = new Set(differing.filter((id) => agentSees.has(id) && appSees.has(id)))
  const changed = new Set([
    ...onlyAgent.filter((id) => !agentSees.has(id)),
    ...onlyApp.filter((id) => !appSees.has(id)),
  ])
  return compareResource(
    resource,
    withRecords(comparison.agent, recordsIn(comparison.app, both)),
    withRecords(comparison.app, recordsIn(comparison.agent, both)),
    changed,
  )
}

const recordsIn = (observation: Observation, ids: ReadonlySet<string>): readonly RecordSummary[] =>
  observation.state === 'listed' ? observation.records.filter(({ id }) => ids.has(id)) : []

/** A list with the records that it turned out to have as well. */
const withRecords = (observation: Observation, others: readonly RecordSummary[]): Observation => {
  if (observation.state !== 'listed') return observation
  const known = new Set(observation.records.map(({ id }) => id))
  const more = others.filter(({ id }) => !known.has(id))
  if (more.length === 0) return observation
  return {
    ...observation,
    records: sortedById([...observation.records, ...more]),
    total: observation.total === null ? null : observation.total + more.length,
  }
}
