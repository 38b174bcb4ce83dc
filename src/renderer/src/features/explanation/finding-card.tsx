import type { ReactNode } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { Finding, Fix } from '../../../../core/comparison/finding'
import { CONFIDENCE_WORDS, SEVERITY_WORDS, SIDE_WORDS } from '../../../../core/words/words'
import { Badge } from '../../ui/badge'
import { IconButton } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { EvidenceList } from '../../ui/evidence-list'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import styles from './finding-card.module.css'

export const TONES = { error: 'bad', warning: 'warning', info: 'neutral' } as const

/** What is computed looks as everything that is worked out. */
export const CERTAINTIES = { documented: 'documented', computed: 'predicted', observed: 'observed' } as const

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

/** One reason: what it is, how sure it is, the smallest fix, and what shows it. */
export const FindingCard = ({ finding, predicted, covers, onCopy }: FindingCardProps) => {
  const { word, meaning } = CONFIDENCE_WORDS[finding.confidence]
  return (
    <article className={`${styles.card ?? ''} ${styles[finding.severity] ?? ''}`}>
      <header className={styles.head}>
        <Badge tone={TONES[finding.severity]} icon={finding.severity}>
          {SEVERITY_WORDS[finding.severity]}
        </Badge>
        <Badge tone={finding.side === 'both' ? 'neutral' : finding.side}>
          {sideWords(finding.side, predicted)}
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
      {finding.fix !== null && <FixBox fix={finding.fix} />}
      {finding.evidence.length > SHORT ? (
        <details className={styles.why}>
          <summary>What shows it: {counted(finding.evidence.length, 'value')}</summary>
          <EvidenceList evidence={finding.evidence} className={styles.evidence} />
        </details>
      ) : (
        <EvidenceList evidence={finding.evidence} className={styles.evidence} />
      )}
    </article>
  )
}

/** Longer evidence is folded. */
const SHORT = 4

export const sideWords = (side: Finding['side'], predicted: boolean): string =>
  (predicted ? PREDICTED_SIDE_WORDS : SIDE_WORDS)[side]

/** The smallest fix, with what can be done about it here. */
export const FixBox = ({ fix, children }: { fix: Fix; children?: ReactNode }) => (
  <div className={styles.fix}>
    <h5>
      <Icon name="edit" /> Smallest fix
    </h5>
    <p>
      <Sentence text={fix.text} />
    </p>
    {fix.path !== null && (
      <p className={styles.path}>
        <Sentence text={fix.path} />
      </p>
    )}
    {children}
  </div>
)
