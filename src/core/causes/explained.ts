import type { ComparisonFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { explain } from '../explain/explain'
import { causesOf } from './causes'
import { neededResources } from './needed'
import { judgedByPurpose } from './purpose-severity'

/** A comparison with everything that follows from what was observed and read: findings and causes. */
export const explained = (facts: ComparisonFacts): Comparison => {
  const findings = findingsOf(facts)
  return { ...facts, findings, causes: causesOf(facts, findings) }
}

/** What is found in a comparison, as bad as its purpose says. */
export const findingsOf = (facts: ComparisonFacts): Comparison['findings'] => {
  const told = explain(facts, facts.purpose && neededResources(facts.purpose))
  return facts.purpose === null ? told : judgedByPurpose(facts, facts.purpose, told)
}
