import { countText } from '../src/core/comparison/count-text'
import { HALO_LIMIT, simulateFleet } from '../test/support/fleet-simulation'
import type { Benchmark, Figure } from './figure'

const TENANTS = 1_000
const AT_ONCE = [4, 16, 64]

/**
 * 1,000 tenants in virtual time, through the product's own scheduler and limiter: sizes as unlike as those of real
 * tenants, some in trouble. The same tenants each time, so that only `--at-once` differs. Numbers: docs/fleet.md.
 */
export const run: Benchmark = async () => {
  const figures: Figure[] = []
  for (const atOnce of AT_ONCE) {
    const cpuBefore = process.cpuUsage()
    globalThis.gc?.()
    const result = await simulateFleet({ tenants: TENANTS, atOnce, seed: 21, median: 1_500 })
    const { user, system } = process.cpuUsage(cpuBefore)
    process.stderr.write(`${JSON.stringify(result)}\n`)
    const what = `fleet of 1,000 tenants in virtual time, ${countText(atOnce)} at once`
    figures.push(
      {
        what,
        ours: result.makespan,
        unit: 's',
        reference: {
          what: 'the least possible: the slowest tenant, or all of them by how many run at once',
          value: result.least,
        },
        aim: 'within 10 % of it',
        runs: 1,
      },
      {
        what: `${what}: most requests that a tenant got in any 300 s`,
        ours: result.mostInWindow,
        unit: 'requests',
        reference: { what: 'Halo’s limit', value: HALO_LIMIT.requests },
        aim: 'never more',
        runs: 1,
      },
      {
        what: `${what}: heap at most`,
        ours: result.heap / 1e6,
        unit: 'MB',
        reference: null,
        aim: null,
        runs: 1,
      },
      {
        what: `${what}: time of the processor`,
        ours: (user + system) / 1e6,
        unit: 's',
        reference: null,
        aim: null,
        runs: 1,
      },
    )
  }
  return figures
}
