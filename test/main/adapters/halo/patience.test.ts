import { setImmediate as afterEvents } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import type { HaloSession } from '../../../../src/main/ports'
import { applicationContext } from '../../../support/application-context'
import {
  haloLike,
  json,
  startFaultServer,
  type Answer,
  type FaultServer,
} from '../../../support/fault-server'
import { createPassingTime, type PassingTime } from '../../../support/passing-time'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const signal = () => new AbortController().signal

/** A tenant whose lists answer as the test says, at a time that passes by waiting only. */
const tenant = async (lists: (path: string, time: PassingTime) => Parameters<typeof answerWith>[0]) => {
  const time = createPassingTime()
  const server = await startFaultServer(
    haloLike((request, response, number) => {
      const path = new URL(request.url, 'http://x').pathname.replace('/api', '')
      answerWith(lists(path, time))(request, response, number)
    }),
  )
  running.push(server)
  const told: (string | null)[] = []
  const connected = await createHaloConnector(time).connect(
    { ...applicationContext(server.url), onWait: (text) => told.push(text) },
    signal(),
  )
  if (!connected.ok) throw new Error(connected.error.message)
  const asked = (path: string) => server.seen.filter(({ url }) => url.startsWith(`/api${path}`)).length
  return { session: connected.value, time, told, asked, host: new URL(server.url).host }
}

const ROWS = [{ id: 1 }, { id: 2 }, { id: 3 }]
const GOOD = 'good'

/** 200 with three rows, another status, or this body. */
const answerWith =
  (
    how: typeof GOOD | 'reset' | number | { status: number; headers?: Record<string, string>; body?: string },
  ): Answer =>
  (_request, response) => {
    if (how === GOOD)
      json(response, { record_count: ROWS.length, tickets: ROWS, clients: ROWS, results: ROWS })
    else if (how === 'reset') response.socket?.resetAndDestroy()
    else if (typeof how === 'number') response.writeHead(how).end()
    else response.writeHead(how.status, how.headers).end(how.body)
  }

const listed = (session: HaloSession) => session.list('tickets', { signal: signal() })

describe('429', () => {
  it('for a minute, without a word how long, is waited for, and told with the time that is left', async () => {
    const { session, time, told, host } = await tenant((_path, { clock }) =>
      clock.monotonic() < 60_000 ? 429 : GOOD,
    )
    expect(await listed(session)).toMatchObject({ state: 'listed', complete: true })
    expect(time.clock.monotonic()).toBeLessThan(120_000)
    const texts = told.filter((text) => text !== null)
    expect(texts[0]).toBe(
      `${host} refuses requests as too many (429), without saying for how long, and is waited for 300 s at most; asking again in 5 s.`,
    )
    expect(texts.join('\n')).not.toMatch(/asked to wait|700/)
    // A wait of 40 s is told at 40, 30, 20 and 10.
    for (const left of [40, 30, 20, 10])
      expect(texts.join('\n')).toContain(`asking again in ${String(left)} s.`)
    expect(told.at(-1)).toBeNull()
  })

  it.each([
    ['in seconds', () => '45'],
    ['as a date', ({ clock }: PassingTime) => new Date(clock.now().getTime() + 45_000).toUTCString()],
  ])('with Retry-After %s waits as long, and says that it was asked to', async (_name, retryAfter) => {
    const { session, time, told, host } = await tenant((_path, passing) =>
      passing.clock.monotonic() < 45_000
        ? { status: 429, headers: { 'Retry-After': retryAfter(passing) } }
        : GOOD,
    )
    expect(await listed(session)).toMatchObject({ state: 'listed', complete: true })
    expect(time.clock.monotonic()).toBe(45_000)
    expect(told[0]).toBe(`${host} asked to wait (429, too many requests); asking again in 45 s.`)
  })

  it.each(['-5', '315360000', 'Tue, 24 Nov 2036 10:00:00 GMT', 'soon', '', '0', 'NaN', '1e999'])(
    'without end and with Retry-After %j is given up after 5 minutes, not before and not much later',
    async (retryAfter) => {
      const { session, time, asked, host } = await tenant(() => ({
        status: 429,
        headers: { 'Retry-After': retryAfter },
      }))
      const list = await listed(session)
      expect(list).toMatchObject({ state: 'failed', failure: { code: 'connection.rate-limited' } })
      expect(list.state === 'failed' && list.failure.message).toMatch(
        new RegExp(
          `^${host} kept refusing requests as too many \\(429\\), for 3\\d\\d s\\. .*may be fewer\\.$`,
        ),
      )
      expect(time.clock.monotonic()).toBeGreaterThanOrEqual(300_000)
      expect(time.clock.monotonic()).toBeLessThanOrEqual(360_000)
      expect(asked('/Tickets')).toBeLessThan(15)
      // And the next one is told at once.
      expect(await session.list('clients', { signal: signal() })).toMatchObject({ state: 'failed' })
      expect(asked('/Client')).toBe(0)
    },
  )

  it('of one list costs that list only', async () => {
    const { session } = await tenant((path) => (path === '/Tickets' ? 429 : GOOD))
    const others: string[] = []
    const [tickets] = await Promise.all([
      listed(session),
      (async () => {
        for (let time = 0; time < 5; time++) {
          const list = await session.list('clients', { signal: signal() })
          others.push(list.state)
        }
      })(),
    ])
    expect(tickets).toMatchObject({ state: 'failed', failure: { code: 'connection.rate-limited' } })
    expect(others).toEqual(Array(5).fill('listed'))
  })

  it('is given up after a minute where nobody sees that it is waited for', async () => {
    const time = createPassingTime()
    const server = await startFaultServer((_request, response) => void response.writeHead(429).end())
    running.push(server)
    const connected = await createHaloConnector(time).connect(applicationContext(server.url), signal())
    expect(connected).toMatchObject({ ok: false, error: { code: 'connection.rate-limited' } })
    expect(time.clock.monotonic()).toBeLessThan(150_000)
  })

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController()
    let at = 0
    const { session, time, told } = await tenant((_path, { clock }) => {
      // In the middle of a wait, that is when it is told for the third time.
      void Promise.resolve().then(function cancel(): unknown {
        if (told.length < 3) return afterEvents().then(cancel)
        at = clock.monotonic()
        controller.abort()
        return undefined
      })
      return 429
    })
    const list = session.list('tickets', { signal: controller.signal })
    expect(await list).toMatchObject({ state: 'failed', failure: { code: 'request.cancelled' } })
    expect(time.clock.monotonic() - at).toBeLessThan(11_000)
    expect(told.at(-1)).toBeNull()
  })
})

describe('a fault that passes', () => {
  const CUT = { status: 200, body: '{"record_count":3,"tickets":[{"id":1},{"id"' }
  it.each([500, 502, 503, 504, 408, 425, 520, 521, 522, 523, 524, 'reset' as const, CUT])(
    'is one that comes once: %j',
    async (fault) => {
      let requests = 0
      const { session } = await tenant(() => ((requests += 1) === 1 ? fault : GOOD))
      expect(await listed(session)).toMatchObject({ state: 'listed', complete: true })
    },
  )

  it.each([400, 404, 410, 501, 505])('is none that will be the same again: %i', async (status) => {
    const { session, asked } = await tenant(() => status)
    expect(await listed(session)).toMatchObject({ state: 'failed', failure: { status } })
    expect(asked('/Tickets')).toBe(1)
  })

  it.each([500, 'reset' as const, CUT])('that does not pass costs its own list only: %j', async (fault) => {
    let agents = 0
    const { session } = await tenant((path) => {
      if (path === '/Agent') return (agents += 1) % 2 === 1 ? fault : GOOD
      return path === '/Client' ? GOOD : fault
    })
    const states: string[] = []
    // Lists that fail for good, one after the other, and one between them that fails every other time.
    for (const resource of [
      'clients',
      'tickets',
      'sites',
      'users',
      'assets',
      'items',
      'agents',
      'clients',
    ] as const)
      states.push((await session.list(resource, { signal: signal() })).state)
    expect(states).toEqual(['listed', 'failed', 'failed', 'failed', 'failed', 'failed', 'listed', 'listed'])
  })

  it.each([
    ['204', { status: 204 }],
    ['206 with a part', { status: 206, body: JSON.stringify({ record_count: 3, tickets: ROWS }) }],
    ['200 with an error', { status: 200, body: '{"error":"Internal"}' }],
    ['200 with an error beside an empty list', { status: 200, body: '{"error":"x","tickets":[]}' }],
  ])('nor is there a list in %s', async (_name, answer) => {
    const { session } = await tenant(() => answer)
    expect(await listed(session)).toMatchObject({ state: 'failed' })
  })
})
