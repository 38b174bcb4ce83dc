import { describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../../src/main/adapters/halo/connector'
import type { HttpAnswer, HttpClient } from '../../../../../src/main/adapters/http/http'
import type { ConnectionContext } from '../../../../../src/main/ports'
import { ok } from '../../../../../src/shared/result'
import { createPassingTime } from '../../../../support/passing-time'

const URL_OF_TENANT = 'https://contoso.example.com'
const ELSEWHERE = 'login.example.net'

const json = (value: unknown, status = 200): HttpAnswer => ({
  status,
  headers: { retryAfter: null, location: null, contentType: 'application/json', server: null },
  text: JSON.stringify(value),
})

const PAGE: HttpAnswer = { ...json(''), text: '<!doctype html><title>Hello</title>' }

/** A connector whose tenant names an authorisation server elsewhere, and everything that it is asked. */
const tenant = (
  info: () => HttpAnswer = () => json({ auth_url: `https://${ELSEWHERE}/auth`, tenant_id: 't' }),
) => {
  const asked: string[] = []
  const createClient = (address: string): HttpClient => ({
    get: (path) => {
      asked.push(path)
      return Promise.resolve(ok(info()))
    },
    postForm: (path) => {
      asked.push(`${new URL(address).host}${path.split('?', 1)[0] ?? ''}`)
      return Promise.resolve(ok(json({ access_token: 'token', token_type: 'Bearer', expires_in: 3600 })))
    },
    close: () => undefined,
  })
  const connector = createHaloConnector({ ...createPassingTime(), createClient })
  const { signal } = new AbortController()
  const connect = (more: Partial<ConnectionContext> = {}, during = signal) =>
    connector.connect(
      {
        role: 'app',
        url: URL_OF_TENANT,
        tenant: null,
        ca: null,
        connection: { kind: 'application', clientId: 'client-1', scope: 'all' },
        readSecret: () => Promise.resolve('secret'),
        trustedAuthHosts: [ELSEWHERE],
        ...more,
      },
      during,
    )
  const discoveries = () => asked.filter((path) => path === '/api/AuthInfo').length
  return { connect, asked, discoveries }
}

describe('what is found of a tenant', () => {
  it('is asked for once by the connections of one run', async () => {
    const { connect, asked } = tenant()
    const connected = await Promise.all([connect(), connect(), connect()])
    expect(connected.map((each) => each.ok)).toEqual([true, true, true])
    expect((await connect()).ok).toBe(true)
    expect(asked).toEqual([
      '/api/AuthInfo',
      '/api/InstanceInfo',
      ...Array<string>(4).fill(`${ELSEWHERE}/token`),
    ])
    expect(connected.map((each) => each.ok && each.value.counts().sent)).toEqual([3, 1, 1])
  })

  it('is asked for anew by the next run', async () => {
    const { connect, discoveries } = tenant()
    await connect()
    await connect({}, new AbortController().signal)
    expect(discoveries()).toBe(2)
  })

  it('is trusted by nobody for another: a secret goes only where its own connection says', async () => {
    const { connect, asked, discoveries } = tenant()
    const unconfirmed: string[] = []
    const careful = { trustedAuthHosts: [], onUnconfirmedAuthHost: (host: string) => unconfirmed.push(host) }
    const [trusting, refusing] = await Promise.all([connect(), connect(careful)])
    expect(trusting.ok).toBe(true)
    expect(refusing).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
    expect(unconfirmed).toEqual([ELSEWHERE])
    expect(discoveries()).toBe(1)
    expect(asked.filter((path) => path.endsWith('/token'))).toHaveLength(1)
  })

  it('is each connection’s own where the way differs: who answers there may be another', async () => {
    const { connect, discoveries } = tenant()
    await Promise.all([
      connect(),
      connect({ ca: '-----BEGIN CERTIFICATE-----' }),
      connect({ proxy: 'http://proxy.example.com:3128' }),
      connect({ url: `${URL_OF_TENANT}/other` }),
    ])
    expect(discoveries()).toBe(4)
  })

  it('fails for those who wait, and is asked for again by whoever comes later', async () => {
    let works = false
    const { connect, discoveries } = tenant(() =>
      works ? json({ auth_url: `${URL_OF_TENANT}/auth` }) : PAGE,
    )
    const failed = await Promise.all([connect(), connect()])
    expect(failed.map((each) => each.ok)).toEqual([false, false])
    expect(failed[0]).toEqual(failed[1])
    const before = discoveries()
    works = true
    expect((await connect()).ok).toBe(true)
    expect(discoveries()).toBe(before + 1)
  })
})
