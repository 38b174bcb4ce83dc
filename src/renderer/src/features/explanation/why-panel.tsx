import { useEffect, useMemo, type ReactNode } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { Finding } from '../../../../core/comparison/finding'
import { withoutIsolates } from '../../../../core/comparison/name-text'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type { RecordAnswer, SummaryAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { EmptyState } from '../../ui/empty-state'
import { ErrorNotice } from '../../ui/notice'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { CauseList, overlapWords } from './cause-list'
import { FindingCard } from './finding-card'
import { causeText, coverText, findingText, panelMarkdown, panelText } from './finding-text'
import { RecordPanel } from './record-panel'
import { useRecord } from './record-store'
import { causesFor } from './select-causes'
import { bearingFindings, findingsFor, generalFindings, type Subject } from './select-findings'
import styles from './why-panel.module.css'

interface WhyPanelProps {
  readonly summary: ComparisonSummary
  readonly subject: Subject
  /** What the comparison comes to; null while it is not known. */
  readonly answer: SummaryAnswer | null
  /** Escape: back to what is explained. */
  readonly onLeave: () => void
  /** Asks about the whole resource instead of the row or group. */
  readonly onWholeResource: () => void
  /** Tries changes, as their texts ask for them. */
  readonly onTry: (changes: readonly string[]) => void
  /** The ways to show a record. */
  readonly waysOf: (record: RecordAnswer) => ReactNode
  /** Leads back to the rows, where both are not in sight at once. */
  readonly back?: ReactNode
  /** Stands above the reasons. */
  readonly children?: ReactNode
}

/** *Why?*: of one record what decides it, of more the causes, then what is about the connections as a whole. */
export const WhyPanel = (props: WhyPanelProps) => {
  const { summary, subject, answer, onWholeResource, onTry, waysOf, back, onLeave, children } = props
  const announce = useToasts((state) => state.announce)
  const record = useRecordOf(summary, subject)
  const told = useMemo(() => toldOf(summary, subject), [summary, subject])
  const gaps = summary.configuration.gaps
  const predicted = summary.predicted !== null
  const explained = record?.answer ?? null
  const name = explained?.name ?? subject.name
  const isCopied = explained !== null || told.causes.length + told.findings.length > 0

  const copy = async (text: string, form: string) => {
    const copied = await copyText(text)
    announce(
      copied ? `Copied as ${form}` : 'The clipboard is not available here; select the text and copy it',
    )
  }
  const copied = {
    heading: `${summary.tenant.name}: ${subject.name}`,
    overlap: told.causes.length > 1 ? overlapWords(told.relevant, subject.resource) : null,
    causes: told.causes,
    findings: told.findings,
  }
  const onCopy = (finding: Finding) => void copy(findingText(finding), 'text')
  const reasons = told.causes.length + told.others.length

  return (
    <aside
      className={styles.panel}
      aria-labelledby="why-heading"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onLeave()
      }}
    >
      <header className={styles.head}>
        <h2 id="why-heading" tabIndex={-1}>
          Why?
        </h2>
        {back}
        {subject.kind !== 'resource' && (
          <Button kind="quiet" className={styles.whole} onClick={onWholeResource}>
            All {resourceDefinition(subject.resource).label.toLowerCase()}
          </Button>
        )}
        <Button
          icon="copy"
          disabled={!isCopied}
          onClick={() => void copy(explained?.text ?? panelText(copied), 'text')}
        >
          Copy as text
        </Button>
        <Button
          disabled={!isCopied}
          onClick={() => void copy(explained?.markdown ?? panelMarkdown(copied), 'Markdown')}
        >
          Copy as Markdown
        </Button>
      </header>
      {/* The panel scrolls, so the keyboard must reach it even where it holds no control. */}
      <div className={styles.body} tabIndex={0} role="region" aria-label="Findings">
        <p className="visually-hidden" role="status" aria-live="polite">
          {record === null || explained === null
            ? `${counted(reasons, 'reason')} for ${subject.name}`
            : withoutIsolates(explained.message)}
        </p>
        <h3 className={styles.subject}>
          <Sentence text={name} />
        </h3>
        {children}
        {record !== null && (explained !== null || record.error !== null || record.isLoading) ? (
          <OneRecord record={record} waysOf={waysOf} />
        ) : (
          <>
            <CauseList
              resource={subject.resource}
              relevant={told.relevant}
              answer={answer}
              isWhole={subject.kind === 'resource'}
              predicted={predicted}
              onTry={onTry}
              onCopy={(cause) => void copy(causeText(cause), 'text')}
            />
            {told.others.map(({ finding, covers }) => (
              <FindingCard
                key={`${finding.code} ${finding.side} ${finding.message}`}
                finding={finding}
                predicted={predicted}
                covers={coverText(finding, covers, subject.kind)}
                onCopy={onCopy}
              />
            ))}
            {reasons === 0 && <NothingFound subject={subject} predicted={predicted} />}
          </>
        )}
        {told.general.length > 0 && (
          <section className={styles.section} aria-labelledby="general-heading">
            <h3 id="general-heading">About the connections</h3>
            {told.general.map((finding) => (
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

interface AskedRecord {
  readonly answer: RecordAnswer | null
  readonly error: AppError | null
  readonly isLoading: boolean
}

/** Asks about the record that is chosen; null: it is not one. */
const useRecordOf = (of: ComparisonSummary, { kind, resource, recordIds }: Subject): AskedRecord | null => {
  const id = kind === 'row' ? recordIds[0] : undefined
  const state = useRecord()
  useEffect(() => {
    if (id !== undefined) void useRecord.getState().load({ of, resource, id })
  }, [of, resource, id])
  const { question } = state
  if (id === undefined) return null
  const isAsked = question?.of === of && question.resource === resource && question.id === id
  if (!isAsked) return { answer: null, error: null, isLoading: true }
  return { answer: state.answer, error: state.error, isLoading: state.isLoading }
}

const OneRecord = ({ record, waysOf }: { record: AskedRecord } & Pick<WhyPanelProps, 'waysOf'>) => {
  if (record.error !== null) return <ErrorNotice error={record.error} />
  return record.answer === null ? (
    <p>Working it out …</p>
  ) : (
    <RecordPanel record={record.answer} ways={waysOf(record.answer)} />
  )
}

/** What there is to say of a subject, each thing once: causes before findings that are none. */
const toldOf = (summary: ComparisonSummary, subject: Subject) => {
  const relevant = subject.kind === 'row' ? { causes: [], together: null } : causesFor(summary, subject)
  const inCauses = new Set(relevant.causes.flatMap(({ cause }) => cause.findings))
  const isLeft = (finding: Finding) => !inCauses.has(summary.findings.indexOf(finding))
  const bearing = bearingFindings(summary, subject)
  const others = [
    ...findingsFor(summary.findings, subject),
    // What took a whole list away is a reason of each of its resources, not only a remark on the connection.
    ...bearing.map((finding) => ({ finding, covers: finding.records.length })),
  ].filter(({ finding }) => isLeft(finding))
  const general = generalFindings(summary.findings).filter(
    (finding) => !bearing.includes(finding) && isLeft(finding),
  )
  const findings = [...others.map(({ finding }) => finding), ...general]
  return { relevant, causes: relevant.causes, others, general, findings }
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
