import type { Comparison } from '../../../core/comparison/comparison'
import type { AppError } from '../../../shared/app-error'
import type { HistoryEntry } from '../../../shared/files/history'
import type { OpenedSnapshot, RunTarget, SnapshotOrigin } from '../../../shared/ipc/api'
import type { Result } from '../../../shared/result'
import type { InventoryRuns } from '../inventory/inventory-runs'
import type { EitherSnapshot } from '../reports/open-snapshot'
import type { OpenResults } from '../runs/open-results'
import type { RunRegistry } from '../runs/run-registry'

/** The results that a window has open, as the history asks about them. */
export interface KeptResults {
  targetOf(runId: string): RunTarget | null
  originOf(runId: string): SnapshotOrigin | null
  comparison(runId: string): Result<Comparison, AppError>
  /** The open result that was kept as this, or was opened from it before; null: none is open. */
  openOf(profileId: string, entry: HistoryEntry, name: string): OpenedSnapshot | null
  /** Opens a snapshot beside the others. */
  add(snapshot: EitherSnapshot): Promise<OpenedSnapshot>
}

export interface KeptResultsDeps {
  readonly registry: Pick<RunRegistry, 'add' | 'comparison'>
  readonly results: Pick<OpenResults, 'targetOf' | 'originOf' | 'ids' | 'hold' | 'note'>
  readonly inventories: Pick<InventoryRuns, 'known' | 'openSnapshot'>
}

/** The window's open results and inventories as one. */
export const createKeptResults = ({ registry, results, inventories }: KeptResultsDeps): KeptResults => {
  const openComparison = (profileId: string, entry: HistoryEntry): string | undefined =>
    results.ids().find((runId) => {
      const comparison = registry.comparison(runId)
      return (
        results.originOf(runId)?.kept?.id === entry.id ||
        (comparison.ok &&
          comparison.value.finishedAt === entry.at &&
          isOf(results.targetOf(runId), profileId, entry.app))
      )
    })
  const openInventory = (profileId: string, entry: HistoryEntry): string | undefined =>
    inventories
      .known()
      .find(
        ({ known, inventory: { facts } }) =>
          known.snapshot?.kept?.id === entry.id ||
          (facts.finishedAt === entry.at && isOf(known.target, profileId, null)),
      )?.known.id
  return {
    targetOf: (runId) => results.targetOf(runId),
    originOf: (runId) => results.originOf(runId),
    comparison: (runId) => registry.comparison(runId),
    openOf: (profileId, entry, name) => {
      if (entry.kind === 'applications') {
        const inventoryId = openInventory(profileId, entry)
        return inventoryId === undefined ? null : { kind: 'applications', inventoryId }
      }
      const runId = openComparison(profileId, entry)
      const kept = { profileId, id: entry.id }
      return runId === undefined
        ? null
        : { kind: 'comparison', runId, snapshot: { file: name, sha256: entry.sha256, kept } }
    },
    add: async (opened) => {
      const { kind, origin: snapshot } = opened
      if (kind === 'applications') {
        const { inventoryId } = await inventories.openSnapshot(opened.file, snapshot)
        return { kind, inventoryId }
      }
      const { comparison } = opened
      const runId = registry.add(comparison)
      results.hold(runId, { target: null, title: comparison.tenant.name, resources: [], snapshot })
      results.note({ runId, phase: 'done' })
      return { kind, runId, snapshot }
    },
  }
}

const isOf = (target: RunTarget | null, profileId: string, app: string | null): boolean =>
  target?.kind === 'profile' && target.profileId === profileId && (target.app ?? null) === app
