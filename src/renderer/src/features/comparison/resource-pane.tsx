import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { countText, counted, plural } from '../../../../core/comparison/count-text'
import { coveragePart, resourceCounts, type Count } from '../../../../core/comparison/outcome'
import { rowOrder, sortRows } from '../../../../core/comparison/row-sort'
import { countRows, filterRows, findRows, type RowTable } from '../../../../core/comparison/row-table'
import { resourceDefinition } from '../../../../core/halo/resource'
import { countWords, SEEN_BY_WORDS } from '../../../../core/words/words'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { Advice, ErrorNotice } from '../../ui/notice'
import { useComparison, usePredicted } from './comparison-store'
import { useRecordFocus } from './focus-records'
import { useGridMenus } from './grid-menus'
import { selectionOf } from './grid-selection'
import { flatLines, gridGroups, groupedLines, type GridGroup } from './grid-lines'
import type { LoadedRows } from './loaded-rows'
import { resourceProblems, shortObservation } from './observation-text'
import { useHaloDoor } from './open-in-halo'
import styles from './resource-pane.module.css'
import { RowGrid } from './row-grid'
import { RowToolbar } from './row-toolbar'
import { useGridView, type GridViewControls } from './use-grid-view'
import { useIsRoomy } from './use-is-roomy'
import { VerdictBadge } from './verdict'

interface ResourcePaneProps {
  readonly summary: ResourceSummary
  /** Goes to the explanation of what is selected. */
  readonly onExplain: () => void
}

/** The chosen resource: its verdict, what stands in its way, and the rows of both sides. */
export const ResourcePane = ({ summary, onExplain }: ResourcePaneProps) => {
  const { resource } = summary
  const loaded = useComparison((state) => state.rows[resource])
  const { loadRows } = useComparison.getState()
  useEffect(() => {
    void loadRows(resource)
  }, [loadRows, resource])

  return (
    <section className={styles.pane} aria-labelledby="resource-heading">
      <header className={styles.head}>
        <h2 id="resource-heading">{resourceDefinition(resource).label}</h2>
        <VerdictBadge summary={summary} />
        <ResourceSums summary={summary} />
      </header>
      <Problems summary={summary} />
      <LoadedPart
        summary={summary}
        loaded={loaded}
        onExplain={onExplain}
        onRetry={() => {
          void loadRows(resource)
        }}
      />
    </section>
  )
}

interface LoadedPartProps extends ResourcePaneProps {
  readonly loaded: LoadedRows | undefined
  readonly onRetry: () => void
}

const LoadedPart = ({ summary, loaded, onExplain, onRetry }: LoadedPartProps) => {
  switch (loaded?.state) {
    case 'ready':
      return <Rows summary={summary} table={loaded.table} onExplain={onExplain} />
    case 'failed':
      return (
        <div className={styles.message}>
          <ErrorNotice error={loaded.error} />
          <Button icon="refresh" onClick={onRetry}>
            Load the records again
          </Button>
        </div>
      )
    case 'loading':
    case undefined:
      return <Skeleton loadedCount={loaded?.count ?? 0} />
  }
}

/** How many records are seen by whom, as the filter below counts them. */
export const ResourceSums = ({ summary }: { summary: ResourceSummary }) => {
  const { both, onlyAgent, onlyApp, changed } = resourceCounts(summary)
  const predicted = usePredicted()
  const words = (count: Count) => countWords(count)
  const { undecided } = summary
  const parts = predicted
    ? [
        `would see ${words(both)} of ${shortObservation(summary.agent)} (predicted)`,
        `${words(onlyAgent)} not`,
        undecided > 0 ? `${countText(undecided)} undecided` : null,
        changed.least > 0 ? `${words(changed)} ${SEEN_BY_WORDS.changed.toLowerCase()}` : null,
      ]
    : [
        `${words(both)} on both sides`,
        `${words(onlyAgent)} ${SEEN_BY_WORDS.agent.toLowerCase()}`,
        `${words(onlyApp)} ${SEEN_BY_WORDS.app.toLowerCase()}`,
        changed.least > 0 ? `${words(changed)} ${SEEN_BY_WORDS.changed.toLowerCase()}` : null,
      ]
  // Of a refused one nothing is counted: its verdict says it all.
  if (predicted && summary.app.state === 'refused') return null
  const text = parts.filter((part) => part !== null).join(' · ')
  return (
    <span className={styles.sums} title={text}>
      {text}
    </span>
  )
}

/** Why there is no verdict, or that it is partial: with what to do about it. */
const Problems = ({ summary }: { summary: ResourceSummary }) => {
  const predicted = usePredicted()
  const problems = resourceProblems(summary, predicted)
  if (problems.length === 0) return null
  return (
    <div className={styles.problems} role="note">
      {summary.verdict === 'unknown' && !predicted && (
        <p>
          <strong>No verdict.</strong> Both sides must be listed completely first; unknown is neither the same
          nor different.
        </p>
      )}
      {problems.map(({ text, advice }) => (
        <div key={text}>
          <p>{text}</p>
          <Advice advice={advice} />
        </div>
      ))}
    </div>
  )
}

interface RowsProps extends ResourcePaneProps {
  readonly table: RowTable
}

/** The rows with their toolbar; filtering, sorting and grouping are redone only when what they depend on changes. */
const Rows = ({ summary, table, onExplain }: RowsProps) => {
  const place = useRef<HTMLDivElement>(null)
  const view = useGridView(summary.resource, table, useIsRoomy(place))
  const show = useComparison((state) => state.show)
  const search = useDeferredValue(useComparison((state) => state.search))
  const grouping = useComparison((state) => state.grouping)
  const wanted = useRecordFocus((state) => state.times)

  const found = useMemo(() => findRows(table, search), [table, search])
  const counts = useMemo(() => countRows(table, found), [table, found])
  const filtered = useMemo(() => filterRows(table, found, show), [table, found, show])
  const { column, descending } = view.sort ?? { column: null, descending: false }
  const order = useMemo(() => (column === null ? null : rowOrder(table, column)), [table, column])
  const shown = useMemo(
    () => (order === null ? filtered : sortRows(filtered, order, descending)),
    [filtered, order, descending],
  )
  const reversed = descending && column === grouping
  const groups = useMemo(
    () => (grouping === 'none' ? null : gridGroups(table, shown, grouping, reversed)),
    [table, shown, grouping, reversed],
  )

  return (
    <div ref={place} className={styles.rows}>
      <RowToolbar
        view={view}
        counts={counts}
        exact={coveragePart(summary.agent, summary.app) === 'compared'}
      />
      <p className="visually-hidden" role="status" aria-live="polite">
        {`${counted(counts[show], 'row')} shown`}
      </p>
      {counts[show] === 0 ? (
        <NoRows summary={summary} hidden={table.ids.length} />
      ) : (
        // A new list starts at its top.
        <Grid
          key={[show, search, grouping, wanted].join(' ')}
          {...{ summary, table, shown, groups, view, onExplain }}
        />
      )}
    </div>
  )
}

interface GridProps extends RowsProps {
  readonly shown: Uint32Array
  /** null: they are not grouped. */
  readonly groups: readonly GridGroup[] | null
  readonly view: GridViewControls
}

const Grid = ({ summary, table, shown, groups, view, onExplain }: GridProps) => {
  const collapsed = useComparison((state) => state.collapsed)
  const selection = useComparison((state) => state.selection)
  const { select, toggleGroup } = useComparison.getState()
  const lines = useMemo(
    () => (groups === null ? flatLines(shown) : groupedLines(groups, collapsed)),
    [shown, groups, collapsed],
  )
  const runId = useComparison((state) => state.run?.runId ?? null)
  const halo = useHaloDoor(runId, summary.resource)
  const onSelectAll = () => {
    select(selectionOf([...shown].map((row) => table.ids[row] ?? '')))
  }
  const menus = useGridMenus({ table, shown, view, selection, summary, halo, onExplain, onSelectAll })
  return (
    <>
      {halo.error !== null && <ErrorNotice error={halo.error} onDismiss={halo.forgetError} />}
      <RowGrid
        table={table}
        lines={lines}
        view={view}
        selection={selection}
        summary={summary}
        onSelect={select}
        onSelectAll={onSelectAll}
        onToggleGroup={toggleGroup}
        onExplain={onExplain}
        onCopy={menus.copyAt}
        onMenu={menus.openRow}
        onHeadMenu={menus.openHead}
      />
      {menus.menu}
    </>
  )
}

/** Why no row is shown: there is none, or the search and the filter hide them all. */
export const NoRows = ({ summary, hidden }: { summary: ResourceSummary; hidden: number }) => {
  const { setSearch, setShow } = useComparison.getState()
  const predicted = usePredicted()
  if (hidden === 0) {
    // Refused, failed or cut off is not empty.
    if (predicted)
      return summary.agent.state === 'listed' && summary.agent.complete ? (
        <EmptyState title="No records">
          The inspector got the whole list, and it is empty: there is nothing to predict.
        </EmptyState>
      ) : (
        <EmptyState title="No records known">
          The inspector did not get the whole list, so there may be records that this application would see.
        </EmptyState>
      )
    return summary.verdict === 'same' ? (
      <EmptyState title="No records on either side">
        Both sides were listed completely and neither sees a record of this kind.
      </EmptyState>
    ) : (
      <EmptyState title="No records known">
        Not both sides were listed completely, so there may be records. Why? says what was found out.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No record matches"
      actions={
        <Button
          onClick={() => {
            setSearch('')
            setShow('all')
          }}
        >
          Show all records
        </Button>
      }
    >
      {counted(hidden, 'row')} {plural(hidden, 'is', 'are')} hidden by the search or the filter.
    </EmptyState>
  )
}

const SKELETON_LINES = [62, 48, 71, 55, 66, 42, 58, 50]

const Skeleton = ({ loadedCount }: { loadedCount: number }) => (
  <div className={styles.skeleton}>
    <p role="status">
      {loadedCount === 0 ? 'Loading records…' : `Loading records… ${countText(loadedCount)} so far`}
    </p>
    {SKELETON_LINES.map((width) => (
      <span key={width} style={{ width: `${String(width)}%` }} />
    ))}
  </div>
)
