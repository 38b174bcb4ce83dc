import { useState } from 'react'
import { enterRegion, namedRegions } from './regions'
import styles from './skip-links.module.css'

/** In sight while it has the focus, before everything else: past the bar, and to what is told beside the screen. */
export const SkipLinks = () => {
  const [names, setNames] = useState<readonly string[]>([])
  return (
    <div
      className={styles.links}
      onFocus={() => {
        setNames(namedRegions().map(({ name }) => name))
      }}
    >
      <button
        type="button"
        onClick={() => {
          document.querySelector('main')?.focus()
        }}
      >
        Skip to the content
      </button>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          onClick={() => {
            const found = namedRegions().find((each) => each.name === name)
            if (found !== undefined) enterRegion(found.region)
          }}
        >
          Skip to “{name}”
        </button>
      ))}
    </div>
  )
}
