import { useState } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { countText, counted, plural } from '../../../../core/comparison/count-text'
import { CONFIDENCE_WORDS, SEVERITY_WORDS } from '../../../../core/words/words'
import type { DescribedStep } from '../../../../shared/ipc/analysis'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { Sentence } from '../../ui/sentence'
import { useRoving } from '../../ui/use-roving'
import styles from './causes.module.css'
import { aloneWords, hidesWords, recordsByResource } from './summary-text'

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
      <Singles singles={singles} causes={causes} />
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
              <div className={styles.title}>
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
                <CauseFacts cause={cause} />
              </div>
              <ShareHidden cause={cause} most={most} />
              <p id={`cause-${String(index)}`}>
                {hidesWords(cause, predicted)} {cause.records > 0 && <b>{aloneWords(cause)}</b>}
              </p>
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

/** So many single changes are worth their place. */
const SINGLES = 3

interface SinglesProps {
  readonly singles: readonly DescribedStep[]
  readonly causes: readonly Cause[]
}

/** Single changes by what each shows with nothing else changed. */
const Singles = ({ singles, causes }: SinglesProps) => {
  if (singles.length === 0) return null
  const best = singles.slice(0, SINGLES)
  return (
    <section className={styles.singles} aria-labelledby="singles-heading">
      <h3 id="singles-heading">Best single {plural(best.length, 'change')}</h3>
      <ul>
        {best.map((single) => (
          <li key={single.changes.map(({ change }) => change).join(' ')}>
            <span className={styles.gain}>+{countText(single.records)}</span>
            <span>
              <Sentence text={singleWords(single, causes)} />{' '}
              {single.adds.length > 1 && (
                <span className={styles.muted}>Shows {recordsByResource(single.adds)}.</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One setting may take several changes. */
const singleWords = ({ cause, changes }: DescribedStep, causes: readonly Cause[]): string => {
  const [first] = changes
  if (changes.length === 1 && first !== undefined) return first.text
  return causes[cause ?? -1]?.fix?.text ?? changes.map(({ text }) => text).join(' ')
}
