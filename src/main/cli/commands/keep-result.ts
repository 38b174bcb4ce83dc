import type { HistoryKeeper, Kept } from '../../services/history/keep-history'
import type { ResolvedTarget } from '../target/resolved-target'
import type { CommandDeps } from './commands'

export interface HistoryOptions {
  /** `--no-history`: false. */
  readonly history?: boolean
}

/**
 * Keeps a result of a stored tenant in its history. What keeps it from that is told, and nothing else: the run is done.
 * @param keep with what keeps, and the tenant's id
 */
export const keepResult = async (
  { profileId }: Pick<ResolvedTarget, 'profileId'>,
  { history: wanted }: HistoryOptions,
  { console, history, scrubber, recipeFolder }: CommandDeps,
  keep: (keeper: HistoryKeeper, profileId: string) => Promise<Kept>,
): Promise<void> => {
  if (profileId === null || wanted === false) return
  const { createKeeper } = await import('../../services/history/create-keeper')
  const kept = await keep(createKeeper({ store: history, scrubber, recipeFolder }).keeper, profileId)
  if (kept.state !== 'failed') return
  console.message([kept.error.message, ...kept.error.advice.map((line) => `  - ${line}`)])
}
