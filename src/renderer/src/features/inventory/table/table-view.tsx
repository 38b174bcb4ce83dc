import { useDeferredValue, useLayoutEffect, useMemo } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import type { InventorySummary } from '../../../../../shared/ipc/inventory'
import { Button } from '../../../ui/button'
import { Certainty } from '../../../ui/certainty'
import { EmptyState } from '../../../ui/empty-state'
import { ApplicationsTable } from './applications-table'
import { tableRows } from './table-rows'
import { useTable } from './table-store'
import { TableToolbar } from './table-toolbar'
import styles from './table-view.module.css'

interface TableViewProps {
  readonly summary: InventorySummary
  readonly onOpen: (applicationId: string) => void
}

/** Every application of the tenant, searched, filtered and sorted. */
export const TableView = ({ summary: { inventoryId, entries }, onOpen }: TableViewProps) => {
  useLayoutEffect(() => {
    useTable.getState().enter(inventoryId)
  }, [inventoryId])
  const search = useDeferredValue(useTable((state) => state.search))
  const risk = useTable((state) => state.risk)
  const decision = useTable((state) => state.decision)
  const sorting = useTable((state) => state.sorting)
  const rows = useMemo(
    () => tableRows(entries, { search, risk, decision, sorting }),
    [entries, search, risk, decision, sorting],
  )
  if (entries.length === 0) {
    return (
      <EmptyState level={2} title="No application is registered">
        The inspector got the whole list of applications, and it is empty.
      </EmptyState>
    )
  }
  return (
    <>
      <TableToolbar entries={entries} shown={rows.length} />
      <p className={styles.legend}>
        Tickets to invoices: how many of those the inspector saw each application would see.{' '}
        <Certainty kind="predicted">Striped: predicted</Certainty>{' '}
        <Certainty kind="unknown">Dotted: undecided</Certainty>
      </p>
      {rows.length === 0 ? (
        <EmptyState
          level={2}
          title="No application matches"
          actions={
            <Button
              onClick={() => {
                useTable.getState().showAll()
              }}
            >
              Show all applications
            </Button>
          }
        >
          {counted(entries.length, 'application')} hidden by the search or the filters.
        </EmptyState>
      ) : (
        <ApplicationsTable entries={rows} onOpen={onOpen} />
      )}
    </>
  )
}
