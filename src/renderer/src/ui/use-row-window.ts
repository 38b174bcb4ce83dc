import { useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

interface RowWindowOptions {
  readonly count: number
  /** Of every row, and of what stays at the top, in CSS pixels. */
  readonly rowHeight: number
  readonly headHeight: number
  /** Rows drawn above and below those in sight. */
  readonly overscan: number
  /** A row that stays drawn while it is out of sight: the one that has the focus. */
  readonly kept?: number
}

interface RowWindow {
  /** Places of the rows to draw, ascending. */
  readonly drawn: readonly number[]
  /** Brings a row into sight. */
  readonly scrollTo: (row: number, align?: 'nearest' | 'center') => void
}

/**
 * Which rows of a scrolled list are drawn. All have one height, so that nothing is measured and nothing is kept
 * of rows out of sight: a hundred thousand cost what fifty do. Only a scroll that brings other rows into sight
 * draws anything anew.
 */
export const useRowWindow = (
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, headHeight, overscan, kept }: RowWindowOptions,
): RowWindow => {
  const [{ first, last }, setInSight] = useState({ first: 0, last: 0 })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = () => {
      const top = element.scrollTop
      const now = {
        first: Math.floor(top / rowHeight),
        last: Math.ceil((top + element.offsetHeight) / rowHeight),
      }
      setInSight((before) => (before.first === now.first && before.last === now.last ? before : now))
    }
    look()
    const onScroll = () => {
      // In the frame that scrolls: one later, there would be a gap to see.
      flushSync(look)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [scroller, rowHeight])

  const begin = Math.max(0, Math.min(first, count) - overscan)
  const end = Math.min(count, last + overscan)
  const drawn = Array.from({ length: Math.max(0, end - begin) }, (_, place) => begin + place)
  if (kept !== undefined && kept < count && kept < begin) drawn.unshift(kept)
  if (kept !== undefined && kept < count && kept >= end) drawn.push(kept)

  return {
    drawn,
    scrollTo: (row, align = 'nearest') => {
      const element = scroller.current
      if (element === null) return
      const height = element.offsetHeight
      const above = row * rowHeight
      const below = headHeight + above + rowHeight - height
      const middle = above - (height - headHeight - rowHeight) / 2
      const nearest = Math.min(Math.max(element.scrollTop, below), above)
      element.scrollTo({ top: Math.max(0, align === 'center' ? middle : nearest) })
    },
  }
}
