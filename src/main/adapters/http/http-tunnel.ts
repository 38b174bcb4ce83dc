import { AsyncLocalStorage } from 'node:async_hooks'
import { Agent as HttpsAgent, type AgentOptions, type RequestOptions } from 'node:https'
import { connect as connectPlain, isIP, isIPv6, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectSecure, type SecureContext } from 'node:tls'
import { readConnectReply } from './connect-reply'
import {
  codeOf,
  isHandshakeCode,
  isTlsCode,
  OWN_PROXY,
  type HttpFault,
  type ProxyProblem,
} from './http-fault'
import { trusting } from './http-trust'
import type { Proxy } from './proxy'

/** One request under way: what ends it ends the beginning of its tunnel too. */
export interface Way {
  /** Aborted as soon as the request is over, however it ended. */
  readonly signal: AbortSignal
  /** What is waited for: the proxy's answer, the server's TLS behind it, or neither. */
  stage: 'proxy' | 'handshake' | 'other'
  /** Status of the proxy's answer as far as it was read; 0 for none. */
  status: number
}

/** The request that a connection is made for, which an agent is not told of. */
export const ways = new AsyncLocalStorage<Way>()

/** There is no tunnel, and why. */
export class TunnelError extends Error {
  constructor(readonly fault: HttpFault) {
    super(fault.kind)
  }
}

export interface TunnelOptions {
  readonly proxy: Proxy
  /** What an https proxy's own certificate is checked against; see {@link proxyTrust}. */
  readonly proxyContext: SecureContext | null
  readonly idleTimeoutMs: number
}

/**
 * SECURITY: a tenant's certificates vouch for its servers and for a proxy that the tenant itself
 * names, never for one that the environment or the system names, and never for one that is sent a name
 * and a password: whoever made the profile would get them.
 */
export const proxyTrust = (
  { isSecure, name, isKept }: Proxy,
  certificates: readonly string[],
): SecureContext | null =>
  isSecure ? trusting(name.setting === OWN_PROXY && isKept !== true ? certificates : []) : null

/**
 * Reaches https servers through a proxy, over CONNECT. What the proxy answers never gets to the HTTP
 * client: that gets a TLS connection, checked for the server's own name, or a {@link TunnelError}.
 */
export class TunnelAgent extends HttpsAgent {
  constructor(
    private readonly tunnel: TunnelOptions,
    options: AgentOptions,
  ) {
    super(options)
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const done = callback as (error: unknown, stream?: Duplex) => void
    const way = ways.getStore()
    if (way === undefined) throw new Error('A tunnel is opened for a request only.')
    openTunnel(this.tunnel, options, way)
      .then((socket) => {
        way.stage = 'handshake'
        // Its `host` stays among the options: without one, Node would check an IP address's certificate for the proxy's name.
        const stream = super.createConnection({ ...options, socket } as RequestOptions) as Socket
        return secured(this.tunnel, stream, way)
      })
      .then((stream) => {
        way.stage = 'other'
        done(null, stream)
      }, done)
  }
}

/**
 * Asks the proxy for a tunnel.
 * @returns the connection once a tunnel is open, nothing read from it yet
 */
const openTunnel = (
  { proxy, proxyContext, idleTimeoutMs }: TunnelOptions,
  target: RequestOptions,
  way: Way,
) => {
  way.stage = 'proxy'
  const { host, port, name } = proxy
  const socket =
    proxyContext === null
      ? connectPlain({ host, port })
      : connectSecure({
          host,
          port,
          ...(isIP(host) === 0 && { servername: host }),
          ALPNProtocols: ['http/1.1'],
          secureContext: proxyContext,
        })
  let received = Buffer.alloc(0)
  return settled<Socket>(socket, { signal: way.signal, idleTimeoutMs }, (done, fail) => {
    const failed = (problem: ProxyProblem, detail = '') => {
      fail({ kind: 'proxy', problem, status: way.status, detail, ...name })
    }
    return {
      [proxyContext === null ? 'connect' : 'secureConnect']: () => socket.write(requestText(proxy, target)),
      data: (bytes: Buffer) => {
        received = Buffer.concat([received, bytes])
        const reply = readConnectReply(received)
        way.status = reply.kind === 'open' ? 200 : reply.status
        if (reply.kind === 'open') {
          socket.pause()
          done(socket)
        } else if (reply.kind === 'refused') {
          failed(problemOf(reply.status, reply.offers, proxy), reply.offers.join(', '))
        } else if (reply.kind !== 'more') failed(reply.kind)
      },
      close: () => {
        failed('closed')
      },
      end: () => {
        failed('closed')
      },
      timeout: () => {
        if (socket.connecting) failed('unreachable', 'timeout')
        else failed('silent')
      },
      error: (error: Error) => {
        const code = codeOf(error)
        if (isTlsCode(code)) failed(isHandshakeCode(code) ? 'no-tls' : 'certificate', code)
        else if (code === 'ETIMEDOUT' && socket.bytesWritten > 0) failed('silent')
        else failed(socket.bytesWritten === 0 ? 'unreachable' : 'closed', code)
      },
    }
  })
}

const requestText = ({ authorization }: Proxy, { host, port }: RequestOptions): string => {
  const server = `${isIPv6(host ?? '') ? `[${host ?? ''}]` : (host ?? '')}:${port ?? ''}`
  return [
    `CONNECT ${server} HTTP/1.1`,
    `Host: ${server}`,
    'Proxy-Connection: keep-alive',
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
    '\r\n',
  ].join('\r\n')
}

const problemOf = (
  status: number,
  offers: readonly string[],
  { authorization, isKept }: Proxy,
): ProxyProblem => {
  // tinyproxy answers 401 to a wrong password, and 407 to none.
  const isAboutPassword = status === 407 || (status === 401 && authorization !== null)
  if (!isAboutPassword) return 'refused'
  const takesPassword = offers.length === 0 || offers.includes('Basic')
  if (authorization === null || !takesPassword) return 'sign-in'
  return isKept === true ? 'wrong-kept-password' : 'wrong-password'
}

/** Waits for the server's TLS: what comes through a tunnel and is none is the proxy's doing. */
const secured = ({ proxy: { name }, idleTimeoutMs }: TunnelOptions, stream: Socket, { signal }: Way) =>
  settled<Socket>(stream, { signal, idleTimeoutMs }, (done, fail) => {
    const broken = (detail: string) => {
      fail({ kind: 'proxy', problem: 'broken', status: 200, detail, ...name })
    }
    return {
      secureConnect: () => {
        done(stream)
      },
      close: () => {
        broken('closed')
      },
      timeout: () => {
        broken('timeout')
      },
      error: (error: Error) => {
        const code = codeOf(error)
        const isServers = isTlsCode(code) && (!isHandshakeCode(code) || SPOKEN_BY_TLS.test(code))
        if (isServers) fail({ kind: 'tls', code, ...name })
        else broken(code)
      },
    }
  })

/** What only a party that speaks TLS answers with. */
const SPOKEN_BY_TLS = /ALERT|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|DH_KEY_TOO_SMALL|PROTOCOL_VERSION/

type Listeners = Readonly<Record<string, (argument: never) => void>>

/**
 * Waits until a socket's listeners are done with it, and takes them off again. A socket that failed,
 * or whose request is over, is closed.
 */
const settled = <T>(
  socket: Socket,
  { signal, idleTimeoutMs }: { readonly signal: AbortSignal; readonly idleTimeoutMs: number },
  listenersOf: (done: (value: T) => void, fail: (fault: HttpFault) => void) => Listeners,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = () => {
      for (const [event, listener] of listeners) socket.off(event, listener)
      socket.setTimeout(0)
      signal.removeEventListener('abort', cancel)
    }
    const fail = (fault: HttpFault) => {
      end()
      // An error that comes late, when nobody listens any more, would end the process.
      socket.on('error', () => undefined).destroy()
      reject(new TunnelError(fault))
    }
    const cancel = () => {
      fail({ kind: 'cancelled' })
    }
    const done = (value: T) => {
      end()
      resolve(value)
    }
    // Each event comes with what its listener takes.
    const listeners = Object.entries(listenersOf(done, fail)) as [string, (argument: unknown) => void][]
    for (const [event, listener] of listeners) socket.on(event, listener)
    socket.setTimeout(idleTimeoutMs)
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
  })
