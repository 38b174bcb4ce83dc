import { useEffect, useMemo, useRef } from 'react'
import { assertNever } from '../../../core/assert-never'
import { PROXY_SIGN_IN } from '../../../core/comparison/failure-text'
import { onFleetProgress, onInventoryProgress, onRunProgress } from '../bridge'
import { useAnalysis } from '../features/analysis/analysis-store'
import { useComparison, useListedResults } from '../features/comparison/comparison-store'
import { lastResultOf } from '../features/comparison/result'
import { changeText } from '../features/history/drift-text'
import { HistorySettings } from '../features/history/history-settings'
import { useHistory } from '../features/history/history-store'
import { useInventory } from '../features/inventory/inventory-store'
import { NetworkSettings } from '../features/network/network-settings'
import { ProfileForm } from '../features/profiles/form/profile-form'
import { profileTarget, useProfiles } from '../features/profiles/profiles-store'
import { TenantsScreen } from '../features/profiles/list/tenants-screen'
import { BrandingSettings } from '../features/report/branding-settings'
import { SettingsDialog } from '../features/updates/settings-dialog'
import { UpdateNotice } from '../features/updates/update-notice'
import { useUpdates } from '../features/updates/updates-store'
import { usePreferences } from '../preferences-store'
import { AdviceActions, type AdviceAction } from '../ui/advice-actions'
import { ErrorNotice, Notice } from '../ui/notice'
import { Toasts } from '../ui/toasts'
import { useApp } from './app-store'
import styles from './app.module.css'
import { ApplicationsScreen } from './applications-screen'
import { ComparisonScreen } from './comparison-screen'
import { FleetScreen } from './fleet-screen'
import {
  compare,
  openKept,
  openSnapshot,
  receiveFleet,
  setUpFleet,
  showApplications,
  showHistory,
} from './go'
import { reattach, usePlaceTold } from './reattach'
import { TopBar } from './top-bar'
import { HistoryScreen } from './tenant-history'
import { useTheme } from './theme'
import { useDesktop } from './use-desktop'
import { useWindowTitle } from './window-title'

/** The whole window: one top bar and the view that is chosen. */
export const App = () => {
  const info = useApp((state) => state.info)
  const error = useApp((state) => state.error)
  const screen = useApp((state) => state.view.screen)
  const settings = useApp((state) => state.settings)
  const { load, setError, openSettings } = useApp.getState()

  useEffect(() => {
    void load()
    void usePreferences.getState().load()
    void useProfiles.getState().load()
    void reattach()
    void useUpdates.getState().begin()
    void useHistory.getState().loadLatest()
    return onRunProgress((progress) => {
      useComparison.getState().receive(progress)
      if (progress.phase === 'closed') {
        useAnalysis.getState().forget(progress.runId)
        useHistory.getState().forget(progress.runId)
      }
      // A finished run changes the tenant's last run, also one that got nothing.
      if (progress.phase === 'done' || progress.phase === 'failed') void useProfiles.getState().load()
      if (progress.phase === 'done') void useHistory.getState().loadLatest()
    })
  }, [load])
  useDesktop()
  useTheme()
  useEffect(() => onInventoryProgress(useInventory.getState().receive), [])
  useEffect(() => onFleetProgress(receiveFleet), [])

  const onSettings = () => {
    openSettings(true)
  }
  const actions = useMemo(() => {
    const toProxies: AdviceAction = {
      label: 'Proxies…',
      onClick: () => {
        openSettings(true)
      },
    }
    return new Map(Object.values(PROXY_SIGN_IN).map((advice) => [advice, toProxies]))
  }, [openSettings])
  return (
    <AdviceActions value={actions}>
      <div className={styles.app}>
        <TopBar onSettings={onSettings} />
        {error !== null && (
          <div className={styles.notices}>
            <ErrorNotice
              error={error}
              onDismiss={() => {
                setError(null)
              }}
            />
          </div>
        )}
        {info !== null && info.hostNotes.length > 0 && <HostNotes notes={info.hostNotes} />}
        {screen === 'tenants' && (
          <div className={styles.notices}>
            <UpdateNotice onWhatIsNew={onSettings} />
          </div>
        )}
        <Screen />
        {settings && (
          <SettingsDialog
            onClose={() => {
              openSettings(false)
            }}
          >
            <KeptSettings />
            <NetworkSettings />
            <BrandingSettings />
          </SettingsDialog>
        )}
        <Toasts />
      </div>
    </AdviceActions>
  )
}

/** What is kept of which tenant. */
const KeptSettings = () => {
  const list = useProfiles((state) => state.list)
  const tenants = (list?.profiles ?? []).map(({ profile: { id, name } }) => ({ id, name }))
  return <HistorySettings tenants={tenants} />
}

/** The main landmark. It takes the focus when the screen changes, so that nobody is left on a button that is gone. */
const Screen = () => {
  const main = useRef<HTMLElement>(null)
  const screen = useApp((state) => state.view.screen)
  const hasResult = useComparison((state) => state.summary !== null)
  const readState = useInventory((state) => (state.run?.state === 'done' ? 'result' : 'under way'))
  const opened = useInventory((state) => state.opened)
  const shown =
    screen === 'comparison' && hasResult
      ? 'result'
      : screen === 'applications'
        ? `applications ${opened ?? readState}`
        : screen
  const before = useRef(shown)
  usePlaceTold()
  useWindowTitle()
  useEffect(() => {
    // A screen that put the focus where its user had been keeps it there, and so does who goes through what is open.
    if (
      before.current !== shown &&
      main.current?.querySelector(':is([role="grid"], [data-keeps-focus]) :focus') == null
    )
      main.current?.focus()
    before.current = shown
  }, [shown])
  return (
    <main ref={main} tabIndex={-1} className={styles.main}>
      <CurrentView />
    </main>
  )
}

/** What differs in the browser window, said once and plainly. */
const HostNotes = ({ notes }: { notes: readonly string[] }) => (
  <div className={styles.notices}>
    <Notice tone="info" title="This is the browser window, the fallback where Electron cannot be had">
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Notice>
  </div>
)

const CurrentView = () => {
  const view = useApp((state) => state.view)
  const info = useApp((state) => state.info)
  const scenarios = useApp((state) => state.scenarios)
  const results = useListedResults()
  const latest = useHistory((state) => state.latest)
  const { recheckKeychain, show } = useApp.getState()

  switch (view.screen) {
    case 'tenants':
      return (
        <TenantsScreen
          keychain={info?.keychain ?? null}
          scenarios={scenarios}
          onRecheckKeychain={async () => {
            await recheckKeychain()
            // What is known of the secrets depends on the keychain.
            await useProfiles.getState().load()
          }}
          onExploreDemo={({ name, title }) => {
            compare({ kind: 'demo', scenario: name }, `the demo tenant: ${title}`)
          }}
          onCompare={({ profile }, app) => {
            const title = app.id === null ? profile.name : `${profile.name}: ${app.name}`
            compare(profileTarget(profile.id, app.id), title)
          }}
          onDemoApplications={({ name, title }) => {
            showApplications({ kind: 'demo', scenario: name }, `the demo tenant: ${title}`)
          }}
          onApplications={({ profile }) => {
            showApplications({ kind: 'profile', profileId: profile.id }, profile.name)
          }}
          onOpenSnapshot={openSnapshot}
          onFleet={setUpFleet}
          resultOf={({ profile }) => {
            const result = lastResultOf(results, profile)
            if (result !== undefined)
              return () => {
                useComparison.getState().choose(result.key)
                show({ screen: 'comparison' })
              }
            // Closed, or of a start before this one: it may be kept.
            const last = latest[profile.id]?.last
            return last === undefined || last.at !== profile.lastRun?.finishedAt
              ? null
              : () => void openKept(profile.id, last.id)
          }}
          changeOf={({ profile }) => {
            const change = latest[profile.id]?.last.change
            return change === undefined ? null : changeText(change)
          }}
          onHistory={({ profile }) => {
            showHistory(profile.id)
          }}
          onEdit={(id) => {
            show({ screen: 'tenant-form', id })
          }}
        />
      )
    case 'tenant-form':
      return (
        <ProfileForm
          key={view.id}
          id={view.id}
          onClose={() => {
            show({ screen: 'tenants' })
          }}
        />
      )
    case 'comparison':
      return <ComparisonScreen />
    case 'applications':
      return <ApplicationsScreen />
    case 'fleet':
      return <FleetScreen />
    case 'history':
      return <HistoryScreen key={view.profileId} profileId={view.profileId} />
    default:
      return assertNever(view)
  }
}
