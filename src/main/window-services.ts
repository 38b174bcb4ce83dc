import { randomUUID } from 'node:crypto'
import path from 'node:path'
import {
  DESKTOP_CHANNEL,
  FLEET_PROGRESS_CHANNEL,
  INVENTORY_PROGRESS_CHANNEL,
  PROGRESS_CHANNEL,
} from '../shared/ipc/channels'
import { createHaloConnector } from './adapters/halo/connector'
import { createKnownProxies } from './adapters/files/known-proxies'
import { createRoutes } from './adapters/http/routes'
import { openHistory } from './adapters/history/lazy-history'
import { createKeychain } from './adapters/keychain/keychain'
import { createUpdateSettings } from './adapters/files/update-settings'
import { createProfileFile } from './adapters/profile-store/profile-store'
import { systemClock } from './adapters/system/system-clock'
import { startNamedDemo } from './demo-plan'
import { createRemovalJournal, createSaveJournal } from './adapters/profile-store/save-journal'
import type { WindowServices } from './ipc/handlers'
import { limitedHandlers } from './ipc/limited-handlers'
import { scrubbedHandlers } from './security/scrubbed-sinks'
import { DesktopService } from './services/desktop/desktop-service'
import { createRunNames } from './services/desktop/run-ends'
import { SavedFiles } from './services/desktop/saved-files'
import { FleetFront } from './services/fleet/fleet-front'
import { createProfileService } from './services/profiles/profile-service'
import { rememberSecrets } from './services/profiles/secret-memory'
import { createKeeper } from './services/history/create-keeper'
import { InventoryRuns } from './services/inventory/inventory-runs'
import { RunPurposes } from './services/inventory/run-purposes'
import { NetworkService } from './services/network/network-service'
import { ProxySignInStore } from './services/network/proxy-sign-ins'
import { RunRegistry } from './services/runs/run-registry'
import { chosenShare } from './services/preferences/chosen-share'
import { createUpdateService } from './services/updates/update-service'
import { TenantRuns } from './services/runs/tenant-runs'
import { OpenResults } from './services/runs/open-results'
import { openSnapshotWith } from './window-desktop'
import { handlersOf, type WindowServicesDeps } from './window-handlers'

export type { WindowServicesDeps }

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
    removals: createRemovalJournal(deps.userData),
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
  const { preferences } = deps
  const registry = new RunRegistry({ clock, newId: randomUUID })
  const results = new OpenResults(registry)
  const proxySignIns = new ProxySignInStore({
    secrets,
    known: createKnownProxies(deps.userData),
    scrubber: deps.scrubber,
  })
  const routes = createRoutes({
    signIns: proxySignIns,
    ...(deps.systemProxies && { system: deps.systemProxies }),
  })
  const network = new NetworkService({
    profiles,
    routes,
    signIns: proxySignIns,
    onLook: () => {
      routes.forget()
    },
    onSignIn: () => {
      routes.signInChanged()
    },
  })
  const connector = createHaloConnector({
    clock,
    routes,
    openBrowser: deps.openBrowser,
    share: chosenShare(preferences),
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
  const saved = new SavedFiles()
  const desktop = new DesktopService({
    preferences,
    clock,
    saved,
    shown: deps.shown,
    open: openSnapshotWith({ registry, results, inventories }),
    importText: (name, text) => profiles.importText(name, text),
  })
  const updates = createUpdateService({
    ...deps.updates(routes),
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
          preferences,
          desktop,
          doctor: async () =>
            (await import('./open-doctor')).openDoctor({ ...deps, clock, secrets, store, network }),
          saved,
          network,
          proxySignIns,
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
        desktop.onMessage((message) => {
          listener(DESKTOP_CHANNEL, deps.scrubber.scrubData(message))
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
      // Nothing can bring them back once the window is gone. What a keychain does not answer for, the next start does.
      await profiles.removals.finishAll()
      // What was done is kept before the program ends.
      await keeper.settled()
    },
    desktop,
    namesOfRuns: createRunNames({ registry, results, inventories, fleet, profiles }),
    isKeychainUnderWay: () => secrets.underWay() !== null,
  }
}
