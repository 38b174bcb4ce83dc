import { counted } from '../../../core/comparison/count-text'
import { isolated } from '../../../core/comparison/name-text'
import { SEEN_BY } from '../../../core/comparison/row-columns'
import { rowAt, type RowTable } from '../../../core/comparison/row-table'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import type { ResourceSummary } from '../../../shared/ipc/api'
import type { Grouping, Selection } from '../features/comparison/comparison-store'
import { findGroup } from '../features/comparison/grid-lines'
import type { Subject } from '../features/explanation/select-findings'

/** What is selected in the comparison, as the explanation asks about it. @param table null: its rows are not there yet */
export const subjectOf = (
  { resource, verdict, undecided, onlyAgent, onlyApp }: ResourceSummary,
  selection: Selection,
  table: RowTable | null,
  grouping: Grouping,
): Subject => {
  switch (selection.kind) {
    case 'row':
      return rowSubject(resource, selection.id, table)
    case 'group': {
      const group = table === null ? undefined : findGroup(table, grouping, selection.key)
      return groupSubject(resource, isolated(group?.name ?? ''), table, group?.rows ?? [])
    }
    case 'rows': {
      const places = table === null ? [] : placesOf(table, selection.ids)
      return groupSubject(resource, `${counted(selection.ids.length, 'record')} selected`, table, places)
    }
    case 'resource':
      return {
        kind: 'resource',
        resource,
        name: resourceDefinition(resource).label,
        recordIds: [],
        differs: verdict !== 'same',
        undecided: undecided > 0 && onlyAgent + onlyApp === 0,
      }
  }
}

const rowSubject = (resource: Resource, id: string, table: RowTable | null): Subject => {
  const row = table === null ? undefined : rowAt(table, table.ids.indexOf(id))
  const label = row === undefined || row.label === '' ? '' : `: ${isolated(row.label)}`
  return {
    kind: 'row',
    resource,
    name: `${resourceDefinition(resource).label} ${id}${label}`,
    recordIds: [id],
    differs: row?.seenBy !== 'both',
    undecided: row?.seenBy === 'undecided',
  }
}

/** The rows of some records. */
const placesOf = ({ ids }: RowTable, wanted: readonly string[]): readonly number[] => {
  const selected = new Set(wanted)
  return ids.flatMap((id, row) => (selected.has(id) ? [row] : []))
}

const groupSubject = (
  resource: Resource,
  name: string,
  table: RowTable | null,
  rows: Iterable<number>,
): Subject => {
  const members = [...rows]
  const seen = new Set(members.map((row) => SEEN_BY[table?.seenBy[row] ?? SEEN_BY.length]))
  return {
    kind: 'group',
    resource,
    name: `${resourceDefinition(resource).label}: ${name}`,
    recordIds: members.map((row) => table?.ids[row] ?? ''),
    differs: [...seen].some((by) => by !== 'both'),
    undecided: seen.has('undecided') && [...seen].every((by) => by === 'undecided' || by === 'both'),
  }
}
