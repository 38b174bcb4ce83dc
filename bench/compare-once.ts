import type { Resource } from '../src/core/halo/resource'
import { createHaloConnector } from '../src/main/adapters/halo/connector'
import { systemClock } from '../src/main/adapters/system/system-clock'
import type { ConnectionContext } from '../src/main/ports'
import { runComparison } from '../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../src/main/services/runs/plan'

const context = (url: string, role: 'app' | 'agent'): ConnectionContext => ({
  role,
  url,
  tenant: 'quick',
  ca: null,
  connection: { kind: 'application', clientId: role, scope: 'all' },
  readSecret: () => Promise.resolve('quick'),
})

/** The two sides of a quick tenant. */
export const quickTenant = (url: string) => ({
  tenantName: 'Benchmark',
  url,
  app: context(url, 'app'),
  agent: context(url, 'agent'),
  inspector: null,
})

/** A comparison of a quick tenant (`quick-halo.mjs`), from the first request to the explanations. @returns records seen */
export const compareOnce = async (url: string, resources: readonly Resource[]): Promise<number> => {
  const plan = comparisonPlan(quickTenant(url), resources)
  if (!plan.ok) throw new Error(plan.error.message)
  const comparison = await runComparison(
    { connector: createHaloConnector({ clock: systemClock }), clock: systemClock },
    plan.value,
    { signal: new AbortController().signal },
  )
  const missing = comparison.resources
    .flatMap(({ agent, app }) => [agent, app])
    .find((side) => side.state !== 'listed' || !side.complete)
  if (!comparison.complete)
    throw new Error(`The comparison is not complete: ${JSON.stringify(missing, null, 1).slice(-300)}`)
  return comparison.resources
    .flatMap(({ agent, app }) => [agent, app])
    .reduce((sum, side) => sum + (side.state === 'listed' ? side.records.length : 0), 0)
}
