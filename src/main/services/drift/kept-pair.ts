import { counted } from '../../../core/comparison/count-text'
import { second } from '../../../core/comparison/moment-text'
import { appError, type AppError } from '../../../shared/app-error'
import type { HistoryEntry } from '../../../shared/files/history'
import { err, ok, type Result } from '../../../shared/result'
import type { HistoryStore } from '../../history-port'
import type { WhichEntry } from '../history/choose-entry'
import type { SnapshotText } from './snapshot-drift'

/** From when on: so many snapshots before the newest, or the last one by a moment; null: the one before the newest. */
export type Since = WhichEntry | null

export interface KeptTenant {
  readonly id: string
  readonly name: string
  /** The further app connection whose comparisons are meant; null: the main one. */
  readonly app: string | null
}

/**
 * Two kept snapshots of a tenant: the newest comparison of this app connection (where there is none, the newest
 * inventory) and an earlier one of its kind.
 * @returns `NOT_FOUND` saying what is kept, and why nothing is where nothing is
 */
export const keptPair = async (
  tenant: KeptTenant,
  since: Since,
  history: Pick<HistoryStore, 'state' | 'list' | 'read'>,
): Promise<Result<{ readonly from: SnapshotText; readonly to: SnapshotText }, AppError>> => {
  const { entries, faults } = await history.list(tenant.id)
  const compared = entries.filter(({ kind, app }) => kind === 'comparison' && app === tenant.app)
  const ofKind =
    compared.length > 0 || tenant.app !== null
      ? compared
      : entries.filter(({ kind }) => kind === 'applications')
  const all = [...ofKind].sort((a, b) => (a.at < b.at ? 1 : -1))
  const [newest, ...earlier] = all
  if (newest === undefined || earlier.length === 0)
    return err(await tooFew(tenant, all.length, faults.length, history))
  const chosen = earlierOne(earlier, since)
  if (chosen === undefined) return err(noneThen(all, since))
  const [from, to] = [await history.read(tenant.id, chosen.id), await history.read(tenant.id, newest.id)]
  if (!from.ok) return from
  if (!to.ok) return to
  return ok({
    from: { name: nameOf(chosen), text: from.value },
    to: { name: nameOf(newest), text: to.value },
  })
}

const nameOf = ({ at }: HistoryEntry): string => `The snapshot of ${second(at)} UTC`

/** @param earlier than the newest, newest first */
const earlierOne = (earlier: readonly HistoryEntry[], since: Since): HistoryEntry | undefined => {
  if (since === null) return earlier[0]
  return 'place' in since ? earlier[since.place - 1] : earlier.find(({ at }) => Date.parse(at) <= since.until)
}

const tooFew = async (
  { name }: KeptTenant,
  kept: number,
  damaged: number,
  history: Pick<HistoryStore, 'state'>,
): Promise<AppError> => {
  const state = await history.state()
  const why =
    state.state === 'unavailable'
      ? [state.message, ...state.advice]
      : state.state === 'off'
        ? ['History is switched off: nothing is kept until it is switched on again in the settings.']
        : ['Compare once more: what is finished is kept, unless history is off for this tenant.']
  return appError(
    'NOT_FOUND',
    `Of “${name}” ${kept === 0 ? 'no snapshot is kept' : 'one snapshot is kept, and a drift is between two'}${damaged === 0 ? '' : `, besides ${counted(damaged, 'file that cannot be read', 'files that cannot be read')}`}.`,
    { field: 'profile', advice: [...why, 'Or name two files: --from SNAPSHOT --to SNAPSHOT'] },
  )
}

const noneThen = (all: readonly HistoryEntry[], since: Since): AppError => {
  const oldest = all.at(-1)
  const wanted =
    since !== null && 'until' in since
      ? `None of them is of ${second(new Date(since.until).toISOString())} UTC or before.`
      : 'That is further back than they go.'
  return appError(
    'NOT_FOUND',
    `${counted(all.length, 'snapshot')} of this tenant are kept, the oldest of ${second(oldest?.at ?? '')} UTC. ${wanted}`,
    { field: 'since', advice: [`--since 1 to --since ${String(all.length - 1)}, or a later date.`] },
  )
}
