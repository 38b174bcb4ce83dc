import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { IconButton } from './button'
import { Icon, type IconName } from './icon'
import { Name } from './name'
import styles from './open-list.module.css'

/** One of the things that are open. */
export interface OpenItem {
  readonly key: string
  readonly icon: IconName
  readonly name: string
  /** What tells it from others of the same name, and how it is doing. */
  readonly detail: string
  readonly tone?: 'bad' | 'warning'
}

interface OpenListProps {
  readonly label: string
  readonly items: readonly OpenItem[]
  /** Key of the one on screen. */
  readonly current: string | null
  readonly onChoose: (key: string) => void
  readonly onClose: (key: string) => void
}

/**
 * What is open, and which of it is on screen. One tab stop, and its cross: arrows, Home and End move, Enter shows,
 * Delete closes. A list of buttons and not tabs, since a tab may hold no second button.
 */
export const OpenList = ({ label, items, current, onChoose, onClose }: OpenListProps) => {
  const list = useRef<HTMLUListElement>(null)
  const [active, setActive] = useState<string | null>(null)
  const stop = items.find(({ key }) => key === active) ?? items.find(({ key }) => key === current) ?? items[0]
  const focus = (key: string | undefined) => {
    list.current?.querySelector<HTMLElement>(`[data-key="${key ?? ''}"]`)?.focus()
  }
  useEffect(() => {
    list.current
      ?.querySelector<HTMLElement>('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  const close = (key: string) => {
    const at = items.findIndex((item) => item.key === key)
    const next = items[at + 1] ?? items[at - 1]
    // The list goes with its last but one: nobody is left on a button that is gone.
    if (items.length > 2) focus(next?.key)
    else list.current?.closest('main')?.focus()
    onClose(key)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex(({ key }) => key === stop?.key)
    const key = stop?.key
    if (key === undefined || !(event.target instanceof HTMLElement)) return
    if (event.key === 'Delete') {
      event.preventDefault()
      close(key)
      return
    }
    const next = items[nextIndex(event.key, at, items.length) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    focus(next.key)
  }
  return (
    <ul ref={list} data-keeps-focus className={styles.list} aria-label={label} onKeyDown={onKeyDown}>
      {items.map(({ key, icon, name, detail, tone }) => (
        <li key={key} className={`${styles.item ?? ''} ${key === current ? (styles.current ?? '') : ''}`}>
          <button
            type="button"
            data-key={key}
            className={styles.name}
            aria-current={key === current ? 'true' : undefined}
            aria-keyshortcuts="Delete"
            tabIndex={key === stop?.key ? 0 : -1}
            title={`${name}, ${detail}`}
            onFocus={() => {
              setActive(key)
            }}
            onClick={() => {
              onChoose(key)
            }}
          >
            <span className={tone === undefined ? styles.icon : styles[tone]}>
              <Icon name={icon} />
            </span>
            <Name>{name}</Name>
            <span className={styles.detail}>{detail}</span>
          </button>
          <IconButton
            icon="close"
            className={styles.close}
            label={`Close ${name}, ${detail}`}
            tabIndex={key === stop?.key ? 0 : -1}
            onClick={() => {
              close(key)
            }}
          />
        </li>
      ))}
    </ul>
  )
}

const nextIndex = (key: string, at: number, count: number): number | null => {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
