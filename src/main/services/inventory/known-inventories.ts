import type { InventoryFacts } from '../../../core/inventory/application'
import type { RunTarget, SnapshotOrigin } from '../../../shared/ipc/api'
import type { Assessed } from './assessment'

/** A connection that a tenant has, and whose application it is. */
export interface ConnectionOfTenant {
  readonly key: string
  readonly clientId: string
}

/** An inventory of this session. */
export interface KnownInventory {
  readonly id: string
  /** null for a snapshot. */
  readonly target: RunTarget | null
  /** null for one that was read. */
  readonly snapshot: SnapshotOrigin | null
  /** Of the reading under way; null: none is. */
  controller: AbortController | null
  /** null while it is read for the first time. */
  facts: InventoryFacts | null
  assessed: Assessed | null
  /** Ids of the comparisons that its rules were calibrated by. */
  calibratedBy: readonly string[]
  /** Of a demo tenant; a stored one's are looked up when they are asked for. */
  connections: readonly ConnectionOfTenant[]
  /** The comparison that an application was opened as, by its id. */
  readonly views: Map<string, string>
}

/** Of one tenant: the last one, and the one before it to look back at. */
const KEPT_OF_TENANT = 2
/** Of all: those of a large company's tenants, and few enough records for any memory. */
const KEPT = { inventories: 500, records: 1_000_000 }

/** Inventories in main's memory: they survive a page that is loaded anew, and end with the program. */
export class KnownInventories {
  private readonly known = new Map<string, KnownInventory>()

  /** @param onDropped told of each that has to go, for what else is remembered of it */
  constructor(private readonly onDropped: (id: string) => void) {}

  get(id: string): KnownInventory | undefined {
    return this.known.get(id)
  }

  add(id: string, target: RunTarget | null, snapshot: SnapshotOrigin | null = null): KnownInventory {
    const added: KnownInventory = {
      id,
      target,
      snapshot,
      controller: null,
      facts: null,
      assessed: null,
      calibratedBy: [],
      connections: [],
      views: new Map(),
    }
    this.known.set(id, added)
    return added
  }

  drop(id: string): void {
    if (this.known.delete(id)) this.onDropped(id)
  }

  /** Newest first. */
  all(): readonly KnownInventory[] {
    return [...this.known.values()].reverse()
  }

  /** The reading of this tenant that is under way. */
  underWayOf(target: RunTarget): KnownInventory | undefined {
    return this.all().find((each) => each.controller !== null && isSameTenant(each.target, target))
  }

  /** Forgets what is too much; what is being read, and the newest of all, stays. */
  trim(): void {
    const [newest, ...older] = this.all()
    let records = recordsOf(newest)
    let kept = 1
    const ofTenant = [newest]
    for (const each of older) {
      records += recordsOf(each)
      const alike = ofTenant.filter((other) => isSameTenant(other?.target ?? null, each.target)).length
      const isTooMuch = alike >= KEPT_OF_TENANT || kept >= KEPT.inventories || records > KEPT.records
      if (each.controller === null && isTooMuch) {
        this.drop(each.id)
        records -= recordsOf(each)
      } else {
        kept += 1
        ofTenant.push(each)
      }
    }
  }
}

const recordsOf = (inventory: KnownInventory | undefined): number =>
  (inventory?.facts?.lists ?? []).reduce(
    (sum, { observation }) => sum + (observation.state === 'listed' ? observation.records.length : 0),
    0,
  )

/** Two snapshots are never of one tenant for all that is known. */
const isSameTenant = (a: RunTarget | null, b: RunTarget | null): boolean =>
  a?.kind === 'profile'
    ? b?.kind === 'profile' && a.profileId === b.profileId
    : a?.kind === 'demo' && b?.kind === 'demo' && a.scenario === b.scenario
