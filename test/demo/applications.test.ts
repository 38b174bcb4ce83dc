import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_SECRET_MARK, startDemo, type DemoServer } from '../../src/demo/index'
import { logIn } from '../support/demo-login'
import { jsonOf } from './clients/public-client'

let demo: DemoServer
let started: number
beforeAll(async () => {
  started = Date.now()
  demo = await startDemo('mixed', { requestLimit: 10_000 })
})
afterAll(() => demo.close())

const login = (name: string, of: DemoServer = demo) => {
  const found = of.logins.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`No application is called ${name}`)
  return found
}
const get = async (path: string, headers: Readonly<Record<string, string>>) =>
  fetch(`${demo.url}/api/${path}`, { headers })
const asInspector = async (path: string) => {
  const headers = await logIn(demo, login('Crossview inspector'))
  if (typeof headers === 'string') throw new Error(headers)
  return get(path, headers)
}
/** Status of a list of tickets, and how many there are; the reason where it gets no token. */
const tickets = async (name: string) => {
  const headers = await logIn(demo, login(name))
  if (typeof headers === 'string') return headers
  const answer = await get('Tickets', headers)
  return answer.ok ? Number((await jsonOf(answer))['record_count']) : answer.status
}
const detailOf = async (name: string) =>
  jsonOf(await asInspector(`Application/${login(name).id}?includedetails=true`))

describe('the applications of the demo tenant', () => {
  it('lists 18 of them with the 30 keys that were seen of one, and without scopes', async () => {
    const rows = (await (await asInspector('Application')).json()) as Record<string, unknown>[]
    expect(rows).toHaveLength(18)
    for (const row of rows) {
      expect(Object.keys(row)).toHaveLength(30)
      expect(row).not.toHaveProperty('scopes')
      expect(row).not.toHaveProperty('creation_date')
      expect(String(row['concurrencyToken'])).toContain(DEMO_SECRET_MARK)
    }
    expect(new Set(rows.map(({ grant_type: method }) => method))).toEqual(
      new Set(['client_credentials', 'authorization_code', 'password', 'implicit', 'api_key']),
    )
    expect(rows.filter(({ system_use: use }) => use !== null).map(({ displayName }) => displayName)).toEqual([
      'Halo Mobile',
    ])
    const agents = rows.map(({ loginas_agent_name: name }) => name)
    expect(agents.filter((name) => name === 'API - Reporting')).toHaveLength(3)
    // A person signs in as themselves: the record names nobody.
    expect(rows.find(({ displayName }) => displayName === 'Crossview sign-in')).toMatchObject({
      loginas_agent_id: 0,
      allowagents: true,
    })
  })

  it('tells scopes, dates and an end user in the detail, beside secret-like texts', async () => {
    const phone = await detailOf('Phone system')
    expect(phone['scopes']).toMatchObject([{ name: 'edit:tickets' }, { name: 'read:customers' }])
    expect(phone).toMatchObject({
      createdby_agent: 'Tim Bowers',
      creation_date: '2025-11-17T09:00:00',
      apikey1_expiry_date: '2026-05-12T00:00:00',
    })
    for (const name of ['clientSecret', 'new_apikey1', 'new_apikey2', 'tokens', 'authorizations'])
      expect(JSON.stringify(phone[name])).toContain(DEMO_SECRET_MARK)
    expect(await detailOf('Chat bot')).toMatchObject({
      loginas_agent_id: 0,
      loginas_client_id: 17,
      loginas_client_name: 'Litware Health',
    })
    // None of the keys that are served.
    const keys = demo.logins.flatMap(({ secret, apiKeys, password }) => [secret, password, ...apiKeys])
    const text = JSON.stringify(await Promise.all(demo.logins.map(({ name }) => textOf(name))))
    expect(keys.filter((key) => key !== null && text.includes(key))).toEqual([])
  })
  const textOf = async (name: string) =>
    (await asInspector(`Application/${login(name).id}?includedetails=true`)).text()

  it('has a key that expires in twelve days, whenever it is started', async () => {
    const { apikey2_expiry_date: expiry } = await detailOf('Phone system')
    const days = (Date.parse(`${String(expiry)}Z`) - started) / 86_400_000
    expect(Math.floor(days)).toBe(12)
  })

  it('refuses one detail, to an administrator too', async () => {
    const { id } = login('Security scanner')
    expect((await asInspector(`Application/${id}?includedetails=true`)).status).toBe(403)
  })

  it('lets each in as its method, its agent and its state want', async () => {
    const seen = Object.fromEntries(
      await Promise.all(demo.logins.map(async ({ name }) => [name, await tickets(name)])),
    ) as Record<string, number | string>
    expect(seen).toEqual({
      'Reporting sync': 102,
      'Crossview reference': 1500,
      'Crossview inspector': 1500,
      'Crossview sign-in': 'a person signs in',
      'RMM alerts': 1500,
      'Backup monitor': expect.any(Number),
      // No Access, and no scope.
      'Documentation sync': 403,
      'Billing export': 403,
      'Phone system': expect.any(Number),
      Wallboard: 102,
      'Power BI': 102,
      'Chat bot': 403,
      'Migration 2023 (old)': 'invalid_client',
      'Onboarding forms': 401,
      'Mail to ticket (old)': seen['Backup monitor'],
      'Warranty lookup': 403,
      'Security scanner': seen['Backup monitor'],
      'Halo Mobile': 'a person signs in',
    })
    expect(seen['Backup monitor']).toBeGreaterThan(10)
    expect(seen['Backup monitor']).toBeLessThan(300)
  })

  it.each([
    ['the secret of another', { client_secret: 'wrong' }, 'invalid_client'],
    ['a method that is not its own', { grant_type: 'password' }, 'unauthorized_client'],
  ])('lets nobody in with %s', async (_what, change, error) => {
    const { clientId, secret } = login('Backup monitor')
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret ?? '' }
    const answer = await fetch(`${demo.url}/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, scope: 'all', ...change }),
    })
    expect(await answer.json()).toMatchObject({ error })
  })

  it('refuses a wrong password, and a key that has expired', async () => {
    expect(await logIn(demo, { ...login('Mail to ticket (old)'), password: 'wrong' })).toBe('invalid_grant')
    const { apiKeys } = login('Phone system')
    const statuses = await Promise.all(
      apiKeys.map(async (key) => (await get('Tickets', { 'X-Halo-Api-Key': key })).status),
    )
    expect(statuses).toEqual([401, 200])
  })

  it('gives its applications the same ids at every start, and never the same secrets', async () => {
    const again = await startDemo('healthy')
    try {
      expect(again.logins.map(({ id, clientId }) => [id, clientId])).toEqual(
        demo.logins.map(({ id, clientId }) => [id, clientId]),
      )
      expect(login('RMM alerts', again).secret).not.toBe(login('RMM alerts').secret)
    } finally {
      await again.close()
    }
  })
})
