import type { ComparisonFacts } from '../access/side-facts'
import { causesOf } from '../causes/causes'
import type { Comparison } from '../comparison/comparison'
import { explain } from './explain'

/** A comparison with everything that follows from what was observed and read: findings and causes. */
export const explained = (facts: ComparisonFacts): Comparison => {
  const findings = explain(facts)
  return { ...facts, findings, causes: causesOf(facts, findings) }
}
