import { useEffect, useLayoutEffect } from 'react'
import type { ComparisonSummary } from '../../../shared/ipc/api'
import type { EntrySummary, InventorySummary } from '../../../shared/ipc/inventory'
import { ask } from '../bridge'
import { ApplicationDetails } from '../features/inventory/application/application-details'
import { ApplicationHead } from '../features/inventory/application/application-head'
import { applicationName } from '../features/inventory/inventory-text'
import { OpenInventories } from '../features/inventory/open-inventories'
import { InventoryScreen } from '../features/inventory/inventory-screen'
import { useInventory } from '../features/inventory/inventory-store'
import { useAnalysis } from '../features/analysis/analysis-store'
import { useComparison } from '../features/comparison/comparison-store'
import { Button } from '../ui/button'
import { ErrorNotice } from '../ui/notice'
import { useApp } from './app-store'
import { ComparisonBody } from './comparison-screen'
import styles from './comparison-screen.module.css'
import { compare, openSnapshot, readApplicationsAgain, showHistory, throughConnection } from './go'

/** The applications that are open, and those on screen: a tenant's, or one of them side by side with the inspector. */
export const ApplicationsScreen = () => (
  <>
    <OpenInventories />
    <Chosen />
  </>
)

const Chosen = () => {
  const run = useInventory((state) => state.run)
  const summary = useInventory((state) => state.summary)
  const opened = useInventory((state) => state.opened)
  const { open } = useInventory.getState()
  const { show } = useApp.getState()
  const entry = summary?.entries.find(({ application }) => application.id === opened)
  if (run?.state === 'done' && summary !== null && entry !== undefined)
    return (
      <Application key={`${summary.inventoryId} ${entry.application.id}`} summary={summary} entry={entry} />
    )
  const target = run?.target ?? null
  const profileId =
    target?.kind === 'profile' ? target.profileId : (summary?.snapshot?.kept?.profileId ?? null)
  return (
    <InventoryScreen
      onReadAgain={
        target === null
          ? null
          : () => {
              readApplicationsAgain(target, run?.title ?? '')
            }
      }
      onHistory={
        profileId === null
          ? null
          : () => {
              showHistory(profileId)
            }
      }
      onOpenSnapshot={() => void openSnapshot()}
      onTenants={() => {
        show({ screen: 'tenants' })
      }}
      onOpen={open}
    />
  )
}

interface ApplicationProps {
  readonly summary: InventorySummary
  readonly entry: EntrySummary
}

/** Has a view that is open judged by the purpose that was written down meanwhile. */
const useJudgedBy = (purpose: string | null, comparison: ComparisonSummary | null): void => {
  const runId = comparison?.runId
  const judgedBy = comparison?.purpose?.name ?? null
  useEffect(() => {
    if (runId === undefined || judgedBy === purpose) return
    void ask((api) => api.comparison.summary({ runId })).then((answer) => {
      if (answer.ok) useComparison.getState().setSummary(answer.value)
    })
  }, [runId, judgedBy, purpose])
}

/** One application: the inspector's lists beside what it would see, as a comparison is shown. */
const Application = ({ summary, entry }: ApplicationProps) => {
  const { inventoryId, target } = summary
  const { id } = entry.application
  const name = applicationName(entry.application)
  useLayoutEffect(() => {
    // The comparison that was on screen comes back when the application is left.
    const { openPredicted, closePredicted } = useComparison.getState()
    void openPredicted({ inventoryId, applicationId: id }, name)
    return closePredicted
  }, [inventoryId, id, name])
  const run = useComparison((state) => state.run)
  const shown = useComparison((state) => state.summary)
  const comparison = shown?.predicted?.applicationId === id ? shown : null
  const compared = throughConnection(target, entry.connection)
  useJudgedBy(entry.note.purpose, comparison)
  return (
    <div className={styles.result} data-scrolls>
      <ApplicationHead
        summary={summary}
        entry={entry}
        onBack={() => {
          useInventory.getState().open(null)
        }}
        onCompare={
          compared === null
            ? null
            : () => {
                compare(compared, name)
              }
        }
        onDetails={() => {
          if (comparison !== null) useAnalysis.getState().show('application', comparison.runId)
        }}
      />
      {comparison !== null ? (
        <ComparisonBody
          summary={comparison}
          application={<ApplicationDetails summary={summary} entry={entry} runId={comparison.runId} />}
        />
      ) : run?.state === 'failed' && run.error !== null ? (
        <div className={styles.message}>
          <ErrorNotice error={run.error} />
          <Button
            icon="refresh"
            onClick={() =>
              void useComparison.getState().openPredicted({ inventoryId, applicationId: id }, name)
            }
          >
            Work it out again
          </Button>
        </div>
      ) : (
        <p className={styles.message} role="status">
          Working out what it would see …
        </p>
      )}
    </div>
  )
}
