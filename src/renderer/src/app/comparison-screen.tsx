import { useMemo } from 'react'
import type { ComparisonSummary, ResourceSummary } from '../../../shared/ipc/api'
import { useComparison } from '../features/comparison/comparison-store'
import { CoverageLine } from '../features/comparison/coverage-line'
import { Identities } from '../features/comparison/identities'
import { ProgressPanel } from '../features/comparison/progress-panel'
import { ResourceList } from '../features/comparison/resource-list'
import { ResourcePane } from '../features/comparison/resource-pane'
import { WhyPanel } from '../features/explanation/why-panel'
import { ExportError } from '../features/report/export-error'
import { ExportMenu } from '../features/report/export-menu'
import { Button } from '../ui/button'
import { formatMoment } from '../ui/counted'
import { EmptyState } from '../ui/empty-state'
import { ErrorNotice } from '../ui/notice'
import styles from './comparison-screen.module.css'
import { subjectOf } from './subject'

/** The comparison: under way, failed, or there to be looked at. */
export const ComparisonScreen = () => {
  const run = useComparison((state) => state.run)
  const summary = useComparison((state) => state.summary)
  const { cancel } = useComparison.getState()
  if (run === null) {
    return (
      <div className={styles.message}>
        <EmptyState title="No comparison yet">Choose a tenant, or explore the demo tenant.</EmptyState>
      </div>
    )
  }
  if (run.state === 'failed' && run.error !== null) {
    return (
      <div className={styles.message}>
        <h1>{run.title}</h1>
        <ErrorNotice error={run.error} />
        <RunAgain />
      </div>
    )
  }
  if (summary === null) {
    return (
      <div className={styles.scroll}>
        <ProgressPanel run={run} onCancel={() => void cancel()} />
      </div>
    )
  }
  return <Result summary={summary} />
}

const RunAgain = () => {
  const run = useComparison((state) => state.run)
  if (run?.target == null) return null
  const { target, title, resources } = run
  return (
    <Button icon="refresh" onClick={() => void useComparison.getState().start({ target, title, resources })}>
      Compare again
    </Button>
  )
}

const Result = ({ summary }: { summary: ComparisonSummary }) => {
  const resource = useComparison((state) => state.resource)
  const { chooseResource } = useComparison.getState()
  const chosen = summary.resources.find((each) => each.resource === resource)
  const { name, url, version } = summary.tenant
  return (
    <div className={styles.result}>
      <header className={styles.head}>
        <div className={styles.tenant}>
          <h1 title={name}>{name}</h1>
          <p>
            {[url, version === null ? null : `Halo ${version}`, formatMoment(summary.finishedAt)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <RunAgain />
        <ExportMenu runId={summary.runId} />
      </header>
      <ExportError />
      <Identities summary={summary} />
      <div className={styles.columns}>
        <ResourceList resources={summary.resources} chosen={resource} onChoose={chooseResource} />
        {chosen === undefined ? (
          <EmptyState title="No resource was compared">Neither side was asked for anything.</EmptyState>
        ) : (
          <>
            <ResourcePane key={chosen.resource} summary={chosen} />
            <Why summary={summary} chosen={chosen} />
          </>
        )}
      </div>
      <CoverageLine summary={summary} />
    </div>
  )
}

const Why = ({ summary, chosen }: { summary: ComparisonSummary; chosen: ResourceSummary }) => {
  const selection = useComparison((state) => state.selection)
  const loaded = useComparison((state) => state.rows[chosen.resource])
  const grouping = useComparison((state) => state.grouping)
  const subject = useMemo(() => {
    const rows = loaded?.state === 'ready' ? loaded.rows : []
    return subjectOf(chosen, selection, rows, grouping)
  }, [chosen, selection, loaded, grouping])
  return (
    <WhyPanel
      summary={summary}
      subject={subject}
      onWholeResource={() => {
        useComparison.getState().select({ kind: 'resource' })
      }}
    />
  )
}
