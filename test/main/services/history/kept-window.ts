import { explained } from '../../../../src/core/causes/explained'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Drift, DriftEnd } from '../../../../src/core/drift/drift'
import { createHistoryApi } from '../../../../src/main/services/history/history-api'
import { KeptDrift } from '../../../../src/main/services/history/kept-drift'
import type { driftOfOpened } from '../../../../src/main/services/drift/snapshot-drift'
import { createKeptResults } from '../../../../src/main/services/history/kept-results'
import type { EitherSnapshot } from '../../../../src/main/services/reports/open-snapshot'
import { comparisonSnapshotText } from '../../../../src/main/services/reports/snapshot'
import { OpenResults } from '../../../../src/main/services/runs/open-results'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import type { HistoryEntry } from '../../../../src/shared/files/history'
import type { RunTarget } from '../../../../src/shared/ipc/api'
import { ok } from '../../../../src/shared/result'
import { equalDrift } from '../../../renderer/fake-history'
import { TENANT, toKeep, triedHistory } from '../../../support/history'
import { must } from '../../../support/must'
import { storedProfile, temporaryFolder } from '../../../support/profiles'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

export const FURTHER_APP = '55555555-5555-4555-8555-555555555555'

const COMPARISON = explained(comparisonOf(restrictedTenant()))

/** The same comparison, as if it had been made on this day of November 2026. */
const onDay = (day: number): Comparison => ({
  ...COMPARISON,
  finishedAt: `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`,
})

const never = () => Promise.reject(new Error('Not in this test'))

/**
 * A window's history over the real store.
 * @param drawn what is drawn between any two; which two is noted in `calls`
 */
export const keptWindow = (
  drawn: (ends: Pick<Drift, 'from' | 'to'>) => Drift = ({ from, to }) => equalDrift({ from, to }),
) => {
  const tried = triedHistory()
  let made = 0
  const registry = new RunRegistry({
    clock: { now: () => new Date(0), monotonic: () => 0 },
    newId: () => `run-${String((made += 1))}`,
  })
  const results = new OpenResults(registry)
  const calls: string[] = []
  const draw: typeof driftOfOpened = ({ from, to }) => {
    const end = (snapshot: EitherSnapshot): DriftEnd => ({
      at: snapshot.kind === 'comparison' ? snapshot.comparison.finishedAt : '',
      sha256: snapshot.origin.sha256,
      complete: true,
    })
    const ends = { from: end(from), to: end(to) }
    calls.push(`${ends.from.at.slice(8, 10)}-${ends.to.at.slice(8, 10)}`)
    return Promise.resolve(ok(drawn(ends)))
  }
  const api = createHistoryApi({
    store: tried.history,
    drift: new KeptDrift({
      store: tried.history,
      recipeFolder: temporaryFolder(),
      draw: () => Promise.resolve(draw),
    }),
    keeper: { settled: () => Promise.resolve(), faultOf: () => null },
    profiles: {
      profile: (id) =>
        Promise.resolve(tried.stored.has(id) ? storedProfile(1, { id, name: 'Contoso' }) : null),
      ids: () => Promise.resolve([...tried.stored]),
    },
    results: createKeptResults({
      registry,
      results,
      inventories: { known: () => [], openSnapshot: never },
    }),
    exports: {
      printer: { print: never },
      dialogs: { chooseSave: never },
      files: {
        safeName: (name) => name,
        fileFault: never,
        folderFault: never,
        writeFile: never,
        writeFolder: never,
      },
    },
  })
  return {
    ...tried,
    api,
    calls,
    registry,
    /** Keeps the comparison of a day. */
    keep: async (day: number, app: string | null = null, tenant = TENANT): Promise<HistoryEntry> => {
      const comparison = onDay(day)
      const text = must(comparisonSnapshotText(comparison))
      const kept = must(await tried.history.keep(tenant, toKeep({ at: comparison.finishedAt, app, text })))
      if (kept === null) throw new Error('It was not kept')
      return kept
    },
    /** A run of this session that was done on a day. @returns its id */
    ran: (day: number, target: RunTarget = { kind: 'profile', profileId: TENANT }): string => {
      const runId = registry.add(onDay(day))
      results.hold(runId, { target, title: 'Contoso', resources: [], snapshot: null })
      results.note({ runId, phase: 'done' })
      return runId
    },
  }
}
