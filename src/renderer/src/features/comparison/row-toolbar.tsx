import { useRef } from 'react'
import type { RowFilter } from '../../../../core/comparison/rows'
import { countWords, SEEN_BY_WORDS } from '../../../../core/words/words'
import { formatCount } from '../../ui/counted'
import { SearchField } from '../../ui/search-field'
import { useSearchShortcut } from '../../ui/use-search-shortcut'
import { useComparison, type Grouping } from './comparison-store'
import type { RowCounts } from './grid-nodes'
import styles from './row-toolbar.module.css'

const FILTERS: readonly { readonly value: RowFilter; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'agent', label: SEEN_BY_WORDS.agent },
  { value: 'app', label: SEEN_BY_WORDS.app },
  { value: 'both', label: SEEN_BY_WORDS.both },
  { value: 'unknown', label: 'Not known' },
]

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
  // All rows, and those of which it is not known, are counted here; the others are numbers of the whole.
  const countText = (value: RowFilter): string =>
    countWords({ least: counts[value], exact: exact || value === 'all' || value === 'unknown' }, formatCount)
  return (
    <div className={styles.toolbar} role="group" aria-label="Records shown">
      <fieldset className={styles.filter}>
        <legend className="visually-hidden">Seen by</legend>
        {FILTERS.filter(({ value }) => value !== 'unknown' || !exact || show === 'unknown').map(
          ({ value, label }) => (
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
                {label} <span className={styles.count}>{countText(value)}</span>
              </span>
            </label>
          ),
        )}
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
