import type { HistoryStore } from '../../history-port'
import type { Scrubber } from '../../security/secret-scrubber'
import { createChangeSaid } from './history-change'
import { HistoryKeeper } from './keep-history'
import { KeptDrift } from './kept-drift'

export interface KeeperDeps {
  readonly store: HistoryStore
  readonly scrubber: Pick<Scrubber, 'scrub'>
  readonly recipeFolder: string
}

/** What keeps results, and the drift between what is kept, which both of them remember. */
export const createKeeper = ({ store, scrubber, recipeFolder }: KeeperDeps) => {
  const drift = new KeptDrift({
    store,
    recipeFolder,
    draw: async () => (await import('../drift/snapshot-drift')).driftOfOpened,
  })
  return { drift, keeper: new HistoryKeeper(store, scrubber, createChangeSaid(store, drift)) }
}
