import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import styles from './wide.module.css'

/** Holds a table that may be wider than its place, and goes sideways in itself then: by keyboard too, under a name. */
export const Wide = ({ label, children }: { label: string; children: ReactNode }) => {
  const element = useRef<HTMLDivElement>(null)
  const [isWider, setIsWider] = useState(false)
  useLayoutEffect(() => {
    const place = element.current
    if (place === null) return undefined
    const look = () => {
      setIsWider(place.scrollWidth > place.clientWidth + 1)
    }
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(place)
    if (place.firstElementChild !== null) sizes.observe(place.firstElementChild)
    return () => {
      sizes.disconnect()
    }
  }, [])
  return (
    <div
      ref={element}
      className={styles.wide}
      // Where all of it is in sight there is nothing to go to.
      {...(isWider && { role: 'region', tabIndex: 0, 'aria-label': label })}
    >
      {children}
    </div>
  )
}
