import type { CSSProperties, ReactNode } from 'react'
import { focusRecords } from '../features/comparison/focus-records'
import { Button } from '../ui/button'
import { Splitter } from '../ui/splitter'
import { NARROW, SMALL, useMedia } from '../ui/use-media'
import { usePanel } from '../use-panel'
import styles from './record-columns.module.css'

/** Too narrow for three panels side by side; record-columns.module.css has the same. */
const TWO_COLUMNS = '(max-width: 1080px)'

interface RecordColumnsProps {
  /** The resources: a list, or what takes less room. */
  readonly list: (isCompact: boolean) => ReactNode
  readonly rows: ReactNode
  /** @param back leads back to the rows; null where both are in sight */
  readonly why: (back: ReactNode) => ReactNode
}

/**
 * Resources, rows and *Why?*: side by side, *Why?* below the rows, or all of them one below the other, as there is room. Where
 * not all are in sight, one goes from the rows to *Why?* and back.
 */
export const RecordColumns = ({ list, rows, why }: RecordColumnsProps) => {
  const isNarrow = useMedia(NARROW)
  const isSmall = useMedia(SMALL)
  const isBelow = useMedia(TWO_COLUMNS)
  const isApart = isBelow && isSmall
  const resources = usePanel('resources', { usual: isBelow ? 248 : 272, least: 180, share: 0.35 })
  const width = usePanel('why', { usual: 344, least: 240, share: 0.45 })
  const height = usePanel('why-height', { usual: 220, least: 120, share: 0.4, along: 'height' })
  const sizes: CSSProperties & Record<`--${string}`, string> = {
    '--resources': px(resources.size),
    '--why': px(width.size),
    '--why-height': px(height.size),
  }
  return (
    <div className={styles.columns} style={sizes}>
      <div className={styles.list} id="records-resources">
        {list(isNarrow)}
        {isApart && isNarrow && <ToWhy />}
      </div>
      {!isNarrow && (
        <Splitter
          label="Width of the resources"
          controls="records-resources"
          panel="left"
          className={styles.listEdge}
          {...resources}
        />
      )}
      <div className={styles.rows} id="records-rows">
        {isApart && !isNarrow && <ToWhy />}
        {rows}
      </div>
      {!isSmall && (
        <Splitter
          label={isBelow ? 'Height of Why?' : 'Width of Why?'}
          controls="records-why"
          panel={isBelow ? 'below' : 'right'}
          className={styles.whyEdge}
          {...(isBelow ? height : width)}
        />
      )}
      <div className={styles.why} id="records-why">
        {why(isApart ? <ToRows /> : null)}
      </div>
    </div>
  )
}

const px = (width: number): string => `${String(width)}px`

/** Leads to the explanation of what is selected. */
export const focusWhy = (): void => {
  const heading = document.querySelector<HTMLElement>('#why-heading')
  heading?.focus({ preventScroll: true })
  // From its beginning on, and not only its heading at the edge.
  heading?.scrollIntoView({ block: 'start' })
}

const ToWhy = () => (
  <Button className={styles.toWhy} icon="arrowDown" onClick={focusWhy}>
    Why?
  </Button>
)

const ToRows = () => (
  <Button
    icon="arrowUp"
    onClick={() => {
      if (!focusRecords()) document.querySelector<HTMLElement>('#records-rows :is(button, input)')?.focus()
    }}
  >
    Back to the records
  </Button>
)
