import { useRef } from 'react'
import type { RowCounts } from '../../../../core/comparison/row-table'
import type { RowFilter } from '../../../../core/comparison/rows'
import { countWords, PREDICTED_SEEN_BY_WORDS, SEEN_BY_WORDS } from '../../../../core/words/words'
import { SearchField } from '../../ui/search-field'
import { useSearchShortcut } from '../../ui/use-search-shortcut'
import { useComparison, usePredicted, type Grouping } from './comparison-store'
import styles from './row-toolbar.module.css'

const FILTERS: readonly RowFilter[] = ['all', 'agent', 'app', 'both', 'unknown']
/** Of a predicted side: it never sees what the inspector does not. */
const PREDICTED_FILTERS: readonly RowFilter[] = ['all', 'agent', 'both', 'unknown']

const filterWords = (value: RowFilter, predicted: boolean): string => {
  if (value === 'all') return 'All'
  if (value === 'unknown') return predicted ? 'Undecided' : 'Not known'
  return (predicted ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS)[value]
}

const GROUPINGS: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'none', label: 'No grouping' },
  { value: 'client', label: 'By client' },
  { value: 'team', label: 'By team' },
  { value: 'type', label: 'By type' },
  { value: 'assignee', label: 'By assignee' },
]

interface RowToolbarProps {
  readonly counts: RowCounts
  /** Whether both sides have whole lists, so that what is seen by whom is known of every record. */
  readonly exact: boolean
}

/** Filter with counts, search and grouping of the rows. */
export const RowToolbar = ({ counts, exact }: RowToolbarProps) => {
  const show = useComparison((state) => state.show)
  const search = useComparison((state) => state.search)
  const grouping = useComparison((state) => state.grouping)
  const { setShow, setSearch, setGrouping } = useComparison.getState()
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  const predicted = usePredicted()
  const filters = (predicted ? PREDICTED_FILTERS : FILTERS).filter(
    (value) => value !== 'unknown' || !exact || counts.unknown > 0 || show === 'unknown',
  )
  // All rows, and those of which it is not known, are counted here; the others are numbers of the whole.
  const wordsOf = (value: RowFilter): string =>
    countWords({ least: counts[value], exact: exact || value === 'all' || value === 'unknown' })
  return (
    <div className={styles.toolbar} role="group" aria-label="Records shown">
      <fieldset className={styles.filter}>
        <legend className="visually-hidden">{predicted ? 'Would be seen' : 'Seen by'}</legend>
        {filters.map((value) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="seen-by"
              checked={show === value}
              onChange={() => {
                setShow(value)
              }}
            />
            <span>
              {filterWords(value, predicted)} <span className={styles.count}>{wordsOf(value)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <SearchField ref={input} label="Search records" value={search} onChange={setSearch} />
      <label className={styles.grouping}>
        <span className="visually-hidden">Group by</span>
        <select
          value={grouping}
          onChange={(event) => {
            const chosen = GROUPINGS.find(({ value }) => value === event.target.value)
            if (chosen !== undefined) setGrouping(chosen.value)
          }}
        >
          {GROUPINGS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
