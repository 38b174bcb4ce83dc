import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { AppInfo } from '../shared/ipc/api'
import { FLEET_PROGRESS_CHANNEL, INVENTORY_PROGRESS_CHANNEL, PROGRESS_CHANNEL } from '../shared/ipc/channels'
import { err, ok } from '../shared/result'
import { createReportFiles } from './adapters/files/export-files'
import { createHaloConnector } from './adapters/halo/connector'
import { openHistory } from './adapters/history/lazy-history'
import { createKeychain } from './adapters/keychain/keychain'
import { createBrandingSettings } from './adapters/files/branding-settings'
import { createUpdateSettings } from './adapters/files/update-settings'
import { createProfileFile } from './adapters/profile-store/profile-store'
import { systemClock } from './adapters/system/system-clock'
import { appInfo } from './app-info'
import { startNamedDemo } from './demo-plan'
import { createSaveJournal } from './adapters/profile-store/save-journal'
import type { Handlers, WindowServices } from './ipc/handlers'
import { limitedHandlers } from './ipc/limited-handlers'
import type { FileDialogs, Logger, PdfPrinter, SecretStore } from './ports'
import { scrubbedFiles, scrubbedHandlers, scrubbedPrinter } from './security/scrubbed-sinks'
import type { Scrubber } from './security/secret-scrubber'
import { createAnalysis } from './services/analysis/analysis-service'
import { readAuthorities } from './services/profiles/authorities'
import { FleetFront } from './services/fleet/fleet-front'
import { createReportsApi } from './services/reports/reports-api'
import { notNamed } from './services/profiles/profile-errors'
import { createProfileService, type ProfileService } from './services/profiles/profile-service'
import { rememberSecrets } from './services/profiles/secret-memory'
import { createKeeper } from './services/history/create-keeper'
import { createInventoryApi } from './services/inventory/inventory-api'
import { reviewOfTarget } from './services/inventory/inventory-export'
import { InventoryRuns } from './services/inventory/inventory-runs'
import { RunPurposes } from './services/inventory/run-purposes'
import { createHaloPages } from './services/runs/halo-page'
import { RunRegistry, tooManyRuns } from './services/runs/run-registry'
import { chooseSnapshot } from './services/reports/open-snapshot'
import { createUpdateService, type UpdateParts, type UpdateService } from './services/updates/update-service'
import { TenantRuns } from './services/runs/tenant-runs'
import { fleetHandlers } from './window-fleet'
import { historyHandlers, type WindowHistoryDeps } from './window-history'
import { OpenResults } from './services/runs/open-results'

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
  readonly updates: UpdateParts
}

/** Composition root of both windows: adapters, services, and one handler per channel. */
export const createWindowServices = (deps: WindowServicesDeps): WindowServices => {
  const clock = systemClock
  const store = createProfileFile(deps.userData, clock)
  const keychain = createKeychain()
  const history = openHistory({
    userData: deps.userData,
    secrets: rememberSecrets(keychain, deps.scrubber),
    profiles: store,
    clock,
  })
  const profiles = createProfileService({
    store,
    secrets: keychain,
    history,
    journal: createSaveJournal(deps.userData),
    clock,
    newId: randomUUID,
    scrubber: deps.scrubber,
    onMoved: (id) => {
      runs.endRunsOf(id)
      fleet.started()?.forget(id)
    },
  })
  void profiles.settle()
  // The same keychain, through the service that remembers what it answered for the list.
  const { secrets } = profiles
  const registry = new RunRegistry({ clock, newId: randomUUID })
  const results = new OpenResults(registry)
  const connector = createHaloConnector({
    clock,
    openBrowser: deps.openBrowser,
    onSecret: (secret) => {
      deps.scrubber.add(secret)
    },
  })
  const recipeFolder = path.join(deps.userData, 'recipes')
  const { keeper, drift } = createKeeper({ store: history, scrubber: deps.scrubber, recipeFolder })
  const runs = new TenantRuns({
    connector,
    clock,
    profiles,
    startDemo: startNamedDemo,
    registry,
    keep: (profileId, app, comparison) => void keeper.comparison(profileId, app, comparison),
  })
  const inventories = new InventoryRuns({
    connector,
    clock,
    newId: randomUUID,
    tenants: runs,
    profiles,
    registry,
    recipeFolder,
    keep: (profileId, inventory, { review, lastReview: last }, how) =>
      void keeper[how === 'read' ? 'inventory' : 'signed'](profileId, inventory, { review, last }),
  })
  const purposes = new RunPurposes({ registry, inventories, profiles, recipeFolder })
  const fleet = new FleetFront({
    connector,
    clock,
    newId: randomUUID,
    tenants: runs,
    profiles,
    registry,
    results,
    inventories,
    purposes,
    keeper,
    recipeFolder,
  })
  const updates = createUpdateService({
    ...deps.updates,
    version: deps.version,
    store: createUpdateSettings(deps.userData),
    clock,
    openBrowser: deps.openBrowser,
  })
  return {
    handlers: limitedHandlers(
      scrubbedHandlers(
        handlersOf(deps, {
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
          history: { store: history, keeper, drift },
        }),
        deps.scrubber,
      ),
      clock,
    ),
    onEvent: (listener) => {
      const stops = [
        registry.onProgress((progress) => {
          listener(PROGRESS_CHANNEL, deps.scrubber.scrubData(progress))
        }),
        inventories.onProgress((progress) => {
          listener(INVENTORY_PROGRESS_CHANNEL, deps.scrubber.scrubData(progress))
        }),
        fleet.onProgress((progress) => {
          listener(FLEET_PROGRESS_CHANNEL, deps.scrubber.scrubData(progress))
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    suspend: () => {
      connector.suspend()
    },
    resume: () => {
      connector.resume()
    },
    close: async () => {
      updates.close()
      fleet.started()?.clear()
      inventories.cancelAll()
      await runs.close()
      // What was done is kept before the program ends.
      await keeper.settled()
    },
    isKeychainUnderWay: () => secrets.underWay() !== null,
  }
}

interface Services {
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
  readonly history: Pick<WindowHistoryDeps, 'store' | 'keeper' | 'drift'>
}

const handlersOf = (
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
    history,
  }: Services,
): Handlers => {
  const files = scrubbedFiles(createReportFiles(), deps.scrubber)
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
    'profiles:remove': profiles.remove,
    'profiles:removeAll': () => {
      registry.cancelAll()
      inventories.cancelAll()
      fleet.started()?.clear()
      return profiles.removeAll()
    },
    'profiles:reorder': (input) => profiles.reorder(input),
    'profiles:setSecret': profiles.setSecret,
    'profiles:deleteSecret': profiles.deleteSecret,
    'profiles:chooseImport': async () => {
      const file = await deps.dialogs.chooseOpen({ title: 'Import tenants', extensions: ['csv', 'json'] })
      if (!file.ok) return file
      return file.value === null ? ok(null) : profiles.importText(file.value.name, file.value.text)
    },
    'profiles:confirmImport': (input) => profiles.confirmImport(input),
    'profiles:readCertificates': ({ ca }) => {
      const read = readAuthorities(ca)
      return Promise.resolve(read.ok ? ok(read.value.shown) : read)
    },
    'profiles:confirmAuthHost': ({ id, host }) =>
      // SECURITY: a page cannot name a host of its own; the tenant's server has to have named it.
      runs.namedAuthHost(id) === host ? profiles.confirmAuthHost(id, host) : Promise.resolve(err(notNamed())),
    'profiles:exportAll': async () => {
      const text = await profiles.exportText()
      if (!text.ok) return text
      const target = await deps.dialogs.chooseSave({
        suggestedName: 'Crossview tenants',
        kind: 'file',
        extension: 'json',
      })
      if (target === null) return ok({ state: 'dismissed' })
      const written = await files.writeFile(target, text.value)
      return written.ok ? ok({ state: 'saved', path: target }) : written
    },

    'comparison:check': ({ target }) => runs.check(target),
    'comparison:probeScopes': ({ target }) => runs.probeScopes(target),
    'comparison:cancelProbe': () => Promise.resolve(runs.cancelProbe()),
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
    'comparison:openSnapshot': async () => {
      const opened = await chooseSnapshot(deps.dialogs)
      if (!opened.ok || opened.value === null) return opened.ok ? ok(null) : opened
      const { kind, origin: snapshot } = opened.value
      if (kind === 'applications') {
        const { inventoryId } = await inventories.openSnapshot(opened.value.file, snapshot)
        return ok({ kind, inventoryId })
      }
      const { comparison } = opened.value
      const runId = registry.add(comparison)
      results.hold(runId, { target: null, title: comparison.tenant.name, resources: [], snapshot })
      results.note({ runId, phase: 'done' })
      return ok({ kind, runId, snapshot })
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
      return inventory.export(input)
    },

    ...fleetHandlers(fleet, { printer, dialogs: deps.dialogs, files, version: deps.version }),

    'reports:export': (input) => {
      if (input.redactKey !== null) deps.scrubber.add(input.redactKey)
      return reports.export(input)
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

    'updates:state': async () => ok(await updates.state()),
    'updates:checkAtStart': async () => ok(await updates.checkAtStart()),
    'updates:check': async () => ok(await updates.check()),
    'updates:setOn': ({ on }) => updates.setOn(on),
    'updates:skip': ({ version }) => updates.skip(version),
    'updates:openPage': () => updates.openPage(),
  }
}
