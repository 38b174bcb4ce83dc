import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/shared/files/config'

const CONFIG = {
  name: 'Contoso',
  url: 'https://contoso.halopsa.com',
  tenant: 'contoso',
  ca: 'contoso-root.pem',
  app: { kind: 'application', clientId: 'a', secretEnv: 'CONTOSO_APP_SECRET', scope: 'all' },
  agent: { kind: 'application', clientId: 'g', secretEnv: 'CONTOSO_REF_SECRET', scope: 'all' },
  inspector: { kind: 'application', clientId: 'i', secretEnv: 'CONTOSO_ADMIN_SECRET', scope: 'all' },
}

const parse = (value: unknown) => parseConfig(JSON.stringify(value))

const without = (key: keyof typeof CONFIG) =>
  Object.fromEntries(Object.entries(CONFIG).filter(([name]) => name !== key))

describe('the config file', () => {
  it('takes the example of docs/cli.md', () => {
    expect(parse(CONFIG)).toEqual({ ok: true, value: CONFIG })
  })

  it('takes a sign-in, which holds no secret, and scopes by default', () => {
    const agent = { kind: 'sign-in', clientId: 'g', redirectPort: 8765 }
    const app = { kind: 'application', clientId: 'a', secretEnv: 'A_SECRET' }
    expect(parse({ ...CONFIG, app, agent })).toMatchObject({
      value: { app: { scope: 'all' }, agent: { ...agent, scope: 'all offline_access' } },
    })
  })

  it.each(['tenant', 'ca', 'app', 'agent', 'inspector'] as const)('does without %s', (key) => {
    expect(parse(without(key))).toMatchObject({ ok: true })
  })

  it.each([
    ['https://contoso.halopsa.com/api/', 'https://contoso.halopsa.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:3000/', 'http://localhost:3000'],
  ])('takes the address %s', (url, normal) => {
    expect(parse({ ...CONFIG, url })).toMatchObject({ ok: true, value: { url: normal } })
  })

  it.each([
    ['url', { ...CONFIG, url: 'http://contoso.halopsa.com' }],
    ['url', { ...CONFIG, url: 'http://10.0.0.1' }],
    ['url', { ...CONFIG, url: 'ftp://contoso.halopsa.com' }],
    ['url', without('url')],
    ['name', { ...CONFIG, name: ' ' }],
    ['name', without('name')],
    ['app', { name: CONFIG.name, url: CONFIG.url }],
    ['app.clientId', { ...CONFIG, app: { ...CONFIG.app, clientId: '' } }],
    ['app.secretEnv', { ...CONFIG, app: { kind: 'application', clientId: 'a' } }],
    ['app.kind', { ...CONFIG, app: { ...CONFIG.app, kind: 'sign-in' } }],
    ['agent.kind', { ...CONFIG, agent: { ...CONFIG.agent, kind: 'magic' } }],
    ['agent.redirectPort', { ...CONFIG, agent: { kind: 'sign-in', clientId: 'g', redirectPort: 80 } }],
    ['agent.redirectPort', { ...CONFIG, agent: { kind: 'sign-in', clientId: 'g' } }],
    ['inspector.color', { ...CONFIG, inspector: { ...CONFIG.inspector, color: 'red' } }],
    ['urls', { ...CONFIG, urls: [] }],
  ])('names the field that is wrong: %s', (field, value) => {
    const parsed = parse(value)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE', field } })
    expect(!parsed.ok && parsed.error.message).toContain(field)
  })

  const CLIENT = 'AAAA0000-0000-4000-8000-000000000001'

  it('takes the inspector alone, and what is known of applications by client id', () => {
    const { name, url, inspector } = CONFIG
    const applications = {
      [CLIENT]: { purpose: 'halo-tickets', owner: ' ' },
      other: { nextReview: '2027-01-31' },
    }
    expect(parse({ name, url, inspector, applications })).toMatchObject({
      ok: true,
      value: {
        applications: {
          [CLIENT]: { purpose: 'halo-tickets', owner: null, nextReview: null },
          other: { purpose: null, owner: null, nextReview: '2027-01-31' },
        },
      },
    })
  })

  it.each([
    [`applications.${CLIENT}.purposes`, { [CLIENT]: { purposes: 'x' } }],
    [`applications.${CLIENT}.owner`, { [CLIENT]: { owner: 'x'.repeat(201) } }],
    [`applications.${CLIENT}.nextReview`, { [CLIENT]: { nextReview: '2027-02-30' } }],
    [`applications.${CLIENT.toLowerCase()}`, { [CLIENT]: {}, [CLIENT.toLowerCase()]: {} }],
    [`applications.{${CLIENT}}`, { [CLIENT]: {}, [`{${CLIENT}}`]: {} }],
    ['applications', []],
  ])('names what is wrong with %s', (field, applications) => {
    const parsed = parse({ ...CONFIG, applications })
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE', field } })
    expect(!parsed.ok && parsed.error.message).toContain(field)
  })

  it.each([
    ['secret', { ...CONFIG, secret: 'hunter2' }],
    ['app.secret', { ...CONFIG, app: { ...CONFIG.app, secret: 'hunter2' } }],
    ['app.client_secret', { ...CONFIG, app: { ...CONFIG.app, client_secret: 'hunter2' } }],
    ['agent.clientSecret', { ...CONFIG, agent: { ...CONFIG.agent, clientSecret: 'hunter2' } }],
    ['inspector.PASSWORD', { ...CONFIG, inspector: { ...CONFIG.inspector, PASSWORD: 'hunter2' } }],
    ['a.b.0.refresh-token', { ...CONFIG, a: { b: [{ 'refresh-token': 'hunter2' }] } }],
    ['token', { token: 'hunter2' }],
  ])('refuses a secret in %s, says how to do it, and does not repeat it', (field, value) => {
    const parsed = parse(value)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE', field } })
    expect(!parsed.ok && parsed.error.advice.join()).toContain('secretEnv')
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
  })

  it('refuses a secret in the place of a variable’s name, and does not repeat it', () => {
    const secretEnv = '1f0e3dad-9990-8345-b743-9f8ffabdffc4'
    const parsed = parse({ ...CONFIG, app: { ...CONFIG.app, secretEnv } })
    expect(parsed).toMatchObject({ ok: false, error: { field: 'app.secretEnv' } })
    expect(JSON.stringify(parsed)).not.toContain(secretEnv)
  })

  it.each([
    ['', '(line 1)'],
    ['{\n "name": hunter2\n}', '(line 2)'],
    ['{\n "name": "hunter2"\n "url": "x" }', '(line 3)'],
    ['{\n "name": "hunter2"', '(line 2)'],
    ['[]', null],
    ['"text"', null],
    ['null', null],
  ])('refuses what is no object: %j', (text, place) => {
    const parsed = parseConfig(text)
    expect(parsed).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
    if (place !== null) expect(!parsed.ok && parsed.error.message).toContain(place)
  })

  it('reads a file that begins with a byte order mark', () => {
    expect(parseConfig(`\uFEFF${JSON.stringify(CONFIG)}`)).toMatchObject({ ok: true })
  })
})
