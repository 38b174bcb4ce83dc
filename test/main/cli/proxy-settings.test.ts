import { X509Certificate } from 'node:crypto'
import dns from 'node:dns'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CertificateMaker, type Certificate } from '../../support/certificates'
import { startProxy, tunnelTo, type ConnectProxy, type Reply } from '../../support/connect-proxy'
import { haloLike, json, startFaultServer, type FaultServer } from '../../support/fault-server'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/**
 * What people write as their proxy, on the way to a Halo that can be reached without one: whatever is
 * written, Halo itself is never asked past it.
 */
const HOST = 'contoso.halopsa.invalid'
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY']

const maker = new CertificateMaker()
let authority: Certificate
let halo: FaultServer
let port: string
beforeAll(async () => {
  authority = maker.authority('Crossview test authority')
  halo = await startFaultServer(
    haloLike(({ url }, response) => {
      json(
        response,
        url.startsWith('/api/Tickets')
          ? { record_count: 2, tickets: [{ id: 1 }, { id: 2 }] }
          : { id: 7, name: 'Agent', is_admin: false },
      )
    }),
    maker.issue(authority, { names: `DNS:${HOST}` }),
  )
  port = new URL(halo.url).port
})
afterAll(async () => {
  maker.remove()
  await halo.close()
})

/** Every name that was looked up. */
const lookedUp: string[] = []
beforeEach(() => {
  lookedUp.length = 0
  halo.seen.length = 0
  for (const name of VARIABLES) vi.stubEnv(name, undefined)
  vi.spyOn(dns, 'lookup').mockImplementation(((
    hostname: string,
    { all }: { all?: boolean },
    answer: (error: Error | null, ...found: unknown[]) => void,
  ) => {
    // A server that begins to listen asks for its own address.
    if (hostname !== '127.0.0.1') lookedUp.push(hostname)
    const isKnown = hostname === HOST || hostname === '127.0.0.1'
    if (!isKnown) answer(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }))
    else if (all === true) answer(null, [{ address: '127.0.0.1', family: 4 }])
    else answer(null, '127.0.0.1', 4)
  }) as typeof dns.lookup)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const compare = async (env: Readonly<Record<string, string>>, config: object = {}) => {
  const folder = temporaryFolder()
  const side = (name: string) => ({
    kind: 'application',
    clientId: `8f2b1c6e-${name}`,
    secretEnv: `S_${name.toUpperCase()}_SECRET`,
    scope: 'all',
  })
  writeFileSync(path.join(folder, 'root.pem'), authority.cert)
  const url = `https://${HOST}:${port}`
  const file = { name: 'Case', url, ca: 'root.pem', app: side('app'), agent: side('agent'), ...config }
  writeFileSync(path.join(folder, 'c.json'), JSON.stringify(file))
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const trusting = [
    '--trust-host',
    `${HOST}:${port}`,
    '--trust-ca',
    new X509Certificate(authority.cert).fingerprint256,
  ]
  const { status, out, messages } = await runCli(
    folder,
    ['compare', '--config', 'c.json', '--resources', 'tickets', '--json', '-', ...trusting],
    { S_APP_SECRET: 'canary-of-app-1', S_AGENT_SECRET: 'canary-of-agent-2' },
  )
  return { status, printed: out + messages }
}

const withProxy = async (reply: Reply, use: (proxy: ConnectProxy) => Promise<void>) => {
  const proxy = await startProxy(reply)
  try {
    await use(proxy)
  } finally {
    await proxy.close()
  }
}

const refusing =
  (status: number): Reply =>
  (socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)

const expectHaloUntouched = () => {
  expect(halo.seen).toEqual([])
  expect(lookedUp).not.toContain(HOST)
}

describe('a Halo that is reached without a proxy', () => {
  it.each<[string, string]>([
    ['where none is named', ''],
    ['for everything', '*'],
    ['for its domain', 'localhost, .halopsa.invalid,'],
    ['for a wildcard of its domain', '*.halopsa.invalid'],
    ['for the domain of its parent', 'invalid'],
    ['for the host in capitals', 'CONTOSO.HALOPSA.INVALID'],
    ['for the host with its port', `${HOST}:PORT`],
    ['between blanks', `  10.0.0.0/8 \t${HOST}  `],
  ])('is asked itself: NO_PROXY %s', async (_name, exceptions) => {
    const { status, printed } = await compare({
      ...(exceptions !== '' && { HTTPS_PROXY: 'http://me:canary@proxy.invalid:1' }),
      NO_PROXY: exceptions.replace('PORT', port),
    })
    expect({ status, printed }).toMatchObject({ status: 0 })
    expect(halo.seen.length).toBeGreaterThan(3)
    expect([...new Set(lookedUp)]).toEqual([HOST])
  })
})

describe('a proxy that is named', () => {
  it('leads to Halo, and is the only one that is asked for a way', async () => {
    await withProxy(tunnelTo(Number(port)), async (proxy) => {
      const { status } = await compare({ ALL_PROXY: proxy.url })
      expect(status).toBe(0)
      expect(halo.seen.length).toBeGreaterThan(3)
      expect(lookedUp).not.toContain(HOST)
    })
  })

  /** `AT` stands for host and port of a proxy that refuses. To a Windows both spellings are one variable. */
  const LOWER_CASE: [string, Record<string, string>][] =
    process.platform === 'win32'
      ? []
      : [
          ['https_proxy', { https_proxy: 'http://AT' }],
          ['all_proxy', { all_proxy: 'http://AT' }],
          ['https_proxy', { https_proxy: 'http://AT', HTTPS_PROXY: 'http://other.invalid:1' }],
        ]
  it.each<[string, Record<string, string>]>([
    ...LOWER_CASE,
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://AT' }],
    ['ALL_PROXY', { ALL_PROXY: 'http://AT' }],
    ['HTTPS_PROXY', { https_proxy: '', HTTPS_PROXY: 'http://AT', ALL_PROXY: 'socks5://other.invalid:1' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'AT' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: '  http://AT/  ' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://me:p@canary@AT' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://me:100%canary%zz@AT' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://me:a:canary@AT' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://OFFICE%5Cme:p%40ss%23canary%2F@AT' }],
    [
      'HTTPS_PROXY',
      { HTTPS_PROXY: 'http://AT', NO_PROXY: 'halopsa.invalid:444,contoso.*,192.168.0.0/16,[::1],' },
    ],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://AT', NO_PROXY: 'https://contoso.halopsa.invalid' }],
  ])('is asked, and its no is told as its own: %s of %j', async (setting, env) => {
    await withProxy(refusing(403), async (proxy) => {
      const at = `127.0.0.1:${proxy.port}`
      const filled = Object.entries(env).map(([name, value]) => [name, value.replace('AT', at)])
      const { status, printed } = await compare(Object.fromEntries(filled) as Record<string, string>)
      expect(status).toBe(3)
      expect(printed).toContain(`The proxy ${at} (named by ${setting}) opened no tunnel`)
      expect(printed).not.toContain('canary')
      // Who answers at an address is asked once a run, for both sides.
      expect(proxy.received).toHaveLength(1)
      expectHaloUntouched()
    })
  })

  it.each([302, 403, 407, 500, 502, 503, 504])(
    'and answers %i is asked three times at most, by the file’s setting as by a variable’s',
    async (answer) => {
      await withProxy(refusing(answer), async (proxy) => {
        const { status, printed } = await compare({}, { proxy: proxy.url })
        expect(status).toBe(3)
        expect(printed).toContain(`The proxy 127.0.0.1:${proxy.port} (set for this tenant)`)
        expect(printed).toContain(String(answer))
        expect(proxy.received.length).toBeGreaterThan(0)
        expect(proxy.received.length).toBeLessThanOrEqual(3)
        expectHaloUntouched()
      })
    },
  )

  it.each([
    ['http://me:canary@127.0.0.1:9', '127.0.0.1:9', /nobody listens at that port/],
    ['https://me:canary@127.0.0.1:9', '127.0.0.1:9', /nobody listens at that port/],
    ['http://me:canary@proxy.invalid:3128', 'proxy.invalid:3128', /no such host is known/],
    ['http://proxy.invalid', 'proxy.invalid:80', /no such host is known/],
    ['none', 'none:80', /no such host is known/],
  ])('and is not there is named with host and port: %s', async (value, told, why) => {
    const { status, printed } = await compare({ HTTPS_PROXY: value })
    expect(status).toBe(3)
    expect(printed).toContain(`The proxy ${told} (named by HTTPS_PROXY)`)
    expect(printed).toMatch(why)
    expect(printed).not.toContain('canary')
    expectHaloUntouched()
  })
})

/** What cannot be used, with what is said about it; the secret in it is `canary`. */
const UNUSABLE: readonly (readonly [string, RegExp])[] = [
  ['http://127.0.0.1:1/proxy.pac', /PAC file/],
  ['http://wpad.contoso.invalid/wpad.dat', /PAC file/],
  ['pac+http://127.0.0.1:1/x', /PAC file/],
  ['wpad.dat', /PAC file/],
  ['socks5://me:canary@127.0.0.1:1', /SOCKS/],
  ['socks5h://127.0.0.1:1', /SOCKS/],
  ['socks4://127.0.0.1:1', /SOCKS/],
  ['ftp://127.0.0.1:1', /neither http:\/\/ nor https:\/\//],
  ['http//127.0.0.1:1', /neither http:\/\/ nor https:\/\//],
  ['http:/127.0.0.1:1', /neither http:\/\/ nor https:\/\//],
  ['http://127.0.0.1:', /its port/],
  ['http://127.0.0.1:0', /its port/],
  ['http://127.0.0.1:99999', /its port/],
  ['http://me:canary@127.0.0.1:abc', /its port/],
  ['http://127.0. 0.1:1', /not an address/],
  ['8080', /not an address/],
  ['http://pro\u2011xy.invalid:1', /no plain hyphen/],
  ['http://pro\u2013xy.invalid:1', /no plain hyphen/],
  ['http://pro\u200bxy.invalid:1', /cannot be seen/],
  ['http://me:pa#canary@127.0.0.1:1', /not an address|follows the host/],
  ['http://me:pa/canary@127.0.0.1:1', /not an address|follows the host/],
  ['http://me:12/canary@127.0.0.1:1', /follows the host/],
  ['  ', /nothing in it but blanks/],
]

describe('a proxy that cannot be used', () => {
  it.each(UNUSABLE)('is an error that names the variable and helps: %j', async (value, why) => {
    for (const setting of ['HTTPS_PROXY', 'all_proxy']) {
      vi.stubEnv('HTTPS_PROXY', undefined)
      const { status, printed } = await compare({ [setting]: value })
      expect(status).toBe(3)
      expect(printed).toMatch(new RegExp(`The environment variable ${setting} names no proxy`, 'i'))
      expect(printed).toMatch(why)
      expect(printed).toMatch(/Nothing was sent/)
      expect(printed).toMatch(/http:\/\/proxy\.example:8080|PROXY host:port|HTTP port|Type it/)
      expect(printed).not.toContain('canary')
      expect(lookedUp).toEqual([])
      expectHaloUntouched()
    }
  })

  it.each(UNUSABLE)('is refused in a config file, which names the field: %j', async (value) => {
    const { status, printed } = await compare({}, { proxy: value })
    expect(status).toBe(2)
    expect(printed).toMatch(/\bproxy\b/)
    expect(printed).not.toContain('canary')
    expect(lookedUp).toEqual([])
    expectHaloUntouched()
  })

  it.each(UNUSABLE)('is refused in an import, which names the field: %j', async (value) => {
    const folder = temporaryFolder()
    const tenant = {
      name: 'Case',
      url: 'https://contoso.halopsa.com',
      proxy: value,
      app: { kind: 'application', clientId: '8f2b1c6e-app', scope: 'all' },
    }
    writeFileSync(path.join(folder, 't.json'), JSON.stringify([tenant]))
    const { out, messages, status } = await runCli(folder, ['profiles', 'import', 't.json'])
    expect({ status, said: out + messages }).toMatchObject({ status: 2 })
    expect(out + messages).toMatch(
      /line 1: (proxy: Write a proxy as http:|This is not the address of a proxy)/,
    )
    expect(out + messages).not.toContain('canary')
  })
})
