import type { TenantEnd } from '../../services/fleet/fleet-run'
import type { HistoryKeeper } from '../../services/history/keep-history'
import type { CommandDeps } from './commands'
import type { HistoryOptions } from './keep-result'

/**
 * Keeps what came of stored tenants in their histories, as their own commands do. What keeps it from that is told once,
 * not for each of them, and nothing else: the run is done.
 * @returns told of each tenant's end, with the id of its profile; null: it is not stored
 */
export const fleetKeeper = (
  { history: wanted }: HistoryOptions,
  { console, history, scrubber }: Pick<CommandDeps, 'console' | 'history' | 'scrubber'>,
): ((profileId: string | null, end: TenantEnd) => Promise<void>) => {
  const told = new Set<string>()
  let keeper: HistoryKeeper | null = null
  return async (profileId, { comparison, inventory }) => {
    if (profileId === null || wanted === false) return
    const { HistoryKeeper: Keeper } = await import('../../services/history/keep-history')
    keeper ??= new Keeper(history, scrubber)
    const kept = [
      ...(comparison === null || comparison.cancelled
        ? []
        : [await keeper.comparison(profileId, null, comparison)]),
      ...(inventory === null || inventory.inventory.facts.cancelled
        ? []
        : [await keeper.inventory(profileId, inventory.inventory, inventory)]),
    ]
    for (const each of kept) {
      if (each.state !== 'failed' || told.has(each.error.message)) continue
      told.add(each.error.message)
      console.message([each.error.message, ...each.error.advice.map((line) => `  - ${line}`)])
    }
  }
}
