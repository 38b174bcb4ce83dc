import { useRef } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { DECISIONS } from '../../../../../core/inventory/review'
import { SEVERITY_WORDS } from '../../../../../core/words/words'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { Choice } from '../../../ui/choice'
import { SearchField } from '../../../ui/search-field'
import { useSearchShortcut } from '../../../ui/use-search-shortcut'
import { DECISION_WORDS } from '../../../../../core/inventory/inventory-words'
import { countRisks, type DecisionFilter, type RiskFilter } from './table-rows'
import { useTable } from './table-store'
import styles from './table-toolbar.module.css'

const RISKS: readonly { readonly value: RiskFilter; readonly label: string }[] = [
  { value: 'all', label: 'Any risk' },
  { value: 'error', label: `Worst: ${SEVERITY_WORDS.error.toLowerCase()}` },
  { value: 'warning', label: `Worst: ${SEVERITY_WORDS.warning.toLowerCase()}` },
  { value: 'info', label: `Worst: ${SEVERITY_WORDS.info.toLowerCase()}` },
  { value: 'unread', label: 'Unread: not known' },
  { value: 'none', label: 'No risk found' },
]

const DECISION_CHOICES: readonly { readonly value: DecisionFilter; readonly label: string }[] = [
  { value: 'all', label: 'Any decision' },
  { value: 'open', label: 'Open' },
  ...DECISIONS.map((value) => ({ value, label: DECISION_WORDS[value] })),
]

interface TableToolbarProps {
  readonly entries: readonly EntrySummary[]
  readonly shown: number
}

/** Search and filters of the table, and how many they leave. */
export const TableToolbar = ({ entries, shown }: TableToolbarProps) => {
  const search = useTable((state) => state.search)
  const risk = useTable((state) => state.risk)
  const decision = useTable((state) => state.decision)
  const { setSearch, setRisk, setDecision } = useTable.getState()
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  const counts = countRisks(entries)
  return (
    <div className={styles.toolbar} role="group" aria-label="Applications shown">
      <SearchField ref={input} label="Search applications" value={search} onChange={setSearch} />
      <Choice
        label="Risk"
        value={risk}
        choices={RISKS.map(({ value, label }) => ({
          value,
          label: `${label} (${countText(counts[value])})`,
        }))}
        onChoose={setRisk}
      />
      <Choice label="Decision" value={decision} choices={DECISION_CHOICES} onChoose={setDecision} />
      <p className={styles.count} role="status" aria-live="polite">
        {shown === entries.length
          ? counted(shown, 'application')
          : `${countText(shown)} of ${counted(entries.length, 'application')}`}
      </p>
    </div>
  )
}
