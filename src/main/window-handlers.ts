import type { AppInfo } from '../shared/ipc/api'
import { err, ok } from '../shared/result'
import { createReportFiles } from './adapters/files/export-files'
import { createBrandingSettings } from './adapters/files/branding-settings'
import { systemClock } from './adapters/system/system-clock'
import { appInfo } from './app-info'
import type { Handlers } from './ipc/handlers'
import type { SystemProxies } from './network-port'
import type { FileDialogs, Logger, PdfPrinter, SecretStore } from './ports'
import { scrubbedFiles, scrubbedPrinter } from './security/scrubbed-sinks'
import type { Scrubber } from './security/secret-scrubber'
import { createAnalysis } from './services/analysis/analysis-service'
import { readAuthorities } from './services/profiles/authorities'
import type { Doctor } from './services/doctor/doctor'
import type { DesktopService, ShownFiles } from './services/desktop/desktop-service'
import type { SavedFiles } from './services/desktop/saved-files'
import type { FleetFront } from './services/fleet/fleet-front'
import type { PreferencesService } from './services/preferences/preferences-service'
import { createReportsApi } from './services/reports/reports-api'
import { notNamed } from './services/profiles/profile-errors'
import type { ProfileService } from './services/profiles/profile-service'
import { createInventoryApi } from './services/inventory/inventory-api'
import { reviewOfTarget } from './services/inventory/inventory-export'
import type { InventoryRuns } from './services/inventory/inventory-runs'
import type { RunPurposes } from './services/inventory/run-purposes'
import { createHaloPages } from './services/runs/halo-page'
import type { RecordSearch } from './services/runs/record-search'
import type { RunRegistry } from './services/runs/run-registry'
import { tooManyRuns } from './services/runs/run-registry'
import { chooseSnapshot } from './services/reports/open-snapshot'
import type { Routes } from './adapters/http/routes'
import type { NetworkService } from './services/network/network-service'
import type { ProxySignInStore } from './services/network/proxy-sign-ins'
import type { UpdateParts, UpdateService } from './services/updates/update-service'
import type { TenantRuns } from './services/runs/tenant-runs'
import { manyTenantsHandlers } from './window-tenants'
import { computerHandlers } from './window-computer'
import { desktopHandlers, rememberingSnapshots } from './window-desktop'
import { fleetHandlers } from './window-fleet'
import { historyHandlers, type WindowHistoryDeps } from './window-history'
import type { OpenResults } from './services/runs/open-results'

export interface WindowServicesDeps {
  readonly userData: string
  readonly version: string
  readonly host: AppInfo['host']
  /** What differs in the fallback window; empty in Electron. */
  readonly hostNotes: readonly string[]
  readonly dialogs: FileDialogs
  readonly printer: PdfPrinter
  readonly openBrowser: (url: string) => Promise<void>
  readonly logger: Logger
  readonly scrubber: Scrubber
  /** The proxy settings of this computer; absent: nothing is known of them. */
  readonly systemProxies?: SystemProxies
  readonly updates: (routes: Routes) => UpdateParts
  /** The one owner of the preferences, of which the host needs some before all else. */
  readonly preferences: PreferencesService
  readonly shown: ShownFiles
}

/** What the handlers are made of. */
export interface Services {
  readonly secrets: SecretStore
  readonly profiles: ProfileService
  readonly registry: RunRegistry
  readonly runs: TenantRuns
  readonly results: OpenResults
  readonly inventories: InventoryRuns
  readonly fleet: FleetFront
  readonly purposes: RunPurposes
  readonly recipeFolder: string
  readonly updates: UpdateService
  readonly preferences: PreferencesService
  readonly desktop: DesktopService
  /** Loaded when it is asked for. */
  readonly doctor: () => Promise<Doctor>
  readonly saved: SavedFiles
  readonly network: NetworkService
  readonly proxySignIns: ProxySignInStore
  readonly history: Pick<WindowHistoryDeps, 'store' | 'keeper' | 'drift'>
}

/** One handler per channel: what each request of the window comes to. */
export const handlersOf = (
  deps: WindowServicesDeps,
  {
    secrets,
    profiles,
    registry,
    runs,
    results,
    inventories,
    fleet,
    purposes,
    recipeFolder,
    updates,
    preferences,
    desktop,
    doctor,
    saved,
    network,
    proxySignIns,
    history,
  }: Services,
): Handlers => {
  const files = saved.remembering(scrubbedFiles(createReportFiles(), deps.scrubber))
  const printer = scrubbedPrinter(deps.printer, deps.scrubber)
  const analysis = createAnalysis(
    (runId) => registry.comparison(runId),
    recipeFolder,
    deps.dialogs,
    (runId) => purposes.isNeverAsked(runId),
  )
  const inventory = createInventoryApi(inventories, {
    recipeFolder,
    clock: systemClock,
    dialogs: deps.dialogs,
    files,
    printer,
  })
  const targetOf = (runId: string) => results.targetOf(runId) ?? inventories.targetOfView(runId)
  const reports = createReportsApi({
    comparison: (runId) => registry.comparison(runId),
    review: (runId) => reviewOfTarget(inventories, targetOf(runId), recipeFolder),
    recipeFolder,
    branding: createBrandingSettings(deps.userData),
    version: deps.version,
    printer,
    dialogs: deps.dialogs,
    files,
  })
  const haloPages = createHaloPages({
    targetOf,
    comparison: (runId) => registry.comparison(runId),
    profile: (id) => profiles.profile(id),
    openBrowser: deps.openBrowser,
    clock: systemClock,
  })
  // Loaded when it is first searched.
  let search: Promise<RecordSearch> | null = null
  const recordSearch = () =>
    (search ??= import('./services/runs/record-search').then((found) => new found.RecordSearch(registry)))
  const remembering = rememberingSnapshots(desktop)
  return {
    'app:info': async () => ok(await appInfo(deps, secrets)),
    'app:recheckKeychain': async () => ok(await secrets.status()),
    'app:demoScenarios': async () => {
      const { scenarios } = await import('../demo/index')
      return ok(scenarios.map(({ name, title, description }) => ({ name, title, description })))
    },

    'profiles:list': () => profiles.list(),
    'profiles:save': profiles.save,
    'profiles:duplicate': (input) => profiles.duplicate(input),
    'profiles:removeAll': async () => {
      registry.cancelAll()
      inventories.cancelAll()
      fleet.started()?.clear()
      const removed = await profiles.removeAll()
      const forgotten = removed.ok ? await proxySignIns.removeAll() : removed
      return forgotten.ok ? removed : forgotten
    },
    'profiles:reorder': (input) => profiles.reorder(input),
    'profiles:setSecret': profiles.setSecret,
    'profiles:deleteSecret': profiles.deleteSecret,
    'profiles:confirmImport': (input) => profiles.confirmImport(input),
    'profiles:readCertificates': ({ ca }) => {
      const read = readAuthorities(ca)
      return Promise.resolve(read.ok ? ok(read.value.shown) : read)
    },
    'profiles:confirmAuthHost': ({ id, host }) =>
      // SECURITY: a page cannot name a host of its own; the tenant's server has to have named it.
      runs.namedAuthHost(id) === host ? profiles.confirmAuthHost(id, host) : Promise.resolve(err(notNamed())),
    ...manyTenantsHandlers(profiles, { dialogs: deps.dialogs, files }),

    'comparison:check': ({ target }) => runs.check(target),
    'comparison:probeScopes': ({ target }) => runs.probeScopes(target),
    'comparison:cancelProbe': () => Promise.resolve(runs.cancelProbe()),
    'comparison:cancelChecks': () => Promise.resolve(runs.cancelChecks()),
    'comparison:start': ({ target, title, resources }) => {
      if (registry.isFull()) return Promise.resolve(err(tooManyRuns()))
      const runId = runs.start(target, resources, (id, clientId) => purposes.begin(id, target, clientId))
      results.hold(runId, { target, title, resources, snapshot: null })
      return Promise.resolve(ok({ runId }))
    },
    'comparison:cancel': ({ runId }) => {
      results.noteCancelled(runId)
      return Promise.resolve(registry.cancel(runId))
    },
    'comparison:summary': ({ runId }) => Promise.resolve(registry.summary(runId)),
    'comparison:setPurpose': (input) => purposes.set(input),
    'comparison:rows': (input) => Promise.resolve(registry.rows(input)),
    'comparison:search': async (input) => (await recordSearch()).search(input),
    'comparison:openSnapshot': async () => {
      const chosen = await chooseSnapshot(deps.dialogs)
      if (!chosen.ok) return chosen
      return chosen.value === null ? ok(null) : desktop.openChosen(chosen.value)
    },
    'comparison:openInHalo': (input) => haloPages.open(input),
    'comparison:reattach': () => Promise.resolve(ok(results.reattach())),
    'comparison:close': ({ runId }) => Promise.resolve(results.close(runId)),
    'comparison:setOnScreen': (place) => {
      results.setPlace(place)
      return Promise.resolve(ok(null))
    },

    'analysis:summary': (input) => analysis.summary(input),
    'analysis:causeRows': (input) => analysis.causeRows(input),
    'analysis:permissions': (input) => analysis.permissions(input),
    'analysis:choices': (input) => analysis.choices(input),
    'analysis:whatIf': (input) => analysis.whatIf(input),
    'analysis:whatIfCopy': (input) => analysis.whatIfCopy(input),
    'analysis:records': (input) => analysis.records(input),
    'analysis:fixes': (input) => analysis.fixes(input),
    'analysis:record': (input) => analysis.record(input),
    'analysis:recipes': (input) => analysis.recipes(input),
    'analysis:calls': (input) => analysis.calls(input),

    'inventory:start': (input) => inventory.start(input),
    'inventory:cancel': (input) => inventory.cancel(input),
    'inventory:resume': (input) => inventory.resume(input),
    'inventory:summary': (input) => inventory.summary(input),
    'inventory:known': () => inventory.known(),
    'inventory:openView': (input) => inventory.openView(input),
    'inventory:setNote': async (input) => {
      const noted = await inventory.setNote(input)
      if (noted.ok) await purposes.noted(input)
      return noted
    },
    'inventory:decide': (input) => inventory.decide(input),
    'inventory:setReviewer': (input) => inventory.setReviewer(input),
    'inventory:closeReview': (input) => inventory.closeReview(input),
    'inventory:blastRadius': (input) => inventory.blastRadius(input),
    'inventory:saveBlastRadius': (input) => inventory.saveBlastRadius(input),
    'inventory:export': (input) => {
      if (input.redactKey !== null) deps.scrubber.add(input.redactKey)
      return remembering('applications', input, inventory.export(input), async () => {
        const summary = await inventory.summary(input)
        return summary.ok ? summary.value.facts.tenant.name : null
      })
    },

    ...fleetHandlers(fleet, { printer, dialogs: deps.dialogs, files, version: deps.version }),

    'reports:export': (input) => {
      if (input.redactKey !== null) deps.scrubber.add(input.redactKey)
      return remembering('comparison', input, reports.export(input), () => {
        const comparison = registry.comparison(input.runId)
        return Promise.resolve(comparison.ok ? comparison.value.tenant.name : null)
      })
    },
    'reports:cancel': () => reports.cancel(),
    'reports:options': (input) => reports.options(input),
    'reports:branding': () => reports.branding(),
    'reports:setBranding': (input) => reports.setBranding(input),
    'reports:chooseLogo': () => reports.chooseLogo(),
    'reports:removeLogo': () => reports.removeLogo(),

    ...historyHandlers({
      ...history,
      registry,
      results,
      inventories,
      profiles,
      exports: { files, printer, dialogs: deps.dialogs },
    }),

    ...desktopHandlers(desktop),
    ...computerHandlers({ doctor, clock: systemClock, dialogs: deps.dialogs, files }),

    'preferences:get': () => preferences.get(),
    'preferences:change': (input) => preferences.change(input),
    'preferences:setPanel': (input) => preferences.setPanel(input),
    'preferences:setGrid': (input) => preferences.setGrid(input),

    'network:state': () => network.state(),
    'network:signIn': (input) => network.signIn(input),
    'network:forget': (input) => network.forget(input),

    'updates:state': async () => ok(await updates.state()),
    'updates:checkAtStart': async () => ok(await updates.checkAtStart()),
    'updates:check': async () => ok(await updates.check()),
    'updates:setOn': ({ on }) => updates.setOn(on),
    'updates:skip': ({ version }) => updates.skip(version),
    'updates:openPage': () => updates.openPage(),
  }
}
