import { createServer, request as send, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { DemoOptions } from '../../src/demo/contract'
import { startDemo } from '../../src/demo/index'
import { demoPlan } from '../../src/main/demo-plan'

/** What becomes of one request: answered by the tenant, or this instead. */
export type Trouble =
  | 'none'
  /** The connection is reset before an answer. */
  | 'reset'
  /** The answer breaks off in its middle. */
  | 'cut'
  /** No answer ever. */
  | 'hang'
  | { readonly status: number; readonly retryAfter?: string }

export interface TroubledRequest {
  /** From 1. */
  readonly number: number
  readonly method: string
  readonly url: string
  /** The same for the same request of the same connection. */
  readonly key: string
}

/** A demo tenant behind real sockets that do not always work. */
export interface TroubledTenant {
  readonly url: string
  readonly plan: ReturnType<typeof demoPlan>
  /** Decides each request; the tenant is well as long as none is set. */
  trouble: (request: TroubledRequest) => Trouble | Promise<Trouble>
  /** Requests so far, and how many of them met trouble. */
  counts(): { readonly sent: number; readonly failed: number }
  /** Sockets that clients hold open now. */
  openSockets(): number
  /** Sockets that were opened so far. */
  connections(): number
  /** Takes no new connection any more, and cuts those there are; until it listens again, at the same port. */
  stopListening(): void
  listenAgain(): Promise<void>
  /** Cuts every connection without a word, as a network that goes away does. */
  dropSockets(): void
  close(): Promise<void>
}

/** That of a tenant that is no demo. */
const PATIENCE_MS = 300_000

export const startTroubledTenant = async (
  scenario: string,
  options: DemoOptions = {},
): Promise<TroubledTenant> => {
  const demo = await startDemo(scenario, { requestLimit: 1_000_000, tickets: 350, ...options })
  const sockets = new Set<Socket>()
  let url = ''
  let sent = 0
  let failed = 0
  const server = createServer((incoming, response) => {
    const serve = async () => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
      const body = Buffer.concat(chunks).toString('utf8')
      const { method = '', url: path = '', headers } = incoming
      sent += 1
      const key = [method, path, headers.authorization ?? '', body].join('\n')
      const trouble = await tenant.trouble({ number: sent, method, url: path, key })
      if (trouble !== 'none') failed += 1
      if (trouble === 'hang') return
      if (trouble === 'reset') {
        incoming.socket.resetAndDestroy()
        return
      }
      if (typeof trouble === 'object') {
        const { status, retryAfter } = trouble
        response.writeHead(status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter }).end()
        return
      }
      const { status, contentType, text } = await ask(demo.url, incoming, body)
      response.writeHead(status, contentType === undefined ? {} : { 'Content-Type': contentType })
      if (trouble === 'cut') {
        response.write(text.slice(0, text.length / 2), () => incoming.socket.resetAndDestroy())
      } else response.end(text.replaceAll(demo.url, url))
    }
    serve().catch(() => response.destroy())
  })
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address and a port.
  const { port } = server.address() as AddressInfo
  url = `http://127.0.0.1:${String(port)}`
  const dropSockets = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const tenant: TroubledTenant = {
    url,
    plan: demoPlan({ ...demo, url }, `Demo ${scenario}`, PATIENCE_MS),
    trouble: () => 'none',
    counts: () => ({ sent, failed }),
    openSockets: () => sockets.size,
    connections: () => connections,
    dropSockets,
    stopListening: () => {
      server.close()
      dropSockets()
    },
    listenAgain: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await demo.close()
    },
  }
  return tenant
}

const ask = (target: string, { url, method, headers }: IncomingMessage, body: string) =>
  new Promise<{ status: number; contentType: string | undefined; text: string }>((resolve, reject) => {
    const { host: _host, ...rest } = headers
    send(new URL(url ?? '/', target), { method, headers: rest, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 502,
          contentType: answer.headers['content-type'],
          text: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
      .once('error', reject)
      .end(body)
  })
