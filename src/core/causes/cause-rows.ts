import { hiddenRecords } from './hidden'
import { keyOfCause } from './setting'
import { sideFacts, type SideName } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import type { RecordSummary } from '../comparison/record'
import type { ComparedRow } from '../comparison/rows'
import type { Resource } from '../halo/resource'

/** One record that a cause hides, with all causes that do. */
interface HiddenRow {
  readonly resource: Resource
  readonly record: RecordSummary
  readonly seenBy: ComparedRow['seenBy']
  /** Indexes into `Comparison.causes`, ascending. */
  readonly causes: readonly number[]
}

/** Prepares a comparison for asking which records a cause hides: those of the resource with most of them first. */
export const causeRowsOf = (comparison: Comparison) => {
  const sides = new Map<SideName, ReturnType<typeof rowsOfSide>>()
  return (index: number): readonly HiddenRow[] => {
    const cause = comparison.causes[index]
    if (cause === undefined) return []
    const rows = sides.get(cause.side) ?? rowsOfSide(comparison, cause.side)
    sides.set(cause.side, rows)
    return cause.resources.flatMap(({ resource }) => rows(resource, index))
  }
}

const rowsOfSide = (comparison: Comparison, side: SideName) => {
  const facts = sideFacts(comparison, side)
  const hidden = hiddenRecords(facts, comparison.findings)
  const indexes = new Map(
    comparison.causes.flatMap((cause, index) =>
      cause.side === side ? [[keyOfCause(cause) ?? '', index] as const] : [],
    ),
  )
  const other = side === 'app' ? 'agent' : 'app'
  return (resource: Resource, index: number): readonly HiddenRow[] => {
    const found = hidden.find(({ view }) => view.resource === resource)
    if (found === undefined) return []
    const { view, groups, of } = found
    const causes = groups.map(({ settings }) =>
      settings.flatMap((key) => indexes.get(key) ?? []).sort((a, b) => a - b),
    )
    // As in the rows of the resource: what is refused is not known record by record.
    const seenBy = view.own.state === 'listed' ? other : (`${other}-or-both` as const)
    return view.unseen.flatMap((record, at): readonly HiddenRow[] => {
      const hiding = causes[of[at] ?? 0] ?? []
      return hiding.includes(index) ? [{ resource, record, seenBy, causes: hiding }] : []
    })
  }
}
