import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer, type TlsOptions } from 'node:tls'
import { readProxy, type Proxy } from '../../src/main/adapters/http/proxy'

/** What a proxy does with a connection once CONNECT has arrived. */
export type Reply = (socket: Socket) => void

export interface ConnectProxy {
  readonly host: string
  readonly port: number
  readonly url: string
  /** Every byte that arrived, connection by connection, as Latin-1. */
  readonly received: readonly string[]
  /** Names that the proxy itself was asked for by TLS. */
  readonly asked: readonly string[]
  /** Connections that are open now. */
  open(): number
  /** Resolves when there are none. */
  closed(): Promise<void>
  close(): Promise<void>
}

/**
 * A proxy on this machine that answers CONNECT as the test says.
 * @param tls its certificate makes it an https proxy
 */
export const startProxy = async (reply: Reply, tls?: TlsOptions): Promise<ConnectProxy> => {
  const received: string[] = []
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const waiting: (() => void)[] = []
  const serve = (socket: Socket) => {
    const index = received.push('') - 1
    let isAsked = false
    socket.on('error', () => undefined)
    const listen = (bytes: Buffer) => {
      const sofar = (received[index] ?? '') + bytes.toString('latin1')
      received[index] = sofar
      if (isAsked || !sofar.includes('\r\n\r\n')) return
      isAsked = true
      reply(socket)
    }
    socket.on('data', listen)
  }
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) for (const go of waiting.splice(0)) go()
    })
  }
  const server: Server =
    tls === undefined
      ? createServer(serve)
      : createSecureServer(tls, (socket) => {
          asked.push(typeof socket.servername === 'string' ? socket.servername : '')
          serve(socket)
        }).on('tlsClientError', () => undefined)
  server.on('connection', track)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // An https proxy is named as its certificate has it.
  const host = tls === undefined ? '127.0.0.1' : 'localhost'
  const closed = () =>
    sockets.size === 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          waiting.push(resolve)
        })
  return {
    host,
    port,
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
    received,
    asked,
    open: () => sockets.size,
    closed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Tunnels to a port on this machine, whatever host was asked for, after saying so in these words. */
export const tunnelTo =
  (port: number, words: string | readonly string[] = 'HTTP/1.1 200 Connection established\r\n\r\n'): Reply =>
  (socket) => {
    const upstream = connect(port, '127.0.0.1', () => {
      socket.pipe(upstream).pipe(socket)
      for (const part of [words].flat()) socket.write(part, 'latin1')
    })
    upstream.on('error', () => socket.destroy())
    upstream.on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
  }

/** A proxy as the client takes it. */
export const proxyAt = (url: string, setting = 'HTTPS_PROXY'): Proxy => {
  const proxy = readProxy(url, setting)
  if (proxy.kind === 'unusable') throw new Error(`${url} is no proxy: ${proxy.why}`)
  return proxy
}
