import { useEffect, useRef } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { counted } from '../../../../core/comparison/count-text'
import { seenName } from '../../../../core/comparison/name-text'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { CauseRow } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { Name } from '../../ui/name'
import { ErrorNotice } from '../../ui/notice'
import { useRowWindow } from '../../ui/use-row-window'
import { CauseNumber } from './causes'
import styles from './cause-records.module.css'
import { causeRowAt, useSummary, type CauseRows } from './summary-store'

const ROW_HEIGHT = 32

/** The records that a cause hides, over all resources, and what else hides each. */
export const CauseRecords = ({ causes, chosen }: { causes: readonly Cause[]; chosen: number }) => {
  const rows = useSummary((state) => state.rows)
  const { total, error } = rows
  const { choose } = useSummary.getState()
  return (
    <section aria-labelledby="cause-records-heading">
      <h3 id="cause-records-heading">Records it hides</h3>
      {error !== null && (
        <>
          <ErrorNotice error={error} />
          <Button
            icon="refresh"
            onClick={() => {
              choose(chosen)
            }}
          >
            Load the records again
          </Button>
        </>
      )}
      {total === null && error === null && <p role="status">Loading records…</p>}
      {total === 0 && <p>No record that it hides is known.</p>}
      {total !== null && total > 0 && <Records {...{ rows, total, causes, chosen }} />}
    </section>
  )
}

interface RecordsProps {
  readonly rows: CauseRows
  readonly total: number
  readonly causes: readonly Cause[]
  readonly chosen: number
}

const Records = ({ rows, total, causes, chosen }: RecordsProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  const { drawn } = useRowWindow(scroller, {
    count: total,
    rowHeight: ROW_HEIGHT,
    headHeight: ROW_HEIGHT,
    overscan: 12,
  })
  const first = drawn[0] ?? 0
  const last = drawn[drawn.length - 1] ?? 0
  useEffect(() => {
    useSummary.getState().lookAt(first, last)
  }, [first, last])
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={`${counted(total, 'record')} hidden by ${causes[chosen]?.setting ?? 'this cause'}`}
      aria-rowcount={total + 1}
      // It scrolls, so the keyboard must reach it.
      tabIndex={0}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          <span role="columnheader">Resource</span>
          <span role="columnheader">Id</span>
          <span role="columnheader">Record</span>
          <span role="columnheader">Hidden by as well</span>
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: total * ROW_HEIGHT }}>
        {drawn.map((index) => {
          const row = causeRowAt(rows, index)
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ transform: `translateY(${String(index * ROW_HEIGHT)}px)` }}
            >
              {row === undefined ? (
                <span role="cell" className={styles.muted}>
                  Loading…
                </span>
              ) : (
                <RecordCells row={row} causes={causes} chosen={chosen} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const RecordCells = ({
  row: { resource, row, causes: hiding },
  causes,
  chosen,
}: {
  row: CauseRow
  causes: readonly Cause[]
  chosen: number
}) => {
  const { id, label, clientName } = row.record
  const others = hiding.filter((cause) => cause !== chosen)
  const client = seenName(clientName)
  const named = client === null || client === label ? label : `${label} ${client}`
  return (
    <>
      <span role="cell" title={resourceDefinition(resource).one}>
        {resourceDefinition(resource).one}
      </span>
      <span role="cell">{id}</span>
      <span role="cell" className={styles.label} title={named}>
        <Name>{label}</Name>
        {client !== null && client !== label && (
          <span className={styles.muted}>
            {' '}
            <Name>{client}</Name>
          </span>
        )}
      </span>
      <span
        role="cell"
        className={styles.others}
        title={others.map((cause) => causes[cause]?.setting ?? '').join('\n')}
      >
        {others.length === 0 ? (
          <span className={styles.muted}>nothing else</span>
        ) : (
          others.map((cause) => <CauseNumber key={cause} cause={cause} />)
        )}
      </span>
    </>
  )
}
