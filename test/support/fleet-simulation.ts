import { createRandom } from '../../src/demo/random'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import type { HttpAnswer, HttpClient, HttpFault } from '../../src/main/adapters/http/http'
import type { FleetTenant } from '../../src/main/services/fleet/fleet-run'
import { runFleet } from '../../src/main/services/fleet/run-fleet'
import { NO_INVENTORY } from '../../src/shared/files/tenant-inventory'
import { err, ok, type Result } from '../../src/shared/result'
import { applicationContext } from './application-context'
import { createVirtualTime, type VirtualTime } from './virtual-time'

/**
 * Many tenants in virtual time, run by the product's own scheduler, connector, limiter and comparison: only the
 * network is made up. What is measured is what a real run would take, but for this machine's own work, which takes no
 * virtual time.
 */

/** Halo's limit (halo-api.md section 7). */
export const HALO_LIMIT = { requests: 700, windowMs: 300_000 } as const

/** What a tenant does besides answering. */
type Trouble =
  | 'none'
  /** Answers nothing: every connection ends in its deadline. */
  | 'silent'
  /** Some requests fail (500), some are refused for a moment (429), some connections break. */
  | 'flaky'
  /** The secret is wrong. */
  | 'refuses'

interface SimulatedTenant {
  readonly url: string
  readonly tickets: number
  readonly trouble: Trouble
  /** Milliseconds of an answer, there and back. */
  readonly latency: number
}

export interface Simulated {
  readonly tenants: number
  readonly atOnce: number
  readonly requests: number
  readonly states: Readonly<Record<string, number>>
  /** Of the virtual clock, in seconds: from the first begin to the last end. */
  readonly makespan: number
  /** The longest that one tenant took, and all of them together, in seconds. */
  readonly slowest: number
  readonly total: number
  /** No order of these tenants could be quicker: max(slowest, total / at once). */
  readonly least: number
  /** The most requests that any tenant got in any 300 s. */
  readonly mostInWindow: number
  /** Bytes of the heap at most, looked at as tenants end. */
  readonly heap: number
}

export interface SimulationOptions {
  readonly tenants: number
  readonly atOnce: number
  readonly seed: number
  /** Tickets of the tenant in the middle. */
  readonly median: number
  /** Of the log-normal distribution of sizes: 1.2 makes one of a hundred 16 times as large as the middle. */
  readonly sigma?: number
  /** Part of Halo's limit that is used. */
  readonly share?: number
}

const LARGEST = 40_000

/** From 0 to below 1, the same for the same seed. */
const shares = (seed: number): (() => number) => {
  const random = createRandom(seed)
  return () => random.below(2 ** 32) / 2 ** 32
}

/** Tenants by the seed alone: the same for each `atOnce`. */
const tenantsOf = ({ tenants, seed, median, sigma = 1.2 }: SimulationOptions): readonly SimulatedTenant[] => {
  const random = shares(seed)
  return Array.from({ length: tenants }, (_, at) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const luck = random()
    return {
      url: `https://t${String(at)}.halopsa.com`,
      tickets: Math.min(LARGEST, Math.round(median * Math.exp(sigma * normal))),
      trouble: luck < 0.02 ? 'silent' : luck < 0.06 ? 'flaky' : luck < 0.08 ? 'refuses' : 'none',
      latency: 80 + 400 * random() ** 2,
    }
  })
}

/** How long a request waits that nobody answers. */
const SILENCE_MS = 60_000

const answer = (status: number, text: string, retryAfter: string | null = null) =>
  ok({ status, text, headers: { retryAfter, location: null, contentType: 'application/json' } })

type Answer = Result<HttpAnswer, HttpFault>

/** The network to one tenant, which keeps when each request came there: Halo counts no other moment. */
const networkTo = (tenant: SimulatedTenant, time: VirtualTime, random: () => number, cameAt: number[]) => {
  const sent = (signal: AbortSignal, of: () => Answer): Promise<Answer> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve(err({ kind: 'cancelled' }))
        return
      }
      const isSilent = tenant.trouble === 'silent'
      const takes = tenant.latency * (0.7 + 0.6 * random())
      // Some ways are longer there than back.
      cameAt.push(time.now() + takes * random())
      const end = (result: Answer) => {
        takeBack()
        signal.removeEventListener('abort', cancel)
        resolve(result)
      }
      const takeBack = time.after(isSilent ? SILENCE_MS : takes, () => {
        end(isSilent ? err({ kind: 'timeout' }) : of())
      })
      const cancel = () => {
        end(err({ kind: 'cancelled' }))
      }
      signal.addEventListener('abort', cancel, { once: true })
    })
  const listed = (query: Readonly<Record<string, string>>): Answer => {
    if (tenant.trouble === 'flaky') {
      const luck = random()
      if (luck < 0.04) return answer(500, '')
      if (luck < 0.06) return answer(429, '', '5')
      if (luck < 0.08) return err({ kind: 'unreachable', code: 'ECONNRESET' })
    }
    const [size, page] = [Number(query['page_size'] ?? 100), Number(query['page_no'] ?? 1)]
    const first = (page - 1) * size
    const ids = Array.from(
      { length: Math.max(0, Math.min(size, tenant.tickets - first)) },
      (_, at) => `{"id":${String(first + at + 1)}}`,
    )
    return answer(200, `{"record_count":${String(tenant.tickets)},"tickets":[${ids.join(',')}]}`)
  }
  const client: HttpClient = {
    get: (path, query, { signal }) => {
      if (path.startsWith('/api/Tickets')) return sent(signal, () => listed(query))
      return sent(signal, () => answer(404, ''))
    },
    postForm: (_path, _form, { signal }) =>
      sent(signal, () =>
        tenant.trouble === 'refuses'
          ? answer(400, JSON.stringify({ error: 'invalid_client' }))
          : answer(200, JSON.stringify({ access_token: 'token', token_type: 'Bearer', scope: 'all' })),
      ),
    close: () => undefined,
  }
  return client
}

/** The most of these moments that lie in any window of 300 s. */
const mostWithin = (moments: readonly number[]): number => {
  const ordered = [...moments].sort((a, b) => a - b)
  let most = 0
  let from = 0
  for (const [to, at] of ordered.entries()) {
    while (at - (ordered[from] ?? at) >= HALO_LIMIT.windowMs) from += 1
    most = Math.max(most, to - from + 1)
  }
  return most
}

export const simulateFleet = async (options: SimulationOptions): Promise<Simulated> => {
  const { share } = options
  const simulated = tenantsOf(options)
  const time = createVirtualTime()
  const random = shares(options.seed + 1)
  const cameAt = simulated.map((): number[] => [])
  const clients = new Map(
    simulated.map((tenant, at) => [tenant.url, networkTo(tenant, time, random, cameAt[at] ?? [])]),
  )
  const connector = createHaloConnector({
    clock: time.clock,
    sleep: time.sleep,
    ...(share === undefined ? {} : { share: () => share }),
    createClient: (url) => {
      const client = clients.get(new URL(url).origin)
      if (client === undefined) throw new Error(`Nobody is at ${url}`)
      return client
    },
  })
  const took: number[] = []
  const states: Record<string, number> = {}
  let heap = 0
  const run = runFleet(
    simulated.map(fleetTenant),
    { connector, clock: time.clock },
    {
      work: ['compare'],
      resources: ['tickets'],
      atOnce: options.atOnce,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onEnd: (_tenant, { part }) => {
        took.push((Date.parse(part.finishedAt) - Date.parse(part.startedAt)) / 1000)
        states[part.state] = (states[part.state] ?? 0) + 1
        if (took.length % 25 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed)
        return Promise.resolve()
      },
    },
  )
  await time.until(run)
  const slowest = Math.max(...took)
  const total = took.reduce((sum, each) => sum + each, 0)
  return {
    tenants: simulated.length,
    atOnce: options.atOnce,
    requests: cameAt.reduce((sum, each) => sum + each.length, 0),
    states,
    makespan: time.now() / 1000,
    slowest,
    total,
    least: Math.max(slowest, total / options.atOnce),
    mostInWindow: Math.max(...cameAt.map(mostWithin)),
    heap,
  }
}

const fleetTenant = ({ url }: SimulatedTenant, at: number): FleetTenant => ({
  name: `Tenant ${String(at)}`,
  url,
  open: () =>
    Promise.resolve(
      ok({
        plan: {
          tenantName: `Tenant ${String(at)}`,
          url,
          app: applicationContext(url),
          agent: applicationContext(url, 'agent'),
          inspector: null,
        },
        purpose: null,
        written: NO_INVENTORY,
        recipes: [],
      }),
    ),
})
