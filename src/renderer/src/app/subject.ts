import { isolated } from '../../../core/comparison/name-text'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import type { ComparedRow, ResourceSummary } from '../../../shared/ipc/api'
import type { Grouping, Selection } from '../features/comparison/comparison-store'
import { findGroup } from '../features/comparison/grid-nodes'
import type { Subject } from '../features/explanation/select-findings'

/** What is selected in the comparison, as the explanation asks about it. */
export const subjectOf = (
  { resource, verdict, undecided, onlyAgent, onlyApp }: ResourceSummary,
  selection: Selection,
  rows: readonly ComparedRow[],
  grouping: Grouping,
): Subject => {
  switch (selection.kind) {
    case 'row':
      return rowSubject(resource, selection.id, rows)
    case 'group':
      return groupSubject(resource, selection.key, rows, grouping)
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

const rowSubject = (resource: Resource, id: string, rows: readonly ComparedRow[]): Subject => {
  const row = rows.find(({ record }) => record.id === id)
  const label = row === undefined || row.record.label === '' ? '' : `: ${isolated(row.record.label)}`
  return {
    kind: 'row',
    resource,
    name: `${resourceDefinition(resource).label} ${id}${label}`,
    recordIds: [id],
    differs: row?.seenBy !== 'both',
    undecided: row?.seenBy === 'undecided',
  }
}

const groupSubject = (
  resource: Resource,
  key: string,
  rows: readonly ComparedRow[],
  grouping: Grouping,
): Subject => {
  const group = findGroup(rows, grouping, key)
  const members = group?.rows ?? []
  return {
    kind: 'group',
    resource,
    name: `${resourceDefinition(resource).label}: ${isolated(group?.name ?? '')}`,
    recordIds: members.map(({ record }) => record.id),
    differs: members.some(({ seenBy }) => seenBy !== 'both'),
    undecided:
      members.some(({ seenBy }) => seenBy === 'undecided') &&
      members.every(({ seenBy }) => seenBy === 'undecided' || seenBy === 'both'),
  }
}
