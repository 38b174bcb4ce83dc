import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What a request is answered with: a status and a sentence of ours. Nothing that was asked is said back. */
export interface RedirectAnswer {
  readonly status: 200 | 400 | 404
  readonly text: string
}

export interface RedirectListener {
  /** Ends every connection but those whose answer is just being sent, and frees the port. */
  close(): void
}

const HOST = '127.0.0.1'

/** A connection that has not asked within this time is ended. */
const PATIENCE_MS = 5_000
/** A request is a line of ours and what a browser adds. */
const LARGEST_HEAD = 16 * 1024
/**
 * Open connections at most. The oldest ends for a newer one, so that whoever holds connections open
 * keeps no browser out.
 */
const MOST_CONNECTIONS = 500
/** An answer that is being sent when the listener closes has this long to leave. */
const LEAVE_MS = 1_000

/**
 * Listens on 127.0.0.1 for one redirect of a browser (RFC 8252) and lives through whatever else is
 * sent there: every other program of this computer can reach the port, and every web page can try.
 * SECURITY: only a plain GET of the path, with the `Host` of the redirect address (a name that leads
 * here by DNS rebinding is another), without a body, first on its connection, reaches `onRedirect`.
 * @param redirect `path` and `port` of the address that the browser is sent to
 * @param onRedirect what is in the query, for each such request; its answer is sent
 * @param onError the port cannot be used; nothing is listened on then
 */
export const listenForRedirect = (
  { port, path }: { readonly port: number; readonly path: string },
  handlers: {
    readonly onListening: () => void
    readonly onRedirect: (query: URLSearchParams) => RedirectAnswer
    readonly onError: (error: NodeJS.ErrnoException) => void
  },
): RedirectListener => {
  const sockets = new Set<Socket>()
  const asked = new WeakSet<Socket>()
  let isClosed = false
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    // What is sent behind a request on its connection is not answered: that connection ends.
    if (asked.has(request.socket)) return
    asked.add(request.socket)
    const query = redirectQuery(request, `${HOST}:${String(port)}`, path)
    send(response, typeof query === 'number' ? REFUSALS[query] : handlers.onRedirect(query))
  }
  const server = createServer(
    {
      requestTimeout: PATIENCE_MS,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: LARGEST_HEAD,
      insecureHTTPParser: false,
      // Refused by our own answer, like every other fault.
      requireHostHeader: false,
    },
    onRequest,
  )
  // Without these, Node would tell a program to send its body, or name a status of its own.
  server.on('checkContinue', onRequest)
  server.on('checkExpectation', onRequest)
  server.on('connect', (_request, socket: Socket) => {
    refuse(socket)
  })
  server.on('clientError', (_error, socket: Socket) => {
    refuse(socket)
  })
  const endOldest = (): void => {
    for (const socket of sockets) {
      if (sockets.size <= MOST_CONNECTIONS) return
      sockets.delete(socket)
      socket.destroy()
    }
  }
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
    // One turn later: what came with the connections of this turn has been read and answered by then.
    if (sockets.size > MOST_CONNECTIONS) setImmediate(() => setImmediate(endOldest))
  })
  server.on('error', (error) => {
    if (!isClosed) handlers.onError(error)
  })
  server.listen({ port, host: HOST, exclusive: true }, () => {
    if (isClosed) server.close()
    else handlers.onListening()
  })
  return {
    close: () => {
      isClosed = true
      server.close()
      for (const socket of sockets) if (!asked.has(socket)) socket.destroy()
      setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, LEAVE_MS).unref()
    },
  }
}

const REFUSALS: Readonly<Record<400 | 404, RedirectAnswer>> = {
  400: { status: 400, text: 'This is not the answer of a sign-in.' },
  404: { status: 404, text: 'Not found.' },
}

/** A body, another protocol, leave to send a body: no browser sends these with a redirect. */
const UNASKED = ['transfer-encoding', 'content-length', 'upgrade', 'expect'] as const

/** The query of a browser's redirect, or the status that refuses what is none. Parses no address: whatever was asked, it never throws. */
const redirectQuery = (request: IncomingMessage, host: string, path: string): URLSearchParams | 400 | 404 => {
  const target = request.url ?? ''
  const [asked = ''] = target.split('?', 1)
  if (request.method !== 'GET' || asked !== path) return 404
  const { headers, headersDistinct, httpVersion } = request
  const [named, ...more] = headersDistinct.host ?? []
  // Node's parser lets versions through that are none, such as 2.0 in a request line.
  if (named?.toLowerCase() !== host || more.length > 0 || httpVersion !== '1.1') return 400
  if (UNASKED.some((name) => headers[name] !== undefined)) return 400
  // A browser sends neither a fragment nor a character that has to be encoded.
  return /^[\x21-\x7e]*$/.test(target) && !target.includes('#')
    ? new URLSearchParams(target.slice(path.length + 1))
    : 400
}

const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Crossview</title><body><p>${text}</p></body></html>`

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  Connection: 'close',
} as const

const send = (response: ServerResponse, { status, text }: RedirectAnswer): void => {
  response.writeHead(status, HEADERS)
  response.end(page(text))
}

const RAW_REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
  '',
  page(REFUSALS[400].text),
].join('\r\n')

/** Answers what is no HTTP that Node hands on. What was answered before gets no second answer. */
const refuse = (socket: Socket): void => {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  // Read on for a moment: closed with something unread, the answer would be lost.
  socket.resume()
  socket.setTimeout(1_000, () => socket.destroy())
  if (socket.bytesWritten === 0) socket.end(RAW_REFUSAL)
  else socket.end()
}
