import { useId, useLayoutEffect, useRef, useState } from 'react'
import { countText } from '../../../../core/comparison/count-text'
import type { HistoryEntry } from '../../../../shared/files/history'
import { Wide } from '../../ui/wide'
import styles from './counts-plot.module.css'
import { momentsOf } from './moments'
import { plotOf, SERIES, type PlottedLine } from './plot'

/** In CSS pixels: what the picture is drawn in, at its widest; narrower where there is less room, and never made smaller. */
const WIDEST = 640
const NARROWEST = 220
const HEIGHT = 150
const INSET = { left: 52, right: 14, top: 12, bottom: 24 } as const

interface CountsPlotProps {
  /** Of one kind and app connection, newest first. */
  readonly entries: readonly HistoryEntry[]
}

/** Counts over time as lines, and their numbers as a table under it. Nothing to draw: nothing. */
export const CountsPlot = ({ entries }: CountsPlotProps) => {
  const heading = useId()
  const plot = plotOf(entries)
  if (plot === null) return null
  const write = momentsOf(plot.points.map(({ at }) => at))
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <h3 id={heading}>{plot.kind === 'comparison' ? 'Records over time' : 'Applications over time'}</h3>
      <ul className={styles.legend}>
        {plot.lines.map(({ series }) => (
          <li key={series}>
            <svg width="34" height="14" aria-hidden="true" focusable="false">
              <line x1="1" x2="33" y1="7" y2="7" className={`${styles.line ?? ''} ${styles[series] ?? ''}`} />
              <Mark series={series} x={17} y={7} />
            </svg>
            {SERIES[series]}
          </li>
        ))}
        {plot.hasIncomplete && (
          <li>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <circle cx="7" cy="7" r="4" className={styles.hollow} />
            </svg>
            hollow: incomplete, at least so many
          </li>
        )}
      </ul>
      <Picture plot={plot} />
      <details className={styles.numbers}>
        <summary>The numbers</summary>
        <Wide label="The numbers over time">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                {plot.lines.map(({ series }) => (
                  <th key={series} scope="col">
                    {SERIES[series]}
                  </th>
                ))}
                <th scope="col">Complete</th>
              </tr>
            </thead>
            <tbody>
              {plot.points.map((entry) => (
                <tr key={entry.id}>
                  <th scope="row">{write(entry.at)}</th>
                  {plot.lines.map(({ series }) => (
                    <td key={series}>{countText(entry.counts[series] ?? 0)}</td>
                  ))}
                  <td>{entry.counts.complete ? 'yes' : 'no, at least'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </section>
  )
}

const Picture = ({ plot }: { plot: NonNullable<ReturnType<typeof plotOf>> }) => {
  const picture = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(WIDEST)
  useLayoutEffect(() => {
    const place = picture.current?.parentElement
    if (place == null) return undefined
    const look = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(place)
      const room = place.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
      setWidth(room > 0 ? Math.max(NARROWEST, Math.min(WIDEST, room)) : WIDEST)
    }
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(place)
    return () => {
      sizes.disconnect()
    }
  }, [])
  const x = (share: number) => INSET.left + share * (width - INSET.left - INSET.right)
  const y = (value: number) =>
    HEIGHT - INSET.bottom - (value / plot.top) * (HEIGHT - INSET.top - INSET.bottom)
  return (
    <svg
      ref={picture}
      className={styles.plot}
      viewBox={[0, 0, width, HEIGHT].join(' ')}
      role="img"
      aria-label={plot.description}
    >
      {plot.ticks.map((tick) => (
        <g key={tick}>
          <line x1={INSET.left} x2={width - INSET.right} y1={y(tick)} y2={y(tick)} className={styles.grid} />
          <text x={INSET.left - 6} y={y(tick) + 4} textAnchor="end" className={styles.label}>
            {countText(tick)}
          </text>
        </g>
      ))}
      {plot.days.map(({ share, at, label }, index) => (
        <text
          key={at}
          x={x(share)}
          y={HEIGHT - 6}
          textAnchor={index === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
          className={styles.label}
        >
          {label}
        </text>
      ))}
      {plot.lines.map((line) => (
        <Line key={line.series} line={line} x={x} y={y} />
      ))}
    </svg>
  )
}

const Line = ({
  line: { series, points },
  x,
  y,
}: {
  line: PlottedLine
  x: (share: number) => number
  y: (value: number) => number
}) => (
  <g>
    <polyline
      points={points.map(({ share, value }) => `${x(share).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
      className={`${styles.line ?? ''} ${styles[series] ?? ''}`}
    />
    {points.map(({ id, share, value, complete }) => (
      <Mark key={id} series={series} x={x(share)} y={y(value)} hollow={!complete} />
    ))}
  </g>
)

/** Each line has a shape of its own, so that no colour has to tell them apart. */
const Mark = ({
  series,
  x,
  y,
  hollow = false,
}: {
  series: PlottedLine['series']
  x: number
  y: number
  hollow?: boolean
}) => {
  const name = `${styles.mark ?? ''} ${styles[series] ?? ''} ${hollow ? (styles.hollow ?? '') : ''}`
  if (series === 'onlyAgent')
    return <rect x={x - 3.2} y={y - 3.2} width="6.4" height="6.4" className={name} />
  if (series === 'onlyApp') return <path d={['M', x, y - 4.2, 'l4.2 7.2h-8.4z'].join(' ')} className={name} />
  return <circle cx={x} cy={y} r="3.4" className={name} />
}
