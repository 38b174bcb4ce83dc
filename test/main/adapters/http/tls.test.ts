import { createServer as createTlsServer, request, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttpClient, type HttpClientOptions } from '../../../../src/main/adapters/http/http'
import { OWN_PROXY } from '../../../../src/main/adapters/http/http-fault'
import { TunnelAgent, ways } from '../../../../src/main/adapters/http/http-tunnel'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import { CertificateMaker, type Certificate } from '../../../support/certificates'
import { proxyAt, startProxy, tunnelTo, type ConnectProxy, type Reply } from '../../../support/connect-proxy'

const maker = new CertificateMaker()
const HERE = 'DNS:localhost,IP:127.0.0.1,IP:::1'
/** A server that only a proxy leads to. */
const FAR = 'contoso.halopsa.invalid'
let authority: Certificate
let good: Certificate
let far: Certificate
beforeAll(() => {
  authority = maker.authority('Crossview test authority')
  good = maker.issue(authority, { names: HERE })
  far = maker.issue(authority, { names: `DNS:${FAR}` })
})
afterAll(() => {
  maker.remove()
})

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const listen = async (server: Server, host: string): Promise<number> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port // it listens on TCP
}

const secure = async (options: ServerOptions, host = '127.0.0.1') => {
  const names: unknown[] = []
  let requests = 0
  const server = createTlsServer(options, (_request, response) => {
    requests += 1
    response.end('{"hello":1}')
  })
  server.on('secureConnection', ({ servername }) => names.push(servername))
  return {
    port: await listen(server, host),
    connections: () => names.length,
    names,
    requests: () => requests,
  }
}

const proxyThat = async (reply: Reply, tls?: ServerOptions): Promise<ConnectProxy> => {
  const proxy = await startProxy(reply, tls)
  closers.push(() => proxy.close())
  return proxy
}

const get = async (url: string, ca: string | null, options: HttpClientOptions = {}) => {
  const client = createHttpClient(url, ca, { deadlineMs: 5000, ...options })
  const answer = await client.get('/', {}, { signal: new AbortController().signal, bearer: 'canary-1' })
  client.close()
  if (answer.ok) return { status: answer.value.status, text: answer.value.text, message: '' }
  return transportFailure(answer.error, new URL(url).host)
}

/** Each way to the server at a port of this machine. */
const WAYS = ['straight', 'through a proxy', 'through an https proxy'] as const

const by = async (way: (typeof WAYS)[number], port: number, ca: string | null) => {
  if (way === 'straight') return get(`https://localhost:${port}`, ca)
  const proxy = await proxyThat(tunnelTo(port), way === 'through a proxy' ? undefined : good)
  const failure = await get(`https://localhost:${port}`, ca, { proxy: proxyAt(proxy.url, OWN_PROXY) })
  if ('code' in failure)
    expect(failure.message).toContain(`proxy ${proxy.host}:${proxy.port} (set for this tenant)`)
  for (const bytes of proxy.received) expect(bytes).not.toContain('canary')
  return failure
}

describe.each(WAYS)('a certificate, %s', (way) => {
  it('of the profile’s own authority is trusted', async () => {
    const { port } = await secure(good)
    expect(await by(way, port, authority.cert)).toMatchObject({ status: 200 })
    // Among others, with text around it, as tools export it.
    const bundle = `Bag Attributes\r\n${maker.authority('other').cert}\n# ours\n${authority.cert.replaceAll('\n', '\r\n')}`
    expect(await by(way, port, bundle)).toMatchObject({ status: 200 })
  })

  it('is refused with its cause named', async () => {
    const other = maker.authority('other')
    const intermediate = maker.issue(authority, { names: '', isAuthority: true })
    const cases: readonly [string, ServerOptions, RegExp][] = [
      ['an unknown authority', maker.issue(other, { names: HERE }), /authority is not known/],
      ['self-signed', maker.authority('localhost'), /self-signed/],
      ['expired', maker.issue(authority, { names: HERE, isExpired: true }), /has expired/],
      [
        'for another host',
        maker.issue(authority, { names: 'DNS:other.example' }),
        /made for another host name/,
      ],
      ['without its intermediate', maker.issue(intermediate, { names: HERE }), /authority is not known/],
    ]
    for (const [name, certificate, cause] of cases) {
      const server = await secure(certificate)
      const failure = await by(way, server.port, authority.cert)
      expect(failure, name).toMatchObject({ code: 'connection.tls' })
      expect(failure.message, name).toMatch(/certificate of localhost:\d+ is not trusted/)
      expect(failure.message, name).toMatch(cause)
      expect('advice' in failure && failure.advice.length).toBeGreaterThan(0)
      expect(server.requests()).toBe(0)
    }
  })

  it('whose intermediate the server sends is trusted', async () => {
    const intermediate = maker.issue(authority, { names: '', isAuthority: true })
    const leaf = maker.issue(intermediate, { names: HERE })
    const whole = await secure({ key: leaf.key, cert: `${leaf.cert}${intermediate.cert}` })
    expect(await by(way, whole.port, authority.cert)).toMatchObject({ status: 200 })
  })

  it('of a server that speaks only TLS 1.1 helps it nothing, and that is said', async () => {
    const server = await secure({
      ...good,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    const failure = await by(way, server.port, authority.cert)
    expect(failure).toMatchObject({ code: 'connection.tls' })
    expect(failure.message).toMatch(/could not agree on a secure connection/)
    expect('advice' in failure && failure.advice.join()).toMatch(/TLS 1\.2/)
    expect(server.requests()).toBe(0)
  })
})

describe('a certificate', () => {
  it('works over IPv6', async () => {
    const { port } = await secure(good, '::1')
    expect(await get(`https://[::1]:${port}`, authority.cert)).toMatchObject({ status: 200 })
  })

  it('is shown once for many requests: the connection is kept', async () => {
    const { port, connections } = await secure(good)
    const client = createHttpClient(`https://localhost:${port}`, authority.cert)
    for (let round = 0; round < 20; round++)
      expect(await client.get('/', {}, { signal: new AbortController().signal })).toMatchObject({ ok: true })
    client.close()
    expect(connections()).toBe(1)
  })
})

describe('an extra certificate that cannot be read', () => {
  const BEGIN = '-----BEGIN CERTIFICATE-----'
  const END = '-----END CERTIFICATE-----'
  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['a word', () => 'contoso-root.pem'],
    ['only its beginning', () => BEGIN],
    ['an empty one', () => `${BEGIN}\n${END}\n`],
    ['letters that are no certificate', () => `${BEGIN}\naGVsbG8=\n${END}\n`],
    ['no Base-64', () => `${BEGIN}\n!!!!\n${END}\n`],
    ['broken off', () => authority.cert.slice(0, 300)],
    ['without its middle', () => authority.cert.replace(/\n.{64}\n/, '\n')],
    ['a good one and a broken one', () => `${authority.cert}${BEGIN}\naGVsbG8=\n${END}\n`],
    ['a good one and one that breaks off', () => `${authority.cert}${authority.cert.slice(0, 200)}`],
    ['a key', () => authority.key],
    ['DER', () => Buffer.from(authority.cert.replace(/-----.*-----/g, ''), 'base64').toString('latin1')],
  ])('is said to be so, and nothing is sent: %s', async (_name, ca) => {
    const server = await secure(good)
    const failure = await get(`https://localhost:${server.port}`, ca())
    expect(failure).toMatchObject({ code: 'connection.tls', status: null })
    expect(failure.message).toMatch(/extra certificate of this tenant cannot be read/)
    expect('advice' in failure && failure.advice.length).toBeGreaterThan(0)
    expect(server.connections()).toBe(0)
  })
})

describe('a proxy', () => {
  it('learns the host, never a request, and is itself asked for by its own name', async () => {
    const server = await secure(far)
    for (const tls of [undefined, good]) {
      const proxy = await proxyThat(tunnelTo(server.port), tls)
      const options = { proxy: proxyAt(proxy.url, OWN_PROXY) }
      expect(await get(`https://${FAR}`, authority.cert, options)).toMatchObject({ status: 200 })
      expect(proxy.received[0]).toMatch(new RegExp(`^CONNECT ${FAR}:443 HTTP/1\\.1\\r\\n`))
      expect(proxy.received.join()).not.toContain('canary')
      expect(proxy.asked).toEqual(tls === undefined ? [] : ['localhost'])
    }
    expect(server.names).toEqual([FAR, FAR])
    expect(server.requests()).toBe(2)
  })

  it.each(['proxy', 'https proxy'])(
    'that shows its own certificate for the server’s gets nothing: %s',
    async (kind) => {
      // What stands behind the tunnel has a certificate for the proxy's name, of the same authority.
      const server = await secure(maker.issue(authority, { names: 'DNS:localhost' }))
      const tls = kind === 'proxy' ? undefined : good
      const proxy = await proxyThat(tunnelTo(server.port), tls)
      const own = proxyAt(proxy.url.replace('127.0.0.1', 'localhost'), OWN_PROXY)
      // An address of a machine has no name to ask for, and must not be checked for the proxy's.
      for (const host of [FAR, '127.0.0.1', '10.1.2.3', '[fd00::1]']) {
        const failure = await get(`https://${host}`, authority.cert, { proxy: own })
        expect(failure, host).toMatchObject({ code: 'connection.tls' })
        expect(failure.message, host).toMatch(/made for another host name/)
      }
      expect(server.requests()).toBe(0)
      expect(proxy.received.map((bytes) => /^CONNECT (\S+)/.exec(bytes)?.[1])).toEqual([
        `${FAR}:443`,
        '127.0.0.1:443',
        '10.1.2.3:443',
        '[fd00::1]:443',
      ])
    },
  )

  it.each<[string, () => ServerOptions, RegExp, string]>([
    [
      'of an unknown authority',
      () => maker.issue(maker.authority('x'), { names: HERE }),
      /authority is not known/,
      'connection.tls',
    ],
    ['self-signed', () => maker.authority('localhost'), /self-signed/, 'connection.tls'],
    [
      'expired',
      () => maker.issue(authority, { names: HERE, isExpired: true }),
      /has expired/,
      'connection.tls',
    ],
    [
      'for another host',
      () => maker.issue(authority, { names: 'DNS:other.example' }),
      /made for another host name/,
      'connection.tls',
    ],
    ['for the server', () => far, /made for another host name/, 'connection.tls'],
    [
      'of TLS 1.1',
      () => ({ ...good, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      /agreed on no secure connection/,
      'connection.unreachable',
    ],
  ])('with a certificate %s is not even asked for a tunnel', async (_name, tls, cause, code) => {
    const proxy = await proxyThat(tunnelTo(1), tls())
    const own = proxyAt(proxy.url.replace('//', '//me:canary@'), OWN_PROXY)
    const failure = await get(`https://${FAR}`, authority.cert, { proxy: own })
    expect(failure).toMatchObject({ code })
    expect(failure.message).toMatch(cause)
    expect(failure.message).toContain(`proxy localhost:${proxy.port} (set for this tenant)`)
    expect(JSON.stringify(failure)).not.toContain('canary')
    expect(proxy.received.join('')).toBe('')
  })

  it('is trusted by the tenant’s certificates only where the tenant itself names it', async () => {
    const server = await secure(far)
    const proxy = await proxyThat(tunnelTo(server.port), good)
    const named = proxyAt(proxy.url.replace('//', '//me:canary@'), 'HTTPS_PROXY')
    const failure = await get(`https://${FAR}`, authority.cert, { proxy: named })
    expect(failure).toMatchObject({ code: 'connection.tls' })
    expect(failure.message).toMatch(/certificate of the proxy localhost:\d+ \(named by HTTPS_PROXY\)/)
    expect(proxy.received.join('')).toBe('')
    expect(server.connections()).toBe(0)
  })

  it('of the other kind than it is called is told', async () => {
    const plain = await proxyThat((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    // Speaks when anything comes, as a web server does.
    const asSecure = proxyAt(plain.url.replace('http:', 'https:'), OWN_PROXY)
    const failure = await get(`https://${FAR}`, null, { proxy: asSecure, idleTimeoutMs: 300 })
    expect(failure.message).toMatch(/proxy 127\.0\.0\.1:\d+ \(set for this tenant\)/)
    const secureOne = await proxyThat(tunnelTo(1), good)
    const asPlain = proxyAt(secureOne.url.replace('https:', 'http:'), OWN_PROXY)
    expect((await get(`https://${FAR}`, null, { proxy: asPlain })).message).toMatch(
      /proxy localhost:\d+ \(set for this tenant\)/,
    )
  })

  it.each<[string, string, RegExp]>([
    ['nobody listens', 'http://127.0.0.1:9', /could not be reached: nobody listens at that port/],
    [
      'nobody knows',
      'http://proxy.invalid:8080',
      /could not be reached: (no such host is known|its name could not be looked up)/,
    ],
  ])('where %s is told, with what named it', async (_name, url, cause) => {
    for (const setting of ['https_proxy', 'ALL_PROXY']) {
      const failure = await get(`https://${FAR}`, null, {
        proxy: proxyAt(url.replace('//', '//me:canary@'), setting),
      })
      expect(failure).toMatchObject({ code: 'connection.unreachable' })
      expect(failure.message).toMatch(cause)
      expect(failure.message).toContain(`${new URL(url).host} (named by ${setting})`)
      expect(JSON.stringify(failure)).not.toContain('canary')
    }
  })

  it('that does not take the password is told apart from one that wants one', async () => {
    const answer = 'HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic realm="canary"\r\n\r\n'
    const proxy = await proxyThat((socket) => socket.end(answer))
    const wanted = await get(`https://${FAR}`, null, { proxy: proxyAt(proxy.url) })
    expect(wanted.message).toMatch(/wants a name and a password \(407\)/)
    const refused = await get(`https://${FAR}`, null, {
      proxy: proxyAt(proxy.url.replace('//', '//me:canary%@')),
    })
    expect(refused.message).toMatch(/does not take the name and the password in HTTPS_PROXY \(407\)/)
    expect(JSON.stringify([wanted, refused])).not.toContain('canary')
    expect(proxy.received[0]).not.toContain('Proxy-Authorization')
    expect(proxy.received[1]).toContain(
      `Proxy-Authorization: Basic ${Buffer.from('me:canary%').toString('base64')}\r\n`,
    )
  })

  it('that answers no more once the tunnel is open is named with what happened', async () => {
    const sockets: Socket[] = []
    const server = createTlsServer(far, (_request, response) => {
      response.writeHead(200, { 'Content-Length': '99' })
      response.write('{', () => {
        for (const socket of sockets) socket.resetAndDestroy()
      })
    })
    const port = await listen(server, '127.0.0.1')
    const proxy = await proxyThat((socket) => {
      sockets.push(socket)
      tunnelTo(port)(socket)
    })
    const failure = await get(`https://${FAR}`, authority.cert, { proxy: proxyAt(proxy.url) })
    expect(failure.message).toMatch(/broke off|could not be reached/)
    expect(failure.message).toContain(
      `went through the proxy ${proxy.host}:${proxy.port} (named by HTTPS_PROXY)`,
    )
  })

  it('keeps a tunnel for its own server only', async () => {
    const [first, second] = [await secure(far), await secure(good)]
    const proxy = await proxyThat((socket) => {
      const toFirst = proxy.received.at(-1)?.includes(`CONNECT ${FAR}:`) === true
      tunnelTo(toFirst ? first.port : second.port)(socket)
    })
    const agent = new TunnelAgent(
      { proxy: proxyAt(proxy.url), proxyContext: null, idleTimeoutMs: 5000 },
      { keepAlive: true, ca: authority.cert },
    )
    closers.push(() => {
      agent.destroy()
    })
    const ask = (host: string) =>
      new Promise<void>((resolve, reject) => {
        const way = { signal: new AbortController().signal, stage: 'other', status: 0 } as const
        ways.run({ ...way }, () => {
          request(`https://${host}/`, { agent }, (response) => {
            response.resume().once('end', resolve)
          })
            .once('error', reject)
            .end()
        })
      })
    for (const host of [FAR, 'localhost', FAR, 'localhost', FAR]) await ask(host)
    expect(first.names).toEqual([FAR])
    expect(second.names).toEqual(['localhost'])
    expect([first.requests(), second.requests()]).toEqual([3, 2])
    expect(proxy.received).toHaveLength(2)
  })
})
