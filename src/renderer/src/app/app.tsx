import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { assertNever } from '../../../core/assert-never'
import { PROXY_SIGN_IN } from '../../../core/comparison/failure-text'
import { onFleetProgress, onInventoryProgress, onRunProgress } from '../bridge'
import { useAnalysis } from '../features/analysis/analysis-store'
import { useComparison, useListedResults } from '../features/comparison/comparison-store'
import { AboutDialog } from '../features/help/about-dialog'
import { Documentation } from '../features/help/documentation'
import { changeText } from '../features/history/drift-text'
import { ComputerDialog } from '../features/computer/computer-dialog'
import { useHistory } from '../features/history/history-store'
import { useInventory } from '../features/inventory/inventory-store'
import { ProfileForm } from '../features/profiles/form/profile-form'
import { profileTarget, useProfiles } from '../features/profiles/profiles-store'
import { TenantsScreen } from '../features/profiles/list/tenants-screen'
import { ShortcutsDialog } from '../features/shortcuts/shortcuts-dialog'
import { UpdateNotice } from '../features/updates/update-notice'
import { useUpdates } from '../features/updates/updates-store'
import { usePreferences } from '../preferences-store'
import { AdviceActions, type AdviceAction } from '../ui/advice-actions'
import { keepFocus } from '../ui/focus-place'
import { ErrorNotice, Notice } from '../ui/notice'
import { useToasts } from '../ui/toast-store'
import { Toasts } from '../ui/toasts'
import { SMALL, useMedia } from '../ui/use-media'
import { useApp } from './app-store'
import { AppPalette, CheckTenant } from './app-palette'
import styles from './app.module.css'
import { ApplicationsScreen } from './applications-screen'
import { ComparisonScreen } from './comparison-screen'
import { isOffered } from './commands'
import { DropTarget } from './drop-target'
import { FleetScreen } from './fleet-screen'
import {
  comparedName,
  compareEach,
  compareProfile,
  exploreDemo,
  lastResultOfTenant,
  openSnapshot,
  receiveFleet,
  setUpFleet,
  showApplications,
  showHistory,
} from './go'
import { reattach, usePlaceTold } from './reattach'
import { RecentDialog } from './recent-dialog'
import { useRecent } from './recent-store'
import { Settings } from './settings'
import { useRegionKeys } from './regions'
import { SkipLinks } from './skip-links'
import { TopBar } from './top-bar'
import { HistoryScreen } from './tenant-history'
import { useFocusInSight } from './use-focus-in-sight'
import { useTheme } from './theme'
import { useDesktop } from './use-desktop'
import { useWindowTitle } from './window-title'

/** What was lost of them is said once, whatever is on screen. */
const loadPreferences = async (): Promise<void> => {
  await usePreferences.getState().load()
  const { notice } = usePreferences.getState().preferences
  if (notice !== null) useToasts.getState().announce(notice)
}

/** The whole window: one top bar and the view that is chosen. */
export const App = () => {
  const info = useApp((state) => state.info)
  const error = useApp((state) => state.error)
  const screen = useApp((state) => state.view.screen)
  // A small window needs the room for what one looks at.
  const isSmall = useMedia(SMALL)
  const { load, setError, openSettings } = useApp.getState()

  useEffect(() => {
    void load()
    void loadPreferences()
    // A page before this one may have offered to take removals back: nobody can any more.
    void useProfiles.getState().finishRemoval(null)
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
  useFocusInSight()
  useRegionKeys()
  useTheme()
  useEffect(() => onInventoryProgress(useInventory.getState().receive), [])
  useEffect(() => onFleetProgress(receiveFleet), [])
  useEffect(keepFocus, [])

  const actions = useMemo(() => {
    const toProxies: AdviceAction = {
      label: 'Proxies…',
      onClick: () => {
        openSettings('proxies')
      },
    }
    return new Map(Object.values(PROXY_SIGN_IN).map((advice) => [advice, toProxies]))
  }, [openSettings])
  return (
    <AdviceActions value={actions}>
      <div className={styles.app} data-scrolls>
        <SkipLinks />
        <TopBar />
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
        {info !== null && info.hostNotes.length > 0 && (screen === 'tenants' || !isSmall) && (
          <HostNotes notes={info.hostNotes} />
        )}
        {screen === 'tenants' && (
          <div className={styles.notices}>
            <UpdateNotice
              onWhatIsNew={() => {
                openSettings('updates')
              }}
            />
          </div>
        )}
        <Screen />
        <OverTheScreen />
        <RecentDialog />
        <DropTarget />
        <Toasts />
      </div>
    </AdviceActions>
  )
}

/** The dialog of the app itself that is open. */
const OverTheScreen = () => {
  const over = useApp((state) => state.over)
  const info = useApp((state) => state.info)
  const close = () => {
    useApp.getState().open(null)
  }
  switch (over?.kind) {
    case undefined:
      return null
    case 'settings':
      return <Settings section={over.section} />
    case 'palette':
      return <AppPalette of={over.of} />
    case 'check':
      return <CheckTenant profileId={over.profileId} />
    case 'about':
      return info === null ? null : <AboutDialog info={info} onClose={close} />
    case 'shortcuts':
      return <ShortcutsDialog isOffered={isOffered} onClose={close} />
    case 'computer':
      return <ComputerDialog onClose={close} />
    default:
      return assertNever(over)
  }
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
  // Not a passive effect: this comes before what finds a neighbour for the focus of what is gone.
  useLayoutEffect(() => {
    // A screen that put the focus where its user had been keeps it there, and so does who goes through what is open.
    if (
      before.current !== shown &&
      main.current?.querySelector(':is([role="grid"], [data-keeps-focus]) :focus') == null
    )
      main.current?.focus()
    before.current = shown
  }, [shown])
  return (
    <main ref={main} tabIndex={-1} className={styles.main} data-region>
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
  // The last result of a tenant depends on what is open.
  useListedResults()
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
          onExploreDemo={exploreDemo}
          onCompare={compareProfile}
          onDemoApplications={({ name, title }) => {
            showApplications({ kind: 'demo', scenario: name }, `the demo tenant: ${title}`)
          }}
          onApplications={({ profile }) => {
            showApplications({ kind: 'profile', profileId: profile.id }, profile.name)
          }}
          onOpenSnapshot={openSnapshot}
          onOpenRecent={() => void useRecent.getState().open()}
          onFleet={setUpFleet}
          onCompareEach={(chosen) => {
            void compareEach(
              chosen.map(([{ profile }, app]) => ({
                target: profileTarget(profile.id, app.id),
                title: comparedName(profile, app),
              })),
            )
          }}
          resultOf={lastResultOfTenant}
          changeOf={({ profile }) => {
            const change = latest[profile.id]?.last.change
            return change === undefined ? null : changeText(change)
          }}
          onHistory={({ profile }) => {
            showHistory(profile.id)
          }}
          onEdit={(id, at) => {
            show({ screen: 'tenant-form', id, at })
          }}
        />
      )
    case 'tenant-form':
      return (
        <ProfileForm
          key={view.id}
          id={view.id}
          at={view.at}
          onClose={(saved) => {
            useProfiles.getState().offerNext(saved)
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
    case 'documentation':
      return <Documentation />
    case 'history':
      return <HistoryScreen key={view.profileId} profileId={view.profileId} />
    default:
      return assertNever(view)
  }
}
