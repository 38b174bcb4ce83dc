import { describe, expect, it } from 'vitest'
import { Recorder, replayer } from '../../../../../src/main/adapters/halo/recording/recording'
import type { HttpAnswer, HttpClient } from '../../../../../src/main/adapters/http/http'
import { ok } from '../../../../../src/shared/result'

/** Names of fields that hold a secret, and some that nobody would think of. */
const SECRET_NAMES = [
  'new_apikey1',
  'apikey2',
  'token',
  'passphrase',
  'pin',
  'otp',
  'ssh_key',
  'cookie',
  'connectionstring',
  'webhook',
  'credentials',
  'x',
  '__proto__',
]
const SECRET = 'only-here-9f86d081'

const leaky = (fields: object): string => {
  const hidden = SECRET_NAMES.map((name) => `${JSON.stringify(name)}:${JSON.stringify(SECRET)}`).join(',')
  const deep = `"inner":{${hidden}},"customfields":[{"name":"n","value":"${SECRET}"}]`
  return JSON.stringify(fields).replaceAll('{', `{${hidden},${deep},`).replaceAll(',}', '}')
}

const clientOf = (answer: HttpAnswer): HttpClient => ({
  get: () => Promise.resolve(ok(answer)),
  postForm: () => Promise.resolve(ok(answer)),
  close: () => undefined,
})

const headers = { retryAfter: null, location: null, contentType: 'text/html; secret=only-here-9f86d081' }
const { signal } = new AbortController()

/** What is taken down of an answer, and what it replays to. */
const recorded = async (path: string, text: string, more: Partial<HttpAnswer> = {}) => {
  const recorder = new Recorder()
  const client = recorder.wrap(clientOf({ status: 200, headers, text, ...more }), 'app', 'api')
  await (path === '/token' ? client.postForm(path, {}, { signal }) : client.get(path, {}, { signal }))
  const exchanges = recorder.result()
  const again = replayer(exchanges)(clientOf({ status: 500, headers, text: '' }), 'app', 'api')
  const answer = await (path === '/token'
    ? again.postForm(path, {}, { signal })
    : again.get(path, {}, { signal }))
  return { file: JSON.stringify(exchanges), answer: answer.ok ? answer.value : null }
}

describe('of an answer a recording keeps what reading it uses', () => {
  it.each([
    ['/api/Tickets', { record_count: 1, tickets: [{ id: 1, summary: 'Printer', title: { a: 1 } }] }],
    ['/api/Team', [{ id: 1, name: 'Printer' }]],
    [
      '/api/Agent/me',
      { id: 7, name: 'Printer', claims: [{ type: 'Tx', value: '1' }], teams: [{ team_id: 1 }] },
    ],
    ['/api/Agent/7', { id: 7, name: 'Printer', roles: [{ id: 'r', name: 'R' }] }],
    ['/api/Application', [{ id: '1', clientId: 'c', displayName: 'Printer', scopes: [{ name: 's' }] }]],
    ['/api/Application/1', { id: '1', displayName: 'Printer' }],
    ['/api/Roles/1', { id: '1', name: 'Printer', claims: [{ type: 'Tx', value: 1 }] }],
    ['/api/AuthInfo', { auth_url: 'https://x/auth', tenant_id: 'Printer' }],
    ['/token', { access_token: 'a-token-that-passed', scope: 'Printer', expires_in: 60 }],
  ])('and no field beside it: %s', async (path, fields) => {
    const text = leaky(fields)
    expect(text).toContain(SECRET)
    const { file } = await recorded(path, text)
    expect(file).toContain('Printer')
    expect(file).not.toContain(SECRET)
    expect(file).not.toContain('a-token-that-passed')
  })

  it.each([
    ['a refusal', '/api/Tickets', { status: 403 }, leaky({ error: 'no' })],
    ['a server error', '/api/Tickets', { status: 500 }, leaky({ tickets: [{ id: 1, summary: SECRET }] })],
    ['a web page', '/api/Tickets', {}, `<html><title>${SECRET}</title></html>`],
    ['somebody’s refusal', '/api/Tickets', { status: 403 }, SECRET],
    [
      'a redirect',
      '/api/Tickets',
      { status: 302, headers: { ...headers, location: `https://x/?code=${SECRET}` } },
      SECRET,
    ],
    ['a call that is none of Crossview’s', '/api/Secrets', {}, leaky({ id: 1 })],
  ])('and nothing where it uses nothing: %s', async (_name, path, more, text) => {
    const { file } = await recorded(path, text, more)
    expect(file).not.toContain(SECRET)
  })

  it.each([
    ['12,000,000 levels', `{"tickets":${'['.repeat(12e6)}${']'.repeat(12e6)}}`, /nested too deeply/],
    ['24 MB of objects', `[${'{},'.repeat(8e6)}1]`, /more than 500,000 values/],
    ['half of an answer', '{"tickets":[{"id":', /not whole JSON/],
  ])('and of what nothing reads, that it was there: %s', async (_name, text, unread) => {
    const { file, answer } = await recorded('/api/Tickets', text)
    expect(file.length).toBeLessThan(1000)
    expect(answer?.unread).toMatch(unread)
  })

  it('and of somebody else’s page, whose it is', async () => {
    const { answer } = await recorded('/api/Tickets', '<html><title>Zscaler</title></html>')
    expect(answer).toMatchObject({ text: '', foreign: { name: 'Zscaler', form: 'a web page' } })
  })

  it('and does not grow without end: what there is no room for is an entry that says so', async () => {
    const recorder = new Recorder()
    const page = JSON.stringify({ tickets: [{ id: 1, summary: 'x'.repeat(20e6) }] })
    const client = recorder.wrap(clientOf({ status: 200, headers, text: page }), 'app', 'api')
    for (let turn = 0; turn < 10; turn++) await client.get('/api/Tickets', {}, { signal })
    const answers = recorder
      .result()
      .map(({ answer }) => (answer.kind === 'answer' ? (answer.unread ?? 'kept') : ''))
    expect(answers.filter((each) => each === 'kept')).toHaveLength(7)
    expect(answers.at(-1)).toContain('no room')
  })
})
