import { useEffect, useRef } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { Button } from '../../../ui/button'
import { SearchField } from '../../../ui/search-field'
import { useSearchShortcut } from '../../../ui/use-search-shortcut'
import styles from './profiles-toolbar.module.css'
import { useProfiles } from '../profiles-store'
import type { FleetChoice } from './fleet-choice'

interface ProfilesToolbarProps {
  readonly tags: readonly string[]
  readonly shown: number
  readonly total: number
  /** Sets up a run over those with the tag, or over all. */
  readonly onFleet: (choice: FleetChoice) => void
  /** How many of those shown are ticked. */
  readonly ticked: number
  readonly onTickAll: (isOn: boolean) => void
}

/** Search and tag filter of the list of tenants. */
export const ProfilesToolbar = ({ tags, shown, total, onFleet, ticked, onTickAll }: ProfilesToolbarProps) => {
  const search = useProfiles((state) => state.search)
  const tag = useProfiles((state) => state.tag)
  const { setSearch, setTag } = useProfiles.getState()
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  return (
    <div className={styles.toolbar}>
      <TickAll shown={shown} ticked={ticked} onChange={onTickAll} />
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
          onFleet(tag === null ? { which: 'all' } : { which: 'tag', tag })
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

interface TickAllProps {
  readonly shown: number
  readonly ticked: number
  readonly onChange: (isOn: boolean) => void
}

/** Ticks all that are shown; where some are ticked, the rest of them. */
const TickAll = ({ shown, ticked, onChange }: TickAllProps) => {
  const input = useRef<HTMLInputElement>(null)
  const isMixed = ticked > 0 && ticked < shown
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = isMixed
  }, [isMixed])
  return (
    <label className={styles.all}>
      <input
        ref={input}
        type="checkbox"
        aria-label={`Select all ${counted(shown, 'tenant')} shown`}
        checked={shown > 0 && ticked === shown}
        disabled={shown === 0}
        onChange={() => {
          onChange(ticked < shown)
        }}
      />
    </label>
  )
}
