import type { DemoCredentials, DemoServer } from '../demo/index'
import type { ConnectionRole } from '../shared/files/profile'
import type { ConnectionContext } from './ports'
import type { TenantPlan } from './services/runs/plan'
import type { RunningDemo } from './services/runs/tenant-runs'

/** A demo tenant that refuses requests does so for good: that is seen soon enough. */
const DEMO_PATIENCE_MS = 20_000

/**
 * The plan of a running demo tenant.
 * @param patienceMs as in {@link ConnectionContext}
 */
export const demoPlan = (
  demo: Omit<DemoServer, 'counts' | 'close'>,
  title: string,
  patienceMs = DEMO_PATIENCE_MS,
): TenantPlan & Readonly<Record<ConnectionRole, ConnectionContext>> => {
  const context = (
    role: ConnectionRole,
    { clientId, secret, scope }: DemoCredentials,
  ): ConnectionContext => ({
    role,
    url: demo.url,
    tenant: demo.tenant,
    ca: null,
    patienceMs,
    connection: { kind: 'application', clientId, scope },
    readSecret: () => Promise.resolve(secret),
  })
  return {
    tenantName: title,
    url: demo.url,
    app: context('app', demo.app),
    agent: context('agent', demo.agent),
    inspector: context('inspector', demo.inspector),
  }
}

/** Serves a scenario from this process; null: there is no such one. */
export const startNamedDemo = async (name: string): Promise<RunningDemo | null> => {
  const { scenarios, startDemo } = await import('../demo/index')
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario === undefined) return null
  const demo = await startDemo(scenario.name)
  return { plan: demoPlan(demo, `Demo: ${scenario.title}`), close: () => demo.close() }
}
