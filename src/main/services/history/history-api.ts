import { createHash } from 'node:crypto'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Drift } from '../../../core/drift/drift'
import type { HistoryEntry } from '../../../shared/files/history'
import { appError, type AppError } from '../../../shared/app-error'
import type { TenantProfile } from '../../../shared/files/profile'
import type { RunTarget } from '../../../shared/ipc/api'
import type { DriftEnds, DriftPair, HistoryApi, TenantHistory } from '../../../shared/ipc/history'
import { err, ok, type Result } from '../../../shared/result'
import type { HistoryStore } from '../../history-port'
import { notFound } from '../profiles/profile-errors'
import type { ExportDeps } from '../reports/export-service'
import { openEither } from '../reports/open-snapshot'
import { comparisonSnapshotText } from '../reports/snapshot'
import { driftAnswer } from './drift-answer'
import { exportDrift } from './drift-export'
import type { KeptDrift } from './kept-drift'
import type { KeptResults } from './kept-results'
import { isSameLine, keptBefore } from './line'

export interface HistoryApiDeps {
  readonly store: HistoryStore
  readonly drift: KeptDrift
  readonly keeper: {
    /** Resolves once everything that has finished by now is kept, or could not be. */
    settled(): Promise<void>
    faultOf(tenantId: string): AppError | null
  }
  readonly profiles: {
    profile(id: string): Promise<TenantProfile | null>
    /** All stored tenants. */
    ids(): Promise<readonly string[]>
  }
  readonly results: KeptResults
  readonly exports: ExportDeps
}

interface Found {
  readonly drift: Drift
  readonly ends: DriftEnds
}

/** What the window asks about what was kept; see `HistoryApi`. SECURITY: it names tenants and snapshots by their ids, and files never. */
export const createHistoryApi = (deps: HistoryApiDeps): HistoryApi => {
  const { store, profiles, results } = deps

  const stored = async (profileId: string): Promise<Result<TenantProfile, AppError>> => {
    const profile = await profiles.profile(profileId)
    return profile === null ? err(notFound()) : ok(profile)
  }

  const ofTenant = async (profileId: string): Promise<Result<TenantHistory, AppError>> => {
    const profile = await stored(profileId)
    if (!profile.ok) return profile
    await deps.keeper.settled()
    const [listing, state, { settings }] = [
      await store.list(profileId),
      await store.state(),
      await store.settings(),
    ]
    const on = settings.on && !settings.off.includes(profileId)
    return ok({ ...listing, state, on, fault: deps.keeper.faultOf(profileId) })
  }

  const entryOf = async (profileId: string, id: string): Promise<Result<HistoryEntry, AppError>> => {
    const { entries } = await store.list(profileId)
    const entry = entries.find((each) => each.id === id)
    return entry === undefined ? err(notKept()) : ok(entry)
  }

  const betweenKept = async (
    pair: Extract<DriftPair, { from: string }>,
  ): Promise<Result<Found, AppError>> => {
    const { profileId } = pair
    const [from, to] = [await entryOf(profileId, pair.from), await entryOf(profileId, pair.to)]
    if (!from.ok) return from
    if (!to.ok) return to
    if (!isSameLine(from.value, to.value)) return err(twoLines())
    const drift = await deps.drift.between({ profileId, from: from.value, to: to.value })
    return drift.ok ? ok({ drift: drift.value, ends: { profileId, from: pair.from, to: pair.to } }) : drift
  }

  /** Up to an open result: of a run of this session, or one that was opened from the history. */
  const sinceBefore = async (runId: string): Promise<Result<Found | null, AppError>> => {
    const comparison = results.comparison(runId)
    if (!comparison.ok) return comparison
    const run = comparison.value
    const target = results.targetOf(runId)
    const kept = results.originOf(runId)?.kept ?? null
    const profileId = kept?.profileId ?? (target?.kind === 'profile' ? target.profileId : null)
    if (profileId === null) return ok(null)
    await deps.keeper.settled()
    const { entries } = await store.list(profileId)
    const to = entries.find((entry) =>
      kept === null ? isSameLine(entry, lineOf(target)) && entry.at === run.finishedAt : entry.id === kept.id,
    )
    const before = keptBefore(entries, to ?? { ...lineOf(target), at: run.finishedAt })
    if (before === null) return ok(null)
    const ends = { profileId, from: before.id, to: to?.id ?? null }
    const later = to ?? openEnd(run)
    if ('code' in later) return err(later)
    const drift = await deps.drift.between(
      { profileId, from: before, to: later },
      { kind: 'comparison', comparison: run, origin: { file: '', sha256: later.sha256 } },
    )
    return drift.ok ? ok({ drift: drift.value, ends }) : drift
  }

  const found = (pair: DriftPair): Promise<Result<Found | null, AppError>> =>
    'runId' in pair ? sinceBefore(pair.runId) : betweenKept(pair)

  return {
    ofTenant: ({ profileId }) => ofTenant(profileId),
    latest: async () => {
      await deps.keeper.settled()
      const latest = []
      for (const profileId of await profiles.ids()) {
        const { entries } = await store.list(profileId)
        const last = entries.find(({ kind }) => kind === 'comparison') ?? entries[0]
        if (last !== undefined) latest.push({ profileId, last, before: keptBefore(entries, last) })
      }
      return ok(latest)
    },
    open: async ({ profileId, id }) => {
      const profile = await stored(profileId)
      if (!profile.ok) return profile
      const entry = await entryOf(profileId, id)
      if (!entry.ok) return entry
      const open = results.openOf(profileId, entry.value, profile.value.name)
      if (open !== null) return ok(open)
      const text = await store.read(profileId, id)
      if (!text.ok) return text
      const opened = await openEither({ name: profile.value.name, text: text.value })
      if (!opened.ok) return opened
      const { origin } = opened.value
      return ok(await results.add({ ...opened.value, origin: { ...origin, kept: { profileId, id } } }))
    },
    drift: async (pair) => {
      const answer = await found(pair)
      if (!answer.ok) return answer
      return ok(answer.value === null ? null : driftAnswer(answer.value.drift, answer.value.ends))
    },
    exportDrift: async ({ pair, format }) => {
      const answer = await found(pair)
      if (!answer.ok) return answer
      return answer.value === null
        ? err(nothingBefore())
        : exportDrift(answer.value.drift, format, deps.exports)
    },
    setBaseline: async ({ profileId, id, on }) => {
      const changed = await store.setBaseline(profileId, id, on)
      return changed.ok ? ofTenant(profileId) : changed
    },
    remove: async ({ profileId, ids }) => {
      const removed = await store.remove(profileId, ids)
      return removed.ok ? ofTenant(profileId) : removed
    },
    settings: async () => {
      const { settings, notice } = await store.settings()
      return ok({ settings, state: await store.state(), notice })
    },
    setSettings: ({ settings }) => store.setSettings(settings),
  }
}

const lineOf = (target: RunTarget | null): Pick<HistoryEntry, 'kind' | 'app'> => ({
  kind: 'comparison',
  app: target?.kind === 'profile' ? (target.app ?? null) : null,
})

/** The end of a result that is not kept: its digest is that of the snapshot that would be saved of it. */
const openEnd = (run: Comparison) => {
  const text = comparisonSnapshotText(run)
  if (!text.ok) return text.error
  const sha256 = createHash('sha256').update(text.value).digest('hex')
  return { id: '', sha256 }
}

const notKept = (): AppError =>
  appError('NOT_FOUND', 'This is not in the tenant’s history any more.', {
    advice: ['Open the history again: another window or the command line may have deleted it.'],
  })

const twoLines = (): AppError =>
  appError('INVALID_ARGUMENT', 'These two are not of the same kind and app connection.', {
    advice: ['Choose two comparisons of one app connection, or two inventories of applications.'],
  })

const nothingBefore = (): AppError =>
  appError('NOT_FOUND', 'Nothing was kept before this comparison, so that there is nothing to export.')
