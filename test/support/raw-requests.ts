import fc from 'fast-check'

/**
 * Requests that must not be taken for the redirect of a sign-in, as bytes. Most are the right
 * request, with the right state, spoilt in one to three ways, each of which is reason enough.
 */

/** The request of a browser that comes back, in its parts. */
interface Parts {
  readonly method: string
  readonly target: string
  readonly version: string
  readonly headers: readonly string[]
  readonly body: string
}

export const CANARY = 'Zanzibar'

const right = (port: number, state: string): Parts => ({
  method: 'GET',
  target: `/callback?code=${CANARY}&state=${state}`,
  version: 'HTTP/1.1',
  headers: [`Host: 127.0.0.1:${String(port)}`, 'Accept: text/html'],
  body: '',
})

type Spoil = (parts: Parts, port: number, state: string) => Parts

const withTarget =
  (target: (port: number, state: string) => string): Spoil =>
  (parts, port, state) => ({ ...parts, target: target(port, state) })

const withHeaders =
  (...headers: readonly string[]): Spoil =>
  (parts) => ({ ...parts, headers: [...parts.headers, ...headers] })

const withHosts =
  (...hosts: readonly ((port: number) => string)[]): Spoil =>
  (parts, port) => ({
    ...parts,
    headers: [
      ...hosts.map((host) => host(port)),
      ...parts.headers.filter((line) => !/^host\s*:/i.test(line)),
    ],
  })

const TARGETS: readonly ((port: number, state: string) => string)[] = [
  () => '/',
  () => '//',
  () => '///',
  () => '//callback',
  (port, state) => `//127.0.0.1:${String(port)}/callback?code=x&state=${state}`,
  (_port, state) => `//evil.example/callback?code=x&state=${state}`,
  (_port, state) => `//[/callback?code=x&state=${state}`,
  (_port, state) => `http://[::1/callback?code=x&state=${state}`,
  (port, state) => `http://127.0.0.1:${String(port)}/callback?code=x&state=${state}`,
  (_port, state) => `http://127.0.0.1:99999/callback?code=x&state=${state}`,
  (_port, state) => `https://evil.example/callback?code=x&state=${state}`,
  (port) => `127.0.0.1:${String(port)}`,
  () => 'javascript:alert(1)',
  () => '*',
  () => '%',
  () => '/%',
  () => '/%zz',
  () => '/%c3%28',
  () => '\\',
  () => '/\\callback',
  () => '?',
  () => '#',
  (_port, state) => `/callback#?code=x&state=${state}`,
  (_port, state) => `/callback?code=x&state=${state}#x`,
  (_port, state) => `/callback/?code=x&state=${state}`,
  (_port, state) => `/Callback?code=x&state=${state}`,
  (_port, state) => `/./callback?code=x&state=${state}`,
  (_port, state) => `/x/../callback?code=x&state=${state}`,
  (_port, state) => `/%63allback?code=x&state=${state}`,
  (_port, state) => `/callback;x?code=x&state=${state}`,
  (_port, state) => `callback?code=x&state=${state}`,
  () => '/callback',
  () => '/callback?',
  () => '/callback?code=x',
  () => '/callback?error=access_denied',
  () => '/callback?error=access_denied&state=',
  () => '/callback?code=x&state=%',
  () => '/callback?code=x&state=%ff%fe',
  () => '/callback?code=x&state=\u00e9',
  (_port, state) => `/callback?state=${state}`,
  (_port, state) => `/callback?code=&state=${state}`,
  (_port, state) => `/callback?error=&state=${state}`,
  (_port, state) => `/callback?code=%00&state=${state}`,
  (_port, state) => `/callback?code=%c3%28&state=${state}`,
  (_port, state) => `/callback?code=a%0d%0aSet-Cookie:x&state=${state}`,
  (_port, state) => `/callback?code=x&code=y&state=${state}`,
  (_port, state) => `/callback?code=x&%63ode=y&state=${state}`,
  (_port, state) => `/callback?code=x&state=${state}&state=${state}`,
  (_port, state) => `/callback?code=x&state=wrong&state=${state}`,
  (_port, state) => `/callback?code=x&error=access_denied&state=${state}`,
  (_port, state) => `/callback?error=x&error=y&state=${state}`,
  (_port, state) => `/callback?code=x&state=${state}&iss=a&iss=b`,
  (_port, state) => `/callback?code=x&state[]=${state}`,
  (_port, state) => `/callback?code=x&STATE=${state}`,
  (_port, state) => `/callback?code=x&state=${state.slice(0, -1)}`,
  (_port, state) => `/callback?code=x&state=${state}x`,
  (_port, state) => `/callback?code=x&state=+${state}`,
  (_port, state) => `/callback?code=x&state=${state}%00`,
  (_port, state) => `/callback?code=x;state=${state}`,
  (_port, state) => `/callback?code=x&state=${state}&x=\u00ff`,
  (_port, state) => `/callback?code=${'x'.repeat(9_000)}&state=${state}`,
  (_port, state) => `/callback?x=${'y'.repeat(70_000)}&code=x&state=${state}`,
]

const HOSTS: readonly Spoil[] = [
  withHosts(),
  withHosts(() => 'Host:'),
  withHosts(() => 'Host: evil.example'),
  withHosts((port) => `Host: evil.example:${String(port)}`),
  withHosts((port) => `Host: localhost:${String(port)}`),
  withHosts((port) => `Host: 127.1:${String(port)}`),
  withHosts((port) => `Host: 2130706433:${String(port)}`),
  withHosts((port) => `Host: [::1]:${String(port)}`),
  withHosts((port) => `Host: [::ffff:127.0.0.1]:${String(port)}`),
  withHosts((port) => `Host: 127.0.0.1.evil.example:${String(port)}`),
  withHosts((port) => `Host: user@127.0.0.1:${String(port)}`),
  withHosts((port) => `Host: 127.0.0.1:${String(port)}.`),
  withHosts((port) => `Host: 127.0.0.1:0${String(port)}`),
  withHosts(() => 'Host: 127.0.0.1'),
  withHosts(() => 'Host: 127.0.0.1:1'),
  withHosts((port) => `Host: 127.0.0.1:${String(port)}, evil.example`),
  withHosts(
    (port) => `Host: 127.0.0.1:${String(port)}`,
    () => 'Host: evil.example',
  ),
  withHosts(
    () => 'Host: evil.example',
    (port) => `Host: 127.0.0.1:${String(port)}`,
  ),
  withHosts(
    (port) => `Host: 127.0.0.1:${String(port)}`,
    (port) => `hOST: 127.0.0.1:${String(port)}`,
  ),
  withHosts((port) => `Host : 127.0.0.1:${String(port)}`),
]

const METHODS = [
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'CONNECT',
  'PRI',
  'get',
  'GETT',
  '',
  'PROPFIND',
  'QUERY',
  'M-SEARCH',
]
const VERSIONS = ['HTTP/1.1x', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/9.9', 'http/1.1', '', 'RTSP/1.0', 'ICE/1.0']

const REST: readonly Spoil[] = [
  withHeaders('Content-Length: 5'),
  withHeaders('Content-Length: 5', 'Content-Length: 6'),
  withHeaders('Content-Length: -1'),
  withHeaders('Content-Length: 1e9'),
  withHeaders('Content-Length: 99999999999999999999'),
  withHeaders('Transfer-Encoding: chunked'),
  withHeaders('Transfer-Encoding: chunked', 'Content-Length: 3'),
  withHeaders('Transfer-Encoding: gzip, chunked'),
  withHeaders('Transfer-Encoding: xchunked'),
  withHeaders('Expect: 100-continue'),
  withHeaders('Expect: 100-continue', 'Content-Length: 5'),
  withHeaders('Expect: the-unexpected'),
  withHeaders(
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: x',
    'Sec-WebSocket-Version: 13',
  ),
  withHeaders('Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'),
  withHeaders('No colon here'),
  withHeaders(': no name'),
  withHeaders('X: a\0b'),
  withHeaders(`X: ${'y'.repeat(40_000)}`),
  withHeaders(...Array.from({ length: 3_000 }, (_, index) => `X-${String(index)}: ${CANARY}`)),
  (parts) => ({ ...parts, headers: ['Host: 127.0.0.1\n evil', ...parts.headers] }),
]

const aSpoil: fc.Arbitrary<Spoil> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TARGETS).map(withTarget) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTS) },
  { weight: 3, arbitrary: fc.constantFrom(...REST) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...METHODS).map((method): Spoil => (parts) => ({ ...parts, method })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...VERSIONS).map((version): Spoil => (parts) => ({ ...parts, version })),
  },
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 60 })
      .map((text) => withTarget(() => `/${text.replace(/^callback/u, '')}`)),
  },
)

const bodies = fc.constantFrom('', 'hello', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', CANARY.repeat(500))
const lineEnds = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n')

/** What no HTTP is at all. */
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0]),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from('\r\n'.repeat(2_000)),
    Buffer.from('GET'),
    Buffer.from('GET /callback'),
    Buffer.from('SSH-2.0-x\r\n'),
    Buffer.from('A'.repeat(100_000)),
  ),
)

/** @returns the parts to send one after another on one connection */
export const rawRequest = (port: number, state: string): fc.Arbitrary<readonly Buffer[]> => {
  const spoilt = fc
    .record({ spoils: fc.array(aSpoil, { minLength: 1, maxLength: 3 }), body: bodies, lineEnd: lineEnds })
    .map(({ spoils, body, lineEnd }) => {
      const { method, target, version, headers } = spoils.reduce<Parts>(
        (parts, spoil) => spoil(parts, port, state),
        right(port, state),
      )
      return Buffer.from([`${method} ${target} ${version}`, ...headers, '', body].join(lineEnd), 'latin1')
    })
  const cutUp = fc.tuple(spoilt, fc.double({ min: 0, max: 1, noNaN: true })).map(([bytes, at]) => {
    const cut = Math.floor(bytes.length * at)
    return [bytes.subarray(0, cut), bytes.subarray(cut)]
  })
  const pipelined = fc.tuple(spoilt, fc.array(spoilt, { maxLength: 3 })).map(([first, rest]) => {
    const { method, target, version, headers } = right(port, state)
    const behind = [`${method} ${target} ${version}`, ...headers, '', ''].join('\r\n')
    return [Buffer.concat([first, ...rest, Buffer.from(behind)])]
  })
  return fc.oneof(
    { weight: 5, arbitrary: spoilt.map((bytes) => [bytes]) },
    { weight: 2, arbitrary: cutUp },
    { weight: 2, arbitrary: pipelined },
    { weight: 1, arbitrary: noise.map((bytes) => [bytes]) },
  )
}
