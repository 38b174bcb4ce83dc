import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchPac, runnablePac } from '../../../../src/main/adapters/system-proxy/pac-file'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
}

describe('a PAC file is got', () => {
  it('straight, by redirects, with nothing but its address', async () => {
    const seen: string[] = []
    const url = await serve(({ url: path = '', headers }, response) => {
      seen.push(`${path} ${Object.keys(headers).sort().join(' ')}`)
      if (path === '/p.pac') response.writeHead(302, { location: '/q.pac?x' }).end()
      else response.end('text of it')
    })
    expect(await fetchPac(url.replace('//', '//me:secret@') + '/p.pac')).toEqual({
      ok: true,
      value: 'text of it',
    })
    expect(seen).toEqual(['/p.pac connection host', '/q.pac?x connection host'])
  })

  it.each<[string, RequestListener]>([
    ['status', (_request, response) => response.writeHead(404).end('function FindProxyForURL')],
    ['redirects', (_request, response) => response.writeHead(301, { location: '/again' }).end()],
    ['scheme', (_request, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end()],
    ['large', (_request, response) => response.end('x'.repeat(1_048_577))],
    ['ECONNRESET', (request) => request.socket.resetAndDestroy()],
    ['timeout', () => undefined],
  ])('or said why not: %s', async (why, listener) => {
    const url = await serve(listener)
    expect(await fetchPac(`${url}/p.pac`, why === 'timeout' ? 200 : 20_000)).toEqual({
      ok: false,
      error: why,
    })
  })

  it.each([['file:///p.pac'], ['nonsense'], ['ftp://x/p.pac']])('and not from %s', async (address) => {
    expect(await fetchPac(address)).toEqual({ ok: false, error: 'scheme' })
  })

  it('and not from where nobody listens', async () => {
    expect(await fetchPac('http://127.0.0.1:1/p.pac')).toEqual({ ok: false, error: 'ECONNREFUSED' })
  })
})

it('a PAC file that asks DNS is told the address of its own host, and one that does not has nobody asked', async () => {
  const asked: string[] = []
  const lookUp = (name: string) => {
    asked.push(name)
    return Promise.resolve('10.1.2.3')
  }
  await runnablePac('function FindProxyForURL(u, h) { return "DIRECT" }', 'a.example', lookUp)
  expect(asked).toEqual([])
  const { script } = await runnablePac('isInNet(h, "10.0.0.0", "255.0.0.0") //', 'a.example', lookUp)
  expect(asked).toEqual(['a.example'])
  // A comment at its end takes nothing of what follows along.
  expect(script).toContain(
    '//\nfunction dnsResolve(host) { return host === "a.example" ? "10.1.2.3" : null }',
  )
})
