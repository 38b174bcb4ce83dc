import type { Accepted, Confidence, Finding, FindingSide, Fix, Severity } from './finding'
import type { ReasonCode } from './reason-code'
import type { Resource } from '../halo/resource'

/**
 * One setting that hides records on a side, told once over all resources: "limited to 14 clients" is one cause of
 * missing tickets, sites and invoices. Several causes may hide one record: all must change before it appears.
 */
export interface Cause {
  readonly code: ReasonCode
  readonly side: Exclude<FindingSide, 'both'>
  /** The setting itself: "clients of API - Reporting", "scope read:items of Reporting sync". */
  readonly setting: string
  /** Of its findings the weakest. */
  readonly confidence: Confidence
  readonly severity: Severity
  /** Most records first. With 0 where it shuts out a resource of which no record is known. */
  readonly resources: readonly CauseResource[]
  /**
   * Records that it hides, over all resources: those that the other side sees and this one is known not to, where
   * a resource is refused as well.
   */
  readonly records: number
  /** Of those, the ones that nothing else hides too, so that its fix alone shows them. */
  readonly alone: number
  /** Of those, the ones of which nothing decides whether something else hides them too; in `alone` they are not. */
  readonly undecided: number
  /** One sentence a person understands. */
  readonly message: string
  /** One change for all its records. */
  readonly fix: Fix | null
  /** Indexes into the findings of the comparison: each that hides records belongs to exactly one cause. */
  readonly findings: readonly number[]
  /** All of its findings are accepted: until the first of them is not any more. Left out: some are not. */
  readonly accepted?: Accepted
}

interface CauseResource {
  readonly resource: Resource
  readonly records: number
  /** The side is refused the resource as a whole. */
  readonly refused: boolean
}

/** The findings that no cause tells of: faults, gaps, facts about the pair. In their order. */
export const findingsWithoutCause = ({
  findings,
  causes,
}: {
  readonly findings: readonly Finding[]
  readonly causes: readonly Cause[]
}): readonly Finding[] => {
  const told = new Set(causes.flatMap((cause) => cause.findings))
  return findings.filter((_finding, index) => !told.has(index))
}
