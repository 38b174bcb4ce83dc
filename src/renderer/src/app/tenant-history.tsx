import { HistoryPlace } from '../features/history/history-place'
import { useHistory } from '../features/history/history-store'
import { SinceLastTime } from '../features/history/since-last-time'
import { appChoices } from '../features/profiles/profile-text'
import { useProfiles } from '../features/profiles/profiles-store'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { useApp } from './app-store'
import { goToView, openKept, openPlace } from './go'
import styles from './tenant-history.module.css'

const useTenant = (profileId: string) =>
  useProfiles(({ list }) => list?.profiles.find(({ profile }) => profile.id === profileId)?.profile)

const openSettings = (): void => {
  useApp.getState().openSettings('history')
}

/** What was kept of a stored tenant, wherever it is shown. */
export const TenantHistory = ({ profileId }: { profileId: string }) => {
  const tenant = useTenant(profileId)
  if (tenant === undefined)
    return (
      <EmptyState title="This tenant is not stored any more">
        Its history went with it when it was deleted.
      </EmptyState>
    )
  return (
    <HistoryPlace
      profileId={profileId}
      tenant={tenant.name}
      apps={appChoices(tenant)}
      onOpen={({ id }) => void openKept(profileId, id)}
      onPlace={(id, place) => void openPlace(profileId, id, place)}
      onSettings={openSettings}
    />
  )
}

/** The same as a screen of its own, reached from the list of tenants before anything ran. */
export const HistoryScreen = ({ profileId }: { profileId: string }) => {
  const tenant = useTenant(profileId)
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <Button
          kind="quiet"
          icon="back"
          onClick={() => {
            useApp.getState().show({ screen: 'tenants' })
          }}
        >
          Tenants
        </Button>
        <h1>
          History of <bdi>{tenant?.name ?? 'a tenant'}</bdi>
        </h1>
      </header>
      <TenantHistory profileId={profileId} />
    </div>
  )
}

/** What changed since the tenant was compared before; all of it is in its history. */
export const Since = ({ runId, profileId }: { runId: string; profileId: string }) => (
  <SinceLastTime
    runId={runId}
    profileId={profileId}
    onMore={({ ends: { from, to } }) => {
      const { choose, showDrift } = useHistory.getState()
      if (to !== null) {
        choose(profileId, { from, to })
        void showDrift(profileId, { from, to })
      }
      goToView('history', runId)
    }}
    onSettings={openSettings}
  />
)
