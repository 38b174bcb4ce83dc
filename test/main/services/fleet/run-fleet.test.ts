import { expect, it, onTestFinished, vi } from 'vitest'
import type { DemoOptions } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type {
  FleetRunOptions,
  FleetTenant,
  OpenedTenant,
  TenantEnd,
} from '../../../../src/main/services/fleet/fleet-run'
import { runFleet, usualAtOnce } from '../../../../src/main/services/fleet/run-fleet'
import type { TenantPlan } from '../../../../src/main/services/runs/plan'
import { NO_INVENTORY } from '../../../../src/shared/files/tenant-inventory'
import { ok } from '../../../../src/shared/result'
import { createGate } from '../../../support/gate'
import { patientClient } from '../../../support/patient-client'
import { startTroubledTenant, type TroubledTenant } from '../../../support/troubled-tenant'

const started = async (options: DemoOptions = { tickets: 30 }): Promise<TroubledTenant> => {
  const server = await startTroubledTenant('mixed', options)
  onTestFinished(() => server.close())
  return server
}

const opened = (plan: TenantPlan): OpenedTenant => ({
  plan,
  purpose: null,
  written: NO_INVENTORY,
  recipes: [],
})

const tenantAt = (name: string, { url, plan }: TroubledTenant): FleetTenant => ({
  name,
  url,
  open: () => Promise.resolve(ok(opened({ ...plan, tenantName: name }))),
})

/** Runs with one connector, and keeps what came of each. */
const run = async (tenants: readonly FleetTenant[], options: Partial<FleetRunOptions> = {}) => {
  const ends: TenantEnd[] = []
  const connector = createHaloConnector({ clock: systemClock, createClient: patientClient })
  const left = await runFleet(
    tenants,
    { connector, clock: systemClock },
    {
      work: ['check', 'compare'],
      resources: ['tickets', 'clients'],
      atOnce: tenants.length,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...options,
      onEnd: async (tenant, end) => {
        ends.push(end)
        await options.onEnd?.(tenant, end)
      },
    },
  )
  return { ends, left, states: Object.fromEntries(ends.map(({ part }) => [part.name, part.state])) }
}

it('takes all at once up to a bound', () => {
  expect([0, 1, 40, 5_000].map(usualAtOnce)).toEqual([1, 1, 40, 50])
})

it('two names that lead to one host share its allowance', async () => {
  const server = await started({ tickets: 400 })
  let out = 0
  let most = 0
  server.trouble = async () => {
    out += 1
    most = Math.max(most, out)
    await new Promise((resolve) => setTimeout(resolve, 5))
    out -= 1
    return 'none' as const
  }
  const names = ['One', 'Two', 'Three', 'Four']
  const { states } = await run(names.map((name) => tenantAt(name, server)))
  expect(states).toEqual(Object.fromEntries(names.map((name) => [name, 'done'])))
  // What one tenant takes at once (adapters/halo/concurrency.ts), and not four times that.
  expect(most).toBeLessThanOrEqual(8)
  expect(most).toBeGreaterThan(2)
})

it('begins no tenant while it is paused, and goes on with what is left', async () => {
  const server = await started()
  const gate = createGate()
  gate.shutAfter(1)
  let begun = 0
  const ran = run(
    ['A', 'B', 'C'].map((name) => tenantAt(name, server)),
    {
      atOnce: 1,
      mayBegin: () => {
        begun += 1
        return gate.pass()
      },
    },
  )
  await vi.waitUntil(() => begun === 2)
  const before = server.counts().sent
  expect(before).toBeGreaterThan(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(server.counts().sent).toBe(before)
  gate.open()
  expect((await ran).states).toEqual({ A: 'done', B: 'done', C: 'done' })
})

it('ended in the middle, what is under way hands over what it has, and no other begins', async () => {
  const [good, slow] = await Promise.all([started(), started()])
  const controller = new AbortController()
  slow.trouble = ({ url }) => {
    if (!/\/tickets/i.test(url)) return 'none'
    controller.abort()
    return 'hang'
  }
  const { ends, left, states } = await run(
    [tenantAt('Good', good), tenantAt('Slow', slow), tenantAt('Later', good)],
    { atOnce: 1, signal: controller.signal },
  )
  expect(states).toEqual({ Good: 'done', Slow: 'incomplete' })
  expect(left.map(({ name }) => name)).toEqual(['Later'])
  const [, end] = ends
  expect(end?.part).toMatchObject({ exit: 3, message: expect.stringContaining('The run was ended before') })
  expect(end?.comparison).toMatchObject({ cancelled: true, complete: false })
})

it('one that takes longer than it may is ended, and the run goes on', async () => {
  const never: FleetTenant = {
    name: 'Never',
    url: 'https://never.example',
    open: () => new Promise(() => undefined),
  }
  const controller = new AbortController()
  const { ends, states } = await run([never], { deadlineMs: 20, signal: controller.signal })
  expect(states).toEqual({ Never: 'incomplete' })
  expect(ends[0]?.part.message).toContain('It had its time')
})

it('nobody waits for a secret that never comes once the run is ended', async () => {
  const controller = new AbortController()
  const { states } = await run(
    [
      {
        name: 'Locked',
        url: 'https://locked.example',
        open: () => {
          controller.abort()
          return new Promise(() => undefined)
        },
      },
    ],
    { signal: controller.signal },
  )
  expect(states).toEqual({ Locked: 'incomplete' })
})

it('nobody is asked to sign in: that side is named, and what needs it not is done', async () => {
  const server = await started()
  const plan: TenantPlan = {
    ...server.plan,
    agent: {
      ...server.plan.agent,
      connection: { kind: 'sign-in', clientId: 'x', redirectPort: 8765, scope: 'all' },
    },
  }
  const { ends } = await run(
    [{ name: 'Signed', url: server.url, open: () => Promise.resolve(ok(opened(plan))) }],
    { work: ['check', 'compare', 'applications'] },
  )
  const [end] = ends
  expect(end?.part).toMatchObject({ state: 'failed', exit: 3 })
  expect(end?.part.message).toContain('reference application')
  expect(end?.comparison).toBeNull()
  expect(end?.inventory?.inventory.entries.length).toBeGreaterThan(0)
})
