import { setImmediate as afterEvents } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Failure, Observation } from '../../../../src/core/comparison/observation'
import type { Resource } from '../../../../src/core/halo/resource'
import type { ConnectionContext, HaloConnector, HaloSession } from '../../../../src/main/ports'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../../../../src/main/services/runs/plan'
import { err, ok, type Result } from '../../../../src/shared/result'

/**
 * A comparison asks several things at once. Over a tenant whose answers come in any order, it is the same comparison as
 * where each comes at once.
 */

const RESOURCES = [
  'tickets',
  'clients',
  'sites',
  'users',
  'assets',
  'teams',
  'ticket-types',
  'agents',
] as const

/** What a session is asked; each kind fails where the tenant says so. */
const ASKED = [
  'application',
  'teams',
  'ticket-types',
  'agent 7',
  'agent 42',
  'role 1',
  'role 2',
  'role 3',
] as const

interface Tenant {
  /** Ids on each side of each list; null: refused, -1 in them: it ends early. */
  readonly lists: readonly (readonly [agent: readonly number[] | null, app: readonly number[] | null])[]
  readonly failing: readonly boolean[]
  readonly withInspector: boolean
  /** Ids of these lists are gone when they are asked for again. */
  readonly gone: readonly boolean[]
}

const failed = (what: string): Failure => ({
  code: 'request.failed',
  message: `${what} answered 500.`,
  advice: [],
  status: 500,
})
const CANCELLED: Failure = { ...failed(''), code: 'request.cancelled', message: 'Cancelled.', status: null }

const listed = (ids: readonly number[]): Observation => {
  const complete = !ids.includes(-1)
  const records = [...new Set(ids)]
    .filter((id) => id >= 0)
    .sort((a, b) => a - b)
    .map((id) => ({
      id: String(id),
      label: `record ${String(id)}`,
      ...{ clientId: null, clientName: null, siteId: null, siteName: null, teamId: null, teamName: null },
      ...{ departmentId: null, typeId: null, typeName: null, agentId: null, agentName: null, date: null },
    }))
  return {
    state: 'listed',
    records,
    total: records.length,
    complete,
    incompleteReason: complete ? null : 'It ended.',
  }
}

const agentOf = (agentId: string) => ({
  agentId,
  name: `Agent ${agentId}`,
  ...{
    disabled: false,
    apiOnly: true,
    administrator: false,
    departments: [],
    allDepartments: true,
    assetTypes: [],
  },
  ...{ claims: null, teams: [], clients: [], ticketTypes: [] },
  roles: ['1', '2', '3'].map((id) => ({ id, name: `Role ${id}` })),
})

/** @param comes resolves when the next answer is let through */
const connectorOf = (tenant: Tenant, comes: () => Promise<void>): HaloConnector => {
  const observationOf = (role: string, resource: Resource): Observation => {
    const [agent, app] = tenant.lists[RESOURCES.findIndex((each) => each === resource)] ?? [null, null]
    const ids = role === 'app' ? app : agent
    return ids === null ? { state: 'refused', status: 403 } : listed(ids)
  }
  const connect = async ({ role }: ConnectionContext): Promise<Result<HaloSession, Failure>> => {
    await comes()
    const own = agentOf(role === 'app' ? '42' : '7')
    const answer = async <T>(what: string, value: T, signal: AbortSignal): Promise<Result<T, Failure>> => {
      await comes()
      if (signal.aborted) return err(CANCELLED)
      return tenant.failing[ASKED.findIndex((each) => each === what)] === true ? err(failed(what)) : ok(value)
    }
    const settings = {
      id: 'a',
      name: 'A',
      inactive: false,
      loginAgentId: '42',
      loginAgentName: null,
      scopes: ['all'],
    }
    const session: Partial<HaloSession> = {
      server: {
        url: 'https://x.test',
        authUrl: 'https://x.test/auth',
        tenant: null,
        version: null,
        source: 'AuthInfo',
      },
      requestedScopes: ['all'],
      grantedScopes: ['all'],
      whoAmI: (signal) =>
        answer(
          'me',
          {
            identity: { ...own, scopes: ['all'], requestedScopes: ['all'] },
            permissions: own,
          },
          signal,
        ),
      list: async (resource, { signal }) => {
        await comes()
        return signal.aborted ? { state: 'failed', failure: CANCELLED } : observationOf(role, resource)
      },
      seesAgain: async (resource, ids, _before, signal) => {
        await comes()
        if (signal.aborted) return null
        const seen = observationOf(role, resource)
        if (seen.state !== 'listed' || !seen.complete) return null
        if (tenant.gone[RESOURCES.findIndex((each) => each === resource)] === true) return new Set()
        const known = new Set(seen.records.map(({ id }) => id))
        return new Set(ids.filter((id) => known.has(id)))
      },
      agentPermissions: (id, signal) => answer(`agent ${id}`, { ...agentOf(id), claims: {} }, signal),
      applicationSettings: (_id, signal) => answer('application', settings, signal),
      applicationIds: (ids, signal) => answer('applications', ids, signal),
      teams: (signal) => answer('teams', [{ teamId: '1', name: 'One', departmentId: null }], signal),
      ticketTypes: (signal) => answer('ticket-types', [{ id: '1', name: 'One' }], signal),
      role: (id, signal) => answer(`role ${id}`, { id, name: `Role ${id}`, claims: {} }, signal),
      counts: () => ({ sent: 0, throttled: 0 }),
      close: () => undefined,
    }
    return ok(session as HaloSession)
  }
  return { connect, suspend: () => undefined, resume: () => undefined }
}

const context = (role: ConnectionContext['role']): ConnectionContext => ({
  role,
  url: 'https://x.test',
  tenant: null,
  ca: null,
  connection: { kind: 'application', clientId: role, scope: 'all' },
  readSecret: () => Promise.resolve('x'),
})

/**
 * @param order which of the answers that are under way comes next, again and again; null: each comes at once
 * @param cancelAt after so many answers; Infinity: not at all
 */
const compare = async (
  tenant: Tenant,
  order: readonly number[] | null,
  cancelAt = Infinity,
): Promise<Comparison> => {
  const underWay: (() => void)[] = []
  const controller = new AbortController()
  const comes = (): Promise<void> =>
    order === null ? Promise.resolve() : new Promise((resolve) => underWay.push(resolve))
  const plan = comparisonPlan(
    {
      tenantName: 'Any',
      url: 'https://x.test',
      app: context('app'),
      agent: context('agent'),
      inspector: tenant.withInspector ? context('inspector') : null,
    },
    RESOURCES,
  )
  if (!plan.ok) throw new Error(plan.error.message)
  const run = { isOver: false }
  const outcome = runComparison(
    {
      connector: connectorOf(tenant, comes),
      clock: { now: () => new Date(0), monotonic: () => 0 },
    },
    plan.value,
    { signal: controller.signal },
  ).finally(() => {
    run.isOver = true
  })
  for (let step = 0; !run.isOver; step++) {
    await afterEvents()
    if (step === cancelAt) controller.abort()
    if (order === null) continue
    const [answer] = underWay.splice((order[step % order.length] ?? 0) % Math.max(underWay.length, 1), 1)
    answer?.()
  }
  return outcome
}

const someIds = fc.option(fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 6 }))
const aTenant: fc.Arbitrary<Tenant> = fc.record({
  lists: fc.array(fc.tuple(someIds, someIds), { minLength: RESOURCES.length, maxLength: RESOURCES.length }),
  failing: fc.array(fc.boolean(), { minLength: ASKED.length, maxLength: ASKED.length }),
  withInspector: fc.boolean(),
  gone: fc.array(fc.boolean(), { minLength: RESOURCES.length, maxLength: RESOURCES.length }),
})
const anOrder = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 40 })

describe('a comparison that asks several things at once', () => {
  it('is the same in whatever order the answers come', async () => {
    await fc.assert(
      fc.asyncProperty(aTenant, anOrder, async (tenant, order) => {
        expect(await compare(tenant, order)).toEqual(await compare(tenant, null))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps what it has where it is cancelled at any point, in the order of the plan, and calls nothing whole', async () => {
    await fc.assert(
      fc.asyncProperty(aTenant, anOrder, fc.nat({ max: 45 }), async (tenant, order, cancelAt) => {
        const whole = await compare(tenant, null)
        const partial = await compare(tenant, order, cancelAt)
        if (!partial.cancelled) {
          expect(partial).toEqual(whole)
          return
        }
        expect(partial.complete).toBe(false)
        expect(partial.resources.map(({ resource }) => resource)).toEqual([...RESOURCES])
        for (const [place, { agent, app }] of partial.resources.entries())
          for (const [name, side] of [
            ['agent', agent],
            ['app', app],
          ] as const) {
            if (side.state === 'skipped' || side.state === 'failed') continue
            const [agentIds = null, appIds = null] = tenant.lists[place] ?? []
            const ids = name === 'agent' ? agentIds : appIds
            // Of the tenant, and of this very list; never half of it as the whole.
            if (ids === null) expect(side).toEqual({ state: 'refused', status: 403 })
            else if (side.state === 'listed' && ids.includes(-1)) expect(side.complete).toBe(false)
          }
      }),
      { numRuns: 60 },
    )
  })
})
