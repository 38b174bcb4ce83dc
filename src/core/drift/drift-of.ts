import type { Comparison } from '../comparison/comparison'
import type { Drift, DriftEnd } from './drift'
import { findingDrift } from './finding-drift'
import { recordDrift } from './record-drift'
import { changeOf, settingDrift } from './setting-drift'

/**
 * What differs between two comparisons of one tenant (`sameTenant`), worked out anew from what was observed and read.
 * Of exceptions it knows none: those are applied to it.
 * @param ends when each was finished, and the hash of its snapshot
 */
export const driftOf = (
  from: Comparison,
  to: Comparison,
  ends: { readonly from: DriftEnd; readonly to: DriftEnd },
): Drift => {
  const { differences, unread } = settingDrift(from, to)
  return {
    kind: 'comparison',
    tenant: to.tenant,
    ...ends,
    settings: differences.map(changeOf),
    unread,
    resources: recordDrift(from, to, differences),
    findings: findingDrift(from, to),
    exceptions: { applied: [], expired: [], unused: [] },
  }
}
