import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: string
}

export interface FaultServer {
  readonly url: string
  readonly seen: SeenRequest[]
  /** That are open now. */
  connections(): number
  close(): Promise<void>
}

export type Answer = (request: SeenRequest, response: ServerResponse, number: number) => void

/** A server on 127.0.0.1 that answers as the test says; `tls` makes it https. */
export const startFaultServer = async (
  answer: Answer,
  tls?: { key: string; cert: string },
): Promise<FaultServer> => {
  const seen: SeenRequest[] = []
  const sockets = new Set<Socket>()
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      seen.push(one)
      answer(one, response, seen.length)
    })
  }
  const server = tls === undefined ? createServer(handle) : createSecureServer(tls, handle)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    connections: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

export const json = (
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** A minimal Halo: no AuthInfo, a token for anybody, and the given answers for `/api/…`. */
export const haloLike =
  (api: Answer, token: Record<string, unknown> = { scope: 'all' }): Answer =>
  (request, response, number) => {
    if (request.url.startsWith('/auth/token')) {
      json(response, { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600, ...token })
    } else if (/^\/api\/(AuthInfo|InstanceInfo)/.test(request.url)) response.writeHead(404).end()
    else api(request, response, number)
  }
