import type { Finding } from '../../../../core/comparison/finding'
import { CONFIDENCE_WORDS, SEVERITY_WORDS, SIDE_WORDS } from '../../../../core/words/words'
import { Badge } from '../../ui/badge'
import { IconButton } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import styles from './finding-card.module.css'

const TONES = { error: 'bad', warning: 'warning', info: 'neutral' } as const

/** What is computed looks as everything that is worked out. */
const CERTAINTIES = { documented: 'documented', computed: 'predicted', observed: 'observed' } as const

/** The sides where the app side is predicted. */
const PREDICTED_SIDE_WORDS = { agent: 'Inspector', app: 'Application (predicted)', both: 'Both' } as const

interface FindingCardProps {
  readonly finding: Finding
  /** Whether the app side is predicted. */
  readonly predicted: boolean
  /** How many records it covers, in words; null when it names none. */
  readonly covers: string | null
  readonly onCopy: (finding: Finding) => void
}

/** One reason: what it is, how sure it is, what shows it and the smallest fix. */
export const FindingCard = ({ finding, predicted, covers, onCopy }: FindingCardProps) => {
  const { word, meaning } = CONFIDENCE_WORDS[finding.confidence]
  return (
    <article className={`${styles.card ?? ''} ${styles[finding.severity] ?? ''}`}>
      <header className={styles.head}>
        <Badge tone={TONES[finding.severity]} icon={finding.severity}>
          {SEVERITY_WORDS[finding.severity]}
        </Badge>
        <Badge tone={finding.side === 'both' ? 'neutral' : finding.side}>
          {(predicted ? PREDICTED_SIDE_WORDS : SIDE_WORDS)[finding.side]}
        </Badge>
        <IconButton
          icon="copy"
          label="Copy this finding as text"
          className={styles.copy}
          onClick={() => {
            onCopy(finding)
          }}
        />
      </header>
      <h4 className={styles.message}>
        <Sentence text={finding.message} />
      </h4>
      <p className={styles.facts}>
        <span>
          <Certainty kind={CERTAINTIES[finding.confidence]} meaning={meaning}>
            {word}
          </Certainty>
          <span className="visually-hidden">: {meaning}</span>
        </span>
        {covers !== null && <span>{covers}</span>}
        <code>{finding.code}</code>
      </p>
      {finding.evidence.length > 0 && (
        <dl className={styles.evidence}>
          {finding.evidence.map(({ what, value }) => (
            <div key={`${what} ${value}`}>
              <dt>{what}</dt>
              <dd>
                <Sentence text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {finding.fix !== null && (
        <div className={styles.fix}>
          <h5>
            <Icon name="edit" /> Smallest fix
          </h5>
          <p>
            <Sentence text={finding.fix.text} />
          </p>
          {finding.fix.path !== null && (
            <p className={styles.path}>
              <Sentence text={finding.fix.path} />
            </p>
          )}
        </div>
      )}
    </article>
  )
}
