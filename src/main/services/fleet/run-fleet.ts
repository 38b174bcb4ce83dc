import { ABORTED, unlessAborted } from '../../unless-aborted'
import { atOnce } from '../at-once'
import { Ending } from './ending'
import type { FleetDeps, FleetRunOptions, FleetTenant, TenantEnd } from './fleet-run'
import { TenantWork } from './tenant-work'

/** So many tenants are under way at once unless somebody says otherwise: what they wait for is Halo, not this machine. */
const MOST_AT_ONCE = 50

/** Tenants at once, by how many there are. */
export const usualAtOnce = (tenants: number): number => Math.max(1, Math.min(tenants, MOST_AT_ONCE))

/**
 * Works on many tenants, several at once, in their order. Whatever becomes of one costs only itself: its end says what
 * happened. When the signal aborts, what is under way ends with what it has, and no other begins.
 * @returns the tenants that did not begin
 */
export const runFleet = async (
  tenants: readonly FleetTenant[],
  deps: FleetDeps,
  options: FleetRunOptions,
): Promise<readonly FleetTenant[]> => {
  const { signal, mayBegin } = options
  const begun = await atOnce(tenants, options.atOnce, async (tenant) => {
    if (mayBegin !== undefined) await unlessAborted(mayBegin(), signal)
    if (signal.aborted) return false
    await options.onEnd(tenant, await endOf(tenant, deps, options))
    return true
  })
  return tenants.filter((_tenant, index) => begun[index] !== true)
}

/** Never rejects, and waits no longer than the tenant may take. */
const endOf = async (tenant: FleetTenant, deps: FleetDeps, options: FleetRunOptions): Promise<TenantEnd> => {
  const ending = new Ending(options, tenant.signal)
  try {
    const work = new TenantWork(tenant, deps, options, ending.signal)
    const end = await unlessAborted(work.end(), ending.graceOver)
    return end === ABORTED ? work.abandon() : end
  } finally {
    ending.release()
  }
}
