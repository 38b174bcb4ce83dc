import type { ReactNode } from 'react'
import type { RecordLine } from '../../../../core/causes/record-explanation'
import { decisionWords } from '../../../../core/remedy/record-text'
import type { RecordAnswer } from '../../../../shared/ipc/analysis'
import { Icon, type IconName } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import styles from './record-panel.module.css'

interface RecordPanelProps {
  readonly record: RecordAnswer
  /** The ways to show it: they stand before what decides it. */
  readonly ways: ReactNode
}

/** One record as one record: what it comes to, what would show it, and each rule against its own values. */
export const RecordPanel = ({ record, ways }: RecordPanelProps) => (
  <>
    <p className={styles.message}>
      <Sentence text={record.message} />
    </p>
    {ways}
    {record.lines.length > 0 && (
      <section aria-labelledby="decides-heading">
        <h4 id="decides-heading">What decides it</h4>
        <dl className={styles.lines}>
          {record.lines.map((line) => (
            <Line key={line.what} line={line} />
          ))}
        </dl>
      </section>
    )}
    {record.wouldHide.length > 0 && (
      <section aria-labelledby="would-hide-heading">
        <h4 id="would-hide-heading">Each of these would hide it</h4>
        <ul className={styles.hiding}>
          {record.wouldHide.map(({ change, text }) => (
            <li key={change}>
              <Sentence text={text} />
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)

const ICONS: Readonly<Record<RecordLine['decided'], IconName>> = {
  hides: 'blocked',
  open: 'unknown',
  shows: 'check',
}

const Line = ({ line }: { line: RecordLine }) => (
  <div className={styles[line.decided]}>
    <dt>{line.what}</dt>
    <dd>
      <b>
        <Sentence text={line.value} />
      </b>
      <span className={styles.allowed}>
        <span className="visually-hidden">Allowed: </span>
        <Sentence text={line.allowed} />
      </span>
      <span className={styles.decision}>
        <Icon name={ICONS[line.decided]} /> {decisionWords(line)}
      </span>
    </dd>
  </div>
)
