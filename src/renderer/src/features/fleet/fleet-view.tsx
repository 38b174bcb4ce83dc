import { useCallback } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { FleetResultKind, FleetRun, WindowWork } from '../../../../shared/ipc/fleet'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorNotice } from '../../ui/notice'
import { Tabs, tabId } from '../../ui/tabs'
import { useToasts } from '../../ui/toast-store'
import { FleetSetupForm } from './fleet-setup'
import { outlierGroups, resultFor } from './fleet-text'
import { useFleet, type FleetTab } from './fleet-store'
import { MatrixView } from './matrix-view'
import { MissingTenants } from './missing-tenants'
import { OutliersView } from './outliers-view'
import { RunHead } from './run-head'
import type { FleetTenantChoice } from './tenant-choice'
import styles from './fleet.module.css'

export interface FleetViewProps {
  /** null: the list is not read yet. */
  readonly tenants: readonly FleetTenantChoice[] | null
  readonly tagsOf: (profileId: string) => readonly string[]
  readonly notReady: (profileId: string, work: readonly WindowWork[]) => string | null
  readonly onOpen: (profileId: string, kind: FleetResultKind) => void
  readonly onEdit: (profileId: string) => void
  readonly onAddTenant: () => void
}

/** Many tenants: nothing stored, a run to be set up, under way, or there to be looked at. */
export const FleetView = (props: FleetViewProps) => {
  const { tenants, notReady, onAddTenant } = props
  const run = useFleet((state) => state.run)
  const settingUp = useFleet((state) => state.settingUp)
  const error = useFleet((state) => state.error)
  const { setError, showSetup } = useFleet.getState()
  const notice = error !== null && (
    <ErrorNotice
      error={error}
      onDismiss={() => {
        setError(null)
      }}
    />
  )
  if (run !== null && !settingUp && tenants?.length !== 0)
    return (
      <div className={styles.screen}>
        <RunHead run={run} />
        {notice}
        <MissingTenants run={run} />
        <Views run={run} {...props} />
      </div>
    )
  if (tenants === null)
    return (
      <p className={styles.message} role="status">
        Reading the tenants …
      </p>
    )
  if (tenants.length === 0)
    return (
      <div className={styles.message}>
        <EmptyState
          title="No tenants to run"
          actions={
            <Button icon="add" kind="primary" onClick={onAddTenant}>
              Add a tenant
            </Button>
          }
        >
          A fleet is every stored tenant in one run: which of them is not like the others? Add or import
          tenants first.
        </EmptyState>
      </div>
    )
  return (
    <div className={styles.scroll}>
      {notice}
      <FleetSetupForm
        tenants={tenants}
        notReady={notReady}
        onBack={
          run === null
            ? null
            : () => {
                showSetup(false)
              }
        }
      />
    </div>
  )
}

const Views = ({ run, tenants, tagsOf, onOpen, onEdit }: FleetViewProps & { run: FleetRun }) => {
  const tab = useFleet((state) => state.tab)
  const { showTab, setPlace, setLook } = useFleet.getState()
  const announce = useToasts((state) => state.announce)
  const stored = new Set(tenants?.map(({ profileId }) => profileId))
  const settings = outlierGroups(run.outliers).length
  const tabs: readonly (readonly [FleetTab, string])[] = [
    ['matrix', 'Tenants by checks'],
    ['outliers', settings === 0 ? 'Outliers' : `Outliers: ${counted(settings, 'setting')}`],
  ]
  // The same while reports come in, so that a row is drawn again for its own tenant only.
  const openFirst = useCallback(
    (profileId: string, column: string) => {
      const tenant = useFleet.getState().run?.tenants.find((each) => each.profileId === profileId)
      const kind = tenant === undefined ? undefined : resultFor(tenant, column)
      if (kind !== undefined) onOpen(profileId, kind)
      else announce('There is no result of this tenant to open. The details say what is known of it.')
    },
    [onOpen, announce],
  )
  return (
    <>
      <Tabs label="Views of the fleet" tabs={tabs} chosen={tab} panel="fleet-view" onChoose={showTab} />
      <div id="fleet-view" data-region role="tabpanel" aria-labelledby={tabId(tab)} className={styles.panel}>
        {tab === 'matrix' ? (
          <MatrixView
            run={run}
            tagsOf={tagsOf}
            isStored={(profileId) => stored.has(profileId)}
            onOpen={onOpen}
            onOpenFirst={openFirst}
            onEdit={onEdit}
          />
        ) : (
          <OutliersView
            run={run}
            onShow={(profileId) => {
              setLook({ search: '', tag: null, show: 'all', check: null })
              setPlace({ profileId, column: 'name' })
              showTab('matrix')
            }}
          />
        )}
      </div>
    </>
  )
}
