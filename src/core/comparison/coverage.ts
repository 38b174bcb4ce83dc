import type { Coverage, ResourceComparison } from './comparison'
import type { Observation } from './observation'

type Part = Exclude<keyof Coverage, 'resources'>

/** Counts what could be compared and what could not, so that a gap never reads as a pass. */
export const coverageOf = (resources: readonly ResourceComparison[]): Coverage => {
  const counts: Record<Part, number> = { compared: 0, refused: 0, failed: 0, skipped: 0 }
  for (const { agent, app } of resources) counts[partOf(agent, app)] += 1
  return { resources: resources.length, ...counts }
}

/**
 * Whether every resource that was asked got its answer: nothing failed or stayed incomplete. A
 * refusal is an answer; a resource that was not asked does not make the rest incomplete.
 */
export const isComplete = (resources: readonly ResourceComparison[]): boolean =>
  coverageOf(resources).failed === 0

/** The worst of both sides decides, in the order failed, refused, skipped. */
const partOf = (agent: Observation, app: Observation): Part => {
  const sides = [agent, app]
  if (sides.some(hasFailed)) return 'failed'
  if (sides.some(({ state }) => state === 'refused')) return 'refused'
  return sides.some(({ state }) => state === 'skipped') ? 'skipped' : 'compared'
}

const hasFailed = (observation: Observation): boolean =>
  observation.state === 'failed' || (observation.state === 'listed' && !observation.complete)
