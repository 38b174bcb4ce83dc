import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { ConnectionContext } from '../../../../src/main/ports'
import { CertificateMaker, type Certificate } from '../../../support/certificates'
import { json, startFaultServer, type Answer, type FaultServer } from '../../../support/fault-server'
import { REDIRECTS, type Hosts, type Redirect } from '../../../support/redirects'

/** What must not leave: each is what the tenant's own server is given, and nobody else. */
const SECRETS = {
  secret: 'canary-secret-redirect-1',
  refresh: 'canary-refresh-redirect-2',
  access: 'canary-access-redirect-3',
  code: 'canary-code-redirect-4',
}

const maker = new CertificateMaker()
let authority: Certificate
let certificate: Certificate
let other: FaultServer
let redirectPort = 0
beforeAll(async () => {
  authority = maker.authority('Crossview test authority')
  certificate = maker.issue(authority, { names: 'IP:127.0.0.1' })
  // Whoever is led here and asks is answered as Halo would, so that nothing else stops it.
  other = await startFaultServer((_request, response) => {
    json(response, {
      access_token: SECRETS.access,
      auth_url: `${other.url}/auth`,
      id: 1,
      record_count: 0,
      tickets: [],
    })
  })
  redirectPort = await freePort()
})
afterAll(async () => {
  maker.remove()
  await other.close()
})

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  await new Promise((resolve) => server.close(resolve))
  return port
}

const page = (pageNo: number) => ({
  record_count: 150,
  tickets: Array.from({ length: pageNo === 1 ? 100 : 50 }, (_, index) => ({ id: pageNo * 1000 + index })),
})

/** The requests of a step, told by what they ask for. */
const ASKS: Readonly<Record<Redirect['step'], RegExp>> = {
  AuthInfo: /^GET \/api\/AuthInfo/,
  InstanceInfo: /^GET \/api\/InstanceInfo/,
  'token by secret': /^POST \/auth\/token .*grant_type=client_credentials/,
  'token by sign-in': /^POST \/auth\/token .*grant_type=authorization_code/,
  'token by refresh token': /^POST \/auth\/token .*grant_type=refresh_token/,
  'Agent/me': /^GET \/api\/Agent\/me/,
  list: /^GET \/api\/Tickets/,
  'second page of a list': /^GET \/api\/Tickets\?.*page_no=2/,
}

/** A Halo in order but for one step. */
const halo =
  ({ status, step, location }: Redirect, hosts: () => Hosts): Answer =>
  ({ method, url, body }, response) => {
    if (ASKS[step].test(`${method} ${url} ${body}`)) {
      const target = location(hosts())
      response.writeHead(status, target === null ? {} : { Location: target }).end('{}')
    } else if (url.startsWith('/auth/token'))
      json(response, { access_token: SECRETS.access, token_type: 'Bearer', expires_in: 3600, scope: 'all' })
    else if (url.startsWith('/api/Tickets')) json(response, page(url.includes('page_no=2') ? 2 : 1))
    else if (url.startsWith('/api/Agent/me')) json(response, { id: 1, name: 'A' })
    else response.writeHead(404).end()
  }

const contextOf = (step: Redirect['step'], url: string, ca: string | null): ConnectionContext => ({
  role: 'app',
  url,
  tenant: null,
  ca,
  connection:
    step === 'token by sign-in' || step === 'token by refresh token'
      ? { kind: 'sign-in', clientId: 'client', redirectPort, scope: 'all' }
      : { kind: 'application', clientId: 'client', scope: 'all' },
  readSecret: () =>
    Promise.resolve(
      step === 'token by sign-in'
        ? null
        : step === 'token by refresh token'
          ? SECRETS.refresh
          : SECRETS.secret,
    ),
})

/** What a browser does that is signed in already. */
const openBrowser = async (address: string): Promise<void> => {
  const query = new URL(address).searchParams
  await fetch(`${query.get('redirect_uri') ?? ''}?code=${SECRETS.code}&state=${query.get('state') ?? ''}`)
}

/** Runs until the step, and says how it ended. */
const run = async (step: Redirect['step'], context: ConnectionContext) => {
  const { signal } = new AbortController()
  const connector = createHaloConnector({
    clock: systemClock,
    sleep: () => Promise.resolve(),
    openBrowser,
  })
  const connected = await connector.connect(context, signal)
  if (!connected.ok) return connected.error
  try {
    if (step === 'Agent/me') {
      const who = await connected.value.whoAmI(signal)
      return who.ok ? null : who.error
    }
    const listed = await connected.value.list('tickets', { signal })
    if (listed.state === 'failed') return listed.failure
    return listed.state === 'listed'
      ? { code: listed.state, message: listed.incompleteReason ?? 'complete' }
      : null
  } finally {
    connected.value.close()
  }
}

describe('a redirect is not followed, and named', () => {
  it.each(REDIRECTS.map((redirect) => [redirect.name, redirect] as const))('%s', async (_name, redirect) => {
    other.seen.splice(0)
    const port = new URL(other.url).port
    const secure = redirect.secure === true
    let self = ''
    const hosts = () => ({ self, otherHost: `localhost:${port}`, otherPort: `127.0.0.1:${port}` })
    const server = await startFaultServer(halo(redirect, hosts), secure ? certificate : undefined)
    self = new URL(server.url).host
    try {
      const ended = await run(
        redirect.step,
        contextOf(redirect.step, server.url, secure ? authority.cert : null),
      )
      // The pages before it are kept, as an incomplete list.
      const expected = redirect.step === 'second page of a list' ? 'listed' : 'connection.not-halo'
      expect(ended).toMatchObject({ code: expected })
      expect(ended?.message).toContain(redirect.told(hosts()))
      expect(ended?.message).toContain('which is not followed')
      for (const secret of Object.values(SECRETS)) expect(inspect(ended, { depth: 9 })).not.toContain(secret)

      expect(other.seen).toEqual([])
      const asked = server.seen.filter(({ method, url, body }) =>
        ASKS[redirect.step].test(`${method} ${url} ${body}`),
      )
      expect(asked).toHaveLength(1)
      expect(server.seen.at(-1)).toBe(asked[0])
      expect(server.seen.some(({ url }) => url.includes('followed'))).toBe(false)
    } finally {
      await server.close()
    }
  })
})
