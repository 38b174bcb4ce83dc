import type { Change } from '../access/change'
import type { CoveragePart } from '../comparison/outcome'
import type { Resource } from '../halo/resource'

/**
 * What a comparison comes to, for whoever has five minutes: the same model for the window, the report and the
 * terminal. Every index of a cause is into `Comparison.causes`.
 */
export interface Summary {
  /** In the order of the comparison's resources. */
  readonly bars: readonly ResourceBar[]
  /** What the app side is known not to see of what the agent side sees. */
  readonly hidden: HiddenRecords
  /** For each cause its fix as changes that can be tried; empty: nothing that can. */
  readonly changes: readonly (readonly Change[])[]
  /** How the causes of the app side overlap: which records need which changes together, most records first. */
  readonly overlaps: readonly Overlap[]
  /** Single changes, each by itself, by what it shows; the best first. At most a few. */
  readonly singles: readonly FixStep[]
  /** The least changes that show everything that can be shown, in order. */
  readonly everything: FixPlan
  /** The same for what the purpose needs; null without a purpose. */
  readonly purpose: FixPlan | null
  /** What to do first, a sentence each, in order. */
  readonly first: readonly string[]
}

export interface ResourceBar {
  readonly resource: Resource
  readonly part: CoveragePart
  /** What is known to be there, in the order of drawing; a kind without a record is left out. */
  readonly segments: readonly BarSegment[]
  /** Records in all segments. */
  readonly records: number
  /** False: there may be more, since a list is missing or not whole. */
  readonly exact: boolean
  /** Whether the purpose needs the resource; null without a purpose. */
  readonly needed: boolean | null
}

export interface BarSegment {
  /**
   * `refused`: listed by one side, the other is refused the resource. `unknown`: listed by one side, and not known
   * whether by the other; or undecided; or changed meanwhile.
   */
  readonly kind: 'both' | 'only-agent' | 'only-app' | 'refused' | 'unknown'
  readonly records: number
}

interface HiddenRecords {
  readonly records: number
  /** Of those, the ones that at least one cause is known of. */
  readonly explained: number
}

/** Records that are hidden by just these causes together. */
export interface Overlap {
  /** Ascending. */
  readonly causes: readonly number[]
  readonly records: number
  /** Of those, the ones of which nothing decides whether something else hides them too. */
  readonly undecided: number
  /** Most records first. */
  readonly resources: readonly ResourceRecords[]
}

export interface ResourceRecords {
  readonly resource: Resource
  readonly records: number
}

/** Changes in an order in which each shows as much as can be at its place. */
export interface FixPlan {
  /** Hidden records that it is to show. */
  readonly wanted: number
  readonly steps: readonly FixStep[]
  /** Wanted records that no known change shows. */
  readonly open: number
}

export interface FixStep {
  /** The cause that it takes away; null: it is more than one, as another agent is. */
  readonly cause: number | null
  readonly changes: readonly Change[]
  /** What appears by it after the steps before, most records first; worked out by applying it. */
  readonly adds: readonly ResourceRecords[]
  /** Records in `adds`. */
  readonly records: number
}
