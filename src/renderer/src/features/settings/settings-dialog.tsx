import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useRoving } from '../../ui/use-roving'
import { SETTINGS_SECTIONS, type SettingsSection } from './sections'
import styles from './settings.module.css'

interface SettingsDialogProps {
  /** The one that is shown first. */
  readonly section: SettingsSection
  /** What each section holds, under its own heading. */
  readonly contents: Readonly<Record<SettingsSection, ReactNode>>
  readonly onClose: () => void
}

const placeOf = (section: SettingsSection): string => `settings-${section}`

/**
 * What is chosen for the app itself: all sections below one another, so that a search of the page finds in any of them, and a
 * list of them at the side that leads to each.
 */
export const SettingsDialog = ({ section, contents, onClose }: SettingsDialogProps) => {
  const [shown, setShown] = useState(section)
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLElement>(SETTINGS_SECTIONS.length)
  const first = useRef(section)
  const lead = (to: SettingsSection) => {
    setShown(to)
    const place = document.getElementById(placeOf(to))
    place?.scrollIntoView({ block: 'start' })
    place?.focus({ preventScroll: true })
  }
  useEffect(() => {
    // Of itself the dialog begins at its top.
    if (first.current !== SETTINGS_SECTIONS[0].id) lead(first.current)
  }, [])
  return (
    <Dialog
      title="Settings"
      large
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles.settings}>
        <nav
          ref={list}
          aria-label="Sections of the settings"
          className={styles.list}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
        >
          {SETTINGS_SECTIONS.map(({ id, label }, index) => (
            <button
              key={id}
              type="button"
              aria-current={shown === id ? 'true' : undefined}
              onClick={() => {
                lead(id)
              }}
              {...item(index)}
            >
              {label}
            </button>
          ))}
        </nav>
        <div className={styles.sections}>
          {SETTINGS_SECTIONS.map(({ id, label }) => (
            <section
              key={id}
              id={placeOf(id)}
              tabIndex={-1}
              aria-labelledby={`${placeOf(id)}-heading`}
              className={styles.section}
            >
              <h3 id={`${placeOf(id)}-heading`}>{label}</h3>
              {contents[id]}
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
