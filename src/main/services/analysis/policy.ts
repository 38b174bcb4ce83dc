import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { RESOURCES, type Resource } from '../../../core/halo/resource'
import { checkExpectations, type Expectation } from '../../../core/policy/expectation'
import { EXPECTED_FACETS, namingResources } from '../../../core/policy/where'
import type { PlacedResult } from '../../../core/report/test-results'
import type { ExpectationAt } from './policy-file'

/** Policy tests with all that they name. */
export interface Policy {
  readonly tests: readonly ExpectationAt[]
  /** Those that the tests name. */
  readonly recipes: readonly Recipe[]
  /** What the tests are about, and has to be compared for them. */
  readonly resources: readonly Resource[]
}

/** The results of policy tests, each with its line in their file. */
export const policyResults = (
  { tests, recipes }: Policy,
  comparison: Comparison,
): readonly PlacedResult[] => {
  const expectations = tests.map(({ expectation }) => expectation)
  return checkExpectations(expectations, comparison, recipes).map((result, index) => ({
    ...result,
    line: tests[index]?.line ?? 1,
  }))
}

/** Only what the tests are about; findings of any kind may need everything. */
export const neededResources = (expectations: readonly Expectation[]): readonly Resource[] => {
  if (expectations.some(({ kind }) => kind === 'no-finding')) return RESOURCES
  return [
    ...new Set(
      expectations.flatMap((expectation) =>
        expectation.kind === 'sees'
          ? [
              expectation.resource,
              ...EXPECTED_FACETS.flatMap((facet) =>
                facet in expectation.where ? namingResources(facet, expectation.resource) : [],
              ),
            ]
          : expectation.kind === 'same'
            ? expectation.resources
            : [],
      ),
    ),
  ]
}
