import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { TenantLimiter } from '../../../../src/main/adapters/halo/limiter'
import { RequestCounter, sendRequest } from '../../../../src/main/adapters/halo/requests'
import { givenUpSoon } from '../../../../src/main/adapters/halo/slow-server'
import type { HttpAnswer, HttpFault } from '../../../../src/main/adapters/http/http'
import { err, type Result } from '../../../../src/shared/result'
import { applicationContext } from '../../../support/application-context'
import { haloLike, json, startFaultServer, type FaultServer } from '../../../support/fault-server'
import { createGate } from '../../../support/gate'
import { createPassingTime } from '../../../support/passing-time'
import { must } from '../../../support/must'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** A tenant that answers lists when the gate is opened, and what the connection told of its waits until then. */
const slowTenant = async (slowAfterMs: number) => {
  const gate = createGate()
  gate.shutAfter(0)
  const server = await startFaultServer(
    haloLike((_request, response) => {
      void gate.pass().then(() => {
        json(response, { record_count: 1, tickets: [{ id: 1 }], clients: [{ id: 1 }] })
      })
    }),
  )
  running.push(server)
  const told: (string | null)[] = []
  const hear = { now: (): void => undefined }
  const connector = createHaloConnector({ ...createPassingTime(), slowAfterMs })
  const session = must(
    await connector.connect(
      {
        ...applicationContext(server.url),
        onWait: (text) => {
          told.push(text)
          hear.now()
        },
      },
      new AbortController().signal,
    ),
  )
  // What was told of the connection itself is not looked at.
  told.length = 0
  const heard = new Promise<void>((resolve) => {
    hear.now = resolve
  })
  return { session, told, heard, gate, host: new URL(server.url).host }
}

type Answering = (signal: AbortSignal) => Promise<Result<HttpAnswer, HttpFault>>

/** Answers when it is given up. */
const never: Answering = (signal) =>
  new Promise<Result<HttpAnswer, HttpFault>>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(err({ kind: 'cancelled' }))
    })
  })

describe('a server that does not answer', () => {
  it('is told to be slow by its name, once for all that wait for it, and that it goes on', async () => {
    const { session, told, heard, gate, host } = await slowTenant(100)
    const signal = new AbortController().signal
    const lists = Promise.all([session.list('tickets', { signal }), session.list('clients', { signal })])
    await heard
    gate.open()
    await lists
    expect(told.slice(0, 2)).toEqual([
      `${host} is slow: it has not answered a request for more than 5 s.`,
      null,
    ])
  })

  it('is not told to be slow when it answers in time', async () => {
    const { session, told, gate } = await slowTenant(60_000)
    gate.open()
    await session.list('tickets', { signal: new AbortController().signal })
    expect(told).toEqual([])
  })
})

describe('the request that finds out whether a silent server answers again', () => {
  it('is given up soon, as one that took too long', async () => {
    expect(await givenUpSoon(never, 5)(new AbortController().signal)).toEqual(err({ kind: 'timeout' }))
  })

  it('is cancelled with its run', async () => {
    const run = new AbortController()
    const asked = givenUpSoon(never, 60_000)(run.signal)
    run.abort()
    expect(await asked).toEqual(err({ kind: 'cancelled' }))
  })
})

describe('a server that fell silent in the middle', () => {
  /** Asks it, after two requests, one for each side, got no answer where it is silent. @returns whether 20 s were enough to give it up */
  const isGivenUp = async ({ silent }: { silent: boolean }) => {
    vi.useFakeTimers()
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const host = 'contoso.halopsa.com'
    const time = createPassingTime()
    const limiter = new TenantLimiter(time, () => 1)
    const counter = new RequestCounter()
    counter.answered.add(host)
    limiter.answered()
    const send = (request: Answering) =>
      sendRequest({ ...time, limiter, host }, counter, request, {
        signal: new AbortController().signal,
        repeatable: false,
      })
    if (silent) {
      const lost: Answering = () => Promise.resolve(err({ kind: 'timeout' }))
      await Promise.all([send(lost), send(lost)])
    }
    let aborted = false
    void send((signal) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      return never(signal)
    })
    await vi.advanceTimersByTimeAsync(20_000)
    return aborted
  }

  it('is asked by one request that has less time than the others', async () => {
    expect(await isGivenUp({ silent: true })).toBe(true)
  })

  it('has the usual time while it answers', async () => {
    expect(await isGivenUp({ silent: false })).toBe(false)
  })
})
