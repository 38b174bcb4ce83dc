import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { Clock, ConnectionContext } from '../../../../src/main/ports'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import type { Resource } from '../../../../src/core/halo/resource'
import { applicationContext } from '../../../support/application-context'
import { json, startFaultServer, type FaultServer, type SeenRequest } from '../../../support/fault-server'

/** The token in the middle of a run (security-measurements.md F12): one re-authentication, then a clear end. */

const running: FaultServer[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(running.splice(0).map((server) => server.close()))
})
const signal = () => new AbortController().signal

const TICKETS = Array.from({ length: 450 }, (_, index) => ({ id: index + 1, summary: 'x' }))
/** Without a count, so that they are asked for one page after another. */
const LONG_LISTS = /^\/api\/(Client|Site|Users|Asset|Invoice)\?/
const LONG = Array.from({ length: 900 }, (_, index) => ({ id: index + 1, name: 'x' }))
const pageOf = <Row>(rows: readonly Row[], url: string): readonly Row[] => {
  const pageNo = Number(new URL(url, 'http://x').searchParams.get('page_no'))
  return rows.slice((pageNo - 1) * 100, pageNo * 100)
}
const isToken = ({ method }: SeenRequest) => method === 'POST'

interface Tenant {
  readonly server: FaultServer
  /** From now on, only tokens that are asked for later are good. */
  expire(): void
  /** From now on, no token is good and none is given. */
  revoke(): void
  /** How the next token requests are answered instead, one after the other. */
  nextTokens: number[]
  /** Called with each request for data, before it is answered. */
  onData: (request: SeenRequest, number: number) => void
  tokenRequests(): number
  dataRequests(): number
  /** Requests for data whose token was not good any more. */
  refused(): number
}

/** A tenant with 450 tickets and longer lists of other things, whose tokens are numbered and can be taken away. */
const startTenant = async (): Promise<Tenant> => {
  let issued = 0
  let leastGood = 1
  let data = 0
  let refused = 0
  const tenant: Omit<Tenant, 'server'> = {
    expire: () => (leastGood = issued + 1),
    revoke: () => (leastGood = Infinity),
    nextTokens: [],
    onData: () => undefined,
    tokenRequests: () => server.seen.filter(isToken).length,
    dataRequests: () => data,
    refused: () => refused,
  }
  const server = await startFaultServer((request, response) => {
    const { url, authorization } = request
    if (isToken(request)) {
      const status = tenant.nextTokens.shift()
      if (status !== undefined) response.writeHead(status).end()
      else if (leastGood === Infinity) json(response, { error: 'invalid_client' }, 401)
      else {
        issued += 1
        json(response, {
          access_token: `token-${issued}`,
          token_type: 'Bearer',
          expires_in: 3600,
          scope: 'all',
        })
      }
      return
    }
    if (/AuthInfo|InstanceInfo/.test(url)) {
      response.writeHead(404).end()
      return
    }
    data += 1
    tenant.onData(request, data)
    const number = Number(/^Bearer token-(\d+)$/.exec(authorization ?? '')?.[1])
    if (!(number >= leastGood)) {
      refused += 1
      response.writeHead(401).end()
    } else if (url.startsWith('/api/Tickets')) {
      json(response, { record_count: TICKETS.length, tickets: pageOf(TICKETS, url) })
    } else if (url.startsWith('/api/Agent/me')) json(response, { id: 1, name: 'A', claims: [], teams: [] })
    else json(response, LONG_LISTS.test(url) ? pageOf(LONG, url) : [])
  })
  running.push(server)
  return Object.assign(tenant, { server })
}

const contextOf = ({ server }: Tenant, role: ConnectionContext['role'] = 'app'): ConnectionContext =>
  applicationContext(server.url, role)

const connectorAt = (clock: Clock = systemClock) =>
  createHaloConnector({ clock, sleep: () => Promise.resolve() })

const connect = async (tenant: Tenant, clock?: Clock) => {
  const connected = await connectorAt(clock).connect(contextOf(tenant), signal())
  if (!connected.ok) throw new Error(connected.error.message)
  return connected.value
}

const whole = { state: 'listed', complete: true, total: 450 }

describe('a token that is refused in the middle of a run', () => {
  it('is renewed once, and the list goes on where it was', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    tenant.onData = (_request, number) => {
      if (number === 3) tenant.expire()
    }
    expect(await session.list('tickets', { signal: signal() })).toMatchObject(whole)
    expect(tenant.tokenRequests()).toBe(2)
    // Five pages and the one past the end; the third once more, and those that were out together with it.
    expect(tenant.dataRequests() - tenant.refused()).toBe(6)
    expect(tenant.refused()).toBeLessThanOrEqual(4)
    session.close()
  })

  it('is renewed once for all calls under way with it, each of which is answered', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    tenant.expire()
    const lists = Array.from({ length: 12 }, () => session.list('tickets', { signal: signal() }))
    for (const listed of await Promise.all(lists)) expect(listed).toMatchObject(whole)
    expect(tenant.tokenRequests()).toBe(2)
    session.close()
  })

  it('is not renewed again: with the new one, 401 means refused', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    tenant.onData = () => {
      tenant.expire()
    }
    for (let turn = 0; turn < 5; turn++)
      expect(await session.list('tickets', { signal: signal() })).toEqual({ state: 'refused', status: 401 })
    expect(tenant.tokenRequests()).toBe(2)
    session.close()
  })

  it('is asked for more than once while the authorisation server is down', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    tenant.expire()
    tenant.nextTokens.push(503, 502)
    expect(await session.list('tickets', { signal: signal() })).toMatchObject(whole)
    expect(tenant.tokenRequests()).toBe(4)
    session.close()
  })

  it('is asked for again when only the line failed while it was renewed', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    tenant.expire()
    tenant.nextTokens.push(...Array.from({ length: 8 }, () => 503))
    expect(await session.list('tickets', { signal: signal() })).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('503') },
    })
    expect(await session.list('tickets', { signal: signal() })).toMatchObject(whole)
    session.close()
  })
})

/** Six are listed at once; the last begins when the first is done. */
const RESOURCES: readonly Resource[] = [
  'tickets',
  'clients',
  'sites',
  'users',
  'assets',
  'invoices',
  'suppliers',
]

describe('an application that is revoked in the middle of a run', () => {
  it('is asked for a token once more; then everything else fails, clearly and unasked', async () => {
    const tenant = await startTenant()
    const session = await connect(tenant)
    expect(await session.list('tickets', { signal: signal() })).toMatchObject(whole)
    tenant.revoke()
    const before = tenant.dataRequests()
    for (const resource of RESOURCES)
      expect(await session.list(resource, { signal: signal() })).toMatchObject({
        state: 'failed',
        failure: {
          code: 'connection.invalid-client',
          message: expect.stringContaining('refused the client id'),
        },
      })
    expect(tenant.tokenRequests()).toBe(2)
    expect(tenant.dataRequests()).toBe(before + 1)
    session.close()
  })

  it('leaves the other tenant’s comparison whole, and its own never complete', async () => {
    const [revoked, other] = [await startTenant(), await startTenant()]
    const connector = connectorAt()
    // Both sides have all tickets (five pages each, and the one past the end), and no other list to its end.
    let ticketPages = 0
    revoked.onData = ({ url }) => {
      if (url.startsWith('/api/Tickets')) ticketPages += 1
      else if (ticketPages === 12) revoked.revoke()
    }
    const compare = (tenant: Tenant) =>
      runComparison(
        { connector, clock: systemClock },
        {
          tenantName: 'T',
          url: tenant.server.url,
          app: contextOf(tenant),
          agent: contextOf(tenant, 'agent'),
          inspector: null,
          resources: RESOURCES,
          expectedAgent: null,
          purpose: null,
        },
        { signal: signal() },
      )
    const [ended, fine] = await Promise.all([compare(revoked), compare(other)])
    expect(fine.complete).toBe(true)
    expect(fine.resources.map(({ verdict }) => verdict)).toEqual(RESOURCES.map(() => 'same'))
    expect(ended.complete).toBe(false)
    const [tickets, ...rest] = ended.resources
    expect(tickets?.verdict).toBe('same')
    expect(rest.map(({ verdict }) => verdict)).toEqual(rest.map(() => 'unknown'))
    expect(ended.findings.map(({ code }) => code)).toContain('connection.invalid-client')
    // One for each side to begin with, and one more for each.
    expect(revoked.tokenRequests()).toBe(4)
    expect(other.tokenRequests()).toBe(2)
  })
})

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('a clock that is set in the middle of a run', () => {
  /** 25 October 2026, 0:59:59 UTC: a second before Europe's clocks are set back. */
  const START = Date.UTC(2026, 9, 25, 0, 59, 59)

  it.each([
    ['2 hours forward', 2 * HOUR],
    ['2 hours back', -2 * HOUR],
    ['a year forward', 365 * DAY],
    ['a year back', -365 * DAY],
    ['to 1970', -START],
    ['over the end of summer time', 2_000],
  ])(
    '%s: no other token, no other result, and an end that is not before the beginning',
    async (_name, by) => {
      const zone = process.env.TZ
      process.env.TZ = 'Europe/Berlin'
      try {
        vi.useFakeTimers({ toFake: ['Date'], now: START })
        const tenant = await startTenant()
        tenant.onData = (_request, number) => {
          if (number === 5) vi.setSystemTime(Date.now() + by)
        }
        const result = await runComparison(
          { connector: connectorAt(), clock: systemClock },
          {
            tenantName: 'T',
            url: tenant.server.url,
            app: contextOf(tenant),
            agent: contextOf(tenant, 'agent'),
            inspector: null,
            resources: ['tickets'],
            expectedAgent: null,
            purpose: null,
          },
          { signal: signal() },
        )
        expect(result.complete).toBe(true)
        expect(result.resources[0]).toMatchObject({ verdict: 'same', both: 450 })
        expect(tenant.tokenRequests()).toBe(2)
        expect(Date.parse(result.finishedAt)).toBeGreaterThanOrEqual(Date.parse(result.startedAt))
      } finally {
        if (zone === undefined) delete process.env.TZ
        else process.env.TZ = zone
      }
    },
  )

  it('has no say in when a token is renewed: the clock that only goes forward has', async () => {
    const tenant = await startTenant()
    let monotonic = 0
    const session = await connect(tenant, { now: () => new Date(0), monotonic: () => monotonic })
    monotonic = 3539e3
    expect(await session.whoAmI(signal())).toMatchObject({ ok: true })
    expect(tenant.tokenRequests()).toBe(1)
    monotonic = 3541e3
    expect(await session.whoAmI(signal())).toMatchObject({ ok: true })
    expect(tenant.tokenRequests()).toBe(2)
    session.close()
  })
})
