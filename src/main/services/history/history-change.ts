import { createHash } from 'node:crypto'
import type { Comparison } from '../../../core/comparison/comparison'
import { isPartlyUnknown } from '../../../core/drift/accepted-drift'
import type { Drift } from '../../../core/drift/drift'
import type { HistoryChange } from '../../../shared/files/history'
import { ok, type Result } from '../../../shared/result'
import type { AppError } from '../../../shared/app-error'
import type { HistoryStore, ToKeep } from '../../history-port'
import { openEither, type EitherSnapshot } from '../reports/open-snapshot'
import type { KeptDrift } from './kept-drift'
import { keptBefore } from './line'

/**
 * What a result that is about to be kept changed, against the one kept before it.
 * @param comparison the result itself, where it is one
 * @returns undefined where there is none before it, or it cannot be said: the result is kept all the same
 */
export type ChangeSaid = (
  tenantId: string,
  result: ToKeep,
  comparison: Comparison | null,
) => Promise<HistoryChange | undefined>

export const createChangeSaid =
  (store: Pick<HistoryStore, 'list'>, drift: Pick<KeptDrift, 'between'>): ChangeSaid =>
  async (profileId, result, comparison) => {
    const { entries } = await store.list(profileId)
    const from = keptBefore(entries, result)
    if (from === null) return undefined
    const sha256 = createHash('sha256').update(result.text).digest('hex')
    const opened: Result<EitherSnapshot, AppError> =
      comparison === null
        ? await openEither({ name: '', text: result.text })
        : ok({ kind: 'comparison', comparison, origin: { file: '', sha256 } })
    if (!opened.ok) return undefined
    const drawn = await drift.between({ profileId, from, to: { id: '', sha256 } }, opened.value)
    return drawn.ok ? changeOf(drawn.value) : undefined
  }

/** A drift in the few numbers that stand beside a kept snapshot. */
const changeOf = (drift: Drift): HistoryChange => {
  const ofApp = drift.resources.filter(({ side }) => side === 'app')
  const sum = (list: 'appeared' | 'vanished') => ofApp.reduce((all, each) => all + each[list].length, 0)
  return {
    since: drift.from.at,
    settings: drift.settings.length,
    appeared: sum('appeared'),
    vanished: sum('vanished'),
    newFindings: drift.findings.new.length,
    fixedFindings: drift.findings.fixed.length,
    unknown: isPartlyUnknown(drift),
  }
}
