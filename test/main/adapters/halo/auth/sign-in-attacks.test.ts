import { createServer, type AddressInfo } from 'node:net'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../../../../src/main/adapters/halo/auth/sign-in'
import { COUNTS, SEED } from '../../../../support/counts'
import { closed, exchange, openSocket } from '../../../../support/raw-http'
import { CANARY, rawRequest } from '../../../../support/raw-requests'

/** Every program of the computer, and every page in its browser, can reach the listener of a sign-in. */

/** One that was free a moment ago. */
let PORT: number
beforeAll(async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  PORT = (server.address() as AddressInfo).port
  await new Promise((resolve) => server.close(resolve))
})

const signInOf = (open: (url: string) => Promise<void>, signal = new AbortController().signal) =>
  signIn(
    {
      authUrl: 'https://contoso.halopsa.com/auth',
      tenant: null,
      clientId: 'x',
      scope: 'all',
      redirectPort: PORT,
    },
    open,
    signal,
  )

/** What a sign-in comes to during which something else happens first; then its own browser comes back. */
const signInDuring = async (meanwhile: (state: string) => Promise<void>) => {
  const attacked = Promise.withResolvers<null>()
  const signedIn = await signInOf(async (url) => {
    const state = new URL(url).searchParams.get('state') ?? ''
    await meanwhile(state).then(() => attacked.resolve(null), attacked.reject)
    const page = await fetch(`http://127.0.0.1:${PORT}/callback?code=the-right-one&state=${state}`)
    expect(await page.text()).toContain('You are signed in')
  })
  await attacked.promise
  if (!signedIn.ok) throw new Error(signedIn.error.message)
  return signedIn.value
}

const request = (target: string, ...headers: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, ...(headers.length > 0 ? headers : [`Host: 127.0.0.1:${PORT}`]), '', ''].join(
    '\r\n',
  )

describe('requests that are not the redirect', () => {
  it(`${String(COUNTS.rawRequests)} random ones are refused, say nothing back and change nothing`, async () => {
    let answered = 0
    const wrong: string[] = []
    const { code } = await signInDuring(async (state) => {
      const requests = fc.sample(rawRequest(PORT, state), { numRuns: COUNTS.rawRequests, seed: SEED })
      for (let at = 0; at < requests.length; at += 50) {
        await Promise.all(
          requests.slice(at, at + 50).map(async (parts) => {
            const { answer, statuses } = await exchange(PORT, ...parts)
            const sent = Buffer.concat(parts).toString('latin1')
            // Nothing came back to a request that was never whole.
            if (answer !== '') answered += 1
            const isRefused =
              statuses.length <= 1 && statuses.every((status) => status === 400 || status === 404)
            if (!isRefused || answer.includes(CANARY) || answer.includes(state))
              wrong.push(`${JSON.stringify(sent.slice(0, 500))} was answered ${answer.slice(0, 500)}`)
          }),
        )
      }
    })
    expect(wrong).toEqual([])
    expect(code).toBe('the-right-one')
    expect(answered).toBeGreaterThan(COUNTS.rawRequests * 0.9)
  })

  it.each<[string, () => string]>([
    ['//', () => request('//')],
    ['no Host', () => 'GET /callback HTTP/1.1\r\n\r\n'],
    ['no Host, HTTP/1.0', () => 'GET /callback HTTP/1.0\r\n\r\n'],
    ['a name that leads here', () => request('/callback', `Host: evil.example:${PORT}`)],
    ['a body', () => `POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${PORT}\r\nContent-Length: 3\r\n\r\nabc`],
    ['a tunnel', () => 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n'],
    [
      'another protocol',
      () => request('/', `Host: 127.0.0.1:${PORT}`, 'Connection: Upgrade', 'Upgrade: websocket'),
    ],
    ['TLS', () => '\x16\x03\x01\0\x05'],
    ['huge headers', () => request('/callback', `Host: 127.0.0.1:${PORT}`, `X: ${'y'.repeat(100_000)}`)],
  ])('%s: is refused and the connection ends', async (_name, bytes) => {
    await signInDuring(async () => {
      const { statuses } = await exchange(PORT, bytes())
      expect([[400], [404]]).toContainEqual(statuses)
    })
  })

  it('the right request behind another one on its connection is not taken', async () => {
    const { code } = await signInDuring(async (state) => {
      const behind = request(`/callback?code=${CANARY}&state=${state}`)
      expect((await exchange(PORT, request('/favicon.ico') + behind)).statuses).toEqual([404])
      expect((await exchange(PORT, request('/callback?state=x') + behind)).statuses).toEqual([400])
      const expecting = request('/callback?', `Host: 127.0.0.1:${PORT}`, 'Expect: 100-continue')
      expect((await exchange(PORT, expecting + behind)).statuses).toEqual([400])
    })
    expect(code).toBe('the-right-one')
  })
})

describe('connections', () => {
  it('that ask slowly or nothing at all are ended', async () => {
    await signInDuring(async (state) => {
      const sockets = [
        '',
        'GET /callback',
        `${request(`/callback?code=x&state=${state}`).slice(0, -2)}X: y`,
      ].map((start) => {
        const socket = openSocket(PORT)
        socket.resume()
        socket.write(start)
        return socket
      })
      await Promise.all(sockets.map(closed))
    })
  })

  it('a crowd of them keeps no browser out, and none is left after it', async () => {
    const sockets: ReturnType<typeof openSocket>[] = []
    await signInDuring(async () => {
      for (let crowd = 0; crowd < 6; crowd += 1) {
        const some = Array.from({ length: 500 }, () => openSocket(PORT))
        await Promise.all(
          some.map(
            (socket) =>
              new Promise<void>((resolve) => socket.once('connect', resolve).once('close', resolve)),
          ),
        )
        sockets.push(...some)
      }
      // The oldest go for the newest, long before the patience with any of them ends.
      const open = () => sockets.filter((socket) => !socket.closed).length
      for (let asked = 0; asked < 200 && open() > 600; asked += 1) await exchange(PORT, request('/'))
      expect(open()).toBeLessThanOrEqual(600)
      expect(open()).toBeGreaterThan(300)
    })
    await Promise.all(sockets.map(closed))
    expect(await exchange(PORT, request('/'))).toEqual({ answer: '', statuses: [] })
  })

  it.each(['127.0.0.2', '::1', '0.0.0.0'])('are not taken at %s but for 127.0.0.1 itself', async (host) => {
    await signInDuring(async () => {
      const socket = openSocket(PORT, host)
      const isConnected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => {
          // Linux takes 0.0.0.0 for 127.0.0.1 when it connects.
          resolve(socket.remoteAddress !== '127.0.0.1' && host !== '0.0.0.0')
        })
        socket.once('close', () => resolve(false))
      })
      socket.destroy()
      expect(isConnected).toBe(false)
    })
  })

  it('are not listened for when the sign-in was called off before', async () => {
    const called = await signInOf(() => Promise.resolve(), AbortSignal.abort())
    expect(called).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect((await exchange(PORT, request('/'))).answer).toBe('')
  })
})

describe('an answer that is not whole', () => {
  it('ends nothing, not even with our state', async () => {
    const { code } = await signInDuring(async (state) => {
      for (const query of [
        `error=access_denied`,
        `error=access_denied&state=${state}&state=${state}`,
        `code=a&code=b&state=${state}`,
        `code=a&error=b&state=${state}`,
        `code=&state=${state}`,
        `state=${state}`,
        `code=a&state=${state}&iss=x&iss=y`,
      ])
        expect((await exchange(PORT, request(`/callback?${query}`))).statuses).toEqual([400])
    })
    expect(code).toBe('the-right-one')
  })
})
