import type { Matcher } from './source-scan'

/** One thing that the product’s source may not do. */
export interface SourceRule {
  readonly name: string
  readonly matches: Matcher
  /** Each must be found: the rule’s own proof that it looks. */
  readonly samples: readonly string[]
  /** None may be found. */
  readonly harmless?: readonly string[]
  /** Where it is right, each file with its reason. An entry that nothing needs fails the test. */
  readonly allowed?: Readonly<Record<string, string>>
  /** Files it looks at; all of src otherwise. */
  readonly within?: RegExp
}
