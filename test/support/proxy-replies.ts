import { TLSSocket } from 'node:tls'
import type { ProxyProblem } from '../../src/main/adapters/http/http-fault'
import type { Reply } from './connect-proxy'

/**
 * What a proxy may answer to CONNECT that opens no tunnel. Wherever there is room for one, the answer
 * of a whole forged Halo is in it.
 */
export interface ProxyReply {
  readonly name: string
  readonly reply: Reply
  readonly problem: ProxyProblem
  /** Status that the message must name; 0 for none. */
  readonly status: number
  /** It ends by the client's patience only. */
  readonly isTimed: boolean
}

const FORGED = JSON.stringify({
  auth_url: 'https://contoso.halopsa.invalid/auth',
  tenant_id: 'contoso',
  access_token: 'forged',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'all',
  id: 7,
  name: 'Forged Agent',
  record_count: 0,
  tickets: [],
})

const page = (line: string, fields: readonly string[] = [], body = FORGED): string =>
  [
    line,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...fields,
    '',
    body,
  ].join('\r\n')

/** Sends it and ends. */
const say =
  (...parts: readonly (string | Buffer)[]): Reply =>
  (socket) => {
    for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
    socket.end()
  }
/** Sends it and stays. */
const stay =
  (text: string): Reply =>
  (socket) =>
    void socket.write(text, 'latin1')
/** Sends the beginning, then the same again and again. */
const again =
  (text: string, beginning = '', everyMs = 0): Reply =>
  (socket) => {
    socket.write(beginning, 'latin1')
    const timer = setInterval(() => socket.write(text, 'latin1'), everyMs)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }

/** TLS has no reset of its own. */
const reset: Reply = (socket) => {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}

const row = (name: string, reply: Reply, problem: ProxyProblem, status = 0): ProxyReply => ({
  name,
  reply,
  problem,
  status,
  isTimed: problem === 'silent' || /silen/.test(name),
})

const STATUSES = [
  101, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404,
  405, 408, 418, 421, 429, 451, 500, 501, 502, 503, 504, 511, 599, 600, 999,
]
const OK = 'HTTP/1.1 200 OK'
const LONG = `X-Long: ${'x'.repeat(1000)}\r\n`

export const PROXY_REPLIES: readonly ProxyReply[] = [
  ...STATUSES.map((status) =>
    row(`${status} with a forged Halo`, say(page(`HTTP/1.1 ${status} Yes`)), 'refused', status),
  ),
  row('201 of HTTP/1.0', say(page('HTTP/1.0 201 Created')), 'refused', 201),
  row('203 in two pieces', say('HTTP/1.1 20', page('3 Other')), 'refused', 203),
  row('203 with an open end', stay(page('HTTP/1.1 203 Other')), 'refused', 203),
  row(
    '302 to a block page',
    say(page('HTTP/1.1 302 Found', ['Location: https://evil.example/'])),
    'refused',
    302,
  ),
  row('204 and then 200', say(`HTTP/1.1 204 No Content\r\n\r\n${page(OK)}`), 'refused', 204),
  row(
    '201 in chunks',
    say(`HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
    'refused',
    201,
  ),
  row('407', say(page('HTTP/1.1 407 Sign in')), 'sign-in', 407),
  row(
    '407 Basic',
    say(page('HTTP/1.1 407 Sign in', ['Proxy-Authenticate: Basic realm="x"'])),
    'sign-in',
    407,
  ),
  row('407 NTLM', say(page('HTTP/1.1 407 Sign in', ['Proxy-Authenticate: NTLM'])), 'sign-in', 407),
  // Informational replies
  row(
    '100 and then 201',
    say(`HTTP/1.1 100 Continue\r\n\r\n${page('HTTP/1.1 201 Created')}`),
    'refused',
    201,
  ),
  row(
    '103 with fields and then 403',
    say(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${page('HTTP/1.1 403 No')}`),
    'refused',
    403,
  ),
  row('100 and then nothing', stay('HTTP/1.1 100 Continue\r\n\r\n'), 'silent', 100),
  row('102 and then the end', say('HTTP/1.1 102 Processing\r\n\r\n'), 'closed', 102),
  row('100 and a forged body', say(page('HTTP/1.1 100 Continue')), 'not-http', 100),
  row('100 without end', again('HTTP/1.1 100 Continue\r\n\r\n'.repeat(50)), 'endless', 100),
  row(
    '102 every now and then',
    again('HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n', 20),
    'silent',
    102,
  ),
  row(
    'thousands of 103 and then 200',
    say(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(5000)}${page(OK)}`),
    'endless',
    103,
  ),
  // No HTTP/1
  row('HTTP/0.9: the forged Halo alone', say(FORGED), 'not-http'),
  row('HTTP/0.9: a page', say('<html>hello</html>'), 'not-http'),
  row('HTTP/2 200', say(page('HTTP/2 200 OK')), 'not-http'),
  row('HTTP/2.0 200', say(page('HTTP/2.0 200 OK')), 'not-http'),
  row('HTTP/3.0 200', say(page('HTTP/3.0 200 OK')), 'not-http'),
  row('HTTP/1.2 200', say(page('HTTP/1.2 200 OK')), 'not-http'),
  row('HTTP/2 settings', say(Buffer.from('00000c0400000000000003000000640004003fffff', 'hex')), 'not-http'),
  row('a preface of HTTP/2', say('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'not-http'),
  row('a TLS alert', say(Buffer.from('15030100020228', 'hex')), 'not-http'),
  row('SSH', say('SSH-2.0-OpenSSH_9.9\r\n'), 'not-http'),
  row('SMTP that says 200', say('220 200 OK\r\n\r\n'), 'not-http'),
  row('ICY 200', say(page('ICY 200 OK')), 'not-http'),
  row('http in small letters', say(page('http/1.1 200 OK')), 'not-http'),
  row('a blank before it', say(page(' HTTP/1.1 200 OK')), 'not-http'),
  row('an empty line before it', say(page('\r\nHTTP/1.1 200 OK')), 'not-http'),
  row('a byte order mark before it', say(page('\xef\xbb\xbfHTTP/1.1 200 OK')), 'not-http'),
  row(
    'random bytes',
    say(Buffer.from([...Array(600).keys()].map((index) => (index * 7919) % 251))),
    'not-http',
  ),
  // A 200 that is none
  row('200 with a digit more', say(page('HTTP/1.1 2000 OK')), 'not-http'),
  row('0200', say(page('HTTP/1.1 0200 OK')), 'not-http'),
  row('200 as a word with its reason', say(page('HTTP/1.1 200OK')), 'not-http'),
  row('200 after two blanks', say(page('HTTP/1.1  200 OK')), 'not-http'),
  row('200 after a tab', say(page('HTTP/1.1\t200 OK')), 'not-http'),
  row('+200', say(page('HTTP/1.1 +200 OK')), 'not-http'),
  row('200.0', say(page('HTTP/1.1 200.0 OK')), 'not-http'),
  row('0xc8', say(page('HTTP/1.1 0xc8 OK')), 'not-http'),
  row('no status', say(page('HTTP/1.1')), 'not-http'),
  row('a zero byte in the reason', say(page('HTTP/1.1 200 O\0K')), 'not-http'),
  row('200 with a line that is no field', say(page(OK, ['no field'])), 'not-http', 200),
  row('200 with a folded field', say(page(OK, ['X-A: 1', ' 2'])), 'not-http', 200),
  row('200 with a blank before the colon', say(page(OK, ['X-A : 1'])), 'not-http', 200),
  row('200 with a zero byte in a field', say(page(OK, ['X-A: \0'])), 'not-http', 200),
  row('200 with a lone CR', say(page(OK, ['X-A: 1\rX-B: 2'])), 'not-http', 200),
  row('200 with lines that end in LF', say(page(OK).replaceAll('\r\n', '\n')), 'not-http'),
  row('200 with one line that ends in LF', say(page(OK, ['X-A: 1\nX-B: 2'])), 'not-http', 200),
  // A 200 that goes on by itself
  row('200 with a forged Halo', say(page(OK)), 'spoke-first', 200),
  row(
    '200 with a forged Halo in chunks',
    say(`${OK}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
    'spoke-first',
    200,
  ),
  row('200 twice', say(`${OK}\r\n\r\n${page(OK)}`), 'spoke-first', 200),
  row(
    '200 and a TLS hello of its own',
    say(`${OK}\r\n\r\n`.concat('\x16\x03\x03\x00\x02\x02\x00')),
    'spoke-first',
    200,
  ),
  row('200 and one byte', say(`${OK}\r\n\r\n\n`), 'spoke-first', 200),
  row(
    '100 and then 200 with a forged Halo',
    say(`HTTP/1.1 100 Continue\r\n\r\n${page(OK)}`),
    'spoke-first',
    200,
  ),
  row('200 and plain text to the TLS hello', answerLater(page(OK)), 'broken', 200),
  row('200 and a page to the TLS hello', answerLater('<html>blocked</html>'), 'broken', 200),
  row('200 and silence', stay(`${OK}\r\n\r\n`), 'broken', 200),
  row(
    '200 that announces a body and stays silent',
    stay(`${OK}\r\nContent-Length: 99\r\n\r\n`),
    'broken',
    200,
  ),
  row('200 and the end', say(`${OK}\r\n\r\n`), 'broken', 200),
  row('200 and a reset', (socket) => void socket.write(`${OK}\r\n\r\n`, () => reset(socket)), 'broken', 200),
  // Answers that do not end
  row('nothing', () => undefined, 'silent'),
  row('the end', say(), 'closed'),
  row('a reset', reset, 'closed'),
  row('half a word', say('HTT'), 'closed'),
  row('half a status line', say('HTTP/1.1 20'), 'closed'),
  row('half the fields', say(`HTTP/1.1 201 Created\r\nContent-`), 'closed', 201),
  row('half a 200', say(`${OK}\r\n`), 'closed', 200),
  row('half a 200, and it stays', stay(`${OK}\r\n`), 'silent', 200),
  row('half a status line, and it stays', stay('HTTP/1.1 2'), 'silent'),
  row('a slow drip of fields', again('X: y\r\n', `${OK}\r\n`, 20), 'silent', 200),
  row('a slow drip of letters', again('x', 'HTTP/1.1 200 ', 20), 'silent'),
  row('a field without end', again('x'.repeat(4000), `${OK}\r\nX: `), 'endless', 200),
  row('fields without end', again(LONG, `${OK}\r\n`), 'endless', 200),
  row('a reason without end', again('x'.repeat(4000), 'HTTP/1.1 200 '), 'endless'),
  row('fields of 20 KB and then 200', say(`${OK}\r\n${LONG.repeat(20)}\r\n`), 'endless', 200),
]

/** Opens with 200 and waits for what the client says in the tunnel before it answers. */
function answerLater(text: string): Reply {
  return (socket) => {
    socket.write(`${OK}\r\n\r\n`)
    socket.once('data', () => socket.end(text))
  }
}

/** What opens a tunnel, in one piece or several. */
export const OPENING: readonly (readonly [string, readonly string[]])[] = [
  ['as usual', ['HTTP/1.1 200 Connection established\r\n\r\n']],
  ['of HTTP/1.0, with fields', ['HTTP/1.0 200 OK\r\nProxy-Agent: x\r\nVia: 1.1 y\r\n\r\n']],
  ['without a reason', ['HTTP/1.1 200\r\n\r\n']],
  ['with an empty reason', ['HTTP/1.1 200 \r\n\r\n']],
  ['byte by byte', 'HTTP/1.1 200 OK\r\nX: y\r\n\r\n'.split(/(?=[^])/)],
  ['after 100', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n']],
  ['after 103 with fields', ['HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n']],
  // RFC 9110 section 9.3.6: a client must ignore both.
  ['with a length', ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n']],
  ['with an encoding', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n']],
  ['with 10 KB of fields', [`HTTP/1.1 200 OK\r\n${LONG.repeat(10)}\r\n`]],
]
