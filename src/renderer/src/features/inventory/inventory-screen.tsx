import { useState, type ReactNode } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { InventorySummary } from '../../../../shared/ipc/inventory'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { EmptyState } from '../../ui/empty-state'
import { Name } from '../../ui/name'
import { ErrorNotice, Notice } from '../../ui/notice'
import { SnapshotNote } from '../../ui/snapshot-note'
import { Tabs } from '../../ui/tabs'
import { BlastRadiusView } from './blast-radius/blast-radius-view'
import { InventoryCoverage } from './inventory-coverage'
import { InventoryExport } from './inventory-export'
import { InventoryNotices } from './inventory-notices'
import { InventoryProgress } from './inventory-progress'
import styles from './inventory-screen.module.css'
import { useInventory, type InventoryTab } from './inventory-store'
import { BackToInventory } from './open-inventories'
import { ReviewView } from './review/review-view'
import { TableView } from './table/table-view'

const TABS: readonly (readonly [InventoryTab, string])[] = [
  ['applications', 'Applications'],
  ['review', 'Access review'],
  ['blast-radius', 'Blast radius'],
]

interface InventoryScreenProps {
  /** Reads the tenant's applications again, from the start; null where there is no tenant to read. */
  readonly onReadAgain: (() => void) | null
  /** Shows what was kept of the tenant; null where none is stored. */
  readonly onHistory: (() => void) | null
  readonly onOpenSnapshot: () => void
  readonly onTenants: () => void
  readonly onOpen: (applicationId: string) => void
}

/** A tenant's applications: being read, failed, or there to be looked at. */
export const InventoryScreen = (props: InventoryScreenProps) => {
  const run = useInventory((state) => state.run)
  const summary = useInventory((state) => state.summary)
  const { cancel } = useInventory.getState()
  const { onReadAgain, onOpenSnapshot, onTenants } = props
  if (run === null) {
    return (
      <div className={styles.message}>
        <EmptyState
          level={1}
          title="No applications read yet"
          actions={
            <>
              <Button onClick={onTenants}>Choose a tenant</Button>
              <Button icon="folder" onClick={onOpenSnapshot}>
                Open an applications snapshot…
              </Button>
            </>
          }
        >
          Every API application of a tenant: who it logs in as, what it would see, what is risky about it, and
          who decided that it may stay. An inspector’s connection is all it takes.
        </EmptyState>
      </div>
    )
  }
  if (run.state === 'failed' && run.error !== null) {
    return (
      <div className={styles.message}>
        <h1>
          Applications of <Name>{run.title}</Name>
        </h1>
        {run.error.code === 'CANCELLED' ? (
          <Notice tone="warning" title={run.error.message} advice={run.error.advice} />
        ) : (
          <ErrorNotice error={run.error} />
        )}
        <div className={styles.actions}>
          <BackToInventory />
          {onReadAgain !== null && (
            <Button icon="refresh" onClick={onReadAgain}>
              Read again
            </Button>
          )}
          <Button onClick={onTenants}>Back to the tenants</Button>
        </div>
      </div>
    )
  }
  if (run.state === 'done' && summary === null) {
    return (
      <p className={styles.message} role="status">
        Opening the applications of <Name>{run.title}</Name> …
      </p>
    )
  }
  if (run.state === 'running' || run.state === 'cancelling' || summary === null) {
    return (
      <div className={styles.scroll}>
        <InventoryProgress run={run} onCancel={() => void cancel()} />
      </div>
    )
  }
  return <Result key={summary.inventoryId} summary={summary} {...props} />
}

const Result = ({
  summary,
  onReadAgain,
  onHistory,
  onOpen,
}: InventoryScreenProps & { summary: InventorySummary }) => {
  const tab = useInventory((state) => state.tab)
  const { showTab, resume } = useInventory.getState()
  const [error, setError] = useState<AppError | null>(null)
  const { facts, inventoryId, target, snapshot } = summary
  return (
    <div className={styles.result}>
      <header className={styles.head}>
        <div className={styles.tenant}>
          <h1 title={facts.tenant.name}>
            Applications of <Name>{facts.tenant.name}</Name>
          </h1>
          <p>
            {[
              facts.tenant.url,
              facts.tenant.version === null ? null : `Halo ${facts.tenant.version}`,
              `read ${formatMoment(facts.finishedAt)}`,
            ]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          </p>
        </div>
        {onReadAgain !== null && (
          <Button icon="refresh" onClick={onReadAgain}>
            Read again
          </Button>
        )}
        {onHistory !== null && (
          <Button icon="waiting" onClick={onHistory}>
            History
          </Button>
        )}
        <InventoryExport inventoryId={inventoryId} onError={setError} />
      </header>
      {snapshot !== null && (
        <SnapshotNote what={`Snapshot of ${formatMoment(facts.finishedAt)}`} {...snapshot} />
      )}
      {error !== null && (
        <ErrorNotice
          error={error}
          onDismiss={() => {
            setError(null)
          }}
        />
      )}
      <InventoryNotices summary={summary} onResume={target === null ? null : () => void resume()} />
      <Tabs
        label="Views of the applications"
        tabs={TABS}
        chosen={tab}
        panel="inventory-view"
        onChoose={showTab}
      />
      <div
        id="inventory-view"
        data-region
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        className={styles.panel}
      >
        {viewOf(tab, summary, onOpen)}
      </div>
      <InventoryCoverage summary={summary} />
    </div>
  )
}

const viewOf = (
  tab: InventoryTab,
  summary: InventorySummary,
  onOpen: (applicationId: string) => void,
): ReactNode => {
  switch (tab) {
    case 'applications':
      // What could not be read is said above; it is not the same as there being none.
      return summary.facts.listFailure !== null || summary.facts.inspector.state === 'failed' ? (
        <EmptyState level={2} title="The applications are not known">
          They could not be read. The reason and what to do about it stand above.
        </EmptyState>
      ) : (
        <TableView summary={summary} onOpen={onOpen} />
      )
    case 'review':
      return <ReviewView summary={summary} onOpen={onOpen} />
    case 'blast-radius':
      return <BlastRadius />
  }
}

const BlastRadius = () => {
  const picked = useInventory((state) => state.picked)
  const { pick } = useInventory.getState()
  return <BlastRadiusView picked={picked} onPick={pick} />
}
