import { createServer, type Server as HttpServer } from 'node:http'
import { createServer as createTlsServer, type Server, type ServerOptions } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttpClient, type HttpClientOptions } from '../../../src/main/adapters/http'
import { transportFailure } from '../../../src/main/adapters/halo/failures'
import { CertificateMaker, type Certificate } from '../../support/certificates'

const maker = new CertificateMaker()
const HERE = 'DNS:localhost,IP:127.0.0.1,IP:::1'
let authority: Certificate
let good: Certificate
beforeAll(() => {
  authority = maker.authority('Crossview test authority')
  good = maker.issue(authority, { names: HERE })
})
afterAll(() => {
  maker.remove()
})

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const tracked = <T extends Server | HttpServer>(server: T): T => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return server
}

const listen = async (server: Server | HttpServer, host = '127.0.0.1'): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port // it listens on TCP
}

const secure = async (options: ServerOptions, host?: string) => {
  const server = tracked(createTlsServer(options, (_request, response) => response.end('{"hello":1}')))
  let connections = 0
  server.on('secureConnection', () => {
    connections += 1
  })
  return { port: await listen(server, host), connections: () => connections }
}

const get = async (url: string, ca: string | null, options: HttpClientOptions = {}) => {
  const client = createHttpClient(url, ca, { deadlineMs: 3000, ...options })
  const answer = await client.get('/', {}, { signal: new AbortController().signal })
  client.close()
  if (answer.ok) return { status: answer.value.status, text: answer.value.text }
  return transportFailure(answer.error, 'contoso.example')
}

describe('a certificate', () => {
  it('of the profile’s own authority is trusted', async () => {
    const { port } = await secure(good)
    expect(await get(`https://localhost:${port}`, authority.cert)).toMatchObject({ status: 200 })
  })

  it('is refused with its cause named', async () => {
    const cases: readonly [string, ServerOptions, RegExp][] = [
      [
        'an unknown authority',
        maker.issue(maker.authority('other'), { names: HERE }),
        /UNABLE_TO|SELF_SIGNED/,
      ],
      ['expired', maker.issue(authority, { names: HERE, days: -1 }), /CERT_HAS_EXPIRED/],
      ['for another host', maker.issue(authority, { names: 'DNS:other.example' }), /ALTNAME/],
    ]
    for (const [, certificate, cause] of cases) {
      const { port } = await secure(certificate)
      const failure = await get(`https://localhost:${port}`, authority.cert)
      expect(failure).toMatchObject({ code: 'connection.tls' })
      expect('message' in failure && failure.message).toMatch(cause)
      expect('advice' in failure && failure.advice.length).toBeGreaterThan(0)
    }
  })

  it('whose intermediate the server does not send is refused, and trusted with it', async () => {
    const intermediate = maker.issue(authority, { names: '', isAuthority: true })
    const leaf = maker.issue(intermediate, { names: HERE })
    const missing = await secure(leaf)
    expect(await get(`https://localhost:${missing.port}`, authority.cert)).toMatchObject({
      code: 'connection.tls',
    })
    const whole = await secure({ key: leaf.key, cert: `${leaf.cert}${intermediate.cert}` })
    expect(await get(`https://localhost:${whole.port}`, authority.cert)).toMatchObject({ status: 200 })
  })

  it('of a server that speaks only TLS 1.1 helps it nothing', async () => {
    const { port } = await secure({
      ...good,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    expect(await get(`https://localhost:${port}`, authority.cert)).toMatchObject({ code: 'connection.tls' })
  })

  it('works over IPv6', async () => {
    const { port } = await secure(good, '::1')
    expect(await get(`https://[::1]:${port}`, authority.cert)).toMatchObject({ status: 200 })
  })

  it('is shown once for many requests: the connection is kept', async () => {
    const { port, connections } = await secure(good)
    const client = createHttpClient(`https://localhost:${port}`, authority.cert)
    for (let request = 0; request < 20; request++)
      expect(await client.get('/', {}, { signal: new AbortController().signal })).toMatchObject({ ok: true })
    client.close()
    expect(connections()).toBe(1)
  })
})

describe('a proxy', () => {
  /** What reaches the proxy: CONNECT lines, and nothing else. */
  const proxy = async (answer: (line: string, socket: Socket) => boolean = () => true) => {
    const lines: string[] = []
    const server = tracked(createServer((_request, response) => response.writeHead(500).end()))
    server.on('request', ({ method, url }) => lines.push(`${method ?? ''} ${url ?? ''}`))
    server.on('connect', (request, socket: Socket, head) => {
      lines.push(`CONNECT ${request.url ?? ''}`)
      if (!answer(lines.at(-1) ?? '', socket)) return
      const [host = '', port = ''] = (request.url ?? '').split(':')
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
    })
    return { url: new URL(`http://127.0.0.1:${await listen(server)}`), lines }
  }

  it('tunnels: it learns the host, never a request, and the certificate is still checked', async () => {
    const { port } = await secure(good)
    const { url, lines } = await proxy()
    expect(await get(`https://localhost:${port}`, authority.cert, { proxy: url })).toMatchObject({
      status: 200,
    })
    expect(lines).toEqual([`CONNECT localhost:${port}`])
    expect(await get(`https://localhost:${port}`, null, { proxy: url })).toMatchObject({
      code: 'connection.tls',
    })
  })

  it('that wants a password is named as such', async () => {
    const { url } = await proxy((_line, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return false
    })
    const failure = await get('https://localhost:1', null, { proxy: url })
    expect(failure).toMatchObject({ code: 'connection.unreachable', status: 407 })
    expect('message' in failure && failure.message).toContain('proxy')
  })
})
