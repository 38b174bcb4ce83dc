import type { ComparisonFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { explain } from '../explain/explain'
import { causesOf } from './causes'

/** A comparison with everything that follows from what was observed and read: findings and causes. */
export const explained = (facts: ComparisonFacts): Comparison => {
  const findings = explain(facts)
  return { ...facts, findings, causes: causesOf(facts, findings) }
}
