import type { ResourceComparison } from './comparison'
import { seenName } from './name-text'
import { toldApart } from './names'
import type { Observation } from './observation'
import { compareIds, eachTogether, UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from './record'
import type { RecordSummary } from './record'

/** One line of the two aligned columns. */
export interface ComparedRow {
  readonly record: RecordSummary
  /**
   * Who sees the record. `agent-or-both`: the agent side returned it, and the app side has no whole
   * list that would say whether it sees it too; `app-or-both` likewise. `undecided`: the agent side returned it,
   * and nothing decides whether the app side, which is predicted, would see it.
   */
  readonly seenBy: 'both' | 'agent' | 'app' | 'changed' | 'undecided' | 'agent-or-both' | 'app-or-both'
}

/** `unknown`: seen by one side, and not known whether by the other. */
export type RowFilter = 'all' | 'agent' | 'app' | 'both' | 'unknown'
export type RowGrouping = 'client' | 'team' | 'type' | 'assignee'

export interface RowGroup {
  /** The id grouped by; null for the records that have none. */
  readonly id: string | null
  /** What to show: a name, "#12" where only the id is known, "None" or "Unassigned". */
  readonly name: string
  readonly rows: readonly ComparedRow[]
}

/** Both sides' rows merged by id, in the order of `compareIds`. Shows the agent side's row of the two. */
export const comparedRows = ({
  agent,
  app,
  changed,
  undecided,
}: ResourceComparison): readonly ComparedRow[] => {
  const changedIds = new Set(changed)
  const undecidedIds = new Set(undecided)
  const ofAgentAlone = isWhole(app) ? 'agent' : 'agent-or-both'
  const ofAppAlone = isWhole(agent) ? 'app' : 'app-or-both'
  const seenBy = (id: string, isOfAgent: boolean, isOfApp: boolean): ComparedRow['seenBy'] => {
    if (changedIds.has(id)) return 'changed'
    if (undecidedIds.has(id)) return 'undecided'
    if (!isOfApp) return ofAgentAlone
    return isOfAgent ? 'both' : ofAppAlone
  }
  const rows: ComparedRow[] = []
  eachTogether(recordsOf(agent), recordsOf(app), (id, ofAgent, ofApp) => {
    const record = ofAgent ?? ofApp
    if (record !== undefined)
      rows.push({ record, seenBy: seenBy(id, ofAgent !== undefined, ofApp !== undefined) })
  })
  return rows
}

const isWhole = (observation: Observation): boolean => observation.state === 'listed' && observation.complete

/** Which choice of the filter shows a row besides `all`; null: none does. */
export const filterOf = (seenBy: ComparedRow['seenBy']): Exclude<RowFilter, 'all'> | null => {
  if (seenBy === 'changed') return null
  return seenBy === 'undecided' || seenBy === 'agent-or-both' || seenBy === 'app-or-both' ? 'unknown' : seenBy
}

/**
 * Rows of one kind (`all` includes changed ones) in which every word of the search occurs, in the
 * id, the label or the name of a facet; letter case does not matter.
 */
export const filterRows = (
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
export const groupRows = (rows: readonly ComparedRow[], by: RowGrouping): readonly RowGroup[] => {
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
  Record<RowGrouping, { id: (r: RecordSummary) => string | null; name: (r: RecordSummary) => string | null }>
> = {
  client: { id: (record) => record.clientId, name: (record) => record.clientName },
  team: { id: (record) => record.teamId, name: (record) => record.teamName },
  type: { id: (record) => record.typeId, name: (record) => record.typeName },
  assignee: { id: (record) => record.agentId, name: (record) => record.agentName },
}

const groupName = (id: string | null, by: RowGrouping, rows: readonly ComparedRow[]): string => {
  if (id === null) return 'None'
  if (by === 'assignee' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
  const named = rows.find(({ record }) => seenName(FACETS[by].name(record)) !== null)
  return (named && FACETS[by].name(named.record)) ?? unnamed(id)
}

// A fixed locale: the same data reads the same on every machine.
const collator = new Intl.Collator('en', { numeric: true })

const byName = (a: RowGroup, b: RowGroup): number => {
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

const recordsOf = (observation: Observation): readonly RecordSummary[] =>
  observation.state === 'listed' ? observation.records : []
