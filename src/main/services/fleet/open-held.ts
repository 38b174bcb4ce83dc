import { RESOURCES } from '../../../core/halo/resource'
import type { AppError } from '../../../shared/app-error'
import type { FleetResultKind, OpenedFleetResult } from '../../../shared/ipc/fleet'
import { ok, type Result } from '../../../shared/result'
import { openInventorySnapshot } from '../reports/inventory-snapshot'
import { openSnapshot } from '../reports/snapshot'
import type { Member } from './fleet-members'
import type { FleetRunsDeps } from './fleet-deps'
import { targetOf } from './member-work'

type Deps = Pick<FleetRunsDeps, 'registry' | 'results' | 'inventories' | 'purposes'>

/**
 * Makes a result of the window of what a run over many tenants brought of one: like one of a run of its own, with its
 * tenant behind it. What is open already is shown again.
 */
export const openHeld = async (
  deps: Deps,
  member: Member,
  kind: FleetResultKind,
  text: string,
): Promise<Result<OpenedFleetResult, AppError>> =>
  kind === 'comparison' ? openComparison(deps, member, text) : openApplications(deps, member, text)

const openComparison = async (
  { registry, results, purposes }: Deps,
  member: Member,
  text: string,
): Promise<Result<OpenedFleetResult, AppError>> => {
  const target = targetOf(member)
  const before = member.opened.get('comparison')
  if (before !== undefined && registry.comparison(before).ok)
    return ok({ kind: 'comparison', runId: before, target })
  const comparison = await openSnapshot(text)
  if (!comparison.ok) return comparison
  const runId = registry.add(comparison.value, true)
  member.opened.set('comparison', runId)
  const clientId = member.began?.app?.clientId
  if (clientId !== undefined) {
    const purpose = await purposes.begin(runId, target, clientId)
    // It may have been chosen since.
    if (purpose?.name !== comparison.value.purpose?.name) registry.judge(runId, purpose)
  }
  const resources = comparison.value.resources.map(({ resource }) => resource)
  results.hold(runId, {
    target,
    title: member.name,
    resources: resources.length === 0 ? RESOURCES : resources,
    snapshot: null,
  })
  results.note({ runId, phase: 'done' })
  return ok({ kind: 'comparison', runId, target })
}

const openApplications = async (
  { inventories }: Deps,
  member: Member,
  text: string,
): Promise<Result<OpenedFleetResult, AppError>> => {
  const before = member.opened.get('applications')
  if (before !== undefined && (await inventories.shown(before)).ok)
    return ok({ kind: 'applications', inventoryId: before })
  const file = await openInventorySnapshot(text)
  if (!file.ok) return file
  const { inventoryId } = await inventories.openRead(file.value.facts, targetOf(member))
  member.opened.set('applications', inventoryId)
  return ok({ kind: 'applications', inventoryId })
}
