import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { ConnectionContext } from '../../../../src/main/ports'
import { COUNTS, SEED } from '../../../support/counts'
import { json, startFaultServer, type FaultServer } from '../../../support/fault-server'

const TENANTS = 4

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** A tenant that gives each connection a token of its own and keeps what came with which token. */
const tenant = async (name: string, delays: readonly number[]) => {
  let turn = 0
  const server = await startFaultServer((request, response) => {
    const answer = () => {
      if (request.url.startsWith('/auth/token')) {
        const form = new URLSearchParams(request.body)
        json(response, {
          access_token: `token-of-${name}-${form.get('client_id') ?? ''}`,
          expires_in: 3600,
          scope: 'all',
        })
      } else if (/AuthInfo|InstanceInfo/.test(request.url)) response.writeHead(404).end()
      else json(response, { record_count: 1, tickets: [{ id: 1, summary: name }] })
    }
    // Answers overtake each other as the run says.
    const delay = delays[turn++ % delays.length] ?? 0
    if (delay === 0) answer()
    else setTimeout(answer, delay)
  })
  running.push(server)
  return server
}

const contextOf = (name: string, url: string, client: number): ConnectionContext => ({
  role: 'app',
  url,
  tenant: null,
  ca: null,
  connection: { kind: 'application', clientId: `client-${client}`, scope: 'all' },
  readSecret: () => Promise.resolve(`secret-of-${name}-client-${client}`),
})

describe('tenants side by side', () => {
  it('get their own secrets and tokens only, in whatever order runs and answers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ tenant: fc.nat(TENANTS - 1), client: fc.nat(2), lists: fc.nat(3) }), {
          minLength: 4,
          maxLength: 14,
        }),
        fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 3, maxLength: 9 }),
        async (runs, delays) => {
          const servers = await Promise.all(
            Array.from({ length: TENANTS }, (_, index) => tenant(`t${index}`, delays)),
          )
          const connector = createHaloConnector({ clock: systemClock })
          const { signal } = new AbortController()
          await Promise.all(
            runs.map(async ({ tenant: index, client, lists }) => {
              const url = servers[index]?.url ?? ''
              const connected = await connector.connect(contextOf(`t${index}`, url, client), signal)
              if (!connected.ok) throw new Error(connected.error.message)
              for (let list = 0; list < lists; list++) {
                const seen = await connected.value.list('tickets', { signal })
                expect(seen.state === 'listed' && seen.records[0]?.label).toBe(`t${index}`)
              }
              connected.value.close()
            }),
          )
          for (const [index, { seen }] of servers.entries()) {
            for (const { authorization, body } of seen) {
              if (authorization !== undefined)
                expect(authorization).toMatch(new RegExp(`^Bearer token-of-t${index}-client-\\d$`))
              const form = new URLSearchParams(body)
              if (form.has('client_secret'))
                expect(form.get('client_secret')).toBe(`secret-of-t${index}-${form.get('client_id') ?? ''}`)
            }
          }
          await Promise.all(running.splice(0).map((server) => server.close()))
        },
      ),
      { numRuns: COUNTS.interleavings, seed: SEED },
    )
  })
})
