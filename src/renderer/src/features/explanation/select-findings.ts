import type { Finding } from '../../../../core/comparison/finding'
import { reasonsFor } from '../../../../core/comparison/reasons'
import type { Resource } from '../../../../core/halo/resource'
import type { ComparisonSummary } from '../../../../shared/ipc/api'

/** What *Why?* is asked about: one record, some records (a group) or a whole resource. */
export interface Subject {
  readonly kind: 'row' | 'group' | 'resource'
  readonly resource: Resource
  /** What it is called: "Ticket 1042", "Contoso", "Tickets". */
  readonly name: string
  /** Ids asked about; empty for a whole resource. */
  readonly recordIds: readonly string[]
  /** Whether there is anything to explain: both sides see a row, or a resource is the same. */
  readonly differs: boolean
  /** Nothing decides any of it, where the app side is predicted. */
  readonly undecided: boolean
}

export interface RelevantFinding {
  readonly finding: Finding
  /** How many of the records asked about it covers; of all its records for a whole resource. */
  readonly covers: number
}

/** Findings about the connections and the run as a whole, which bear on every resource. */
export const generalFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ resource }) => resource === null)

/** Findings about a whole side or run that took away the list which the subject is about. */
export const bearingFindings = (summary: ComparisonSummary, subject: Subject): readonly Finding[] => {
  const ends = summary.resources.find(({ resource }) => resource === subject.resource)
  if (ends === undefined || !subject.differs) return []
  return reasonsFor(summary, ends).filter(({ resource }) => resource === null)
}

/**
 * Findings about the subject. A finding of its resource that names no record is about all of them.
 * The order of the comparison (by severity) is kept.
 */
export const findingsFor = (findings: readonly Finding[], subject: Subject): readonly RelevantFinding[] => {
  const ofResource = findings.filter(({ resource }) => resource === subject.resource)
  if (subject.kind === 'resource')
    return ofResource.map((finding) => ({ finding, covers: finding.records.length }))
  const asked = new Set(subject.recordIds)
  return ofResource
    .map((finding) => ({ finding, covers: finding.records.filter((id) => asked.has(id)).length }))
    .filter(({ finding, covers }) => covers > 0 || (finding.records.length === 0 && subject.differs))
}
