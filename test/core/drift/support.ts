import { explained } from '../../../src/core/causes/explained'
import type { ComparisonFacts } from '../../../src/core/access/side-facts'
import type { Drift, DriftEnd } from '../../../src/core/drift/drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import { aComparison, type Scene } from '../support/builders'

const END: DriftEnd = { at: '2026-11-23T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }

export const between = (from: ComparisonFacts, to: ComparisonFacts): Drift =>
  driftOf(explained(from), explained(to), { from: END, to: END })

export const driftBetween = (from: Scene, to: Scene): Drift => between(aComparison(from), aComparison(to))
