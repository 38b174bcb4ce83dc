import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody else's server, on this machine: it counts whatever reaches it. */
export interface CountingServer {
  readonly url: string
  readonly port: number
  /** Connections, requests and datagrams so far, a line for each. */
  seen(): readonly string[]
  close(): Promise<void>
}

/** Listens on one port of 127.0.0.1, for HTTP and for datagrams. `/redirect` leads to another of its pages. */
export const startCountingServer = async (): Promise<CountingServer> => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`)
    if (request.url === '/redirect') response.writeHead(302, { Location: '/landed' }).end()
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Elsewhere</h1>')
  })
  server.on('connection', () => seen.push('connection'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const datagrams: UdpSocket = createSocket('udp4', () => seen.push('datagram'))
  await new Promise<void>((resolve) => datagrams.bind(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    seen: () => seen,
    close: async () => {
      datagrams.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
