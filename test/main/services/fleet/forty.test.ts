import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparisonToJson } from '../../../../src/core/comparison/comparison-json'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { appError } from '../../../../src/shared/app-error'
import { err, ok } from '../../../../src/shared/result'
import { runFleet } from '../../../../src/main/services/fleet/run-fleet'
import type { FleetTenant, OpenedTenant, TenantEnd } from '../../../../src/main/services/fleet/fleet-run'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import { comparisonPlan, type TenantPlan } from '../../../../src/main/services/runs/plan'
import { NO_INVENTORY } from '../../../../src/shared/files/tenant-inventory'
import { patientClient } from '../../../support/patient-client'
import { startTroubledTenant, type Trouble, type TroubledTenant } from '../../../support/troubled-tenant'

const RESOURCES = ['tickets', 'clients', 'users'] as const
const GOOD = 31

/** What a tenant does, and what its end has to say. */
interface Bad {
  readonly kind: string
  readonly trouble?: (url: string, number: number, tenant: TroubledTenant) => Trouble
  readonly scenario?: string
  readonly change?: (plan: TenantPlan) => TenantPlan
  readonly open?: FleetTenant['open']
  readonly state: TenantEnd['part']['state']
  readonly says: RegExp
}

const always = (trouble: Trouble) => () => trouble
const BAD: readonly Bad[] = [
  { kind: 'hangs', trouble: always('hang'), state: 'failed', says: /did not answer|within/ },
  {
    kind: 'dies in the middle',
    trouble: (_url, number, tenant) => {
      if (number === 40) tenant.stopListening()
      return 'none'
    },
    state: 'incomplete',
    says: /^Not read whole: /,
  },
  {
    kind: 'refuses its secret',
    change: (plan) => ({
      ...plan,
      app: plan.app && { ...plan.app, readSecret: () => Promise.resolve('wrong') },
    }),
    state: 'failed',
    says: /client id|secret/i,
  },
  { kind: 'fails at everything', trouble: always({ status: 500 }), state: 'failed', says: /500/ },
  {
    kind: 'asks to wait for ever',
    trouble: always({ status: 429, retryAfter: '1' }),
    state: 'failed',
    says: /429|limit/,
  },
  { kind: 'answers with web pages', scenario: 'connection.not-halo', state: 'failed', says: /web page|HTML/ },
  {
    kind: 'is not there',
    change: (plan) => elsewhere(plan, 'http://127.0.0.1:9'),
    state: 'failed',
    says: /127\.0\.0\.1:9/,
  },
  {
    kind: 'has no secret',
    open: () =>
      Promise.resolve(
        err(appError('SECRET_NEEDED', 'The secret of app is not stored.', { advice: ['Enter it again.'] })),
      ),
    state: 'failed',
    says: /^The secret of app is not stored\. Enter it again\.$/,
  },
  {
    kind: 'meets a fault of ours',
    open: () => Promise.reject(new TypeError('holds a token')),
    state: 'failed',
    says: /^A fault in Crossview itself .*\(TypeError\)/,
  },
]

const elsewhere = (plan: TenantPlan, url: string): TenantPlan => ({
  ...plan,
  url,
  app: plan.app && { ...plan.app, url },
  agent: plan.agent && { ...plan.agent, url },
  inspector: plan.inspector && { ...plan.inspector, url },
})

const opened = (plan: TenantPlan): OpenedTenant => ({
  plan,
  purpose: null,
  written: NO_INVENTORY,
  recipes: [],
})

describe('forty tenants, nine of them in trouble', () => {
  const servers: TroubledTenant[] = []
  const plans = new Map<string, TenantPlan>()
  const ends = new Map<string, TenantEnd>()
  const impatient = new Set<string>()
  const connector = createHaloConnector({
    clock: systemClock,
    // Only where somebody stays silent a deadline is short.
    createClient: (url, authorities, options) =>
      impatient.has(url)
        ? createHttpClient(url, authorities, { ...options, idleTimeoutMs: 200, deadlineMs: 400 })
        : patientClient(url, authorities, options),
  })

  const tenantOf = async (index: number): Promise<FleetTenant> => {
    const bad = index < GOOD ? null : (BAD[index - GOOD] ?? null)
    const name = bad === null ? `Tenant ${String(index)}` : `Tenant that ${bad.kind}`
    // Each has records of its own: none may turn up at another.
    const server = await startTroubledTenant(bad?.scenario ?? 'mixed', { tickets: 30 + index })
    servers.push(server)
    const { trouble } = bad ?? {}
    if (trouble !== undefined) {
      server.trouble = ({ url, number }) => trouble(url, number, server)
      if (bad?.kind === 'hangs') impatient.add(server.url)
    }
    const patient = { ...server.plan, tenantName: name }
    const plan: TenantPlan = bad?.kind === 'asks to wait for ever' ? soonGivenUp(patient) : patient
    plans.set(name, plan)
    return {
      name,
      url: server.url,
      open: bad?.open ?? (() => Promise.resolve(ok(opened(bad?.change?.(plan) ?? plan)))),
    }
  }

  beforeAll(async () => {
    const tenants = await Promise.all(
      Array.from({ length: GOOD + BAD.length }, (_, index) => tenantOf(index)),
    )
    const left = await runFleet(
      tenants,
      { connector, clock: systemClock },
      {
        work: ['check', 'compare'],
        resources: RESOURCES,
        atOnce: tenants.length,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onEnd: (tenant, end) => {
          expect(ends.has(tenant.name)).toBe(false)
          ends.set(tenant.name, end)
          return Promise.resolve()
        },
      },
    )
    expect(left).toEqual([])
  })
  afterAll(() => Promise.all(servers.map((server) => server.close())))

  it.each(BAD)('one that $kind costs only itself, and says what it was', ({ kind, state, says }) => {
    const part = ends.get(`Tenant that ${kind}`)?.part
    expect(part).toMatchObject({ state, exit: 3 })
    expect(part?.message).toMatch(says)
    expect(part?.message).not.toMatch(/holds a token/)
  })

  it('all others are done, each with what a run of it alone says', async () => {
    const good = [...ends.values()].filter(({ part }) => part.state === 'done')
    expect(good.map(({ part }) => part.name).sort()).toEqual(
      Array.from({ length: GOOD }, (_, index) => `Tenant ${String(index)}`).sort(),
    )
    for (const { part, comparison } of good.slice(0, 6)) {
      const tenantPlan = plans.get(part.name)
      const plan = tenantPlan === undefined ? null : comparisonPlan(tenantPlan, RESOURCES)
      if (plan?.ok !== true) throw new Error(part.name)
      const alone = await runComparison({ connector, clock: systemClock }, plan.value, {
        signal: new AbortController().signal,
      })
      expect(comparison && untimed(comparison)).toEqual(untimed(alone))
    }
  })

  it('nothing of one tenant is in another', () => {
    for (const { part, comparison, check } of ends.values()) {
      const text = JSON.stringify({ part, comparison: comparison && comparisonToJson(comparison), check })
      for (const server of servers) if (server.url !== part.url) expect(text).not.toContain(`${server.url}/`)
      const index = /^Tenant (\d+)$/.exec(part.name)?.[1]
      if (index === undefined) continue
      const tickets = comparison?.resources.find(({ resource }) => resource === 'tickets')
      expect(tickets?.agent).toMatchObject({ state: 'listed', total: 30 + Number(index) })
    }
  })
})

/** The same for every moment at which it ran. */
const untimed = (comparison: Comparison) => ({
  ...comparisonToJson(comparison),
  startedAt: '',
  finishedAt: '',
  requests: null,
})

/** Nobody waits for this one. */
const soonGivenUp = (plan: TenantPlan): TenantPlan => ({
  ...plan,
  app: plan.app && { ...plan.app, patienceMs: 1 },
  agent: plan.agent && { ...plan.agent, patienceMs: 1 },
  inspector: plan.inspector && { ...plan.inspector, patienceMs: 1 },
})
