import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { ComparisonSummary } from '../../../shared/ipc/api'
import type { Resource } from '../../../core/halo/resource'
import { assertNever } from '../../../core/assert-never'
import type { RowFilter } from '../../../core/comparison/rows'
import type { SegmentKind } from '../../../core/summary/picture'
import type { ResourceBar } from '../../../core/summary/summary'
import { useAnalysis, type AnalysisView } from '../features/analysis/analysis-store'
import { PermissionMatrix } from '../features/analysis/permission-matrix'
import { Recipes } from '../features/analysis/recipes'
import { ViewPanel, ViewTabs } from '../features/analysis/view-tabs'
import { WhatIf } from '../features/analysis/what-if'
import { useComparison } from '../features/comparison/comparison-store'
import { CoverageLine } from '../features/comparison/coverage-line'
import { useRecordFocus } from '../features/comparison/focus-records'
import { Identities } from '../features/comparison/identities'
import { BackToResult, OpenComparisons } from '../features/comparison/open-comparisons'
import { OpenInHalo } from '../features/comparison/open-in-halo'
import { ProgressPanel } from '../features/comparison/progress-panel'
import { SearchAll } from '../features/comparison/search-all'
import { ExportError } from '../features/report/export-error'
import { ExportMenu } from '../features/report/export-menu'
import { PurposePanel } from '../features/purpose/purpose-panel'
import { useSummary } from '../features/summary/summary-store'
import { SummaryView } from '../features/summary/summary-view'
import { Button, IconButton } from '../ui/button'
import { formatMoment } from '../ui/format'
import { EmptyState } from '../ui/empty-state'
import { Name } from '../ui/name'
import { ErrorNotice, Notice } from '../ui/notice'
import { SnapshotNote } from '../ui/snapshot-note'
import { tabId } from '../ui/tabs'
import { SMALL, useMedia } from '../ui/use-media'
import styles from './comparison-screen.module.css'
import { Since, TenantHistory } from './tenant-history'
import { goToView, showApplications } from './go'
import { RecordsView } from './records-view'

/** The results that are open, and the one that is chosen: under way, failed, or there to be looked at. */
export const ComparisonScreen = () => (
  <>
    <ComparedStatus />
    <OpenComparisons />
    <ChosenResult />
  </>
)

/** After the screen has come: in the flood of what is new on it a screen reader drops what is said (Orca does). */
const SAID_AFTER_MS = 800

/** Says once that a comparison ended; there before it has anything to say, so that it is said. */
const ComparedStatus = () => {
  const summary = useComparison((state) => state.summary)
  const run = useComparison((state) => state.run)
  const underWay = summary === null && run?.state === 'running' ? run.runId : null
  // What was only opened, or gone back to, was said when it ended.
  const waited = useRef<string | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (underWay !== null) waited.current = underWay
    if (summary === null || summary.runId !== waited.current) {
      setSaid('')
      return undefined
    }
    const timer = setTimeout(() => {
      setSaid(`Compared ${summary.tenant.name}`)
    }, SAID_AFTER_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [underWay, summary])
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  )
}

const ChosenResult = () => {
  const run = useComparison((state) => state.run)
  const summary = useComparison((state) => state.summary)
  const { cancel } = useComparison.getState()
  if (run === null) {
    return (
      <div className={styles.message}>
        <EmptyState level={1} title="No comparison yet">
          Choose a tenant, or explore the demo tenant.
        </EmptyState>
      </div>
    )
  }
  if (run.state === 'failed' && run.error !== null) {
    return (
      <div className={styles.message}>
        <h1>{run.title}</h1>
        {run.error.code === 'CANCELLED' ? (
          // Nothing failed: the tenant was changed.
          <Notice tone="warning" title={run.error.message} advice={run.error.advice} />
        ) : (
          <ErrorNotice error={run.error} />
        )}
        <div className={styles.ways}>
          <BackToResult />
          <RunAgain />
          <CloseResult />
        </div>
      </div>
    )
  }
  if (summary === null && run.state === 'done') {
    return (
      <p className={styles.message} role="status">
        Opening <Name>{run.title}</Name> …
      </p>
    )
  }
  if (summary === null) {
    return (
      <div className={styles.scroll}>
        <ProgressPanel run={run} onCancel={() => void cancel()} />
      </div>
    )
  }
  return <Result key={summary.runId} summary={summary} />
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
  const { name, url, version } = summary.tenant
  const snapshot = useComparison((state) => state.run?.snapshot ?? null)
  const profileId = useComparison(({ run }) =>
    run?.target?.kind === 'profile' ? run.target.profileId : (run?.snapshot?.kept?.profileId ?? null),
  )
  return (
    <div className={styles.result} data-scrolls>
      <header className={styles.head}>
        <div className={styles.tenant}>
          <h1 title={name}>
            <Name>{name}</Name>
          </h1>
          <p>
            {[url, version === null ? null : `Halo ${version}`, formatMoment(summary.finishedAt)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <Applications />
        <RunAgain />
        <ExportMenu runId={summary.runId} />
        <CloseResult />
      </header>
      {snapshot !== null && (
        <SnapshotNote
          what={`Snapshot of ${formatMoment(summary.finishedAt)}`}
          redaction={summary.redaction}
          {...snapshot}
        />
      )}
      <ExportError />
      <ComparisonBody summary={summary} profileId={profileId} />
    </div>
  )
}

const CloseResult = () => {
  const chosen = useComparison((state) => state.chosen)
  if (chosen === null) return null
  return (
    <IconButton
      icon="close"
      label="Close this result"
      onClick={() => void useComparison.getState().close(chosen)}
    />
  )
}

const Applications = () => {
  const run = useComparison((state) => state.run)
  if (run?.target == null) return null
  const { target, title } = run
  return (
    <Button
      icon="key"
      onClick={() => {
        showApplications(target, title)
      }}
    >
      Applications
    </Button>
  )
}

interface ComparisonBodyProps {
  readonly summary: ComparisonSummary
  /** What an inventory knows of the application whose view is predicted. */
  readonly application?: ReactNode
  /** The stored tenant that it is of, whose history is kept; null: of none. */
  readonly profileId?: string | null
}

/** What is not as high as the window leaves it. */
const PANELS: Readonly<Partial<Record<AnalysisView, string | undefined>>> = {
  summary: styles.flow,
  history: styles.flow,
  records: styles.fill,
}

/** Both sides of a comparison, and everything that is worked out from it. */
export const ComparisonBody = ({ summary, application, profileId = null }: ComparisonBodyProps) => {
  useLayoutEffect(() => {
    useAnalysis.getState().enter(summary.runId)
  }, [summary.runId])
  const view = useAnalysis((state) => (state.runId === summary.runId ? state.view : 'summary'))
  useViewAtTop(view)
  const further = application !== undefined ? 'application' : profileId === null ? null : 'history'
  return (
    <>
      <Identities summary={summary} />
      <ViewTabs runId={summary.runId} further={further} />
      <ViewPanel view={view} className={PANELS[view] ?? styles.view}>
        {view === 'summary' ? (
          <Overview summary={summary} profileId={profileId} />
        ) : view === 'records' ? (
          <RecordsView summary={summary} />
        ) : view === 'application' ? (
          application
        ) : view === 'history' ? (
          profileId !== null && <TenantHistory profileId={profileId} />
        ) : (
          <Analysis view={view} summary={summary} />
        )}
      </ViewPanel>
      <CoverageLine summary={summary} />
      <SearchAll runId={summary.runId} onShow={showFound} />
    </>
  )
}

/** In a small window who chose a view sees it, and not once more what stands above all of them. */
const useViewAtTop = (view: AnalysisView): void => {
  const isSmall = useMedia(SMALL)
  const shown = useRef(view)
  useEffect(() => {
    if (shown.current === view) return
    shown.current = view
    if (isSmall) document.querySelector(`#${tabId(view)}`)?.parentElement?.scrollIntoView({ block: 'start' })
  }, [view, isSmall])
}

/** Shows a record where it stands among all of its kind, whatever was looked for there. */
const showRecord = (resource: Resource, id: string): void => {
  useComparison.getState().showRecord(resource, id)
  const { runId } = useAnalysis.getState()
  if (runId !== null) goToView('records', runId)
}

/** The same from any view; the focus goes to the record. */
const showFound = (resource: Resource, id: string): void => {
  showRecord(resource, id)
  useRecordFocus.getState().want(id)
}

const openIn =
  (runId: string) =>
  (resource: Resource, recordId: string): ReactNode => <OpenInHalo {...{ runId, resource, recordId }} />

const Overview = ({ summary, profileId }: { summary: ComparisonSummary; profileId: string | null }) => {
  const { runId } = summary
  const answer = useSummary((state) => (state.of === summary ? state.answer : null))
  return (
    <SummaryView
      summary={summary}
      since={profileId !== null && <Since runId={runId} profileId={profileId} />}
      purpose={
        // That of a predicted application is chosen beside its owner.
        answer !== null &&
        summary.predicted === null && (
          <PurposePanel
            // What was being chosen for one result is not for another.
            key={runId}
            runId={runId}
            answer={answer}
            onJudged={(judged) => {
              useComparison.getState().setSummary(judged)
            }}
          />
        )
      }
      onBar={(bar) => {
        const { chooseResource, setSearch, setShow } = useComparison.getState()
        chooseResource(bar.resource)
        setSearch('')
        setShow(filterOfBar(bar))
        goToView('records', runId)
      }}
      onTry={(changes) => {
        useAnalysis.getState().setChanges(runId, changes)
        goToView('what-if', runId)
      }}
    />
  )
}

/** What stands out of a bar, in the filter of the records. */
const filterOfBar = ({ segments }: ResourceBar): RowFilter => {
  const has = (kind: SegmentKind) => segments.some((segment) => segment.kind === kind)
  if (has('only-agent')) return 'agent'
  if (has('only-app')) return 'app'
  return has('refused') || has('unknown') ? 'unknown' : 'all'
}

const Analysis = ({
  view,
  summary,
}: {
  view: Exclude<AnalysisView, 'summary' | 'records' | 'application' | 'history'>
  summary: ComparisonSummary
}) => {
  switch (view) {
    case 'permissions':
      return <PermissionMatrix />
    case 'what-if':
      return (
        <WhatIf
          runId={summary.runId}
          causes={summary.causes}
          onShowRecord={showRecord}
          recordActions={openIn(summary.runId)}
        />
      )
    case 'recipes':
      return <Recipes purpose={summary.purpose?.name ?? null} />
    default:
      return assertNever(view)
  }
}
