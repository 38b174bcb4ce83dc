import { counted } from '../../../../core/comparison/count-text'
import type { DriftAnswer } from '../../../../shared/ipc/history'
import { Badge } from '../../ui/badge'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { Name } from '../../ui/name'
import { Sentence } from '../../ui/sentence'
import { DriftFindings } from './drift-findings'
import type { OnPlace } from './drift-place'
import styles from './drift-view.module.css'
import { MadeRecords, MovedRecords, UndecidedRecords } from './moved-records'
import { SettingChanges } from './setting-changes'

export const RESULT_ICONS = { same: 'check', unknown: 'unknown', changed: 'differs' } as const

/** What changed between two snapshots: settings with what they moved, then the rest, then findings. */
export const DriftView = ({ answer, onPlace }: { answer: DriftAnswer; onPlace: OnPlace }) => {
  const { drift, result, verdict, headline } = answer
  return (
    <div className={styles.drift}>
      <div className={`${styles.headline ?? ''} ${styles[result] ?? ''}`} role="status">
        <Icon name={RESULT_ICONS[result]} />
        <div>
          <h4>{verdict}</h4>
          <p>{headline.join(' ')}</p>
          <p className={styles.ends}>
            From {formatMoment(drift.from.at)}
            {!drift.from.complete && <Incomplete />} to {formatMoment(drift.to.at)}
            {!drift.to.complete && <Incomplete />}.
          </p>
        </div>
      </div>
      <SettingChanges answer={answer} onPlace={onPlace} />
      <MovedRecords answer={answer} onPlace={onPlace} />
      <Unknown answer={answer} onPlace={onPlace} />
      <MadeRecords answer={answer} onPlace={onPlace} />
      <DriftFindings answer={answer} onPlace={onPlace} />
      <Exceptions answer={answer} />
    </div>
  )
}

const Incomplete = () => (
  <>
    {' '}
    <Badge tone="warning" icon="warning">
      incomplete
    </Badge>
  </>
)

/** What could not be held against one another. */
const Unknown = ({ answer, onPlace }: { answer: DriftAnswer; onPlace: OnPlace }) => {
  const { unread, resources } = answer.drift
  const sentences = [
    ...unread,
    ...resources.flatMap(({ state, reason }) => (state === 'unknown' && reason !== null ? [reason] : [])),
  ]
  const isUndecided = answer.sizes.some(({ undecided }) => undecided > 0)
  if (sentences.length === 0 && !isUndecided) return null
  return (
    <section aria-labelledby="drift-unknown">
      <h4 id="drift-unknown">Not known</h4>
      <p className={styles.muted}>This could not be compared, so nobody can say that it is unchanged.</p>
      <ul className={styles.sentences}>
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>
            <Sentence text={sentence} />
          </li>
        ))}
      </ul>
      <UndecidedRecords answer={answer} onPlace={onPlace} />
    </section>
  )
}

/** What somebody accepted, and what is back because its time is over. */
const Exceptions = ({
  answer: {
    drift: {
      exceptions: { applied, expired },
    },
  },
}: {
  answer: DriftAnswer
}) => {
  if (applied.length + expired.length === 0) return null
  return (
    <section aria-labelledby="drift-exceptions">
      <h4 id="drift-exceptions">Accepted</h4>
      <ul className={styles.sentences}>
        {applied.map(({ exception, findings, settings }) => (
          <li key={exception.line}>
            <code>{exception.code}</code>: <Sentence text={exception.reason} /> Accepted by{' '}
            <Name>{exception.by}</Name> until {exception.until}: {counted(findings, 'finding')},{' '}
            {counted(settings, 'setting')}.
          </li>
        ))}
        {expired.map((exception) => (
          <li key={exception.line}>
            <Badge tone="warning" icon="waiting">
              expired
            </Badge>{' '}
            <code>{exception.code}</code>: <Sentence text={exception.reason} /> It held until{' '}
            {exception.until}.
          </li>
        ))}
      </ul>
    </section>
  )
}
