import { counted } from '../../../../core/comparison/count-text'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { sentence } from '../../../../core/explain/words'
import { CONFIDENCE_WORDS, SEVERITY_WORDS } from '../../../../core/words/words'
import type { DescribedStep } from '../../../../shared/ipc/analysis'
import { Badge } from '../../ui/badge'
import { Button, IconButton } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { EvidenceList } from '../../ui/evidence-list'
import { Sentence } from '../../ui/sentence'
import { CERTAINTIES, FixBox, sideWords, TONES } from './finding-card'
import styles from './finding-card.module.css'
import type { RelevantCause } from './select-causes'

interface CauseCardProps {
  readonly relevant: RelevantCause
  readonly resource: Resource
  readonly predicted: boolean
  /** What takes it away, to be tried; empty: nothing that can be. */
  readonly changes: DescribedStep['changes']
  readonly onTry: (changes: readonly string[]) => void
  readonly onCopy: (cause: RelevantCause) => void
}

/** One setting: what it hides here and in all, its fix, and, folded, what shows it. */
export const CauseCard = ({ relevant, resource, predicted, changes, onTry, onCopy }: CauseCardProps) => {
  const { cause, hides, findings } = relevant
  const { word, meaning } = CONFIDENCE_WORDS[cause.confidence]
  return (
    <article className={`${styles.card ?? ''} ${styles[cause.severity] ?? ''}`}>
      <header className={styles.head}>
        <Badge tone={TONES[cause.severity]} icon={cause.severity}>
          {SEVERITY_WORDS[cause.severity]}
        </Badge>
        {cause.side === 'agent' && <Badge tone="agent">{sideWords(cause.side, predicted)}</Badge>}
        <IconButton
          icon="copy"
          label={`Copy this cause as text: ${cause.setting}`}
          className={styles.copy}
          onClick={() => {
            onCopy(relevant)
          }}
        />
      </header>
      <h4 className={styles.message}>
        <Sentence text={sentence(cause.setting)} />
      </h4>
      <p className={styles.facts}>
        <span>{hidesHere(hides, resource, predicted)}</span>
        {cause.records > hides && <span>{counted(cause.records, 'record')} in all</span>}
        <span>
          <Certainty kind={CERTAINTIES[cause.confidence]} meaning={meaning}>
            {word}
          </Certainty>
          <span className="visually-hidden">: {meaning}</span>
        </span>
        <code>{cause.code}</code>
      </p>
      {cause.fix !== null && (
        <FixBox fix={cause.fix}>
          {changes.length > 0 && (
            <Button
              onClick={() => {
                onTry(changes.map(({ change }) => change))
              }}
            >
              Try it<span className="visually-hidden">: {cause.setting}</span>
            </Button>
          )}
        </FixBox>
      )}
      <details className={styles.why}>
        <summary>
          What shows it<span className="visually-hidden">: {cause.setting}</span>
        </summary>
        {findings.length === 0 && (
          <p>
            <Sentence text={cause.message} />
          </p>
        )}
        {findings.map((finding) => (
          <div key={finding.message}>
            <p>
              <Sentence text={finding.message} />
            </p>
            <EvidenceList evidence={finding.evidence} className={styles.evidence} />
          </div>
        ))}
      </details>
    </article>
  )
}

const hidesHere = (hides: number, resource: Resource, predicted: boolean): string => {
  const { one, label } = resourceDefinition(resource)
  if (hides === 0) return `${predicted ? 'Would shut' : 'Shuts'} out all ${label.toLowerCase()}`
  return `${predicted ? 'Would hide' : 'Hides'} ${counted(hides, one, label.toLowerCase())}`
}
