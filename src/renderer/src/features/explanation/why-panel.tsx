import { useMemo, type ReactNode } from 'react'
import type { Finding } from '../../../../core/comparison/finding'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { counted } from '../../ui/counted'
import { EmptyState } from '../../ui/empty-state'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { FindingCard } from './finding-card'
import { coverText, findingsText, findingText } from './finding-text'
import { bearingFindings, findingsFor, generalFindings, type Subject } from './select-findings'
import styles from './why-panel.module.css'

interface WhyPanelProps {
  readonly summary: ComparisonSummary
  readonly subject: Subject
  /** Asks about the whole resource instead of the row or group. */
  readonly onWholeResource: () => void
  /** Stands above the findings. */
  readonly children?: ReactNode
}

/** *Why?*: the findings about what is selected, then those about the connections as a whole. */
export const WhyPanel = ({ summary, subject, onWholeResource, children }: WhyPanelProps) => {
  const announce = useToasts((state) => state.announce)
  const relevant = useMemo(() => findingsFor(summary.findings, subject), [summary.findings, subject])
  // What took a whole list away is a reason of each of its resources, not only a remark on the connection.
  const bearing = useMemo(() => bearingFindings(summary, subject), [summary, subject])
  const general = useMemo(
    () => generalFindings(summary.findings).filter((finding) => !bearing.includes(finding)),
    [summary.findings, bearing],
  )
  const gaps = summary.configuration.gaps
  const predicted = summary.predicted !== null

  const copy = async (text: string) => {
    const copied = await copyText(text)
    announce(copied ? 'Copied as text' : 'The clipboard is not available here; select the text and copy it')
  }
  const onCopy = (finding: Finding) => void copy(findingText(finding))
  const reasons = [...relevant, ...bearing.map((finding) => ({ finding, covers: finding.records.length }))]
  const all = [...reasons.map(({ finding }) => finding), ...general]

  return (
    <aside className={styles.panel} aria-labelledby="why-heading">
      <header className={styles.head}>
        <h2 id="why-heading">Why?</h2>
        {subject.kind !== 'resource' && (
          <Button kind="quiet" className={styles.whole} onClick={onWholeResource}>
            All {resourceDefinition(subject.resource).label.toLowerCase()}
          </Button>
        )}
        <Button
          icon="copy"
          disabled={all.length === 0}
          onClick={() => void copy(findingsText(`${summary.tenant.name}: ${subject.name}`, all))}
        >
          Copy as text
        </Button>
      </header>
      {/* The panel scrolls, so the keyboard must reach it even where it holds no control. */}
      <div className={styles.body} tabIndex={0} role="region" aria-label="Findings">
        <p className="visually-hidden" role="status" aria-live="polite">
          {`${counted(reasons.length, 'finding')} for ${subject.name}`}
        </p>
        <h3 className={styles.subject}>
          <Sentence text={subject.name} />
        </h3>
        {children}
        {reasons.map(({ finding, covers }) => (
          <FindingCard
            key={`${finding.code} ${finding.side} ${finding.message}`}
            finding={finding}
            predicted={predicted}
            covers={coverText(finding, covers, subject.kind)}
            onCopy={onCopy}
          />
        ))}
        {reasons.length === 0 && <NothingFound subject={subject} predicted={predicted} />}
        {general.length > 0 && (
          <section className={styles.section} aria-labelledby="general-heading">
            <h3 id="general-heading">About the connections</h3>
            {general.map((finding) => (
              <FindingCard
                key={`${finding.code} ${finding.side} ${finding.message}`}
                finding={finding}
                predicted={predicted}
                covers={coverText(finding, finding.records.length, 'resource')}
                onCopy={onCopy}
              />
            ))}
          </section>
        )}
        {gaps.length > 0 && (
          <section className={styles.section} aria-labelledby="gaps-heading">
            <h3 id="gaps-heading">What could not be read</h3>
            <ul className={styles.gaps}>
              {gaps.map((gap) => (
                <li key={gap}>
                  <Sentence text={gap} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </aside>
  )
}

const NothingFound = ({ subject, predicted }: { subject: Subject; predicted: boolean }) => {
  if (subject.undecided) {
    return (
      <EmptyState title="Undecided">
        Nothing that was read decides whether the application would see this: it counts neither as seen nor as
        hidden.
      </EmptyState>
    )
  }
  if (subject.differs) {
    return (
      <EmptyState title="No reason found">
        No finding covers this. It is not explained, and not guessed away.
      </EmptyState>
    )
  }
  const [one, many] = predicted
    ? [
        'The application would see this record (predicted).',
        'The application would see the same records here (predicted).',
      ]
    : ['Both sides see this record.', 'Both sides see the same records here.']
  return <EmptyState title="Nothing to explain">{subject.kind === 'row' ? one : many}</EmptyState>
}
