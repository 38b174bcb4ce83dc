import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
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
  const never = (signal: AbortSignal) =>
    new Promise<Result<HttpAnswer, HttpFault>>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(err({ kind: 'cancelled' }))
      })
    })

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
