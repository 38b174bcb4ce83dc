import { countText, counted } from '../../../../core/comparison/count-text'
import { UNASSIGNED_AGENT_ID } from '../../../../core/comparison/record'
import { facetText, isShownOn } from '../../../../core/comparison/row-sort'
import type { TableRow } from '../../../../core/comparison/row-table'
import { PREDICTED_SEEN_BY_WORDS, SEEN_BY_WORDS } from '../../../../core/words/words'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { Badge } from '../../ui/badge'
import { Certainty } from '../../ui/certainty'
import { Icon } from '../../ui/icon'
import { usePredicted } from './comparison-store'
import { cellText, type ColumnId } from './grid-columns'
import type { GridGroup } from './grid-lines'
import { gapText, UNDECIDED_TEXT } from './observation-text'
import styles from './row-grid.module.css'

interface SideCellProps {
  readonly row: TableRow
  readonly side: 'agent' | 'app'
  readonly summary: ResourceSummary
  /** What has a column of its own is not told twice. */
  readonly columns: ReadonlySet<ColumnId>
}

/** What one side sees of a record: the record, or a gap that cannot be mistaken for one. */
export const SideCell = ({ row, side, summary, columns }: SideCellProps) => {
  const { id, label, seenBy } = row
  const predicted = usePredicted()
  if (seenBy === 'undecided' && side === 'app') {
    return (
      <span className={styles.undecided}>
        <Certainty kind="unknown">{UNDECIDED_TEXT}</Certainty>
      </span>
    )
  }
  if (!isShownOn(seenBy, side)) {
    return (
      <span className={styles.gap}>
        <span className={styles.gapText} title={gapText(summary[side], side, predicted)}>
          {gapText(summary[side], side, predicted)}
        </span>
      </span>
    )
  }
  return (
    <span className={styles.record}>
      {!columns.has('id') && <span className={styles.id}>{id}</span>}
      <span className={styles.label} title={label}>
        <bdi>{label}</bdi>
      </span>
      {seenBy === 'changed' ? (
        <Badge tone="neutral" icon="refresh">
          {SEEN_BY_WORDS.changed}
        </Badge>
      ) : (
        <span className={styles.detail} title={detailOf(row, columns)}>
          <bdi>{detailOf(row, columns)}</bdi>
        </span>
      )}
    </span>
  )
}

/** The client where the row has one; else the team, the type or whom it is assigned to. */
const detailOf = ({ facets }: TableRow, columns: ReadonlySet<ColumnId>): string => {
  const facet = (['client', 'team', 'type'] as const).find((each) => facets[each].name !== null) ?? 'assignee'
  if (columns.has(facet)) return ''
  return facet === 'assignee' && facets.assignee.name === null && facets.assignee.id !== UNASSIGNED_AGENT_ID
    ? ''
    : facetText(facet, facets[facet])
}

/** What is known of a record, whoever sees it. */
export const PlainCell = ({ row, column }: { row: TableRow; column: ColumnId }) => {
  const text = cellText(row, column, usePredicted())
  return (
    <span className={styles.plain} title={text}>
      <bdi>{text}</bdi>
    </span>
  )
}

/** A group's heading: its name and what of it each side alone sees. */
export const GroupCell = ({ group, expanded }: { group: GridGroup; expanded: boolean }) => {
  const { counts } = group
  const words = usePredicted() ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS
  const parts = [
    counts.agent > 0 ? `${countText(counts.agent)} ${words.agent.toLowerCase()}` : null,
    counts.app > 0 ? `${countText(counts.app)} ${words.app.toLowerCase()}` : null,
    counts.unknown > 0 ? `${countText(counts.unknown)} not known` : null,
    counts.changed > 0 ? `${countText(counts.changed)} ${words.changed.toLowerCase()}` : null,
  ].filter((part) => part !== null)
  return (
    <>
      <Icon name={expanded ? 'chevronDown' : 'chevronRight'} className={styles.chevron} />
      <span className={styles.groupName}>
        <bdi>{group.name}</bdi>
      </span>
      <span className={styles.groupCounts}>{[counted(counts.all, 'record'), ...parts].join(' · ')}</span>
    </>
  )
}
