import { expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Resource } from '../../../../src/core/halo/resource'
import { calibrate } from '../../../../src/core/inventory/calibrate'
import { predictorFor } from '../../../../src/core/inventory/predict'
import { startDemo, type DemoLogin } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { demoPlan } from '../../../../src/main/demo-plan'
import { readInventory } from '../../../../src/main/services/inventory/inventory-reader'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../../../../src/main/services/runs/plan'
import { createPassingTime } from '../../../support/passing-time'

const RESOURCES: readonly Resource[] = [
  'tickets',
  'clients',
  'users',
  'assets',
  'ticket-types',
  'suppliers',
  'invoices',
  'projects',
]

/**
 * The whole way: the inventory read over HTTP by the inspector; then each application logs in with its own secret,
 * which only its owner has, and gets its lists for real.
 */
it('what is predicted of each application of the demo tenant is what it then gets', async () => {
  const demo = await startDemo('mixed', { requestLimit: 100_000, tickets: 240 })
  try {
    // So many applications use up what a tenant allows: the waits for it pass at once.
    const { clock, sleep } = createPassingTime()
    const deps = { connector: createHaloConnector({ clock, sleep }), clock }
    const { signal } = new AbortController()
    const sides = demoPlan(demo, 'Demo')
    const inventory = { tenantName: 'Demo', url: demo.url, inspector: sides.inspector, resources: RESOURCES }
    const facts = await readInventory(deps, inventory, { signal })
    const predictor = predictorFor(facts, { contradicted: [], agreement: [] })

    /** The inspector against the application, which logs in with its own secret. */
    const compared = async ({ clientId, secret }: DemoLogin) => {
      const app = {
        ...sides.app,
        connection: { kind: 'application' as const, clientId, scope: 'all' },
        readSecret: () => Promise.resolve(secret),
      }
      const plan = comparisonPlan({ ...sides, app, agent: { ...sides.inspector, role: 'agent' } }, RESOURCES)
      if (!plan.ok) throw new Error(plan.error.message)
      return runComparison(deps, plan.value, { signal })
    }

    const held: string[] = []
    const real: Comparison[] = []
    // Compared with itself, the inspector is compared with nothing.
    const others = demo.logins.filter(
      ({ secret, clientId }) => secret !== null && clientId !== demo.inspector.clientId,
    )
    for (const login of others) {
      const application = facts.applications.find(({ id }) => id === login.id)
      if (application === undefined) throw new Error(`${login.name} is not in the inventory`)
      const comparison = await compared(login)
      real.push(comparison)
      const records = predictor.records(application)
      for (const [place, view] of predictor.sees(application).entries()) {
        const what = `${login.name}: ${view.resource}`
        const own = comparison.resources.find(({ resource }) => resource === view.resource)?.app
        const got = own?.state === 'listed' ? own.records.map(({ id }) => id) : null
        if (view.state === 'refused') expect(got, what).toBeNull()
        const { visible = [], unknown = [] } = records[place] ?? {}
        const open = new Set([...visible, ...unknown].map(({ id }) => id))
        // What is hidden was not got, and what is visible was: what is undecided may be either.
        expect(got?.filter((id) => !open.has(id)) ?? [], what).toEqual([])
        if (view.state !== 'predicted') continue
        expect(
          visible.map(({ id }) => id).filter((id) => !got?.includes(id)),
          what,
        ).toEqual([])
        held.push(`${what} ${view.visible} of ${view.of}`)
      }
    }
    expect(held.length).toBeGreaterThan(30)
    expect(held).toContainEqual(expect.stringMatching(/Reporting sync: tickets \d+ of 240/))
    const { contradicted, agreement } = calibrate(facts, real)
    expect(contradicted).toEqual([])
    expect(agreement.length).toBeGreaterThan(30)
    for (const { onlyPredicted, onlySeen } of agreement) expect([...onlyPredicted, ...onlySeen]).toEqual([])
  } finally {
    await demo.close()
  }
}, 120_000)
