import type { Coverage, ResourceComparison } from './comparison'
import { coveragePart, type CoveragePart } from './outcome'

/** Counts what could be compared and what could not, so that a gap never reads as a pass. */
export const coverageOf = (resources: readonly ResourceComparison[]): Coverage => {
  const counts: Record<CoveragePart, number> = { compared: 0, refused: 0, failed: 0, skipped: 0 }
  for (const { agent, app } of resources) counts[coveragePart(agent, app)] += 1
  return { resources: resources.length, ...counts }
}

/**
 * Whether every resource that was asked got its answer: nothing failed or stayed incomplete. A
 * refusal is an answer; a resource that was not asked does not make the rest incomplete.
 */
export const isComplete = (resources: readonly ResourceComparison[]): boolean =>
  coverageOf(resources).failed === 0
