import { afterEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../../../src/core/comparison/observation'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { applicationContext } from '../../../support/application-context'
import { BODIES, BODY_STEPS, POLLUTING, ROWS, type Body } from '../../../support/bodies'
import { json, startFaultServer, type FaultServer } from '../../../support/fault-server'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

type Step = (typeof BODY_STEPS)[number]

const ASKS: Readonly<Record<Step, RegExp>> = {
  token: /^\/auth\/token/,
  'Agent/me': /^\/api\/Agent\/me/,
  list: /^\/api\/Tickets/,
  'second page': /^\/api\/Tickets\?.*page_no=2/,
  'Agent/{id}': /^\/api\/Agent\/7/,
  Application: /^\/api\/Application/,
}

const PAGE = Array.from({ length: 100 }, (_, index) => ({ id: index + 1 }))

/** A Halo in order, but for the requests that get this body. */
const connectTo = async (asked: RegExp, { content, status = 200 }: Pick<Body, 'content' | 'status'>) => {
  const server = await startFaultServer(({ url }, response) => {
    if (asked.test(url)) response.writeHead(status).end(content)
    else if (url.startsWith('/auth/token')) json(response, { access_token: 'token', scope: 'all' })
    else if (url.startsWith('/api/Tickets')) json(response, { record_count: 150, tickets: PAGE })
    else response.writeHead(404).end()
  })
  running.push(server)
  const connector = createHaloConnector({ clock: systemClock, sleep: () => Promise.resolve() })
  const connected = await connector.connect(applicationContext(server.url), signal())
  return { server, connected }
}
const signal = () => new AbortController().signal

const failureOf = (answer: { ok: true } | { ok: false; error: Failure }) => (answer.ok ? null : answer.error)

const ended = async (step: Step, body: Body): Promise<{ code: string; message: string } | null> => {
  const { connected } = await connectTo(ASKS[step], body)
  if (!connected.ok) return connected.error
  const session = connected.value
  if (step === 'Agent/me') return failureOf(await session.whoAmI(signal()))
  if (step === 'Agent/{id}') return failureOf(await session.agentPermissions('7', signal()))
  if (step === 'Application') return failureOf(await session.applicationSettings('client', signal()))
  const listed = await session.list('tickets', { signal: signal() })
  if (listed.state === 'failed') return listed.failure
  return listed.state === 'listed' && !listed.complete
    ? { code: `incomplete after ${listed.records.length}`, message: listed.incompleteReason ?? '' }
    : { code: listed.state, message: 'complete' }
}

const CODES: Readonly<Record<Step, string>> = {
  token: 'connection.not-halo',
  'Agent/me': 'request.failed',
  list: 'request.failed',
  'second page': 'incomplete after 100',
  'Agent/{id}': 'request.failed',
  Application: 'request.failed',
}

/** What is said of JSON that is not what was asked for. */
const OTHER_JSON: Readonly<Record<Step, RegExp>> = {
  token: /sent no token/,
  'Agent/me': /JSON that is no agent/,
  list: /JSON that is no list/,
  'second page': /JSON that is no list/,
  'Agent/{id}': /JSON that is no agent/,
  Application: /JSON that is no list/,
}

describe('an answer that holds nothing is never read as “no records”', () => {
  it.each(BODY_STEPS.flatMap((step) => BODIES.map((body) => [step, body.name, body] as const)))(
    '%s: %s',
    async (step, _name, body) => {
      const end = await ended(step, body)
      const isPage = body.what === 'a web page' && step !== 'second page'
      expect(end?.code).toBe(isPage ? 'connection.not-halo' : CODES[step])
      if (body.what === 'JSON') expect(end?.message).toMatch(OTHER_JSON[step])
      else expect(end?.message).toContain(body.what)
    },
  )

  it.each(BODIES.map((body) => [body.name, body] as const))(
    'nor as an authorisation server somewhere else: %s',
    async (_name, body) => {
      const { connected, server } = await connectTo(/^\/api\/(AuthInfo|InstanceInfo)/, body)
      // A web page at both is no Halo; anything else is a Halo without this endpoint, and the default holds.
      if (body.what === 'a web page')
        expect(connected).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
      else {
        expect(connected.ok && connected.value.server.authUrl).toBe(`${server.url}/auth`)
        expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1)
      }
    },
  )
})

describe('an answer that reaches for the prototype of all objects', () => {
  const names = () => Reflect.ownKeys(Object.prototype).length

  it.each(POLLUTING)('changes nothing outside itself: %s', async (content) => {
    const before = names()
    const { connected } = await connectTo(/^\/api\//, { content })
    if (!connected.ok) throw new Error(connected.error.message)
    const session = connected.value
    const listed = await session.list('tickets', { signal: signal() })
    expect(listed.state).toBe('listed')
    await session.whoAmI(signal())
    await session.agentPermissions('7', signal())
    await session.role('1', signal())
    await session.applicationSettings('client', signal())
    expect(connected.value.server.authUrl).not.toContain('evil')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(names()).toBe(before)
  })

  it('is not taken for a token', async () => {
    const content = '{"__proto__":{"access_token":"x","polluted":1}}'
    const { connected } = await connectTo(/^\/auth\/token/, { content })
    expect(connected).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
  })
})

describe('rows that are hard to tell apart', () => {
  it.each(ROWS)('%s', async (_name, rows, records, complete) => {
    const { connected } = await connectTo(/^\/api\/Tickets/, { content: rows })
    if (!connected.ok) throw new Error(connected.error.message)
    const listed = await connected.value.list('tickets', { signal: signal() })
    expect(listed).toMatchObject({ state: 'listed', complete })
    expect(listed.state === 'listed' && listed.records).toHaveLength(records)
  })
})
