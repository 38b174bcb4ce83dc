import { setImmediate as turn } from 'node:timers/promises'
import type { ComparisonFacts } from '../core/access/side-facts'
import { causesOf } from '../core/causes/causes'
import { findingsOf } from '../core/causes/explained'
import type { Comparison } from '../core/comparison/comparison'

/**
 * A comparison with its findings and causes. Each takes a second or more where there are hundreds of thousands of
 * records: whatever else waits has its turn between them.
 */
export const explainedInTurns = async (facts: ComparisonFacts): Promise<Comparison> => {
  await turn()
  const findings = findingsOf(facts)
  await turn()
  return { ...facts, findings, causes: causesOf(facts, findings) }
}
