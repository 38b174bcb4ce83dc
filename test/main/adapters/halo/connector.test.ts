import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { ConnectionContext, HaloSession } from '../../../../src/main/ports'
import { createPassingTime } from '../../../support/passing-time'
import {
  haloLike,
  json,
  startFaultServer,
  type Answer,
  type FaultServer,
} from '../../../support/fault-server'

const SECRET = 'canary-secret-7f3a'
const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const serve = async (answer: Answer, tls?: { key: string; cert: string }): Promise<FaultServer> => {
  const server = await startFaultServer(answer, tls)
  running.push(server)
  return server
}

const context = (url: string, more: Partial<ConnectionContext> = {}): ConnectionContext => ({
  role: 'app',
  url,
  tenant: null,
  ca: null,
  connection: { kind: 'application', clientId: 'client-1', scope: 'all' },
  readSecret: () => Promise.resolve(SECRET),
  ...more,
})

const signal = () => new AbortController().signal
const connector = () => createHaloConnector(createPassingTime())
const connect = (url: string, more: Partial<ConnectionContext> = {}) =>
  connector().connect(context(url, more), signal())

const session = async (
  api: Answer,
  token?: Record<string, unknown>,
): Promise<{ halo: HaloSession; server: FaultServer }> => {
  const server = await serve(haloLike(api, token))
  const connected = await connect(server.url)
  if (!connected.ok) throw new Error(connected.error.message)
  return { halo: connected.value, server }
}

const tickets = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: first + index, summary: 'x' }))

/** Serves `total` tickets in pages of at most `cap`, counting `count`. */
const paged =
  (total: number, cap: number, count: number = total): Answer =>
  ({ url }, response) => {
    const query = new URL(url, 'http://x').searchParams
    const page = Number(query.get('page_no'))
    const size = Math.min(Number(query.get('page_size')), cap)
    const rows = tickets(1, total).slice((page - 1) * size, page * size)
    json(response, { record_count: count, tickets: rows })
  }

describe('connecting', () => {
  it('sends the secret once, in the form of the token request, and nowhere else', async () => {
    const { server } = await session((_request, response) => json(response, {}))
    const withSecret = server.seen.filter(({ url, body, authorization }) =>
      `${url}${body}${authorization ?? ''}`.includes(SECRET),
    )
    expect(withSecret.map(({ method, url }) => [method, url])).toEqual([['POST', '/auth/token']])
    expect(new URLSearchParams(withSecret[0]?.body).get('scope')).toBe('all')
  })

  it('puts the tenant into the query when there is one', async () => {
    const server = await serve(haloLike((_request, response) => json(response, {})))
    await connect(server.url, { tenant: 'con toso' })
    expect(server.seen.find(({ method }) => method === 'POST')?.url).toBe('/auth/token?tenant=con%20toso')
  })

  it('sends no secret to an authorisation server elsewhere', async () => {
    const other = await serve((_request, response) => json(response, { access_token: 'x' }))
    const server = await serve((_request, response) =>
      json(response, { auth_url: `${other.url}/auth`, tenant_id: 't' }),
    )
    expect(await connect(server.url)).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
    expect(other.seen).toEqual([])
  })

  it.each([
    ['a web page', 200, '<!doctype html><title>Hello</title>'],
    ['another JSON', 200, '{"hello":"world"}'],
    ['an empty answer', 200, ''],
    ['broken JSON', 200, '{"access_token": "x'],
  ])('recognises what is not Halo: %s', async (_name, status, body) => {
    const server = await serve((_request, response) => response.writeHead(status).end(body))
    expect(await connect(server.url)).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
  })

  it.each([
    [401, { error: 'invalid_client' }, 'connection.invalid-client'],
    [400, { error: 'unauthorized_client' }, 'connection.invalid-client'],
    // Halo names an error: without one, it may be anybody.
    [401, '', 'request.failed'],
    [400, { error: 'invalid_scope' }, 'connection.invalid-scope'],
    [404, '', 'connection.not-halo'],
    [500, '', 'request.failed'],
    [200, { access_token: 'a\r\nX-Evil: 1' }, 'request.failed'],
  ])('reads a token answer of %i %j as %s', async (status, body, code) => {
    const server = await serve(({ url }, response) => {
      if (url.startsWith('/auth/token')) json(response, body, status)
      else response.writeHead(404).end()
    })
    const answer = await connect(server.url)
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(inspect(answer, { depth: 9 })).not.toContain(SECRET)
  })

  it('says that nobody answers', async () => {
    const server = await startFaultServer(() => undefined)
    await server.close()
    expect(await connect(server.url)).toMatchObject({ ok: false, error: { code: 'connection.unreachable' } })
    expect(await connect('https://no-such-host.invalid')).toMatchObject({
      ok: false,
      error: { code: 'connection.unreachable' },
    })
  })

  it('trusts a self-signed certificate with its CA and not without', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossview-tls-'))
    try {
      const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string]
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
          '-subj',
          '/CN=127.0.0.1',
          '-addext',
          'subjectAltName=IP:127.0.0.1',
          '-keyout',
          key,
          '-out',
          cert,
        ],
        { stdio: 'ignore' },
      )
      const pem = readFileSync(cert, 'utf8')
      const server = await serve(
        haloLike((_request, response) => json(response, {})),
        { key: readFileSync(key, 'utf8'), cert: pem },
      )
      expect(await connect(server.url)).toMatchObject({ ok: false, error: { code: 'connection.tls' } })
      expect(server.seen).toEqual([])
      expect(await connect(server.url, { ca: pem })).toMatchObject({ ok: true })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('asks for one token when many calls need it at once, and again when it expired', async () => {
    let now = 0
    const server = await serve(haloLike((_request, response) => json(response, { id: 1, name: 'A' })))
    const halo = createHaloConnector({
      clock: { now: () => new Date(), monotonic: () => now },
      sleep: () => Promise.resolve(),
    })
    const connected = await halo.connect(context(server.url), signal())
    if (!connected.ok) throw new Error(connected.error.message)
    const tokenRequests = () => server.seen.filter(({ method }) => method === 'POST').length
    now = 3600e3
    await Promise.all(Array.from({ length: 50 }, () => connected.value.whoAmI(signal())))
    expect(tokenRequests()).toBe(2)
  })
})

describe('who am I', () => {
  it('renews the token once on 401, then takes 401 as refused', async () => {
    const { halo, server } = await session((_request, response) => response.writeHead(401).end())
    expect(await halo.whoAmI(signal())).toMatchObject({
      ok: false,
      error: { code: 'identity.unknown', status: 401 },
    })
    await halo.list('tickets', { signal: signal() })
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('names a token without scope, which is taken for a fault of the agent', async () => {
    const { halo } = await session((_request, response) => response.writeHead(403).end(), {
      scope: undefined,
    })
    expect(await halo.whoAmI(signal())).toMatchObject({ ok: false, error: { code: 'connection.no-scope' } })
  })

  it('keeps no secret-like field', async () => {
    const { halo } = await session((_request, response) =>
      json(response, { id: 1, name: 'A', new_access_token: SECRET, oauth_state: SECRET, claims: null }),
    )
    const who = await halo.whoAmI(signal())
    expect(who).toMatchObject({ ok: true, value: { permissions: { claims: null, teams: null } } })
    expect(JSON.stringify(who)).not.toContain(SECRET)
  })
})

describe('listing', () => {
  const list = async (api: Answer) => {
    const { halo, server } = await session(api)
    const listed = await halo.list('tickets', { signal: signal() })
    return { listed, requests: server.seen.filter(({ url }) => url.startsWith('/api/Tickets')) }
  }

  it.each([
    [1254, 100, 14],
    [1254, 50, 27],
    [100, 100, 2],
    [7, 100, 2],
    [0, 100, 1],
  ])(
    'gets all of %i tickets in pages of %i with %i requests, one of them past the end',
    async (total, cap, requests) => {
      const result = await list(paged(total, cap))
      expect(result.listed).toMatchObject({ state: 'listed', complete: true, total })
      expect(result.requests).toHaveLength(requests)
    },
  )

  it('sends the same pinned query for every page', async () => {
    const { requests } = await list(paged(250, 100))
    expect(requests.map(({ url }) => url)).toEqual(
      [1, 2, 3, 4].map(
        (page) => `/api/Tickets?pageinate=true&page_size=100&page_no=${page}&order=id&orderdesc=false`,
      ),
    )
  })

  it.each([
    ['fewer rows than it counts', paged(137, 100, 200)],
    ['a count stuck at the page size', paged(1254, 50, 50)],
    [
      'the same page over and over',
      (_request, response) => json(response, { record_count: 300, tickets: tickets(1, 100) }),
    ],
    [
      'rows without an id',
      (_request, response) => json(response, { record_count: 2, tickets: [{ id: 1 }, { name: 'x' }] }),
    ],
    [
      'a later page that fails',
      ({ url }, response) => {
        if (url.includes('page_no=1')) json(response, { record_count: 150, tickets: tickets(1, 100) })
        else response.writeHead(500).end()
      },
    ],
  ])('never calls a list complete with %s', async (_name, api) => {
    const { listed } = await list(api)
    expect(listed).toMatchObject({ state: 'listed', complete: false })
    expect(listed).toHaveProperty('incompleteReason', expect.any(String))
  })

  it.each([
    ['a web page', '<html></html>'],
    ['an empty body', ''],
    ['JSON that is no list', '{"ok":true}'],
    ['JSON that breaks off', '{"record_count": 1, "tickets": [{"id":'],
  ])('never reads %s as "no records"', async (_name, body) => {
    const { listed } = await list((_request, response) => response.writeHead(200).end(body))
    expect(listed).toMatchObject({ state: 'failed' })
  })

  it.each([401, 403] as const)('reads %i as refused', async (status) => {
    const { listed } = await list((_request, response) => response.writeHead(status).end())
    expect(listed).toEqual({ state: 'refused', status })
  })

  it('reads ids of every type as text, and the rows of a bare array', async () => {
    const { listed } = await list((_request, response) =>
      response
        .writeHead(200)
        .end('[{"id": 1.0}, {"id": "12.0"}, {"id": "5b3b1c1e-0000"}, {"id": 9007199254740991}]'),
    )
    expect(listed).toMatchObject({
      complete: true,
      records: [{ id: '1' }, { id: '12' }, { id: '9007199254740991' }, { id: '5b3b1c1e-0000' }],
    })
  })

  it('gives up on 429, and then stops sending for a while', async () => {
    const { halo, server } = await session((_request, response) =>
      response.writeHead(429, { 'Retry-After': '0' }).end(),
    )
    const first = await halo.list('tickets', { signal: signal() })
    expect(first).toMatchObject({ state: 'failed', failure: { code: 'connection.rate-limited' } })
    const sent = server.seen.length
    expect(await halo.list('clients', { signal: signal() })).toMatchObject({ state: 'failed' })
    expect(server.seen).toHaveLength(sent)
  })

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController()
    const { halo } = await session(() => {
      controller.abort()
    })
    expect(await halo.list('tickets', { signal: controller.signal })).toMatchObject({
      state: 'failed',
      failure: { code: 'request.cancelled' },
    })
  })
})

describe('asking again', () => {
  it('asks only for the pages where the ids are or would be', async () => {
    const { halo, server } = await session(paged(1000, 100))
    const before = await halo.list('tickets', { signal: signal() })
    const sent = server.seen.length
    expect(await halo.seesAgain('tickets', ['5', '7', '950', '2000'], before, signal())).toEqual(
      new Set(['5', '7', '950']),
    )
    expect(server.seen.slice(sent).map(({ url }) => /page_no=(\d+)/.exec(url)?.[1])).toEqual([
      '1',
      '10',
      '11',
    ])
  })

  it('finds an id that moved to another page', async () => {
    let gone = 0
    const { halo } = await session(({ url }, response) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('page_no'))
      const rows = tickets(1, 1000).slice(gone)
      json(response, { record_count: rows.length, tickets: rows.slice((page - 1) * 100, page * 100) })
    })
    const before = await halo.list('tickets', { signal: signal() })
    gone = 250
    expect(await halo.seesAgain('tickets', ['201', '901'], before, signal())).toEqual(new Set(['901']))
  })

  it('cannot tell when the answer fails', async () => {
    let broken = false
    const { halo } = await session((request, response, number) => {
      if (broken) response.writeHead(403).end()
      else paged(30, 100)(request, response, number)
    })
    const before = await halo.list('tickets', { signal: signal() })
    broken = true
    expect(await halo.seesAgain('tickets', ['5'], before, signal())).toBeNull()
  })
})

it('asks once for a list of applications that is refused, for whatever it is needed', async () => {
  const { halo, server } = await session((_request, response) => response.writeHead(403).end())
  const answers = [
    await halo.applicationIds(['client-1'], signal()),
    await halo.applicationSettings('client-1', signal()),
    await halo.applications(signal()),
  ]
  expect(answers.map(({ ok }) => ok)).toEqual([false, false, false])
  expect(server.seen.filter(({ url }) => url.startsWith('/api/Application'))).toHaveLength(1)
})

it('tries a tenant at once when its proxy was corrected', async () => {
  const url = 'https://contoso.halopsa.com'
  const connector = createHaloConnector({ clock: systemClock, sleep: () => Promise.resolve() })
  const dead = 'http://127.0.0.1:1'
  for (let time = 0; time < 6; time++) await connector.connect(context(url, { proxy: dead }), signal())
  const proxy = await serve(() => undefined)
  const answer = await connector.connect(context(url, { proxy: proxy.url }), AbortSignal.timeout(20_000))
  expect(answer).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining(new URL(proxy.url).host) },
  })
})
