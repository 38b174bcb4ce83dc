import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** As narrow as a column's words allow, and as it is where all have room. In CSS pixels. */
const NARROWEST = 104
const USUAL = 124

/**
 * How wide each column of a grid is, in CSS pixels, so that none of them is cut at the edge of what is in sight.
 * @param before of what stays before them
 */
export const useColumnWidth = (
  scroller: RefObject<HTMLElement | null>,
  count: number,
  before: number,
): number => {
  const [width, setWidth] = useState(USUAL)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = () => {
      const room = element.clientWidth - before
      const inSight = Math.floor(room / NARROWEST)
      setWidth(inSight < 1 || count * USUAL <= room ? USUAL : Math.floor(room / Math.min(inSight, count)))
    }
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      sizes.disconnect()
    }
  }, [scroller, count, before])
  return width
}

interface ColumnWindowOptions {
  readonly count: number
  /** Of every column, and of what stays before them, in CSS pixels. */
  readonly columnWidth: number
  readonly before: number
  /** Columns drawn on either side of those in sight. */
  readonly overscan: number
  /** One that stays drawn while it is out of sight: the one that has the focus; -1: none. */
  readonly kept: number
}

/**
 * Which columns of a scrolled grid are drawn, by their places, ascending; the same array until others come into sight.
 * Fifty checks of two dozen rows are some four thousand elements, of which a window shows a fifth.
 */
export const useColumnWindow = (
  scroller: RefObject<HTMLElement | null>,
  { count, columnWidth, before, overscan, kept }: ColumnWindowOptions,
): readonly number[] => {
  const [{ first, last }, setInSight] = useState({ first: 0, last: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = () => {
      const left = element.scrollLeft
      const now = {
        first: Math.floor(left / columnWidth),
        last: Math.ceil((left + element.offsetWidth - before) / columnWidth),
      }
      setInSight((was) => (was.first === now.first && was.last === now.last ? was : now))
    }
    look()
    const onScroll = () => {
      // In the frame that scrolls, as the rows are.
      flushSync(look)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [scroller, columnWidth, before])
  const begin = Math.max(0, Math.min(first, count) - overscan)
  const end = Math.min(count, last + overscan)
  const also = kept < count && (kept < begin || kept >= end) ? kept : -1
  return useMemo(() => {
    const drawn = Array.from({ length: Math.max(0, end - begin) }, (_, at) => begin + at)
    if (also >= 0) drawn.push(also)
    return drawn.sort((a, b) => a - b)
  }, [begin, end, also])
}
