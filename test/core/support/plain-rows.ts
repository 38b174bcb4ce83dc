import { seenName } from '../../../src/core/comparison/name-text'
import { toldApart } from '../../../src/core/comparison/names'
import { compareIds, UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from '../../../src/core/comparison/record'
import type { RecordSummary } from '../../../src/core/comparison/record'
import type { Facet } from '../../../src/core/comparison/row-columns'
import { filterOf, type ComparedRow, type RowFilter } from '../../../src/core/comparison/rows'

/** Finding, filtering and grouping rows one by one, as it was before they stood in columns: what those are held against. */

export interface PlainGroup {
  /** The id grouped by; null for the records that have none. */
  readonly id: string | null
  /** What to show: a name, "#12" where only the id is known, "None" or "Unassigned". */
  readonly name: string
  readonly rows: readonly ComparedRow[]
}

/**
 * Rows of one kind (`all` includes changed ones) in which every word of the search occurs, in the
 * id, the label or the name of a facet; letter case does not matter.
 */
export const plainFilter = (
  rows: readonly ComparedRow[],
  { search, show }: { readonly search: string; readonly show: RowFilter },
): readonly ComparedRow[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && show === 'all') return rows
  return rows.filter(({ record, seenBy }) => {
    if (show !== 'all' && filterOf(seenBy) !== show) return false
    if (words.length === 0) return true
    const text = searchText(record)
    return words.every((word) => text.includes(word))
  })
}

/** Rows by a facet, groups in the order of their names, the group without a value last. */
export const plainGroups = (rows: readonly ComparedRow[], by: Facet): readonly PlainGroup[] => {
  const groups = new Map<string | null, ComparedRow[]>()
  for (const row of rows) {
    const id = FACETS[by].id(row.record)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [row])
    else group.push(row)
  }
  const named = [...groups].map(([id, members]) => ({ id, name: groupName(id, by, members), rows: members }))
  const shown = toldApart(named.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }])))
  return named.map((group) => ({ ...group, name: shown.get(group.id ?? '') ?? group.name })).sort(byName)
}

const FACETS: Readonly<
  Record<Facet, { id: (r: RecordSummary) => string | null; name: (r: RecordSummary) => string | null }>
> = {
  client: { id: (record) => record.clientId, name: (record) => record.clientName },
  site: { id: (record) => record.siteId, name: (record) => record.siteName },
  department: { id: (record) => record.departmentId, name: () => null },
  team: { id: (record) => record.teamId, name: (record) => record.teamName },
  type: { id: (record) => record.typeId, name: (record) => record.typeName },
  assignee: { id: (record) => record.agentId, name: (record) => record.agentName },
}

const groupName = (id: string | null, by: Facet, rows: readonly ComparedRow[]): string => {
  if (id === null) return 'None'
  if (by === 'assignee' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
  const named = rows.find(({ record }) => seenName(FACETS[by].name(record)) !== null)
  return (named && FACETS[by].name(named.record)) ?? unnamed(id)
}

// A fixed locale: the same data reads the same on every machine.
const collator = new Intl.Collator('en', { numeric: true })

const byName = (a: PlainGroup, b: PlainGroup): number => {
  if (a.id === null || b.id === null) return Number(a.id === null) - Number(b.id === null)
  return collator.compare(a.name, b.name) || compareIds(a.id, b.id)
}

const searchText = (record: RecordSummary): string =>
  [
    record.id,
    record.label,
    record.clientName,
    record.siteName,
    record.teamName,
    record.typeName,
    record.agentName,
  ]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase()
