import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { Icon, type IconName } from './icon'
import styles from './menu.module.css'

interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly hint?: string
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly onSelect: () => void
}

interface MenuProps {
  /** The button that opens it; `toggle` and the ARIA attributes go on it. */
  readonly trigger: (props: {
    readonly onClick: () => void
    readonly 'aria-haspopup': 'menu'
    readonly 'aria-expanded': boolean
    readonly 'aria-controls': string
  }) => ReactNode
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Shown below the items, e.g. a check box that all of them obey. */
  readonly footer?: ReactNode
}

/** A menu button after the ARIA pattern: arrows, Home, End and Escape; Tab or a click elsewhere close it. */
export const Menu = ({ trigger, label, items, footer }: MenuProps) => {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const menuId = useId()
  usePlaced(popup, root, open)

  const close = ({ returnFocus }: { returnFocus: boolean }) => {
    setOpen(false)
    if (returnFocus) root.current?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus()
  }

  useEffect(() => {
    if (!open) return undefined
    root.current?.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus()
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
    }
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      close({ returnFocus: true })
      return
    }
    // A field below the items moves its own caret.
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return
    const entries = [
      ...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? []),
    ]
    const at = entries.findIndex((entry) => entry === document.activeElement)
    const next = nextIndex(event.key, at, entries.length)
    if (next === null) return
    event.preventDefault()
    entries[next]?.focus()
  }

  return (
    <div
      ref={root}
      className={styles.root}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && event.relatedTarget !== null) setOpen(false)
      }}
    >
      {trigger({
        onClick: () => {
          setOpen(!open)
        },
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': menuId,
      })}
      {/* Empty while closed, so that aria-controls always points at something. */}
      <div ref={popup} id={menuId} className={open ? styles.popup : undefined}>
        {open && (
          <>
            <div role="menu" aria-label={label}>
              {items.map((item) => (
                <button
                  key={item.label}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  disabled={item.disabled}
                  className={`${styles.item ?? ''} ${item.danger === true ? (styles.danger ?? '') : ''}`}
                  onClick={() => {
                    close({ returnFocus: true })
                    item.onSelect()
                  }}
                >
                  {item.icon !== undefined && <Icon name={item.icon} />}
                  <span>{item.label}</span>
                  {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
                </button>
              ))}
            </div>
            {footer !== undefined && <div className={styles.footer}>{footer}</div>}
          </>
        )}
      </div>
    </div>
  )
}

/** Between a popup and the edge of the window, and its button. In CSS pixels. */
const EDGE = 8
const GAP = 4

const pixels = (at: number): string => `${String(at)}px`

/**
 * Puts a popup below its button or above it, wherever there is room, and within the window: one that hangs on its
 * button is cut off in a small window, or by what scrolls.
 */
const usePlaced = (
  popup: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  open: boolean,
): void => {
  useLayoutEffect(() => {
    const [shown, button] = [popup.current, anchor.current]
    if (!open || shown === null || button === null) return undefined
    const put = () => {
      const { top, bottom, right } = button.getBoundingClientRect()
      const { offsetWidth: width, offsetHeight: height } = shown
      const isBelow = bottom + GAP + height <= window.innerHeight - EDGE || top < window.innerHeight - bottom
      const wanted = isBelow ? bottom + GAP : top - GAP - height
      const within = (at: number, size: number, room: number) =>
        Math.max(EDGE, Math.min(at, room - EDGE - size))
      shown.style.left = pixels(within(right - width, width, window.innerWidth))
      shown.style.top = pixels(within(wanted, height, window.innerHeight))
    }
    put()
    const sizes = new ResizeObserver(put)
    sizes.observe(shown)
    window.addEventListener('resize', put)
    // Captured: whatever scrolls takes the button with it. Not the popup's own.
    const onScroll = ({ target }: Event) => {
      if (target !== shown) put()
    }
    document.addEventListener('scroll', onScroll, true)
    return () => {
      sizes.disconnect()
      window.removeEventListener('resize', put)
      document.removeEventListener('scroll', onScroll, true)
    }
  }, [popup, anchor, open])
}

const nextIndex = (key: string, at: number, count: number): number | null => {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
