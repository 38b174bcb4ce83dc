import type { Cause } from '../../../../core/comparison/cause'
import type { Finding } from '../../../../core/comparison/finding'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import type { Subject } from './select-findings'

/** A cause of what is asked about. */
export interface RelevantCause {
  readonly cause: Cause
  /** Its place in the causes of the comparison. */
  readonly index: number
  /** Records asked about that it hides; 0: it shuts out a resource of which no record is known. */
  readonly hides: number
  /** Its findings about the resource. */
  readonly findings: readonly Finding[]
}

export interface RelevantCauses {
  readonly causes: readonly RelevantCause[]
  /** Records that they hide together; null: not known record by record, as of what is refused. */
  readonly together: number | null
}

/** The causes that hide what is asked about, most records first: a group's or a whole resource's. */
export const causesFor = (
  { causes, findings }: Pick<ComparisonSummary, 'causes' | 'findings'>,
  subject: Subject,
): RelevantCauses => {
  const asked = subject.kind === 'resource' ? null : new Set(subject.recordIds)
  const together = new Set<string>()
  const wholes = new Set<number>()
  const relevant = causes.flatMap((cause, index): readonly RelevantCause[] => {
    const of = cause.resources.find(({ resource }) => resource === subject.resource)
    if (of === undefined) return []
    const own = cause.findings.flatMap((place) => findings[place] ?? [])
    const ofResource = own.filter(({ resource }) => resource === subject.resource)
    const ids = new Set(ofResource.flatMap(({ records }) => records).filter((id) => asked?.has(id) ?? true))
    for (const id of ids) together.add(id)
    // Of what is refused as a whole, findings name no record.
    const isWhole = of.refused || (of.records > 0 && ofResource.every(({ records }) => records.length === 0))
    if (isWhole) wholes.add(index)
    const hides = asked === null ? of.records : isWhole ? asked.size : ids.size
    const shutsOut = asked === null && of.refused
    return hides > 0 || shutsOut ? [{ cause, index, hides, findings: ofResource }] : []
  })
  return {
    causes: relevant.sort((a, b) => b.hides - a.hides),
    together: wholes.size === 0 ? together.size : null,
  }
}
