import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import styles from './splitter.module.css'

/** How far an arrow key moves, in CSS pixels. */
const STEP = 16

interface SplitterProps {
  /** What it sets, as "Width of the resources". */
  readonly label: string
  /** Id of the panel whose size it sets. */
  readonly controls: string
  /** Where that panel lies, as seen from here. */
  readonly panel: 'left' | 'right' | 'below'
  /** CSS pixels, all of them. */
  readonly size: number
  readonly least: number
  readonly most: number
  /** While it moves. */
  readonly onSize: (size: number) => void
  /** Once it came to rest; null: the size that the panel has by itself. */
  readonly onRest: (size: number | null) => void
  readonly className?: string | undefined
}

/**
 * What two panels are parted by, after ARIA's window splitter: the pointer drags it, arrow keys move it, Home and End go to the
 * least and the most, Enter and a double click give the panel its usual size again.
 */
export const Splitter = (props: SplitterProps) => {
  const { label, controls, panel, size, least, most, onSize, onRest, className } = props
  const drag = useRef<{ readonly from: number; readonly size: number } | null>(null)
  const moved = useRef<number | null>(null)
  const isUpright = panel !== 'below'
  const grows = panel === 'left' ? 1 : -1
  const move = (wanted: number) => {
    const next = Math.round(Math.min(Math.max(wanted, least), most))
    moved.current = next
    onSize(next)
  }
  const rest = () => {
    drag.current = null
    if (moved.current !== null) onRest(moved.current)
    moved.current = null
  }
  const placeOf = ({ clientX, clientY }: PointerEvent) => (isUpright ? clientX : clientY)
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = sizeOfKey(event.key, { size, least, most, isUpright, grows })
    if (wanted === undefined) return
    event.preventDefault()
    if (wanted === null) {
      moved.current = null
      onRest(null)
    } else move(wanted)
  }
  return (
    <div
      role="separator"
      aria-label={label}
      aria-controls={controls}
      aria-orientation={isUpright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      title={`${label}: drag it, or use the arrow keys; Enter or a double click brings back the usual one`}
      tabIndex={0}
      className={[isUpright ? styles.upright : styles.level, className].filter(Boolean).join(' ')}
      onKeyDown={onKeyDown}
      // A key that is held moves it many times: it is at rest once it is let go.
      onKeyUp={rest}
      onBlur={rest}
      onMouseDown={(event) => {
        // Or a double click selects text beside it, and the next drag moves that text.
        event.preventDefault()
      }}
      onPointerDown={(event) => {
        event.currentTarget.focus({ preventScroll: true })
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { from: placeOf(event), size }
      }}
      onPointerMove={(event) => {
        const { current } = drag
        if (current !== null) move(current.size + (placeOf(event) - current.from) * grows)
      }}
      onPointerUp={rest}
      onPointerCancel={rest}
      onDoubleClick={() => {
        onRest(null)
      }}
    />
  )
}

interface Place extends Pick<SplitterProps, 'size' | 'least' | 'most'> {
  readonly isUpright: boolean
  /** 1: to the right it becomes larger; -1: smaller. */
  readonly grows: 1 | -1
}

/** null: its usual size; undefined: the key means nothing here. */
const sizeOfKey = (
  key: string,
  { size, least, most, isUpright, grows }: Place,
): number | null | undefined => {
  if (key === 'Enter') return null
  if (key === 'Home') return least
  if (key === 'End') return most
  const [back, forth] = isUpright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  if (key === back) return size - STEP * grows
  return key === forth ? size + STEP * grows : undefined
}
