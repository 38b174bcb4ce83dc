import type { ResourceComparison } from '../../../core/comparison/comparison'
import type { HaloSession } from '../../ports'

/**
 * Asks both sides again, with the same query, for the ids that differ. Returns those whose
 * visibility is no longer what it was: created, removed or changed during the scan. null when it
 * could not be told on either side.
 */
export const changedIds = async (
  comparison: ResourceComparison,
  agent: Pick<HaloSession, 'seesAgain'>,
  app: Pick<HaloSession, 'seesAgain'>,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> => {
  const { resource, onlyAgent, onlyApp } = comparison
  const differing = [...onlyAgent, ...onlyApp]
  const [agentSees, appSees] = await Promise.all([
    agent.seesAgain(resource, differing, comparison.agent, signal),
    app.seesAgain(resource, differing, comparison.app, signal),
  ])
  if (agentSees === null || appSees === null) return null
  const changed = new Set<string>()
  for (const id of onlyAgent) if (!agentSees.has(id) || appSees.has(id)) changed.add(id)
  for (const id of onlyApp) if (!appSees.has(id) || agentSees.has(id)) changed.add(id)
  return changed
}
