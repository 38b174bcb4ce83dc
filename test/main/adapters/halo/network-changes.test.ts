import { setImmediate as afterEvents } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { RESOURCES } from '../../../../src/core/halo/resource'
import { createHaloConnector, type ConnectorDeps } from '../../../../src/main/adapters/halo/connector'
import { createHttpClient, type HttpClient } from '../../../../src/main/adapters/http/http'
import type { ComparisonProgress } from '../../../../src/main/services/runs/comparison-progress'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../../../../src/main/services/runs/plan'
import { err } from '../../../../src/shared/result'
import { createPassingTime } from '../../../support/passing-time'
import { startTroubledTenant, type TroubledTenant } from '../../../support/troubled-tenant'

/** The computer sleeps, or its network goes away, in the middle of a comparison (security-measurements.md F15). */

let tenant: TroubledTenant
/** The same comparison with nothing in its way. */
let undisturbed: Comparison
/** Requests before each test. */
let sent = 0

beforeAll(async () => {
  tenant = await startTroubledTenant('mixed')
  undisturbed = await compare().comparison
})
afterAll(() => tenant.close())
beforeEach(() => {
  tenant.trouble = () => 'none'
  ;({ sent } = tenant.counts())
})

const compare = (deps: Partial<ConnectorDeps> = {}) => {
  const plan = comparisonPlan(tenant.plan, RESOURCES)
  if (!plan.ok) throw new Error(plan.error.message)
  const time = createPassingTime()
  const connector = createHaloConnector({ ...time, ...deps })
  const waits = new Set<string>()
  const onProgress = ({ waiting }: ComparisonProgress) => {
    if (waiting !== null) waits.add(waiting)
  }
  const comparison = runComparison({ connector, clock: deps.clock ?? time.clock }, plan.value, {
    signal: new AbortController().signal,
    onProgress,
  })
  return { connector, comparison, waits }
}

/** Fails every call with this code while it is off. */
const network = () => {
  const state = { code: '', asked: 0 }
  const through = (call: () => ReturnType<HttpClient['get']>): ReturnType<HttpClient['get']> => {
    if (state.code === '') return call()
    state.asked += 1
    return Promise.resolve(err({ kind: 'unreachable', code: state.code }))
  }
  const createClient: typeof createHttpClient = (...args) => {
    const client = createHttpClient(...args)
    return {
      get: (...request) => through(() => client.get(...request)),
      postForm: (...request) => through(() => client.postForm(...request)),
      close: () => {
        client.close()
      },
    }
  }
  return { state, createClient }
}

describe('a computer that sleeps in the middle of a comparison', () => {
  it.each([1, 10, 60])(
    'sends nothing meanwhile, goes on over new connections, and ends with the same (request %i)',
    async (at) => {
      let count = 0
      let reached: () => void = () => undefined
      const reach = new Promise<void>((resolve) => {
        reached = resolve
      })
      // What is under way when the computer goes to sleep is never answered: its connections are dead.
      tenant.trouble = () => {
        count += 1
        if (count >= at) reached()
        return count >= at ? 'hang' : 'none'
      }
      const { connector, comparison } = compare()
      await reach
      connector.suspend()
      // What was on its way arrives, and nothing after it.
      for (let turn = 0; turn < 50; turn++) await afterEvents()
      const arrived = count
      for (let turn = 0; turn < 50; turn++) await afterEvents()
      expect(count).toBe(arrived)
      tenant.trouble = () => 'none'
      const sockets = tenant.connections()
      connector.resume()
      const { resources, complete } = await comparison
      expect(complete).toBe(true)
      expect(resources).toEqual(undisturbed.resources)
      expect(tenant.connections()).toBeGreaterThan(sockets)
      for (const { agent } of resources)
        if (agent.state === 'listed')
          expect(new Set(agent.records.map(({ id }) => id)).size).toBe(agent.records.length)
    },
  )
})

describe('a network that goes away in the middle of a comparison', () => {
  it.each(['EAI_AGAIN', 'ENOTFOUND', 'ENETUNREACH'])(
    'for ten minutes (%s) is waited for, and the result is the same',
    async (code) => {
      const time = createPassingTime()
      const { state, createClient } = network()
      let since = Infinity
      tenant.trouble = ({ number }) => {
        if (number - sent === 40) {
          state.code = code
          since = time.clock.monotonic()
        }
        return 'none'
      }
      const sleep: ConnectorDeps['sleep'] = async (milliseconds, signal) => {
        await time.sleep(milliseconds, signal)
        if (time.clock.monotonic() - since > 600_000) state.code = ''
      }
      const { comparison, waits } = compare({ createClient, clock: time.clock, sleep })
      const { complete, resources } = await comparison
      expect(state.asked).toBeGreaterThan(10)
      expect(time.clock.monotonic() - since).toBeGreaterThan(600_000)
      expect([...waits].join()).toContain('The network is away')
      expect(complete).toBe(true)
      expect(resources).toEqual(undisturbed.resources)
    },
  )

  it('for good is given up after a quarter of an hour, and told', async () => {
    const time = createPassingTime()
    const { state, createClient } = network()
    tenant.trouble = ({ number }) => {
      if (number - sent === 40) state.code = 'EAI_AGAIN'
      return 'none'
    }
    const { comparison } = compare({ createClient, ...time })
    const { complete, resources } = await comparison
    expect(complete).toBe(false)
    expect(resources.at(-1)).toMatchObject({
      verdict: 'unknown',
      app: { state: 'failed', failure: { code: 'connection.unreachable' } },
    })
    const minutes = time.clock.monotonic() / 60_000
    expect(minutes).toBeGreaterThan(14)
  })

  it('before it ever answered is told at once', async () => {
    const time = createPassingTime()
    const { state, createClient } = network()
    state.code = 'ENOTFOUND'
    const { comparison } = compare({ createClient, ...time })
    expect(await comparison).toMatchObject({
      complete: false,
      app: { state: 'failed', failure: { code: 'connection.unreachable' } },
    })
    expect(time.clock.monotonic()).toBeLessThan(5_000)
  })

  it('and cuts every connection again and again, is gone on with', async () => {
    tenant.trouble = ({ number }) => {
      if (number % 25 === 0) tenant.dropSockets()
      return 'none'
    }
    const { complete, resources } = await compare().comparison
    expect(complete).toBe(true)
    expect(resources).toEqual(undisturbed.resources)
  })

  it('and leads to a server that is being started again, is gone on with', async () => {
    let down = 0
    tenant.trouble = ({ number }) => {
      if (number - sent === 40) tenant.stopListening()
      return 'none'
    }
    const time = createPassingTime()
    const sleep: ConnectorDeps['sleep'] = async (milliseconds, signal) => {
      await time.sleep(milliseconds, signal)
      down += 1
      if (down === 4) await tenant.listenAgain()
    }
    const { complete, resources } = await compare({ ...time, sleep }).comparison
    expect(down).toBeGreaterThanOrEqual(4)
    expect(complete).toBe(true)
    expect(resources).toEqual(undisturbed.resources)
  })
})
