import { createServer, type Socket } from 'node:net'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import { createHttpClient } from '../../src/main/adapters/http/http'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { gotWords } from '../../src/core/comparison/count-text'
import type { Observation } from '../../src/core/comparison/observation'
import { applicationContext } from './application-context'
import { CertificateMaker } from './certificates'
import { startProxy } from './connect-proxy'
import { startFairWatch } from './fair-watch'
import { json, startFaultServer } from './fault-server'
import type { Fault } from './faults'
import { PATIENT } from './patient-client'

export interface FaultOutcome {
  readonly outcome: string
  readonly message: string
  readonly advice: readonly string[]
  readonly ms: number
}

/** Deadlines of a request to somebody who does not answer in time: short, so that nobody waits for them. */
export const SHORT = { idleTimeoutMs: 300, deadlineMs: 700 }
/** A whole case, its waits included, and one that is cancelled. */
export const CASE_MS = 5_000
export const CANCELLED_MS = 1_000

/** Runs one case and says what the user would be told. */
export const runFault = async ({
  server,
  step,
  tells,
  isSilent,
  cancelAfterMs,
}: Fault): Promise<FaultOutcome> => {
  const running = await start(server)
  const controller = new AbortController()
  // Waits pass at once, on a clock that knows of them.
  let waited = 0
  const deadlines = isSilent === true || tells.test('did not answer in time') ? SHORT : PATIENT
  const connector = createHaloConnector({
    clock: { now: () => systemClock.now(), monotonic: () => systemClock.monotonic() + waited },
    sleep: (milliseconds) => {
      waited += milliseconds
      return Promise.resolve()
    },
    createClient: (url, ca, options) => createHttpClient(url, ca, { ...options, ...deadlines }),
  })
  const watch = startFairWatch()
  if (cancelAfterMs !== undefined)
    setTimeout(() => {
      controller.abort()
    }, cancelAfterMs)
  try {
    const told = await outcomeOf(connector, running, step, controller.signal)
    return { ...told, ms: watch() }
  } finally {
    await running.close()
  }
}

const outcomeOf = async (
  connector: ReturnType<typeof createHaloConnector>,
  { url, proxy }: Running,
  step: Fault['step'],
  signal: AbortSignal,
): Promise<Omit<FaultOutcome, 'ms'>> => {
  const connected = await connector.connect({ ...applicationContext(url), proxy: proxy ?? null }, signal)
  if (!connected.ok) return ofFailure(connected.error)
  const session = connected.value
  try {
    if (step === 'tickets') return ofObservation(await session.list('tickets', { signal }))
    const who = step === 'who' ? await session.whoAmI(signal) : null
    return who?.ok === false ? ofFailure(who.error) : { outcome: 'connected', message: '', advice: [] }
  } finally {
    session.close()
  }
}

const ofFailure = ({
  code,
  message,
  advice,
}: {
  code: string
  message: string
  advice: readonly string[]
}) => ({
  outcome: code,
  message,
  advice,
})

const ofObservation = (observation: Observation): Omit<FaultOutcome, 'ms'> => {
  switch (observation.state) {
    case 'failed':
      return ofFailure(observation.failure)
    case 'refused':
      return { outcome: 'refused', message: `Halo refused it (${observation.status}).`, advice: [] }
    case 'skipped':
      return { outcome: 'skipped', message: observation.reason, advice: [] }
    case 'listed': {
      const { records, total, complete, incompleteReason } = observation
      const how = complete ? 'complete' : `incomplete: ${incompleteReason ?? ''}`
      return {
        outcome: 'listed',
        message: `${gotWords({ fetched: records.length, total }, { one: '', many: '' })}, ${how}`,
        advice: [],
      }
    }
  }
}

interface Running {
  readonly url: string
  readonly proxy?: string
  close(): Promise<void>
}

const start = async (server: Fault['server']): Promise<Running> => {
  switch (server.kind) {
    case 'http':
      return startFaultServer(server.answer)
    case 'address':
      return { url: server.url, close: () => Promise.resolve() }
    case 'self-signed': {
      const maker = new CertificateMaker()
      const certificate = maker.authority('self-signed')
      maker.remove()
      return startFaultServer((_request, response) => {
        json(response, {})
      }, certificate)
    }
    case 'proxy': {
      const proxy = await startProxy(server.reply)
      return { url: 'https://tenant.invalid', proxy: proxy.url, close: () => proxy.close() }
    }
    case 'raw':
      return startRaw(server.serve, server.scheme ?? 'http')
  }
}

const startRaw = async (serve: (socket: Socket) => void, scheme: string): Promise<Running> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
  }
}
