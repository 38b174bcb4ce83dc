import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Name } from './name'
import { Icon, type IconName } from './icon'
import styles from './context-menu.module.css'

export interface ContextMenuItem {
  readonly label: string
  readonly icon?: IconName
  /** The key that does the same: for the eye, it is no part of the item's name. */
  readonly hint?: string
  readonly disabled?: boolean
  /** It can be ticked: whether it is. Ticking leaves the menu open. */
  readonly checked?: boolean
  /** Whether a line parts it from what is above. */
  readonly parted?: boolean
  readonly onSelect: () => void
}

/** Where it opens, in CSS pixels from the window's corner. */
export interface MenuPlace {
  readonly x: number
  readonly y: number
}

interface ContextMenuProps {
  readonly label: string
  readonly at: MenuPlace
  readonly items: readonly ContextMenuItem[]
  /** The button that opened it, which closes it as well. */
  readonly opener?: RefObject<HTMLElement | null>
  /** Gives the focus back unless the user went elsewhere. */
  readonly onClose: (how: { readonly returnFocus: boolean }) => void
}

/** A menu at a place, after the ARIA pattern: arrows, Home, End, the first letter, Escape; Tab or a press elsewhere close it. */
export const ContextMenu = ({ label, at, items, opener, onClose }: ContextMenuProps) => {
  const menu = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<MenuPlace>(at)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  // Within the window, wherever it was asked for.
  useLayoutEffect(() => {
    const size = menu.current?.getBoundingClientRect()
    if (size !== undefined)
      setPlace({
        x: Math.max(4, Math.min(at.x, window.innerWidth - size.width - 4)),
        y: Math.max(4, Math.min(at.y, window.innerHeight - size.height - 4)),
      })
  }, [at])

  useEffect(() => {
    itemsIn(menu.current)[0]?.focus()
    const leave = () => {
      close.current({ returnFocus: false })
    }
    const onPointerDown = ({ target }: PointerEvent) => {
      const isWithin = [menu, opener].some(
        (each) => target instanceof Node && each?.current?.contains(target),
      )
      if (!isWithin) leave()
    }
    document.addEventListener('pointerdown', onPointerDown)
    window.addEventListener('resize', leave)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
      window.removeEventListener('resize', leave)
    }
  }, [opener])

  const onKeyDown = (event: KeyboardEvent) => {
    // No key that this menu gets is for what it lies upon.
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose({ returnFocus: true })
      return
    }
    const all = itemsIn(menu.current)
    const next = nextItem(
      event.key,
      all.map(({ textContent }) => textContent.toLowerCase()),
      all.findIndex((item) => item === document.activeElement),
    )
    if (next === null) return
    event.preventDefault()
    all[next]?.focus()
  }

  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      className={styles.menu}
      style={{ left: place.x, top: place.y }}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        event.preventDefault()
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={item.checked}
          tabIndex={-1}
          disabled={item.disabled}
          className={`${styles.item ?? ''} ${item.parted === true ? (styles.parted ?? '') : ''}`}
          onClick={() => {
            if (item.checked === undefined) onClose({ returnFocus: true })
            item.onSelect()
          }}
        >
          <span className={styles.mark}>
            {item.checked === true ? (
              <Icon name="check" />
            ) : (
              item.icon !== undefined && <Icon name={item.icon} />
            )}
          </span>
          <span className={styles.label}>
            <Name>{item.label}</Name>
          </span>
          {item.hint !== undefined && (
            <span className={styles.hint} aria-hidden="true">
              {item.hint}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

const itemsIn = (menu: HTMLElement | null): readonly HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? []),
]

/** Which item a key leads to; null: none. */
const nextItem = (key: string, texts: readonly string[], at: number): number | null => {
  const count = texts.length
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (Math.max(at, 0) - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
  }
  if (key.length !== 1 || key === ' ') return null
  const found = texts.findIndex((_text, by) => texts[(at + 1 + by) % count]?.startsWith(key.toLowerCase()))
  return found === -1 ? null : (at + 1 + found) % count
}
