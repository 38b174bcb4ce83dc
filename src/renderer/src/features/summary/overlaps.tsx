import { useState } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { countText, counted, plural } from '../../../../core/comparison/count-text'
import type { Overlap } from '../../../../core/summary/summary'
import { Button } from '../../ui/button'
import { Sentence } from '../../ui/sentence'
import { CauseNumber } from './causes'
import styles from './overlaps.module.css'
import { recordsByResource } from './summary-text'

/** So many combinations are shown before the rest is asked for. */
const SHOWN = 8
/** More columns than this are no picture any more: the rest is named in words. */
const COLUMNS = 10

interface OverlapsProps {
  readonly causes: readonly Cause[]
  readonly overlaps: readonly Overlap[]
}

/** Which records need which causes gone together: a row for each combination, a column for each cause. */
export const Overlaps = ({ causes, overlaps }: OverlapsProps) => {
  const [all, setAll] = useState(false)
  if (overlaps.length === 0) return null
  const shown = all ? overlaps : overlaps.slice(0, SHOWN)
  const involved = causes.map((_, index) => index).filter((index) => isIn(shown, index))
  const columns = involved.slice(0, COLUMNS)
  const hasMore = involved.length > columns.length
  const most = Math.max(1, ...overlaps.map(({ records }) => records))
  return (
    <section aria-labelledby="overlaps-heading">
      <h2 id="overlaps-heading">How they overlap</h2>
      <p className={styles.sums}>{needsWords(overlaps)}</p>
      <table className={styles.matrix} aria-labelledby="overlaps-heading">
        <thead>
          <tr>
            {columns.map((index) => (
              <th key={index} scope="col" className={styles.cause} title={causes[index]?.setting}>
                <CauseNumber cause={index} />
                <span className="visually-hidden">
                  : <Sentence text={causes[index]?.setting ?? ''} />
                </span>
              </th>
            ))}
            {hasMore && <th scope="col">and</th>}
            <th scope="col" className={styles.records}>
              Records
            </th>
            <th scope="col">
              <span className="visually-hidden">Of which resources</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((overlap) => (
            <Combination
              key={overlap.causes.join(' ')}
              overlap={overlap}
              columns={columns}
              hasMore={hasMore}
              share={overlap.records / most}
            />
          ))}
        </tbody>
      </table>
      {shown.length < overlaps.length && (
        <Button
          onClick={() => {
            setAll(true)
          }}
        >
          Show all {counted(overlaps.length, 'combination')}
        </Button>
      )}
    </section>
  )
}

const isIn = (overlaps: readonly Overlap[], cause: number): boolean =>
  overlaps.some(({ causes }) => causes.includes(cause))

interface CombinationProps {
  readonly overlap: Overlap
  readonly columns: readonly number[]
  readonly hasMore: boolean
  readonly share: number
}

const Combination = ({ overlap, columns, hasMore, share }: CombinationProps) => {
  const inside = columns.map((index) => overlap.causes.includes(index))
  const first = inside.indexOf(true)
  const last = inside.lastIndexOf(true)
  const others = overlap.causes.filter((index) => !columns.includes(index))
  return (
    <tr>
      {columns.map((index, at) => (
        <td
          key={index}
          className={`${styles.cell ?? ''} ${at > first && at <= last ? (styles.line ?? '') : ''}`}
        >
          <span className={inside[at] === true ? styles.dot : styles.empty} aria-hidden="true" />
          <span className="visually-hidden">{inside[at] === true ? 'yes' : 'no'}</span>
        </td>
      ))}
      {hasMore && <td className={styles.others}>{others.map((index) => countText(index + 1)).join(', ')}</td>}
      <td className={styles.records}>{countText(overlap.records)}</td>
      <td>
        <span className={styles.bar} aria-hidden="true" style={{ width: `${String(share * 100)}%` }} />
        <span className={styles.words}>
          {recordsByResource(overlap.resources)}
          {overlap.undecided > 0 &&
            `; of ${countText(overlap.undecided)} it is not known whether more hides them`}
        </span>
      </td>
    </tr>
  )
}

/** "1,085 records need one change, 613 need two, 12 need three or more." */
const needsWords = (overlaps: readonly Overlap[]): string => {
  const sum = (is: (changes: number) => boolean) =>
    overlaps.filter(({ causes }) => is(causes.length)).reduce((total, { records }) => total + records, 0)
  const parts = [
    [sum((changes) => changes === 1), 'one cause'],
    [sum((changes) => changes === 2), 'two causes together'],
    [sum((changes) => changes > 2), 'three or more together'],
  ] as const
  const said = parts.filter(([records]) => records > 0)
  return `${said
    .map(([records, what], at) =>
      at === 0
        ? `${counted(records, 'record')} ${plural(records, 'is', 'are')} hidden by ${what}`
        : `${countText(records)} by ${what}`,
    )
    .join(', ')}. What several hide appears only once all of them are gone.`
}
