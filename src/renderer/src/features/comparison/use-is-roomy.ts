import { useLayoutEffect, useState, type RefObject } from 'react'

/** In CSS pixels: the two sides as wide as people know them, and two columns more. */
const ROOMY = 1000

/** Whether there is room for more than the two sides. */
export const useIsRoomy = (place: RefObject<HTMLElement | null>): boolean => {
  const [roomy, setRoomy] = useState(false)
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const look = () => {
      setRoomy(element.offsetWidth >= ROOMY)
    }
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      sizes.disconnect()
    }
  }, [place])
  return roomy
}
