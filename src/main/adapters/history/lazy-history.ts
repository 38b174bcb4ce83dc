import { existsSync } from 'node:fs'
import path from 'node:path'
import type { HistoryRemovals, HistoryStore } from '../../history-port'
import type { HistoryStoreDeps } from './history-store'

/** The history; what it is made of is loaded when something is asked of it. */
export const openHistory = (deps: HistoryStoreDeps): HistoryStore & HistoryRemovals => {
  let loading: Promise<HistoryStore & HistoryRemovals> | null = null
  const opened = () =>
    (loading ??= import('./history-store').then(({ createHistoryStore }) => createHistoryStore(deps)))
  return {
    state: async () => (await opened()).state(),
    list: async (tenantId) => (await opened()).list(tenantId),
    keep: async (tenantId, snapshot) => (await opened()).keep(tenantId, snapshot),
    read: async (tenantId, id) => (await opened()).read(tenantId, id),
    setBaseline: async (tenantId, id, on) => (await opened()).setBaseline(tenantId, id, on),
    remove: async (tenantId, ids) => (await opened()).remove(tenantId, ids),
    erase: async () => (await opened()).erase(),
    settings: async () => (await opened()).settings(),
    setSettings: async (settings) => (await opened()).setSettings(settings),
    beginRemoval: async (ids, what) => (await opened()).beginRemoval(ids, what),
    // Asked at each change of the tenants, mostly where nothing is to be done.
    settle: async (stored) =>
      existsSync(path.join(deps.userData, 'history')) ? (await opened()).settle(stored) : [],
  }
}
