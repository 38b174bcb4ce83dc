import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { countText } from '../../../../core/comparison/count-text'
import type { RecordSummary } from '../../../../core/comparison/record'
import type { Resource } from '../../../../core/halo/resource'
import { ask } from '../../bridge'
import { Button } from '../../ui/button'
import { Name } from '../../ui/name'
import { loadedFrom, useAnalysis, type Loaded } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'
import own from './what-if.module.css'

const PAGE = 10

export interface RecordActions {
  /** Shows a record among the records. */
  readonly onShowRecord: (resource: Resource, id: string) => void
  /** What else can be done with one. */
  readonly recordActions: (resource: Resource, id: string) => ReactNode
}

interface OutlookRecordsProps extends RecordActions {
  readonly title: string
  readonly resource: Resource
  readonly ids: readonly string[]
}

/** Records of one fate by name, a page at a time; each leads to where it stands among all records. */
export const OutlookRecords = ({
  title,
  resource,
  ids,
  onShowRecord,
  recordActions,
}: OutlookRecordsProps) => {
  const [isOpen, setOpen] = useState(false)
  const [first, setFirst] = useState(0)
  const last = Math.min(first + PAGE, ids.length)
  const shown = useMemo(() => ids.slice(first, last), [ids, first, last])
  return (
    <details
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
      }}
    >
      <summary>{title}</summary>
      {isOpen && (
        <>
          <Page {...{ resource, onShowRecord, recordActions }} key={first} ids={shown} />
          {ids.length > PAGE && (
            <div className={styles.row}>
              <Button
                icon="back"
                aria-disabled={first === 0}
                onClick={() => {
                  setFirst(Math.max(0, first - PAGE))
                }}
              >
                Previous
              </Button>
              <span role="status" className={styles.muted}>
                {countText(first + 1)} to {countText(last)} of {countText(ids.length)}
              </span>
              <Button
                aria-disabled={last === ids.length}
                onClick={() => {
                  if (last < ids.length) setFirst(last)
                }}
              >
                Next
              </Button>
            </div>
          )}
        </>
      )}
    </details>
  )
}

const Page = ({ resource, ids, onShowRecord, recordActions }: Omit<OutlookRecordsProps, 'title'>) => {
  const runId = useAnalysis((state) => state.runId)
  const [rows, setRows] = useState<Loaded<readonly RecordSummary[]>>({ state: 'loading' })
  useEffect(() => {
    let isShown = true
    if (runId !== null)
      void ask(({ analysis }) => analysis.records({ runId, resource, records: ids })).then((answer) => {
        if (isShown) setRows(loadedFrom(answer))
      })
    return () => {
      isShown = false
    }
  }, [runId, resource, ids])
  return (
    <WhenLoaded loaded={rows}>
      {(records) => (
        <ul className={own.records}>
          {records.map(({ id, label, clientName }) => (
            <li key={id}>
              <button
                type="button"
                className={own.record}
                title="Show it among the records"
                onClick={() => {
                  onShowRecord(resource, id)
                }}
              >
                <Name>{label}</Name>
              </button>
              <span className={styles.muted}>
                <Name>{id}</Name>
                {clientName !== null && (
                  <>
                    {' · '}
                    <Name>{clientName}</Name>
                  </>
                )}
              </span>
              {recordActions(resource, id)}
            </li>
          ))}
        </ul>
      )}
    </WhenLoaded>
  )
}
