import { useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import { circleMove, gridMove } from './grid-keys'

/** How many a page key moves by. */
const PAGE = 10

interface Roving<T extends HTMLElement> {
  readonly list: RefObject<T | null>
  /** For the element that holds all of them. */
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (event: FocusEvent) => void
  /** For each of them, by its place. */
  readonly item: (index: number) => { readonly tabIndex: 0 | -1; readonly 'data-roving': number }
}

/**
 * Many buttons with one tab stop. Below each other, Up, Down, Home, End and the page keys move between them; side by side
 * (ARIA's toolbar pattern) Left, Right, Home and End.
 */
export const useRoving = <T extends HTMLElement>(
  count: number,
  direction: 'down' | 'across' = 'down',
): Roving<T> => {
  const list = useRef<T>(null)
  const [active, setActive] = useState(0)
  const at = Math.min(active, Math.max(count - 1, 0))
  return {
    list,
    onKeyDown: (event) => {
      const index =
        direction === 'across'
          ? circleMove(event, at, count)
          : count === 0
            ? null
            : gridMove(event.key, at, count, PAGE)
      if (index === null) return
      event.preventDefault()
      list.current?.querySelector<HTMLElement>(`[data-roving="${String(index)}"]`)?.focus()
    },
    onFocus: ({ target }) => {
      const place = target.getAttribute('data-roving')
      if (place !== null) setActive(Number(place))
    },
    item: (index) => ({ tabIndex: index === at ? 0 : -1, 'data-roving': index }),
  }
}
