import { useState } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { CONFIDENCE_WORDS, SEVERITY_WORDS } from '../../../../core/words/words'
import type { DescribedStep } from '../../../../shared/ipc/analysis'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { counted, formatCount } from '../../ui/counted'
import { Sentence } from '../../ui/sentence'
import { useRoving } from '../../ui/use-roving'
import styles from './causes.module.css'
import { addsWords, aloneWords, hidesWords } from './summary-text'

export const SEVERITY_TONES = { error: 'bad', warning: 'warning', info: 'neutral' } as const

/** What is computed looks as everything that is worked out. */
const CERTAINTIES = { documented: 'documented', computed: 'predicted', observed: 'observed' } as const

/** So many are shown before the rest is asked for. */
const SHOWN = 8

interface CausesProps {
  readonly causes: readonly Cause[]
  readonly singles: readonly DescribedStep[]
  readonly predicted: boolean
  readonly onChoose: (cause: number) => void
}

/** The settings that hide records, most records first: what each hides, and what its fix alone shows. */
export const Causes = ({ causes, singles, predicted, onChoose }: CausesProps) => {
  const [all, setAll] = useState(false)
  const shown = all ? causes : causes.slice(0, SHOWN)
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLOListElement>(shown.length)
  const most = Math.max(1, ...causes.map(({ records }) => records))
  return (
    <section aria-labelledby="causes-heading">
      <h2 id="causes-heading">Causes</h2>
      {causes.length > 1 && (
        <p className={styles.muted}>They overlap: one record may be hidden by several.</p>
      )}
      <ol ref={list} className={styles.list} onKeyDown={onKeyDown} onFocus={onFocus}>
        {shown.map((cause, index) => (
          <li
            key={index}
            className={styles.cause}
            onClick={() => {
              onChoose(index)
            }}
          >
            <CauseNumber cause={index} />
            <div className={styles.body}>
              <h3>
                <button
                  type="button"
                  aria-describedby={`cause-${String(index)}`}
                  data-cause={index}
                  {...item(index)}
                >
                  <Sentence text={cause.setting} />
                </button>
              </h3>
              <ShareHidden cause={cause} most={most} />
              <div id={`cause-${String(index)}`}>
                <p>
                  {hidesWords(cause, predicted)} {cause.records > 0 && <b>{aloneWords(cause)}</b>}
                </p>
                <CauseFacts cause={cause} />
              </div>
            </div>
          </li>
        ))}
      </ol>
      {shown.length < causes.length && (
        <Button
          onClick={() => {
            setAll(true)
          }}
        >
          Show all {counted(causes.length, 'cause')}
        </Button>
      )}
      <Singles singles={singles} />
    </section>
  )
}

/** How a cause is called in the pictures: by its place in the list. */
export const CauseNumber = ({ cause }: { cause: number }) => (
  <span className={styles.number}>
    <span className="visually-hidden">Cause </span>
    {cause + 1}
  </span>
)

/** How bad, how sure, and of which side. */
export const CauseFacts = ({ cause: { severity, confidence, side } }: { cause: Cause }) => {
  const { word, meaning } = CONFIDENCE_WORDS[confidence]
  return (
    <p className={styles.facts}>
      <Badge tone={SEVERITY_TONES[severity]} icon={severity}>
        {SEVERITY_WORDS[severity]}
      </Badge>
      <Certainty kind={CERTAINTIES[confidence]} meaning={meaning}>
        {word}
      </Certainty>
      {side === 'agent' && <Badge tone="agent">Hidden from the agent side</Badge>}
    </p>
  )
}

/** What it hides beside what the others do; of it what its fix alone shows. */
const ShareHidden = ({ cause: { records, alone }, most }: { cause: Cause; most: number }) => (
  <span className={styles.share} aria-hidden="true" style={{ width: `${String((records / most) * 100)}%` }}>
    {alone > 0 && <span className={styles.alone} style={{ flexGrow: alone }} />}
    {records > alone && <span className={styles.shared} style={{ flexGrow: records - alone }} />}
  </span>
)

/** Single changes by what each shows with nothing else changed. */
const Singles = ({ singles }: { singles: readonly DescribedStep[] }) => {
  const [best, ...others] = singles
  if (best === undefined) return null
  return (
    <section className={styles.singles} aria-labelledby="singles-heading">
      <h3 id="singles-heading">Best single {others.length === 0 ? 'change' : 'changes'}</h3>
      <ul>
        {singles.map(({ changes, records, adds }) => (
          <li key={changes.map(({ change }) => change).join(' ')}>
            <span className={styles.gain}>+{formatCount(records)}</span>
            <span>
              {changes.map(({ change, text }) => (
                <Sentence key={change} text={text} />
              ))}{' '}
              {adds.length > 1 && <span className={styles.muted}>{addsWords(adds)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
