import type { ResourceComparison } from './comparison'
import type { Observation } from './observation'
import { eachTogether } from './record'
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

const recordsOf = (observation: Observation): readonly RecordSummary[] =>
  observation.state === 'listed' ? observation.records : []
