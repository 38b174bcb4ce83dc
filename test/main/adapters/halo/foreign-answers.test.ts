import { describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { Failure } from '../../../../src/core/comparison/observation'
import { runCheck } from '../../../../src/main/services/runs/check-service'
import { applicationContext } from '../../../support/application-context'
import { json, startFaultServer, type Answer } from '../../../support/fault-server'
import { FOREIGN_PAGES, type ForeignPage } from '../../../support/foreign-pages'

const signal = new AbortController().signal
const PLACES = {
  discovery: /AuthInfo|InstanceInfo/,
  token: /token/,
  identity: /Agent\/me/,
  list: /Tickets/,
  record: /Agent\/7/,
}
type Place = keyof typeof PLACES

const halo =
  (place: Place, { status, headers, body }: ForeignPage): Answer =>
  (request, response) => {
    if (PLACES[place].test(request.url)) response.writeHead(status, headers).end(body)
    else if (request.url.includes('AuthInfo'))
      json(response, { auth_url: `http://${String(response.req.headers.host)}/auth` })
    else if (request.url.includes('token'))
      json(response, { access_token: 't', token_type: 'Bearer', scope: 'all' })
    else if (request.url.includes('Agent/me')) json(response, { id: 7, name: 'Tim' })
    else json(response, { record_count: 0, tickets: [], id: 7 })
  }

const connector = () => {
  let waited = 0
  return createHaloConnector({
    clock: { now: () => systemClock.now(), monotonic: () => systemClock.monotonic() + waited },
    sleep: (milliseconds) => {
      waited += milliseconds
      return Promise.resolve()
    },
  })
}

/** What is told where the page stands in this place; null: nothing. */
const told = async (place: Place, page: ForeignPage): Promise<Failure | null> => {
  const server = await startFaultServer(halo(place, page))
  try {
    const connected = await connector().connect(applicationContext(server.url), signal)
    if (!connected.ok) return connected.error
    const session = connected.value
    try {
      if (place === 'list') {
        await session.whoAmI(signal)
        const listed = await session.list('tickets', { signal })
        return listed.state === 'failed' ? listed.failure : null
      }
      const answer =
        place === 'record' ? await session.agentPermissions('7', signal) : await session.whoAmI(signal)
      return answer.ok ? null : answer.error
    } finally {
      session.close()
    }
  } finally {
    await server.close()
  }
}

describe.each(Object.keys(PLACES) as Place[])('somebody else’s words in place of Halo’s %s', (place) => {
  it.each(
    // Without anything that Halo said before, an empty refusal may be Halo’s.
    FOREIGN_PAGES.filter(({ headers }) => place !== 'discovery' || headers['Server'] !== 'lb-gate'),
  )('are told as $of', async (page) => {
    const failure = await told(place, page)
    expect(failure).toMatchObject({ code: 'connection.not-halo', message: expect.stringMatching(page.tells) })
    expect(failure?.message).not.toMatch(/refused the client id|wrong secret/i)
    expect(failure?.advice.join(' ')).not.toMatch(/secret|agent|scope/i)
  })
})

describe('the test of a connection', () => {
  it.each(FOREIGN_PAGES)('blames neither secret nor agent for $of', async (page) => {
    const server = await startFaultServer(halo('identity', page))
    try {
      const app = applicationContext(server.url)
      const { passed, findings } = await runCheck(
        connector(),
        { tenantName: 'A', url: server.url, app, agent: null, inspector: null },
        signal,
      )
      expect(passed).toBe(false)
      expect(findings.map(({ code }) => code)).toContain('connection.not-halo')
      expect(JSON.stringify(findings.map(({ fix }) => fix))).not.toMatch(/login type|enabled agent|secret/)
    } finally {
      await server.close()
    }
  })
})

describe('Halo’s own refusals stay what they are', () => {
  const refusing = (body: string): ForeignPage => ({ of: 'Halo', status: 401, headers: {}, body, tells: /./ })

  it('names the error that the token endpoint named, and who said it', async () => {
    const failure = await told(
      'token',
      refusing(
        '{"error":"invalid_client","error_description":"The specified client credentials are invalid."}',
      ),
    )
    expect(failure?.code).toBe('connection.invalid-client')
    expect(failure?.message).toMatch(
      /401 from 127\.0\.0\.1:\d+: invalid_client, “The specified client credentials are invalid\.”/,
    )
  })

  it('says of a refusal without a word that it may be somebody else’s', async () => {
    expect(await told('token', refusing(''))).toMatchObject({
      code: 'request.failed',
      message: expect.stringMatching(/may be something between/),
    })
  })

  it.each([
    '',
    '{"Message":"No"}',
    '"Invalid Resource"',
    '{"id":["not valid"]}',
    'You do not have access to this Action at the moment',
  ])('takes %j as Halo’s', async (body) => {
    expect(await told('identity', refusing(body))).toMatchObject({ code: 'identity.unknown' })
  })
})

describe('a token whose answer names no scope', () => {
  it('has scopes that are not known, where Agent/me answers', async () => {
    const server = await startFaultServer((request, response) => {
      if (request.url.includes('token'))
        json(response, { access_token: 't', token_type: 'Bearer', resource: '' })
      else if (request.url.includes('/api/A')) json(response, { tenant_id: 'contoso', id: 7, name: 'Tim' })
      else response.writeHead(404).end()
    })
    const app = applicationContext(server.url)
    const plan = { tenantName: 'A', url: server.url, app, agent: null, inspector: null }
    const { passed, steps, findings } = await runCheck(connector(), plan, signal)
    await server.close()
    expect(findings).toEqual([])
    expect(passed).toBe(true)
    expect(steps.find(({ step }) => step === 'scopes')).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(/either it has none.*or this Halo does not name them/),
    })
  })
})

describe('an address copied from a page of the web application', () => {
  const at =
    (base: string): Answer =>
    (request, response) => {
      if (!request.url.startsWith(`${base}/api/`) && !request.url.startsWith(`${base}/auth/token`)) {
        response
          .writeHead(/home/.test(request.url) ? 200 : 404, { 'Content-Type': 'text/html' })
          .end('<html></html>')
      } else if (request.url.includes('token'))
        json(response, { access_token: 't', token_type: 'Bearer', scope: 'all' })
      else json(response, { tenant_id: 'contoso', id: 7 })
    }

  it.each([
    ['', '/home/deep/page'],
    ['/psa', '/psa/somewhere'],
    ['', '/a/b/c/d/e/f/g/h/i/j/k'],
    ['/psa', '/psa'],
  ])('leads to Halo at "%s" from %s', async (base, path) => {
    const server = await startFaultServer(at(base))
    const connected = await connector().connect(
      { ...applicationContext(server.url), url: `${server.url}${path}` },
      signal,
    )
    expect(connected.ok && connected.value.server.url).toBe(`${server.url}${base}`)
    expect(server.seen.filter(({ method }) => method === 'POST').map(({ url }) => url.split('?')[0])).toEqual(
      [`${base}/auth/token`],
    )
    if (connected.ok) expect((await connected.value.whoAmI(signal)).ok).toBe(true)
    await server.close()
  })

  it.each([
    ['/psa/somewhere', true],
    ['/psa', false],
  ])('is told with the one to write in its place by the connection check: %s', async (path, isTold) => {
    const server = await startFaultServer(at('/psa'))
    const url = `${server.url}${path}`
    const app = { ...applicationContext(server.url), url }
    const plan = { tenantName: 'A', url, app, agent: null, inspector: null }
    const { steps } = await runCheck(connector(), plan, signal)
    await server.close()
    const address = steps.find(({ step }) => step === 'address')
    expect(address).toMatchObject({ state: 'passed' })
    expect(address?.message.includes(`Write ${server.url}/psa as the web address`)).toBe(isTold)
  })

  it('says what was tried where nothing answers, and sends nothing secret', async () => {
    const server = await startFaultServer(at('/elsewhere'))
    const connected = await connector().connect(
      { ...applicationContext(server.url), url: `${server.url}/psa/x` },
      signal,
    )
    expect(!connected.ok && connected.error.message).toMatch(
      /looked for at http:\S+\/psa\/x, http:\S+\/psa, http:\S+:\d+\.$/,
    )
    expect(server.seen.every(({ method }) => method === 'GET')).toBe(true)
    await server.close()
  })
})
