import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import { OWN_PROXY } from '../../../../src/main/adapters/http/http-fault'
import { CertificateMaker, type Certificate } from '../../../support/certificates'
import { proxyAt, startProxy, tunnelTo, type ConnectProxy, type Reply } from '../../../support/connect-proxy'
import { json, startFaultServer, type FaultServer } from '../../../support/fault-server'
import { OPENING, PROXY_REPLIES, type ProxyReply } from '../../../support/proxy-replies'

/** A tenant that no resolver knows: only a proxy can lead there. */
const HOST = 'contoso.halopsa.invalid'
const TENANT = `https://${HOST}`
const SECRETS = ['canary-token-1', 'canary-secret-1']

const maker = new CertificateMaker()
let authority: Certificate
let ofProxy: Certificate
let ofTenant: Certificate
beforeAll(() => {
  authority = maker.authority('Crossview test authority')
  ofProxy = maker.issue(authority, { names: 'DNS:localhost' })
  ofTenant = maker.issue(authority, { names: `DNS:${HOST}` })
})
afterAll(() => {
  maker.remove()
})

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const proxyThat = async (reply: Reply, tls?: Certificate): Promise<ConnectProxy> => {
  const proxy = await startProxy(reply, tls)
  running.push(proxy)
  return proxy
}

const tenant = async (): Promise<FaultServer & { readonly port: number }> => {
  const server = await startFaultServer((_request, response) => {
    json(response, { genuine: true })
  }, ofTenant)
  running.push(server)
  return { ...server, port: Number(new URL(server.url).port) }
}

/** Long enough for whatever does not wait for its end. */
const PATIENT = { idleTimeoutMs: 15_000, deadlineMs: 15_000 }
const IMPATIENT = { idleTimeoutMs: 1500, deadlineMs: 2000 }

const clientThrough = (proxy: ConnectProxy, bounds = PATIENT) =>
  createHttpClient(TENANT, authority.cert, { ...bounds, proxy: proxyAt(proxy.url, OWN_PROXY) })

const signal = () => new AbortController().signal

const check = async ({ reply, problem, status, isTimed }: ProxyReply, tls: Certificate | undefined) => {
  const proxy = await startProxy(reply, tls)
  const client = clientThrough(proxy, isTimed ? IMPATIENT : PATIENT)
  try {
    const answers = await Promise.all([
      client.get('/api/Agent/me', {}, { signal: signal(), bearer: 'canary-token-1' }),
      client.postForm('/auth/token', { client_secret: 'canary-secret-1' }, { signal: signal() }),
    ])
    for (const answer of answers) {
      if (answer.ok) throw new Error(`taken for Halo’s: ${answer.value.text}`)
      expect(answer.error).toMatchObject({ kind: 'proxy', problem, status })
      const { message, advice, code, status: told } = transportFailure(answer.error, HOST)
      expect(code).toBe('connection.unreachable')
      // It is the proxy's, so nothing may go by it.
      expect(told).toBeNull()
      expect(message).toContain(`proxy ${proxy.host}:${proxy.port} (set for this tenant)`)
      if (status !== 0) expect(message).toContain(String(status))
      expect(message).toContain(HOST)
      expect(message).not.toMatch(/forged|evil/i)
      expect(advice.length).toBeGreaterThan(1)
    }
    expect(proxy.received).toHaveLength(2)
    for (const bytes of proxy.received) {
      expect(bytes.startsWith(`CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}:443\r\n`)).toBe(true)
      for (const secret of SECRETS) expect(bytes).not.toContain(secret)
    }
    // No connection is left behind.
    await proxy.closed()
  } finally {
    client.close()
    await proxy.close()
  }
}

const named = (isTimed: boolean) =>
  PROXY_REPLIES.filter((row) => row.isTimed === isTimed).map((row) => [row.name, row] as const)

describe.each([
  ['a proxy', () => undefined],
  ['an https proxy', () => ofProxy],
])('%s that opens no tunnel', (_kind, tls) => {
  it.each(named(false))('is told as such, and nothing it says is Halo’s: %s', (_name, row) =>
    check(row, tls()),
  )
  it.concurrent.each(named(true))('is not waited for without end: %s', (_name, row) => check(row, tls()))

  it.each(OPENING)('or that does, which leads to the tenant itself: 200 %s', async (_name, parts) => {
    const server = await tenant()
    const proxy = await proxyThat(tunnelTo(server.port, parts), tls())
    const client = clientThrough(proxy)
    for (let request = 0; request < 3; request++)
      expect(await client.get('/', {}, { signal: signal(), bearer: 'canary-token-1' })).toMatchObject({
        ok: true,
        value: { status: 200, text: '{"genuine":true}' },
      })
    // One tunnel is kept for all of them.
    expect(proxy.received).toHaveLength(1)
    expect(server.seen).toHaveLength(3)
    for (const bytes of proxy.received) expect(bytes).not.toContain('canary')
    client.close()
    await proxy.closed()
  })
})

describe('while the proxy has not answered', () => {
  it.each([
    ['before its answer', () => undefined],
    ['in the middle of its answer', (socket) => void socket.write('HTTP/1.1 200 OK\r\n')],
    ['before the server’s TLS', (socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n')],
  ] as [string, Reply][])(
    'a request that is cancelled ends at once, with its connection: %s',
    async (_name, reply) => {
      const controller = new AbortController()
      const proxy = await proxyThat((socket) => {
        reply(socket)
        setImmediate(() => {
          controller.abort()
        })
      })
      // Nothing but the cancelling could end it in the time that a test has.
      const client = clientThrough(proxy, { idleTimeoutMs: 60_000, deadlineMs: 60_000 })
      expect(await client.get('/', {}, { signal: controller.signal })).toEqual({
        ok: false,
        error: { kind: 'cancelled' },
      })
      await proxy.closed()
      client.close()
    },
  )

  it('a request that was not waited for any longer leaves no connection, though letters keep coming', async () => {
    const proxy = await proxyThat((socket) => {
      const drip = setInterval(() => socket.write('x'), 20)
      socket.write('HTTP/1.1 200 ')
      socket.on('close', () => {
        clearInterval(drip)
      })
    })
    const client = clientThrough(proxy, { idleTimeoutMs: 500, deadlineMs: 600_000 })
    expect(await client.get('/', {}, { signal: signal() })).toMatchObject({
      error: { kind: 'proxy', problem: 'silent' },
    })
    await proxy.closed()
    client.close()
  })

  it('a request that is cancelled already asks nobody', async () => {
    const proxy = await proxyThat(() => undefined)
    const client = clientThrough(proxy)
    expect(await client.get('/', {}, { signal: AbortSignal.abort() })).toMatchObject({
      error: { kind: 'cancelled' },
    })
    expect(proxy.received).toEqual([])
  })
})

describe('407 of the server itself', () => {
  it.each(['straight', 'through a proxy'])('is its answer, not a proxy’s: %s', async (way) => {
    const server = await startFaultServer(
      (_request, response) => {
        json(response, { error: 'x' }, 407, { 'Proxy-Authenticate': 'Basic' })
      },
      way === 'straight' ? undefined : ofTenant,
    )
    running.push(server)
    const port = Number(new URL(server.url).port)
    const client =
      way === 'straight' ? createHttpClient(server.url, null) : clientThrough(await proxyThat(tunnelTo(port)))
    expect(await client.get('/', {}, { signal: signal() })).toMatchObject({
      ok: true,
      value: { status: 407 },
    })
    client.close()
  })
})
