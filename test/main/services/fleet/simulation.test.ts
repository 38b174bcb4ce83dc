import { describe, expect, it } from 'vitest'
import { HALO_LIMIT, simulateFleet } from '../../../support/fleet-simulation'

/** Many tenants in virtual time, by the product's own scheduler and limiter; `npm run bench -- fleet` runs 1,000. */

describe('a fleet in virtual time', () => {
  it('never sends a tenant more than its limit, and takes little longer than it must', async () => {
    const result = await simulateFleet({ tenants: 24, atOnce: 6, seed: 7, median: 4_000, share: 1 })
    expect(result.mostInWindow).toBeLessThanOrEqual(HALO_LIMIT.requests)
    // Some tenant is large enough for the limit to matter: else nothing is tried.
    expect(result.mostInWindow).toBe(HALO_LIMIT.requests)
    expect(result.makespan).toBeGreaterThanOrEqual(result.least)
    // No list schedule takes longer (Graham 1969).
    expect(result.makespan).toBeLessThanOrEqual(result.total / 6 + result.slowest)
    expect(Object.values(result.states).reduce((sum, each) => sum + each, 0)).toBe(24)
  })

  it('keeps to the share of it that it may use', async () => {
    const { mostInWindow } = await simulateFleet({ tenants: 3, atOnce: 3, seed: 7, median: 30_000, sigma: 0 })
    expect(mostInWindow).toBe(HALO_LIMIT.requests * 0.6)
  })
})
