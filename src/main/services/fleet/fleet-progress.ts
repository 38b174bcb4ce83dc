import { countText } from '../../../core/comparison/count-text'
import { isolated } from '../../../core/comparison/name-text'
import { resourceDefinition } from '../../../core/halo/resource'
import type { ReadingProgress } from '../inventory/inventory-progress'
import type { ComparisonProgress } from '../runs/comparison-progress'
import type { TenantPlan } from '../runs/plan'

/** What one tenant of many does, in a few words each. */

/** @returns such as “Tickets, Clients (3 of 14 done)” */
export const comparing = ({
  phase,
  active,
  resourcesDone,
  resourcesTotal,
  waiting,
}: ComparisonProgress): string => {
  if (waiting !== null) return waiting
  if (phase === 'connecting') return 'Connecting'
  if (phase === 'explaining') return 'Explaining'
  const [first] = active
  const at = first === undefined ? 'Comparing' : resourceDefinition(first.resource).label
  return `${at} (${countText(resourcesDone)} of ${countText(resourcesTotal)} done)`
}

export const reading = ({ phase, at, done, total, waiting }: ReadingProgress): string => {
  if (waiting !== null) return waiting
  if (phase === 'connecting') return 'Connecting'
  const what = at === null ? 'Applications' : `Applications: ${isolated(at)}`
  return total === null ? what : `${what} (${countText(done)} of ${countText(total)} done)`
}

/** The same connections, with their waits told: then they are as patient as where somebody looks on. */
export const watchedPlan = (plan: TenantPlan, onWait: (text: string) => void): TenantPlan => {
  const told = (text: string | null): void => {
    if (text !== null) onWait(text)
  }
  const { app, agent, inspector } = plan
  return {
    ...plan,
    app: app && { ...app, onWait: told },
    agent: agent && { ...agent, onWait: told },
    inspector: inspector && { ...inspector, onWait: told },
  }
}
