import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { BAR_SCALE_WORDS, barLength, barTotalWords, SEGMENT_KINDS } from '../../../../core/summary/picture'
import type { ResourceBar } from '../../../../core/summary/summary'
import { useRoving } from '../../ui/use-roving'
import styles from './bars.module.css'
import { barSentence, segmentWords } from './summary-text'

interface BarsProps {
  readonly bars: readonly ResourceBar[]
  readonly predicted: boolean
  /** Leads to the rows of a resource. */
  readonly onChoose: (bar: ResourceBar) => void
}

/** What each side sees of each resource. A table to who hears it: the picture is beside the same numbers in words. */
export const Bars = ({ bars, predicted, onChoose }: BarsProps) => {
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLTableSectionElement>(bars.length)
  const most = Math.max(0, ...bars.map(({ records }) => records))
  return (
    <section className={styles.bars} aria-labelledby="bars-heading">
      <h2 id="bars-heading">{predicted ? 'What it would see' : 'What each side sees'}</h2>
      <Legend bars={bars} predicted={predicted} />
      <table aria-labelledby="bars-heading">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Records</th>
            <th scope="col">Picture</th>
            <th scope="col">Seen by</th>
          </tr>
        </thead>
        <tbody ref={list} onKeyDown={onKeyDown} onFocus={onFocus}>
          {bars.map((bar, index) => (
            <BarRow
              key={bar.resource}
              bar={bar}
              length={barLength(bar.records, most)}
              predicted={predicted}
              onChoose={onChoose}
              roving={item(index)}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.scale}>{BAR_SCALE_WORDS}</p>
    </section>
  )
}

interface BarRowProps {
  readonly bar: ResourceBar
  readonly length: number
  readonly predicted: boolean
  readonly onChoose: (bar: ResourceBar) => void
  readonly roving: { readonly tabIndex: 0 | -1; readonly 'data-roving': number }
}

const BarRow = ({ bar, length, predicted, onChoose, roving }: BarRowProps) => {
  const words = wordsId(bar.resource)
  return (
    <tr
      onClick={() => {
        onChoose(bar)
      }}
    >
      <th scope="row">
        <button type="button" aria-describedby={words} data-bar={bar.resource} {...roving}>
          {resourceDefinition(bar.resource).label}
        </button>
        {bar.needed === false && <span className={styles.notNeeded}>not needed</span>}
      </th>
      <td className={styles.total}>{barTotalWords(bar)}</td>
      <td aria-hidden="true">
        <span className={styles.bar} style={{ width: `${String(length * 100)}%` }}>
          {bar.segments.map(({ kind, records }) => (
            <span key={kind} className={styles.segment} data-kind={kind} style={{ flexGrow: records }} />
          ))}
          {!bar.exact && <span className={styles.more} />}
        </span>
      </td>
      <td id={words}>{barSentence(bar, predicted)}</td>
    </tr>
  )
}

const wordsId = (resource: Resource): string => `bar-${resource}`

/** The kinds that there is a part of. */
const Legend = ({ bars, predicted }: { bars: readonly ResourceBar[]; predicted: boolean }) => {
  const shown = SEGMENT_KINDS.filter((kind) =>
    bars.some(({ segments }) => segments.some((segment) => segment.kind === kind)),
  )
  if (shown.length === 0) return null
  return (
    <ul className={styles.legend} aria-label="Legend">
      {shown.map((kind) => (
        <li key={kind}>
          <span className={styles.segment} data-kind={kind} aria-hidden="true" />
          {segmentWords(predicted)[kind]}
        </li>
      ))}
    </ul>
  )
}
