import type { ComparisonFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { explain } from '../explain/explain'
import { causesOf } from './causes'
import { neededResources } from './needed'
import { judgedByPurpose } from './purpose-severity'

/** A comparison with everything that follows from what was observed and read: findings and causes. */
export const explained = (facts: ComparisonFacts): Comparison => {
  const told = explain(facts, facts.purpose && neededResources(facts.purpose))
  const findings = facts.purpose === null ? told : judgedByPurpose(facts, facts.purpose, told)
  return { ...facts, findings, causes: causesOf(facts, findings) }
}
