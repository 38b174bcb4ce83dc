import { useRef, useState } from 'react'
import { FACETS } from '../../../../core/comparison/row-columns'
import type { RowCounts } from '../../../../core/comparison/row-table'
import type { RowFilter } from '../../../../core/comparison/rows'
import { countWords, PREDICTED_SEEN_BY_WORDS, SEEN_BY_WORDS } from '../../../../core/words/words'
import { Button } from '../../ui/button'
import { ContextMenu, type MenuPlace } from '../../ui/context-menu'
import { SearchField } from '../../ui/search-field'
import { useSearchShortcut } from '../../ui/use-search-shortcut'
import { useComparison, usePredicted, type Grouping } from './comparison-store'
import { headOf } from './grid-columns'
import { columnItems } from './head-menu'
import styles from './row-toolbar.module.css'
import { useSearchAll } from './search-all-store'
import type { GridViewControls } from './use-grid-view'

const FILTERS: readonly RowFilter[] = ['all', 'agent', 'app', 'both', 'unknown']
/** Of a predicted side: it never sees what the inspector does not. */
const PREDICTED_FILTERS: readonly RowFilter[] = ['all', 'agent', 'both', 'unknown']

const filterWords = (value: RowFilter, predicted: boolean): string => {
  if (value === 'all') return 'All'
  if (value === 'unknown') return predicted ? 'Undecided' : 'Not known'
  return (predicted ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS)[value]
}

const GROUPINGS: readonly Grouping[] = ['none', ...FACETS]

const groupingWords = (grouping: Grouping): string =>
  grouping === 'none' ? 'No grouping' : `By ${headOf(grouping, false).toLowerCase()}`

interface RowToolbarProps {
  readonly view: GridViewControls
  readonly counts: RowCounts
  /** Whether both sides have whole lists, so that what is seen by whom is known of every record. */
  readonly exact: boolean
}

/** Filter with counts, search, grouping and columns of the rows. */
export const RowToolbar = ({ view, counts, exact }: RowToolbarProps) => {
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
  const offered = new Set(view.offered.map(({ id }) => id))
  const groupings = GROUPINGS.filter((value) => value === 'none' || value === grouping || offered.has(value))
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
      <Button
        kind="quiet"
        icon="search"
        onClick={() => {
          useSearchAll.getState().open(search)
        }}
      >
        All resources
      </Button>
      <label className={styles.grouping}>
        <span className="visually-hidden">Group by</span>
        <select
          value={grouping}
          onChange={(event) => {
            const chosen = GROUPINGS.find((value) => value === event.target.value)
            if (chosen !== undefined) setGrouping(chosen)
          }}
        >
          {groupings.map((value) => (
            <option key={value} value={value}>
              {groupingWords(value)}
            </option>
          ))}
        </select>
      </label>
      <ColumnsMenu view={view} predicted={predicted} />
    </div>
  )
}

/** Which columns there are beside the two sides. */
const ColumnsMenu = ({ view, predicted }: { view: GridViewControls; predicted: boolean }) => {
  const button = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState<MenuPlace | null>(null)
  return (
    <>
      <Button
        ref={button}
        icon="settings"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => {
          const { left, bottom } = button.current?.getBoundingClientRect() ?? { left: 0, bottom: 0 }
          setAt(at === null ? { x: left, y: bottom + 4 } : null)
        }}
      >
        Columns
      </Button>
      {at !== null && (
        <ContextMenu
          label="Columns"
          at={at}
          items={columnItems(view, predicted)}
          opener={button}
          onClose={({ returnFocus }) => {
            setAt(null)
            if (returnFocus) button.current?.focus()
          }}
        />
      )}
    </>
  )
}
