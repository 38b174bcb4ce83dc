import type { LastRun, TenantProfile } from '../../../shared/files/profile'
import type { Clock, HaloConnector } from '../../ports'
import type { HistoryKeeper } from '../history/keep-history'
import type { InventoryRuns } from '../inventory/inventory-runs'
import type { RunPurposes } from '../inventory/run-purposes'
import type { OpenResults } from '../runs/open-results'
import type { RunRegistry } from '../runs/run-registry'
import type { TenantRuns } from '../runs/tenant-runs'

/** What a run over many tenants shares with runs of single ones: they are limited, purposed and opened alike. */
export interface FleetRunsDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
  readonly newId: () => string
  readonly tenants: Pick<TenantRuns, 'run'>
  readonly profiles: {
    profile(id: string): Promise<TenantProfile | null>
    load(): Promise<{ readonly data: { readonly profiles: readonly TenantProfile[] } }>
    recordRun(began: TenantProfile, run: LastRun): Promise<void>
  }
  readonly registry: Pick<RunRegistry, 'add' | 'comparison' | 'judge'>
  readonly results: Pick<OpenResults, 'hold' | 'note'>
  readonly inventories: Pick<InventoryRuns, 'openRead' | 'shown'> & {
    readonly written: Pick<InventoryRuns['written'], 'of'>
  }
  readonly purposes: Pick<RunPurposes, 'begin' | 'purposeOf'>
  /** Keeps what ended in the history of its tenant, as after a run of its own. */
  readonly keeper: Pick<HistoryKeeper, 'comparison' | 'inventory'>
  readonly recipeFolder: string
  /** Bytes of results that are held, packed; `WINDOW_FLEET.held` unless a test says otherwise. */
  readonly mostHeld?: number
}
