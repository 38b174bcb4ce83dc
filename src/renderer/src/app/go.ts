import { RESOURCES, type Resource } from '../../../core/halo/resource'
import type { DemoScenario, OpenedSnapshot, ProfileView, RunTarget } from '../../../shared/ipc/api'
import type { OpenedFile, ResultOfWindow } from '../../../shared/ipc/desktop'
import type { FleetProgress, FleetResultKind } from '../../../shared/ipc/fleet'
import { ask } from '../bridge'
import { useAnalysis, type AnalysisView } from '../features/analysis/analysis-store'
import { listedResults, useComparison } from '../features/comparison/comparison-store'
import { lastResultOf } from '../features/comparison/result'
import { runSentence } from '../features/fleet/fleet-text'
import { useFleet } from '../features/fleet/fleet-store'
import type { DriftPlace } from '../features/history/drift-place'
import { useHistory } from '../features/history/history-store'
import { useInventory } from '../features/inventory/inventory-store'
import type { AppChoice } from '../features/profiles/profile-text'
import type { FleetChoice } from '../features/profiles/list/fleet-choice'
import { profileTarget, useProfiles } from '../features/profiles/profiles-store'
import { tabId } from '../ui/tabs'
import { useToasts } from '../ui/toast-store'
import { useApp } from './app-store'

/** The ways from one screen to another that begin something. */

/** What is compared, and read as the inspector. */
const askedResources = (): readonly Resource[] =>
  useApp.getState().info?.resources.map(({ resource }) => resource) ?? RESOURCES

/** Compares a tenant, and shows it. */
export const compare = (target: RunTarget, title: string): void => {
  void useComparison.getState().start({ target, title, resources: askedResources() })
  useApp.getState().show({ screen: 'comparison' })
}

/** What a comparison of a tenant through one of its app connections is called. */
export const comparedName = ({ name }: { readonly name: string }, app: AppChoice): string =>
  app.id === null ? name : `${name}: ${app.name}`

/** Compares a stored tenant through one of its app connections, and shows it. */
export const compareProfile = ({ profile }: ProfileView, app: AppChoice): void => {
  compare(profileTarget(profile.id, app.id), comparedName(profile, app))
}

/** Compares the demo tenant in one of its states. */
export const exploreDemo = ({ name, title }: DemoScenario): void => {
  compare({ kind: 'demo', scenario: name }, `the demo tenant: ${title}`)
}

/** Shows the result that a tenant's last run came to; null where none is open or kept. */
export const lastResultOfTenant = ({ profile }: ProfileView): (() => void) | null => {
  const result = lastResultOf(listedResults(useComparison.getState()), profile)
  if (result !== undefined)
    return () => {
      useComparison.getState().choose(result.key)
      useApp.getState().show({ screen: 'comparison' })
    }
  // Closed, or of a start before this one: it may be kept.
  const last = useHistory.getState().latest[profile.id]?.last
  return last === undefined || last.at !== profile.lastRun?.finishedAt
    ? null
    : () => void openKept(profile.id, last.id)
}

/**
 * Has a snapshot chosen and shows it in the place where it belongs. What is wrong with the file is told over
 * what is on screen, which stays.
 */
export const openSnapshot = async (): Promise<void> => {
  const { setError } = useApp.getState()
  const opened = await useComparison.getState().openSnapshot()
  if (!opened.ok) setError(opened.error)
  if (!opened.ok || opened.value === null) return
  await showOpened(opened.value)
}

/** Shows a snapshot that main has opened in the place where it belongs. */
export const showOpened = async (opened: OpenedSnapshot): Promise<void> => {
  const { show, setError } = useApp.getState()
  setError(null)
  if (opened.kind === 'comparison') {
    await useComparison.getState().showOpened(opened)
    show({ screen: 'comparison' })
    return
  }
  show({ screen: 'applications' })
  await useInventory.getState().show(opened.inventoryId)
}

/** Shows what a file from outside turned out to be. */
export const showFromOutside = async (file: OpenedFile): Promise<void> => {
  if (file.kind === 'opened') {
    await showOpened(file.opened)
    return
  }
  useApp.getState().setError(null)
  useApp.getState().show({ screen: 'tenants' })
  useProfiles.getState().offerImport(file.preview)
}

/** Shows a result that is open, as when its end was told outside of the window; one that was closed meanwhile is not. */
export const showResult = async (result: ResultOfWindow): Promise<void> => {
  const { show } = useApp.getState()
  switch (result.kind) {
    case 'comparison': {
      const { results, choose } = useComparison.getState()
      const found = results.find(({ run }) => run.runId === result.runId)
      if (found === undefined) return
      choose(found.key)
      show({ screen: 'comparison' })
      return
    }
    case 'applications':
      show({ screen: 'applications' })
      await useInventory.getState().show(result.inventoryId)
      return
    case 'fleet':
      useFleet.getState().showSetup(false)
      show({ screen: 'fleet' })
  }
}

/** Opens a snapshot that was opened or saved before. What is wrong is told over what is on screen. @param id as main named it */
export const openRecent = async (id: string): Promise<void> => {
  const opened = await ask(({ desktop }) => desktop.openRecent({ id }))
  if (opened.ok) await showOpened(opened.value)
  else useApp.getState().setError(opened.error)
}

/** Shows what was kept of a stored tenant. */
export const showHistory = (profileId: string): void => {
  useApp.getState().show({ screen: 'history', profileId })
}

/** Opens what was kept in the place where it belongs. @returns whether it is there; what is wrong is told over what is on screen */
export const openKept = async (profileId: string, id: string): Promise<boolean> => {
  const { show, setError } = useApp.getState()
  const opened = await useComparison.getState().openKept({ profileId, id })
  setError(opened.ok ? null : opened.error)
  if (!opened.ok) return false
  if (opened.value.kind === 'comparison') {
    show({ screen: 'comparison' })
    return true
  }
  show({ screen: 'applications' })
  await useInventory.getState().show(opened.value.inventoryId)
  return true
}

/** Shows a record, resource or application of a drift where it stands in what was kept. */
export const openPlace = async (
  profileId: string,
  id: string,
  { resource, record, applicationId }: DriftPlace,
): Promise<void> => {
  if (!(await openKept(profileId, id))) return
  if (useApp.getState().view.screen === 'applications') {
    useInventory.getState().open(applicationId)
    return
  }
  const { run, showRecord, chooseResource } = useComparison.getState()
  const runId = run?.runId ?? null
  if (runId === null) return
  if (resource === null) {
    goToView('summary', runId)
    return
  }
  if (record === null) chooseResource(resource)
  else showRecord(resource, record)
  goToView('records', runId)
}

/** Shows another view, with the focus on its tab: what had it is gone. */
export const goToView = (view: AnalysisView, runId: string): void => {
  useAnalysis.getState().show(view, runId)
  document.getElementById(tabId(view))?.focus()
}

/** Shows the applications of a tenant; reads them where that was not done in this session. */
export const showApplications = (target: RunTarget, title: string): void => {
  void useInventory.getState().enter({ target, title, resources: askedResources() })
  useApp.getState().show({ screen: 'applications' })
}

/** Reads the applications on screen again, from the start. */
export const readApplicationsAgain = (target: RunTarget, title: string): void => {
  void useInventory.getState().start({ target, title, resources: askedResources() })
}

/** A comparison of the tenant through one of its app connections; null where the connection is on another side. */
export const throughConnection = (target: RunTarget | null, connection: string | null): RunTarget | null => {
  if (target?.kind !== 'profile') return null
  if (connection === 'app') return profileTarget(target.profileId, null)
  return connection?.startsWith('app/') === true
    ? profileTarget(target.profileId, connection.slice('app/'.length))
    : null
}

/** Compares several tenants, each by itself, and shows the first of them. */
export const compareEach = async (
  chosen: readonly { readonly target: RunTarget; readonly title: string }[],
): Promise<void> => {
  const resources = askedResources()
  useApp.getState().show({ screen: 'comparison' })
  for (const about of chosen) await useComparison.getState().start({ ...about, resources })
}

/** Sets up a run over many tenants. */
export const setUpFleet = (choice: FleetChoice): void => {
  const { setUp, showSetup, run } = useFleet.getState()
  setUp(choice.which === 'chosen' ? { ...choice, chosen: new Set(choice.chosen) } : choice)
  // One that is under way is looked at: another cannot be started.
  showSetup(run === null || run.phase === 'ended')
  useApp.getState().show({ screen: 'fleet' })
}

/** Shows what the run over many tenants brought of one, as a result of that tenant. */
export const openFleetResult = (profileId: string, kind: FleetResultKind): void => {
  void showFleetResult(profileId, kind)
}

const showFleetResult = async (profileId: string, kind: FleetResultKind): Promise<void> => {
  const opened = await useFleet.getState().openResult(profileId, kind)
  if (opened?.ok !== true) return
  const { show } = useApp.getState()
  const title = useFleet.getState().run?.tenants.find((each) => each.profileId === profileId)?.name ?? ''
  if (opened.value.kind === 'comparison') {
    const { runId, target } = opened.value
    void useComparison.getState().showFinished({ runId, target, title, resources: askedResources() })
    show({ screen: 'comparison' })
    return
  }
  show({ screen: 'applications' })
  await useInventory.getState().show(opened.value.inventoryId)
}

/** Takes a report of the run over many tenants. Its end is said wherever one is, and changes the list of tenants. */
export const receiveFleet = (progress: FleetProgress): void => {
  const before = useFleet.getState().run?.phase
  useFleet.getState().receive(progress)
  const { run } = useFleet.getState()
  if (run?.fleetId !== progress.fleetId || progress.phase !== 'ended' || before === 'ended') return
  void useProfiles.getState().load()
  // On its own screen it is said there.
  if (useApp.getState().view.screen !== 'fleet') useToasts.getState().announce(runSentence(run))
}
