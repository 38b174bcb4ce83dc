import type { InspectorList } from '../../../core/inventory/application'
import type { InventoryEntry } from '../../../core/inventory/inventory'
import { sameClient } from '../../../core/halo/client-id'
import { decisionsOf } from '../../../core/inventory/review'
import { reviewChanges, reviewCounts } from '../../../core/inventory/review-counts'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import type { EntrySummary, InventorySummary } from '../../../shared/ipc/inventory'
import type { Assessed } from './assessment'
import type { ConnectionOfTenant, KnownInventory } from './known-inventories'

/** What of an inventory the window gets besides the inventory itself. */
export interface Surroundings {
  readonly written: TenantInventory
  readonly kept: boolean
  readonly connections: readonly ConnectionOfTenant[]
}

/** The inventory as the window gets it: without records and permission rows. */
export const summariseInventory = (
  { id, target, snapshot }: Pick<KnownInventory, 'id' | 'target' | 'snapshot'>,
  { inventory }: Pick<Assessed, 'inventory'>,
  { written, kept, connections }: Surroundings,
): InventorySummary => {
  const { facts, entries, coverage, complete, calibration, limits } = inventory
  const { tenant, startedAt, finishedAt, cancelled, requests, throttled, inspector, listFailure, gaps } =
    facts
  const { review, lastReview } = written
  const decisionOf = decisionsOf(review)
  return {
    inventoryId: id,
    target,
    snapshot,
    facts: {
      tenant,
      startedAt,
      finishedAt,
      cancelled,
      requests,
      throttled,
      inspector,
      listFailure,
      gaps,
    },
    lists: facts.lists.map(listSummary),
    entries: entries.map((entry) => ({
      ...entrySummary(entry),
      decision: decisionOf(entry.application.id),
      connection: connectionFor(entry, connections),
    })),
    coverage,
    complete,
    calibration,
    limits,
    review: {
      reviewer: review.reviewer,
      counts: reviewCounts(inventory, review),
      changes: reviewChanges(inventory, lastReview),
      last:
        lastReview === null
          ? null
          : {
              closedAt: lastReview.closedAt,
              reviewer: lastReview.reviewer,
              population: lastReview.population,
            },
      kept,
    },
  }
}

const entrySummary = ({
  application: { apiKeys: _keys, ...application },
  agent,
  can: _can,
  ...rest
}: InventoryEntry): Omit<EntrySummary, 'decision' | 'connection'> => ({
  ...rest,
  application,
  agent:
    agent === null
      ? null
      : { administrator: agent.administrator, apiOnly: agent.apiOnly, disabled: agent.disabled },
})

const connectionFor = (
  { application: { clientId } }: InventoryEntry,
  connections: readonly ConnectionOfTenant[],
): string | null =>
  clientId === null ? null : (connections.find((each) => sameClient(each.clientId, clientId))?.key ?? null)

const listSummary = ({ resource, observation }: InspectorList): InventorySummary['lists'][number] =>
  observation.state === 'listed'
    ? { resource, state: 'listed', total: observation.total, complete: observation.complete }
    : { resource, state: observation.state, total: null, complete: false }
