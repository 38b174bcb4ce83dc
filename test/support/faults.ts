import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Reply } from './connect-proxy'
import { haloLike, json, type Answer } from './fault-server'
import { PROXY_FAULTS } from './proxy-faults'

/**
 * Every fault that Crossview tells apart, each against real sockets: the symptom table of
 * halo-api.md section 8 and the cases B11 to B21 and F10 to F14 of security-measurements.md section 10. One
 * table for the tests and for `npm run verify:faults`.
 */
export interface Fault {
  /** Where the case is described. */
  readonly from: string
  readonly name: string
  /** A server that answers HTTP, raw bytes on a socket, an address where nobody is, or a proxy before a tenant. */
  readonly server:
    | { readonly kind: 'http'; readonly answer: Answer }
    | { readonly kind: 'raw'; readonly serve: (socket: Socket) => void; readonly scheme?: 'https' }
    | { readonly kind: 'self-signed' }
    | { readonly kind: 'proxy'; readonly reply: Reply }
    | { readonly kind: 'address'; readonly url: string }
  /** How far it goes: connecting, `Agent/me`, or a list of tickets. */
  readonly step: 'connect' | 'who' | 'tickets'
  /** Reason code or state, and what the message must say. */
  readonly outcome: string
  readonly tells: RegExp
  readonly cancelAfterMs?: number
  /** Nothing comes, or nothing that ends: only a deadline ends it. */
  readonly isSilent?: boolean
}

const tickets = (api: Answer, token?: Record<string, unknown>) =>
  ({ kind: 'http', answer: haloLike(api, token) }) as const
const body =
  (text: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end(text)
const status = (code: number, headers: Record<string, string> = {}): Answer => body('', headers, code)
const http = (answer: Answer) => ({ kind: 'http', answer }) as const
const tokenAnswer = (code: number, value: unknown) =>
  http((request, response) => {
    if (request.url.startsWith('/auth/token')) json(response, value, code)
    else response.writeHead(404).end()
  })
const list =
  (rows: readonly unknown[], count: unknown = rows.length): Answer =>
  (_request, response) => {
    json(response, { record_count: count, tickets: rows })
  }
/** Different answers, one after the other; the last one stays. */
const inTurn = (...answers: readonly Answer[]): Answer => {
  let turn = 0
  return (request, response, number) => {
    const answer = answers[Math.min(turn, answers.length - 1)]
    turn += 1
    answer?.(request, response, number)
  }
}
const drip: Answer = (_request, response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => {
    clearInterval(timer)
  })
}
const ROWS = Array.from({ length: 100 }, (_, index) => ({ id: index + 1, summary: 'x' }))
const oneRow = list([{ id: 1, summary: 'x' }])

const fault = (
  from: string,
  name: string,
  server: Fault['server'],
  step: Fault['step'],
  outcome: string,
  tells: RegExp,
): Fault => ({ from, name, server, step, outcome, tells })

export const FAULTS: readonly Fault[] = [
  // halo-api.md section 8
  fault(
    '8',
    'wrong secret, inactive application or wrong tenant',
    tokenAnswer(401, { error: 'invalid_client' }),
    'connect',
    'connection.invalid-client',
    /look the same/,
  ),
  fault(
    '8',
    'unknown scope name',
    tokenAnswer(400, { error: 'invalid_scope' }),
    'connect',
    'connection.invalid-scope',
    /does not know one of the scopes/,
  ),
  fault(
    '8',
    'no scope in the token',
    tickets(status(401), { scope: '' }),
    'who',
    'connection.no-scope',
    /without any scope/,
  ),
  fault('8', 'scope not ticked: 403', tickets(status(403)), 'tickets', 'refused', /403/),
  fault('8', 'scope not ticked: 401', tickets(status(401)), 'tickets', 'refused', /401/),
  fault('8', 'scope not ticked: empty list', tickets(list([])), 'tickets', 'listed', /0 of 0, complete/),
  fault('8', 'login type not set', tickets(status(403)), 'who', 'identity.unknown', /Agent\/me/),
  fault(
    '8',
    'too many calls',
    tickets(status(429, { 'Retry-After': '5' })),
    'tickets',
    'connection.rate-limited',
    /700 requests/,
  ),
  fault('8', 'self-signed certificate', { kind: 'self-signed' }, 'connect', 'connection.tls', /not trusted/),
  // B13: redirects
  fault(
    'B13',
    'redirect at the address',
    http(status(302, { Location: 'https://elsewhere.example/' })),
    'connect',
    'connection.not-halo',
    /redirects to elsewhere.example/,
  ),
  fault(
    'B13',
    'redirect in a list',
    tickets(status(307, { Location: '/other' })),
    'tickets',
    'connection.not-halo',
    /redirects/,
  ),
  // B16: sizes
  fault(
    'B16',
    'gzip bomb',
    tickets(body(gzipSync(Buffer.alloc(60e6, 32)), { 'Content-Encoding': 'gzip' })),
    'tickets',
    'request.failed',
    /more than 25 MB|not whole JSON/,
  ),
  fault(
    'B16',
    '26 MB without end',
    tickets(body(Buffer.alloc(26e6, 32))),
    'tickets',
    'request.failed',
    /more than 25 MB/,
  ),
  // B17: bodies
  fault(
    'B17',
    'web page at the address',
    http(body('<!doctype html><title>Hello</title>')),
    'connect',
    'connection.not-halo',
    /200 with a web page \(“Hello”\)/,
  ),
  fault(
    'B17',
    'web page instead of a list',
    tickets(body('<html>')),
    'tickets',
    'connection.not-halo',
    /web page/,
  ),
  fault('B17', 'empty 200', tickets(status(200)), 'tickets', 'request.failed', /empty body/),
  fault('B17', '204', tickets(status(204)), 'tickets', 'request.failed', /empty body/),
  fault(
    'B17',
    'byte order mark',
    tickets(body('\uFEFF{"record_count":1,"tickets":[{"id":1}]}')),
    'tickets',
    'listed',
    /1 of 1, complete/,
  ),
  fault(
    'B17',
    'UTF-16',
    tickets(body(Buffer.from('{"tickets":[]}', 'utf16le'))),
    'tickets',
    'request.failed',
    /not whole JSON/,
  ),
  fault(
    'B17',
    'truncated JSON',
    tickets(body('{"record_count":2,"tickets":[{"id":1}')),
    'tickets',
    'request.failed',
    /not whole JSON/,
  ),
  fault(
    'B17',
    'text after the JSON',
    tickets(body('{"tickets":[]} and more')),
    'tickets',
    'request.failed',
    /not whole JSON/,
  ),
  fault('B17', 'JSON that is no list', tickets(body('{"hello":1}')), 'tickets', 'request.failed', /no list/),
  fault(
    'B17',
    'a bare text',
    tickets(body('"Invalid Resource"', {}, 400)),
    'tickets',
    'request.failed',
    /answered 400/,
  ),
  // B18: rows
  fault(
    'B18',
    'rows without ids',
    tickets(list([{ summary: 'x' }, { id: 2 }], 2)),
    'tickets',
    'listed',
    /1 of 2, incomplete: 1 row came without an id/,
  ),
  fault(
    'B18',
    '__proto__ in a row',
    tickets(body('{"record_count":1,"tickets":[{"id":1,"__proto__":{"x":1}}]}')),
    'tickets',
    'listed',
    /1 of 1, complete/,
  ),
  // B19: paging
  fault(
    'B19',
    'the same page for ever',
    tickets(list(ROWS, 500)),
    'tickets',
    'listed',
    /100 of 500, incomplete/,
  ),
  fault(
    'B19',
    'a negative count',
    tickets(list([{ id: 1 }], -5)),
    'tickets',
    'listed',
    /1, total unknown, incomplete: .*count of the list is none/,
  ),
  fault(
    'B19',
    'duplicate rows',
    tickets(list([{ id: 1 }, { id: 1 }], 2)),
    'tickets',
    'listed',
    /1 of 2, incomplete/,
  ),
  // B20: waiting
  fault(
    'B20',
    '429 once, Retry-After garbage',
    tickets(inTurn(status(429, { 'Retry-After': 'soon' }), oneRow)),
    'tickets',
    'listed',
    /1 of 1, complete/,
  ),
  // B21: tokens
  fault(
    'B21',
    'expires_in missing',
    tickets(oneRow, { expires_in: undefined }),
    'tickets',
    'listed',
    /1 of 1/,
  ),
  fault('B21', 'expires_in negative', tickets(oneRow, { expires_in: -1 }), 'tickets', 'listed', /1 of 1/),
  fault('B21', 'expires_in as text', tickets(oneRow, { expires_in: '3600' }), 'tickets', 'listed', /1 of 1/),
  fault(
    'B21',
    'a line break in the token',
    tokenAnswer(200, { access_token: 'a\r\nX-Evil: 1' }),
    'connect',
    'request.failed',
    /token that cannot be one/,
  ),
  fault(
    'B21',
    'a token of 10 MB',
    tokenAnswer(200, { access_token: 'a'.repeat(10e6) }),
    'connect',
    'request.failed',
    /token that cannot be one/,
  ),
  fault('B21', 'no token in the answer', tokenAnswer(200, {}), 'connect', 'connection.not-halo', /no token/),
  // F10: the line
  fault(
    'F10',
    'nobody listens',
    { kind: 'address', url: 'http://127.0.0.1:9' },
    'connect',
    'connection.unreachable',
    /could not be reached: nobody listens|nothing answers/,
  ),
  fault(
    'F10',
    'no such host',
    { kind: 'address', url: 'https://tenant.invalid' },
    'connect',
    'connection.unreachable',
    /could not be reached: (?:no such host|its name)/,
  ),
  fault(
    'F10',
    'accepts and says nothing',
    { kind: 'raw', serve: () => undefined },
    'connect',
    'connection.unreachable',
    /did not answer in time/,
  ),
  fault(
    'F10',
    'TLS that never begins',
    { kind: 'raw', serve: () => undefined, scheme: 'https' },
    'connect',
    'connection.unreachable',
    /did not answer in time/,
  ),
  fault(
    'F10',
    'resets each connection',
    { kind: 'raw', serve: (socket) => void socket.resetAndDestroy() },
    'connect',
    'connection.unreachable',
    /could not be reached/,
  ),
  fault('F10', 'a slow drip', tickets(drip), 'tickets', 'connection.unreachable', /did not answer in time/),
  fault(
    'F10',
    'breaks off in the middle',
    tickets((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('{', () => response.destroy())
    }),
    'tickets',
    'request.failed',
    /broke off/,
  ),
  // F11: passing faults
  fault(
    'F11',
    '502 twice, then well',
    tickets(inTurn(status(502), status(503), oneRow)),
    'tickets',
    'listed',
    /1 of 1, complete/,
  ),
  fault('F11', '500', tickets(status(500)), 'tickets', 'request.failed', /answered 500/),
  // F12: the token in the middle of a run
  fault(
    'F12',
    '401 once, well after renewing',
    tickets(inTurn(status(401), oneRow)),
    'tickets',
    'listed',
    /1 of 1, complete/,
  ),
  // F14
  {
    ...fault(
      'F14',
      'cancelled while it waits',
      tickets(() => undefined),
      'tickets',
      'request.cancelled',
      /Cancelled/,
    ),
    cancelAfterMs: 50,
  },
  ...PROXY_FAULTS,
]
