import { useEffect, useMemo, type ReactNode } from 'react'
import type { ComparisonSummary, ResourceSummary } from '../../../shared/ipc/api'
import { useAnalysis } from '../features/analysis/analysis-store'
import { FixWays, RecordWays, tryChanges } from '../features/analysis/fix-ways'
import { useComparison } from '../features/comparison/comparison-store'
import { focusRecords } from '../features/comparison/focus-records'
import { OpenInHalo } from '../features/comparison/open-in-halo'
import { ResourceList } from '../features/comparison/resource-list'
import { ResourcePane } from '../features/comparison/resource-pane'
import { WhyPanel } from '../features/explanation/why-panel'
import { useSummary } from '../features/summary/summary-store'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { focusWhy, RecordColumns } from './record-columns'
import { subjectOf } from './subject'

/** The records of both sides, resource by resource, and why they differ. */
export const RecordsView = ({ summary }: { summary: ComparisonSummary }) => {
  const resource = useComparison((state) => state.resource)
  const { chooseResource } = useComparison.getState()
  const chosen = summary.resources.find((each) => each.resource === resource)
  return (
    <RecordColumns
      list={(isCompact) => (
        <ResourceList
          resources={summary.resources}
          chosen={resource}
          isCompact={isCompact}
          onChoose={chooseResource}
        />
      )}
      rows={
        chosen === undefined ? (
          <EmptyState level={2} title="No resource was compared">
            Neither side was asked for anything.
          </EmptyState>
        ) : (
          <ResourcePane key={chosen.resource} summary={chosen} onExplain={focusWhy} />
        )
      }
      why={(back) => chosen !== undefined && <Why summary={summary} chosen={chosen} back={back} />}
    />
  )
}

interface WhyProps {
  readonly summary: ComparisonSummary
  readonly chosen: ResourceSummary
  /** Leads back to the rows; null where they are in sight. */
  readonly back: ReactNode
}

const Why = ({ summary, chosen, back }: WhyProps) => {
  const selection = useComparison((state) => state.selection)
  const loaded = useComparison((state) => state.rows[chosen.resource])
  const grouping = useComparison((state) => state.grouping)
  const subject = useMemo(() => {
    const table = loaded?.state === 'ready' ? loaded.table : null
    return subjectOf(chosen, selection, table, grouping)
  }, [chosen, selection, loaded, grouping])
  const question = {
    runId: summary.runId,
    resource: subject.resource,
    records: subject.kind === 'resource' ? null : subject.recordIds,
  }
  const recordId = subject.kind === 'row' && subject.differs ? subject.recordIds[0] : undefined
  const answer = useSummary((state) => (state.of === summary ? state.answer : null))
  useEffect(() => {
    void useSummary.getState().load(summary)
  }, [summary])
  return (
    <WhyPanel
      summary={summary}
      subject={subject}
      answer={answer}
      back={back}
      onTry={(changes) => {
        tryChanges(summary.runId, changes)
      }}
      waysOf={({ fixes }) => fixes && <RecordWays runId={summary.runId} fixes={fixes} />}
      onLeave={focusRecords}
      onWholeResource={() => {
        useComparison.getState().select({ kind: 'resource' })
      }}
    >
      {recordId !== undefined && (
        <OpenInHalo
          key={`${subject.resource} ${recordId}`}
          runId={summary.runId}
          resource={subject.resource}
          recordId={recordId}
        />
      )}
      {subject.kind !== 'row' && subject.differs && chosen.onlyAgent > 0 && (
        <Button icon="edit" onClick={() => void useAnalysis.getState().findFixes(question)}>
          Find the smallest fix
        </Button>
      )}
      {subject.kind !== 'row' && <FixWays question={question} />}
    </WhyPanel>
  )
}
