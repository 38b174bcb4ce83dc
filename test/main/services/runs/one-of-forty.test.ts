import { afterEach, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Resource } from '../../../../src/core/halo/resource'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import type { TenantPlan } from '../../../../src/main/services/runs/plan'
import { applicationContext } from '../../../support/application-context'
import { CertificateMaker } from '../../../support/certificates'
import {
  json,
  startFaultServer,
  type Answer,
  type FaultServer,
  type SeenRequest,
} from '../../../support/fault-server'
import { PATIENT } from '../../../support/patient-client'
import { createPassingTime } from '../../../support/passing-time'
import { createWindowRuns } from '../../../support/window-runs'

/** Forty tenants are compared at the same time in one process, and one of them is down (security-measurements.md F13). */

const TENANTS = 40
const DOWN = 17
const RESOURCES: readonly Resource[] = ['tickets', 'clients']
const SHORT = { idleTimeoutMs: 300, deadlineMs: 700 }

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** A tenant with a secret, tokens and records of its own. */
const tenantAnswer =
  (name: string): Answer =>
  ({ url, body }, response) => {
    if (url.startsWith('/auth/token')) {
      const form = new URLSearchParams(body)
      if (form.get('client_secret') !== `secret-of-${name}`) json(response, { error: 'invalid_client' }, 401)
      else json(response, { access_token: `token-of-${name}`, expires_in: 3600, scope: 'all' })
    } else if (/AuthInfo|InstanceInfo/.test(url)) response.writeHead(404).end()
    else if (url.startsWith('/api/Tickets'))
      json(response, {
        record_count: 2,
        tickets: [
          { id: 1, summary: name },
          { id: 2, summary: name },
        ],
      })
    else if (url.startsWith('/api/Client')) json(response, { record_count: 1, clients: [{ id: 1, name }] })
    else json(response, { id: 1, name })
  }

interface Down {
  readonly how: string
  readonly code: string
  /** Only one that never answers is waited for briefly: forty at once are slow on a busy machine. */
  readonly isSilent?: true
  /** @returns its address */
  readonly start: (answer: Answer) => Promise<string>
}

const served = async (answer: Answer, tls?: { key: string; cert: string }): Promise<string> => {
  const server = await startFaultServer(answer, tls)
  running.push(server)
  return server.url
}

const WAYS: readonly Down[] = [
  {
    how: 'has nobody at its address',
    code: 'connection.unreachable',
    start: async (answer) => {
      const server = await startFaultServer(answer)
      await server.close()
      return server.url
    },
  },
  {
    how: 'has a certificate that nobody trusts',
    code: 'connection.tls',
    start: (answer) => {
      const maker = new CertificateMaker()
      const certificate = maker.authority('self-signed')
      maker.remove()
      return served(answer, certificate)
    },
  },
  {
    how: 'never answers',
    code: 'connection.unreachable',
    isSilent: true,
    start: () => served(() => undefined),
  },
  {
    how: 'refuses its secret',
    code: 'connection.invalid-client',
    start: () => served(tenantAnswer('somebody else')),
  },
  {
    how: 'asks to wait without end',
    code: 'connection.rate-limited',
    start: () =>
      served((_request, response) => {
        response.writeHead(429, { 'Retry-After': '0' }).end()
      }),
  },
]

const expectFailed = (comparison: Comparison, code: string) => {
  expect(comparison).toMatchObject({
    complete: false,
    app: { state: 'failed', failure: { code } },
    agent: { state: 'failed', failure: { code } },
  })
  expect(comparison.resources.map(({ verdict }) => verdict)).toEqual(RESOURCES.map(() => 'unknown'))
  expect(comparison.findings.map((finding) => finding.code)).toContain(code)
}

/** Its own records are in it, and nothing of another tenant was sent to it. */
const expectWhole = ({ complete, resources }: Comparison, name: string, seen: readonly SeenRequest[]) => {
  expect(complete).toBe(true)
  expect(resources.map(({ verdict, both }) => [verdict, both])).toEqual([
    ['same', 2],
    ['same', 1],
  ])
  for (const { agent, app } of resources)
    for (const side of [agent, app])
      expect(side.state === 'listed' && new Set(side.records.map(({ label }) => label))).toEqual(
        new Set([name]),
      )
  for (const { authorization, body } of seen) {
    if (authorization !== undefined) expect(authorization).toBe(`Bearer token-of-${name}`)
    const secret = new URLSearchParams(body).get('client_secret')
    if (secret !== null) expect(secret).toBe(`secret-of-${name}`)
  }
}

describe('of forty tenants that are compared at once, when one', () => {
  it.each(WAYS)(
    '$how, the other 39 are whole, and it says why it is not',
    async ({ code, start, isSilent }) => {
      let silentAddress: string | null = null
      const windowRuns = createWindowRuns({
        ...createPassingTime(),
        createClient: (url, ca, options) =>
          createHttpClient(url, ca, { ...options, ...(url === silentAddress ? SHORT : PATIENT) }),
      })
      const names = Array.from({ length: TENANTS }, (_, index) => `tenant-${String(index)}`)
      const servers = new Map<string, FaultServer>()
      const ids: string[] = []
      for (const [index, name] of names.entries()) {
        const address = index === DOWN ? await start(tenantAnswer(name)) : await served(tenantAnswer(name))
        const last = running.at(-1)
        if (index === DOWN) silentAddress = isSilent === true ? address : null
        else if (last !== undefined) servers.set(name, last)
        const readSecret = () => Promise.resolve(`secret-of-${name}`)
        const plan: TenantPlan = {
          tenantName: name,
          url: address,
          app: { ...applicationContext(address), readSecret },
          agent: { ...applicationContext(address, 'agent'), readSecret },
          inspector: null,
        }
        ids.push(await windowRuns.store(plan))
      }
      const runIds = ids.map((id) => windowRuns.start(id, RESOURCES))
      const ends = await Promise.all(runIds.map((runId) => windowRuns.ended(runId)))
      expect(ends.map(({ phase }) => phase)).toEqual(names.map(() => 'done'))
      const comparisons = runIds.map((runId) => windowRuns.comparison(runId))

      for (const [index, comparison] of comparisons.entries()) {
        const name = names[index] ?? ''
        expect(comparison.tenant.name).toBe(name)
        if (index === DOWN) expectFailed(comparison, code)
        else expectWhole(comparison, name, servers.get(name)?.seen ?? [])
      }
      // What the list of tenants says of each afterwards: 39 of 40.
      const last = new Map(windowRuns.recorded.map(({ id, run }) => [id, run]))
      expect(ids.map((id) => last.get(id)?.complete)).toEqual(names.map((_, index) => index !== DOWN))
      expect(last.get(ids[DOWN] ?? '')?.errors).toBeGreaterThan(0)
    },
  )
})
