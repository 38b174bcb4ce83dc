import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { counted, countText } from '../../../../core/comparison/count-text'
import { Dialog } from '../../ui/dialog'
import { gridMove } from '../../ui/grid-keys'
import { listed, searchText, type PaletteEntry } from './entry'
import { folded } from './match'
import styles from './palette.module.css'
import { useRecentlyUsed } from './recent-store'

interface PaletteProps {
  readonly title: string
  /** What is searched for, as the name of the field. */
  readonly label: string
  readonly entries: readonly PaletteEntry[]
  readonly onClose: () => void
}

/** Where a page key moves to. */
const PAGE = 10

/**
 * Everything that can be gone to or done, found by words (ARIA's combobox with a list): the focus stays in the field, arrow keys
 * choose, Enter does it. What cannot be done now says why, and is not done.
 */
export const Palette = ({ title, label, entries, onClose }: PaletteProps) => {
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const recent = useRecentlyUsed(({ ids }) => ids)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const texts = useMemo(() => entries.map((entry) => folded(searchText(entry))), [entries])
  const { groups, more } = useMemo(
    () => listed(entries, texts, query, recent),
    [entries, texts, query, recent],
  )
  const rows = groups.flatMap((group) => group.entries)
  const at = Math.min(chosen, rows.length - 1)
  const optionId = (index: number) => `${id}-option-${String(index)}`

  useEffect(() => {
    // Of itself the dialog gives it to its first button.
    input.current?.focus()
  }, [])
  useEffect(() => {
    document.getElementById(`${id}-option-${String(at)}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at, query])

  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined || entry.blocked !== null) return
    useRecentlyUsed.getState().use(entry.id)
    // The dialog is closed first, so that the focus is back where it was, and what is done may take it.
    flushSync(onClose)
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      run(rows[at])
      return
    }
    // Home and End move in what is typed.
    const to = event.key === 'Home' || event.key === 'End' ? null : gridMove(event.key, at, rows.length, PAGE)
    if (to === null || rows.length === 0) return
    event.preventDefault()
    setChosen(to)
  }

  return (
    <Dialog
      wide
      title={title}
      onClose={onClose}
      footer={
        <span role="status" className={styles.status}>
          {rows.length === 0
            ? 'Nothing matches.'
            : more > 0
              ? `${counted(rows.length, 'entry', 'entries')}; type more words for the other ${countText(more)}.`
              : `${counted(rows.length, 'entry', 'entries')}.`}
        </span>
      }
    >
      <input
        ref={input}
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={rows.length === 0 ? undefined : optionId(at)}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        placeholder={label}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
        {groups.map((group, place) => (
          <div key={group.name} role="group" aria-labelledby={`${id}-group-${String(place)}`}>
            <div id={`${id}-group-${String(place)}`} role="presentation" className={styles.group}>
              {group.name}
            </div>
            {group.entries.map((entry) => {
              const own = rows.indexOf(entry)
              return (
                <Option
                  key={entry.id}
                  id={optionId(own)}
                  entry={entry}
                  isChosen={own === at}
                  onPoint={() => {
                    setChosen(own)
                  }}
                  onRun={() => {
                    run(entry)
                  }}
                />
              )
            })}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

interface OptionProps {
  readonly id: string
  readonly entry: PaletteEntry
  readonly isChosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

const Option = ({
  id,
  entry: { label, name, hint, keys, blocked },
  isChosen,
  onPoint,
  onRun,
}: OptionProps) => (
  // The field has the focus and takes the keys.
  <div
    id={id}
    role="option"
    aria-selected={isChosen}
    aria-disabled={blocked !== null}
    className={styles.option}
    onPointerMove={onPoint}
    onClick={onRun}
  >
    <span className={styles.label}>
      {label} {name !== null && <bdi>{name}</bdi>}
    </span>{' '}
    {(blocked ?? hint) !== null && (
      <span className={styles.hint}>
        <bdi>{blocked ?? hint}</bdi>
      </span>
    )}
    {keys !== null && <kbd className={styles.keys}>{keys}</kbd>}
  </div>
)
