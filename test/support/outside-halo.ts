import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Answer, SeenRequest } from './fault-server'
import type { Certificate } from './certificates'

/**
 * Hosts of the outside world, on this machine: an office proxy that leads every CONNECT to one
 * server here, which shows one certificate and answers as the test says.
 */
export interface OutsideHalo {
  /** For `HTTPS_PROXY`, or a config's `proxy`. */
  readonly proxy: string
  /** `host:port` of every CONNECT. */
  readonly tunnels: readonly string[]
  /** Requests that came through, with the host that each named. */
  readonly seen: readonly (SeenRequest & { readonly host: string })[]
  close(): Promise<void>
}

export const startOutsideHalo = async (certificate: Certificate, answer: Answer): Promise<OutsideHalo> => {
  const tunnels: string[] = []
  const seen: (SeenRequest & { host: string })[] = []
  const sockets = new Set<Duplex>()
  const server = createSecureServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        host: request.headers.host ?? '',
        authorization: request.headers.authorization,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      seen.push(one)
      answer(one, response, seen.length)
    })
  })
  const port = await listening(server)
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', (request: IncomingMessage, client: Duplex) => {
    tunnels.push(request.url ?? '')
    const through = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      through.pipe(client).pipe(through)
    })
    for (const socket of [client, through]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
  })
  for (const each of [server, proxy]) each.on('connection', (socket: Socket) => sockets.add(socket))
  const proxyPort = await listening(proxy)
  const closed = (each: Pick<Server, 'close'>) => new Promise<void>((resolve) => each.close(() => resolve()))
  return {
    proxy: `http://127.0.0.1:${String(proxyPort)}`,
    tunnels,
    seen,
    close: async () => {
      const both = [closed(server), closed(proxy)]
      for (const socket of sockets) socket.destroy()
      await Promise.all(both)
    },
  }
}

const listening = async (server: Pick<Server, 'listen' | 'address'>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
