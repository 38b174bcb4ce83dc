import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { applicationContext } from '../../../support/application-context'
import { json, startFaultServer, type FaultServer } from '../../../support/fault-server'
import { HOSTILE_IDS, LEADING_AWAY } from '../../../support/paths'

const signal = () => new AbortController().signal

let own: FaultServer
let other: FaultServer
/** What the tenant's own server answers as the id of everything. */
let hostileId = ''
beforeEach(async () => {
  other = await startFaultServer((_request, response) => {
    json(response, { id: 1 })
  })
  own = await startFaultServer(({ method, url }, response) => {
    if (method === 'POST') json(response, { access_token: 'token', scope: 'all' })
    else if (/Info/.test(url)) json(response, { auth_url: `${own.url}/auth`, tenant_id: hostileId })
    else if (url === '/api/Application') json(response, [{ id: hostileId, clientId: 'client' }])
    else json(response, { id: hostileId, name: 'A', roles: [{ role_id: hostileId }] })
  })
})
afterEach(() => Promise.all([own.close(), other.close()]))

const connect = async () => {
  const connector = createHaloConnector({ clock: systemClock, sleep: () => Promise.resolve() })
  const connected = await connector.connect(applicationContext(own.url, 'inspector'), signal())
  if (!connected.ok) throw new Error(connected.error.message)
  return connected.value
}

const otherHost = () => new URL(other.url).host

describe('a path that would lead away', () => {
  it.each(LEADING_AWAY.map((path) => [path('other:80'), path] as const))(
    'stays at its tenant, with its token and its form: %j',
    async (_name, path) => {
      for (const base of [own.url, `${own.url}/halo`]) {
        const client = createHttpClient(base, null)
        await client.get(path(otherHost()), {}, { signal: signal(), bearer: 'canary-token-1' })
        await client.postForm(path(otherHost()), { client_secret: 'canary-secret-1' }, { signal: signal() })
        client.close()
      }
      expect(other.seen).toEqual([])
      // Refused before it is sent, or asked of the tenant itself.
      for (const { url } of own.seen) expect(url.startsWith('/')).toBe(true)
    },
  )
})

describe('an id from an answer', () => {
  it.each(HOSTILE_IDS.map((id) => [id('other:80'), id] as const))(
    'that is none is not asked for: %j',
    async (_name, id) => {
      hostileId = id(otherHost())
      const session = await connect()
      const before = own.seen.length
      await session.agentPermissions(hostileId, signal())
      await session.role(hostileId, signal())
      await session.applicationSettings('client', signal())
      session.close()
      expect(other.seen).toEqual([])
      // The list of applications, and nothing else.
      expect(own.seen.slice(before).map(({ method, url }) => `${method} ${url}`)).toEqual([
        'GET /api/Application',
      ])
    },
  )

  it.each(['7', '-1', '5b3b1c1e-0000-4000-8000-000000000000'])('that is one is: %s', async (id) => {
    hostileId = id
    const session = await connect()
    await session.role(id, signal())
    session.close()
    expect(own.seen.at(-1)?.url).toBe(`/api/Roles/${id}?includedetails=true`)
  })
})

describe('a tenant from an answer', () => {
  it.each(HOSTILE_IDS.map((id) => [id('other:80'), id] as const))(
    'stays one parameter of the token request: %j',
    async (_name, id) => {
      hostileId = id(otherHost())
      const session = await connect()
      session.close()
      expect(other.seen).toEqual([])
      const [asked, ...more] = own.seen.filter(({ method }) => method === 'POST')
      const url = asked?.url ?? ''
      expect(more).toEqual([])
      expect(url).toMatch(/^\/auth\/token\?tenant=[^&#]*$/)
      const wellFormed = Buffer.from(hostileId.trim()).toString()
      expect(new URL(url, own.url).searchParams.get('tenant')).toBe(wellFormed)
    },
  )
})
