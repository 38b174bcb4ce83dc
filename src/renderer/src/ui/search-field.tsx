import type { Ref } from 'react'
import { Icon } from './icon'
import styles from './search-field.module.css'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** A search box; `/` anywhere on the page puts the focus in it, Escape empties it. */
export const SearchField = ({ label, value, onChange, ref }: SearchFieldProps) => (
  <div className={styles.search}>
    <Icon name="search" className={styles.icon} />
    <input
      ref={ref}
      type="search"
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      value={value}
      spellCheck={false}
      onChange={(event) => {
        onChange(event.target.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChange('')
      }}
    />
    <kbd className={styles.key} aria-hidden="true">
      /
    </kbd>
  </div>
)
