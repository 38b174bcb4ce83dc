import type { SideName } from '../access/side-facts'
import type { ResourceComparison } from '../comparison/comparison'
import type { Observation } from '../comparison/observation'
import { resourceDefinition, type Resource } from '../halo/resource'

/**
 * Why it is not known how a side's view of a resource moved; null: it is, since each end has its whole list or was
 * refused. A side that was refused sees none.
 */
export const unknownReason = (
  side: SideName,
  resource: Resource,
  was: ResourceComparison | undefined,
  is: ResourceComparison | undefined,
): string | null => {
  const { label } = resourceDefinition(resource)
  if (was === undefined) return `${label} were not asked for in the earlier snapshot.`
  if (is === undefined) return `${label} were not asked for in the later snapshot.`
  const [before, after] = [lack(was[side]), lack(is[side])]
  if (before === null && after === null) return null
  const reasons = [
    ...(before === null ? [] : [`In the earlier snapshot ${before}`]),
    ...(after === null ? [] : [`In the later snapshot ${after}`]),
  ]
  return reasons.join(' ')
}

const lack = (observation: Observation): string | null => {
  switch (observation.state) {
    case 'refused':
      return null
    case 'listed':
      return observation.complete
        ? null
        : `the list is not whole: ${observation.incompleteReason ?? 'its end was not reached.'}`
    case 'failed':
      return `the list failed: ${observation.failure.message}`
    case 'skipped':
      return `it was not asked for: ${observation.reason}`
  }
}
