import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { eventually } from '../../../support/eventually'
import { json, startFaultServer, type Answer, type FaultServer } from '../../../support/fault-server'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const serve = async (answer: Answer): Promise<FaultServer> => {
  const server = await startFaultServer(answer)
  running.push(server)
  return server
}

const signal = () => new AbortController().signal

describe('the http client', () => {
  it('bounds a slow drip by its deadline', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const client = createHttpClient(server.url, null, { idleTimeoutMs: 5000, deadlineMs: 150 })
    expect(await client.get('/', {}, { signal: signal() })).toEqual({ ok: false, error: { kind: 'timeout' } })
  })

  it('leaves nothing behind on the signal of a run, however a request ended', async () => {
    const server = await serve(({ url }, response) => {
      if (url.startsWith('/answered')) json(response, {})
      else if (url.startsWith('/broken')) response.destroy()
    })
    const run = new AbortController()
    const ended = async (path: string, deadlineMs = 30_000) => {
      const client = createHttpClient(server.url, null, { deadlineMs })
      const answer = await client.get(path, {}, { signal: run.signal })
      expect(getEventListeners(run.signal, 'abort')).toEqual([])
      return answer.ok ? 'answered' : answer.error.kind
    }
    expect(await ended('/answered')).toBe('answered')
    expect(await ended('/broken')).toBe('unreachable')
    expect(await ended('/silent', 150)).toBe('timeout')
    const waiting = ended('/silent')
    await eventually(() => {
      expect(server.seen.filter(({ url }) => url === '/silent')).toHaveLength(2)
    })
    expect(getEventListeners(run.signal, 'abort')).toHaveLength(1)
    run.abort()
    expect(await waiting).toBe('cancelled')
  })

  it('refuses an answer that is too large, and one that breaks off', async () => {
    const large = await serve((_request, response) => response.writeHead(200).end(Buffer.alloc(26e6, 32)))
    expect(await createHttpClient(large.url, null).get('/', {}, { signal: signal() })).toEqual({
      ok: false,
      error: { kind: 'too-large' },
    })
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('{', () => response.destroy())
    })
    expect(await createHttpClient(cut.url, null).get('/', {}, { signal: signal() })).toMatchObject({
      ok: false,
      error: { kind: 'cut-off' },
    })
  })

  it('never leaves its origin, whatever the path', async () => {
    const other = await serve((_request, response) => json(response, {}))
    const server = await serve((_request, response) => json(response, {}))
    const client = createHttpClient(server.url, null)
    for (const target of [other.url, other.url.replace('http:', '')]) {
      await client.get(target, {}, { signal: signal(), bearer: 'token' })
    }
    expect(other.seen).toEqual([])
  })

  it('sends plain http to this machine only, whatever a name resolves to', async () => {
    const server = await serve((_request, response) => json(response, {}))
    const { port } = new URL(server.url)
    // No resolver knows the second; asked for its address, it would be unreachable.
    for (const host of ['localhost', 'never.invalid']) {
      const client = createHttpClient(`http://${host}:${port}`, null)
      expect(await client.get('/', {}, { signal: signal() }), host).toMatchObject({ ok: true })
      client.close()
    }
    expect(server.seen).toHaveLength(2)
  })
})
