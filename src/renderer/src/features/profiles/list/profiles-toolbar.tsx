import { useRef } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { Button } from '../../../ui/button'
import { SearchField } from '../../../ui/search-field'
import { useSearchShortcut } from '../../../ui/use-search-shortcut'
import styles from './profiles-toolbar.module.css'
import { useProfiles } from '../profiles-store'

interface ProfilesToolbarProps {
  readonly tags: readonly string[]
  readonly shown: number
  readonly total: number
  /** Sets up a run over those with the tag; null: over all. */
  readonly onFleet: (tag: string | null) => void
}

/** Search and tag filter of the list of tenants. */
export const ProfilesToolbar = ({ tags, shown, total, onFleet }: ProfilesToolbarProps) => {
  const search = useProfiles((state) => state.search)
  const tag = useProfiles((state) => state.tag)
  const { setSearch, setTag } = useProfiles.getState()
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  return (
    <div className={styles.toolbar}>
      <SearchField ref={input} label="Search tenants" value={search} onChange={setSearch} />
      {tags.length > 0 && (
        <label className={styles.tags}>
          Tag
          <select
            value={tag ?? ''}
            onChange={(event) => {
              setTag(event.target.value === '' ? null : event.target.value)
            }}
          >
            <option value="">All tags</option>
            {tags.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      )}
      <Button
        kind="quiet"
        icon="compare"
        onClick={() => {
          onFleet(tag)
        }}
      >
        {tag === null ? 'Run for all…' : 'Run for this tag…'}
      </Button>
      <p className={styles.count} role="status">
        {shown === total ? counted(total, 'tenant') : `${countText(shown)} of ${counted(total, 'tenant')}`}
      </p>
    </div>
  )
}
