import { useRef } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { countText, counted } from '../../../../core/comparison/count-text'
import { seenName } from '../../../../core/comparison/name-text'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { CauseRow } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { ErrorNotice } from '../../ui/notice'
import { useRowWindow } from '../../ui/use-row-window'
import { CauseNumber } from './causes'
import styles from './cause-records.module.css'
import { useSummary } from './summary-store'

const ROW_HEIGHT = 32

/** The records that a cause hides, over all resources, and what else hides each. */
export const CauseRecords = ({ causes, chosen }: { causes: readonly Cause[]; chosen: number }) => {
  const { rows, total, error } = useSummary((state) => state.rows)
  const { choose } = useSummary.getState()
  const isWhole = total === rows.length
  return (
    <section aria-labelledby="cause-records-heading">
      <h3 id="cause-records-heading">Records it hides</h3>
      {error !== null && (
        <>
          <ErrorNotice error={error} />
          <Button icon="refresh" onClick={() => void choose(chosen)}>
            Load the records again
          </Button>
        </>
      )}
      {!isWhole && error === null && (
        <p role="status">
          {rows.length === 0 ? 'Loading records…' : `Loading records… ${countText(rows.length)} so far`}
        </p>
      )}
      {isWhole && rows.length === 0 && <p>No record that it hides is known.</p>}
      {rows.length > 0 && <Records rows={rows} causes={causes} chosen={chosen} />}
    </section>
  )
}

interface RecordsProps {
  readonly rows: readonly CauseRow[]
  readonly causes: readonly Cause[]
  readonly chosen: number
}

const Records = ({ rows, causes, chosen }: RecordsProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  const { drawn } = useRowWindow(scroller, {
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    headHeight: ROW_HEIGHT,
    overscan: 12,
  })
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={`${counted(rows.length, 'record')} hidden by ${causes[chosen]?.setting ?? 'this cause'}`}
      aria-rowcount={rows.length + 1}
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
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT }}>
        {drawn.map((index) => {
          const row = rows[index]
          return (
            row !== undefined && (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className={styles.row}
                style={{ transform: `translateY(${String(index * ROW_HEIGHT)}px)` }}
              >
                <RecordCells row={row} causes={causes} chosen={chosen} />
              </div>
            )
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
  return (
    <>
      <span role="cell">{resourceDefinition(resource).one}</span>
      <span role="cell">{id}</span>
      <span role="cell" className={styles.label} title={label}>
        <bdi>{label}</bdi>
        {client !== null && client !== label && (
          <span className={styles.muted}>
            {' '}
            <bdi>{client}</bdi>
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
