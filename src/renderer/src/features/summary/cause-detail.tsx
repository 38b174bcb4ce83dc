import { useEffect, useRef } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import type { Finding, Fix } from '../../../../core/comparison/finding'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { DescribedChange } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { EvidenceList } from '../../ui/evidence-list'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import styles from './cause-detail.module.css'
import { CauseRecords } from './cause-records'
import { CauseFacts, CauseNumber } from './causes'
import { aloneWords, hidesWords } from './summary-text'

interface CauseDetailProps {
  readonly causes: readonly Cause[]
  /** Index of the cause that is looked at. */
  readonly chosen: number
  readonly findings: readonly Finding[]
  /** Its fix as changes that can be tried; empty: nothing that can. */
  readonly changes: readonly DescribedChange[]
  readonly predicted: boolean
  readonly onBack: () => void
  readonly onTry: (changes: readonly string[]) => void
  readonly onCopyText: (fix: Fix) => void
  readonly onCopyMarkdown: () => void
}

/** One cause: its fix first, then the records it hides, then what shows it. */
export const CauseDetail = (props: CauseDetailProps) => {
  const { causes, chosen, findings, predicted, onBack } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const cause = causes[chosen]
  if (cause === undefined) return null
  return (
    <article
      className={styles.detail}
      aria-labelledby="cause-heading"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack()
      }}
    >
      <Button icon="back" onClick={onBack}>
        Back to the summary
      </Button>
      <header className={styles.head}>
        <CauseNumber cause={chosen} />
        <h2 id="cause-heading" ref={heading} tabIndex={-1}>
          <Sentence text={cause.setting} />
        </h2>
      </header>
      <p>
        {hidesWords(cause, predicted)} {cause.records > 0 && <b>{aloneWords(cause)}</b>}
      </p>
      <CauseFacts cause={cause} />
      <CauseFix {...props} cause={cause} />
      <CauseRecords causes={causes} chosen={chosen} />
      <CauseEvidence cause={cause} findings={findings} />
    </article>
  )
}

const CauseFix = ({
  cause: { fix },
  changes,
  onTry,
  onCopyText,
  onCopyMarkdown,
}: CauseDetailProps & { readonly cause: Cause }) => (
  <section className={styles.fix} aria-labelledby="cause-fix-heading">
    <h3 id="cause-fix-heading">
      <Icon name="edit" /> Fix
    </h3>
    {fix === null ? (
      <p>No fix is known.</p>
    ) : (
      <>
        <p>
          <Sentence text={fix.text} />
        </p>
        {fix.path !== null && (
          <p className={styles.path}>
            <Sentence text={fix.path} />
          </p>
        )}
      </>
    )}
    {changes.length > 1 && (
      <ol className={styles.changes}>
        {changes.map(({ change, text }) => (
          <li key={change}>
            <Sentence text={text} />
          </li>
        ))}
      </ol>
    )}
    <div className={styles.actions}>
      {changes.length > 0 && (
        <Button
          kind="primary"
          onClick={() => {
            onTry(changes.map(({ change }) => change))
          }}
        >
          Try it in What if
        </Button>
      )}
      {fix !== null && (
        <>
          <Button
            icon="copy"
            onClick={() => {
              onCopyText(fix)
            }}
          >
            Copy
          </Button>
          <Button icon="copy" onClick={onCopyMarkdown}>
            Copy as Markdown
          </Button>
        </>
      )}
    </div>
  </section>
)

/** What shows it: that of each of its findings, and what they all say only once. */
const CauseEvidence = ({ cause, findings }: { cause: Cause; findings: readonly Finding[] }) => {
  const own = cause.findings.flatMap((index) => findings[index] ?? [])
  return (
    <section aria-labelledby="cause-evidence-heading">
      <h3 id="cause-evidence-heading">Evidence</h3>
      {own.map(({ resource, message, evidence, code }, index) => (
        <section key={index} className={styles.evidence}>
          <h4>
            {resource === null ? 'The connection' : resourceDefinition(resource).label} <code>{code}</code>
          </h4>
          <p>
            <Sentence text={message} />
          </p>
          <EvidenceList evidence={evidence} />
        </section>
      ))}
    </section>
  )
}
