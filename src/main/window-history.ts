import type { HistoryStore } from './history-port'
import type { Handlers } from './ipc/handlers'
import type { Channel } from '../shared/ipc/contract'
import type { KeptDrift } from './services/history/kept-drift'
import type { HistoryKeeper } from './services/history/keep-history'
import { createHistoryApi } from './services/history/history-api'
import { createKeptResults, type KeptResultsDeps } from './services/history/kept-results'
import type { ProfileService } from './services/profiles/profile-service'
import type { ExportDeps } from './services/reports/export-service'

export interface WindowHistoryDeps extends KeptResultsDeps {
  readonly store: HistoryStore
  readonly keeper: HistoryKeeper
  readonly drift: KeptDrift
  readonly profiles: Pick<ProfileService, 'profile' | 'list'>
  readonly exports: ExportDeps
}

/** The window's requests about what is kept: a part of its composition root. */
export const historyHandlers = (
  deps: WindowHistoryDeps,
): Pick<Handlers, Extract<Channel, `history:${string}`>> => {
  const history = createHistoryApi({
    ...deps,
    profiles: {
      profile: (id) => deps.profiles.profile(id),
      ids: async () => {
        const list = await deps.profiles.list()
        return list.ok ? list.value.profiles.map(({ profile }) => profile.id) : []
      },
    },
    results: createKeptResults(deps),
  })
  return {
    'history:ofTenant': (input) => history.ofTenant(input),
    'history:latest': () => history.latest(),
    'history:open': (input) => history.open(input),
    'history:drift': (input) => history.drift(input),
    'history:exportDrift': (input) => history.exportDrift(input),
    'history:setBaseline': (input) => history.setBaseline(input),
    'history:remove': (input) => history.remove(input),
    'history:settings': () => history.settings(),
    'history:setSettings': (input) => history.setSettings(input),
  }
}
