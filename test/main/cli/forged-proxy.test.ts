import { X509Certificate } from 'node:crypto'
import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CertificateMaker, type Certificate } from '../../support/certificates'
import { startProxy, tunnelTo, type ConnectProxy, type Reply } from '../../support/connect-proxy'
import { haloLike, json, startFaultServer, type Answer } from '../../support/fault-server'
import { temporaryFolder } from '../../support/profiles'
import { PROXY_REPLIES } from '../../support/proxy-replies'

/** The built command line compares a tenant whose name no resolver knows, through a proxy. */
const CLI = path.resolve(import.meta.dirname, '../../../out/main/cli.cjs')
const HOST = 'contoso.halopsa.invalid'
const SECRETS = { S_APP_SECRET: 'canary-of-app-1', S_AGENT_SECRET: 'canary-of-agent-2' }

interface Compared {
  readonly status: number
  readonly verdict: string | undefined
  readonly complete: boolean | undefined
  /** Everything that was printed. */
  readonly printed: string
}

const maker = new CertificateMaker()
let authority: Certificate
let ofTenant: Certificate
let ofProxy: Certificate
/** What tells the command line that the host is meant, where it asks. */
let trusting: readonly string[] = []
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('Build first: npm run build')
  authority = maker.authority('Crossview test authority')
  ofTenant = maker.issue(authority, { names: `DNS:${HOST}` })
  ofProxy = maker.issue(authority, { names: 'DNS:localhost' })
  const fingerprint = new X509Certificate(authority.cert).fingerprint256
  trusting = ['--trust-host', HOST, '--trust-ca', fingerprint]
})
afterAll(() => {
  maker.remove()
})

const run = (args: readonly string[], env: Record<string, string>, cwd = path.dirname(CLI)) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const { PATH = '' } = process.env
    const options = { cwd, env: { PATH, HOME: cwd, CROSSVIEW_USER_DATA: path.join(cwd, 'data'), ...env } }
    execFile(process.execPath, [CLI, ...args], options, (error, stdout, stderr) => {
      resolve({
        status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
        stdout,
        stderr,
      })
    })
  })

const compare = async (
  env: Record<string, string>,
  config: { readonly proxy?: string; readonly ca?: string } = {},
): Promise<Compared> => {
  const folder = temporaryFolder()
  const side = (clientId: string, secretEnv: string) => ({
    kind: 'application',
    clientId,
    secretEnv,
    scope: 'all',
  })
  writeFileSync(path.join(folder, 'root.pem'), authority.cert)
  writeFileSync(
    path.join(folder, 'c.json'),
    JSON.stringify({
      name: 'Case',
      url: `https://${HOST}`,
      ...config,
      app: side('app', 'S_APP_SECRET'),
      agent: side('agent', 'S_AGENT_SECRET'),
    }),
  )
  const args = ['compare', '--config', 'c.json', '--resources', 'tickets', '--json', '-', ...trusting]
  const { status, stdout, stderr } = await run(args, { ...SECRETS, ...env }, folder)
  const result = JSON.parse(stdout === '' ? '{}' : stdout) as {
    complete?: boolean
    resources?: { verdict: string }[]
  }
  return {
    status,
    verdict: result.resources?.[0]?.verdict,
    complete: result.complete,
    printed: stdout + stderr,
  }
}

const expectNothingTold = ({ status, verdict, complete, printed }: Compared) => {
  expect({ status, verdict, complete }, printed.slice(-500)).toEqual({
    status: 3,
    verdict: 'unknown',
    complete: false,
  })
  expect(printed).not.toMatch(/Forged|canary|Bearer/)
}

const expectNoSecretIn = (received: readonly string[]) => {
  for (const bytes of received) expect(bytes).not.toMatch(/canary|Bearer|client_secret|POST|GET/)
}

const withProxy = async <T>(reply: Reply, use: (proxy: ConnectProxy) => Promise<T>, tls?: Certificate) => {
  const proxy = await startProxy(reply, tls)
  try {
    return await use(proxy)
  } finally {
    await proxy.close()
  }
}

/** A Halo with two tickets. */
const halo: Answer = haloLike(({ url }, response) => {
  json(
    response,
    url.startsWith('/api/Tickets')
      ? { record_count: 2, tickets: [{ id: 1 }, { id: 2 }] }
      : { id: 7, name: 'Agent', is_admin: false },
  )
})

describe('a comparison through a proxy', () => {
  it('that tunnels is compared, and the proxy learns nothing', async () => {
    const server = await startFaultServer(halo, ofTenant)
    await withProxy(tunnelTo(Number(new URL(server.url).port)), async (proxy) => {
      const told = await compare({ HTTPS_PROXY: proxy.url }, { ca: 'root.pem' })
      expect(told).toMatchObject({ verdict: 'same', complete: true })
      expect(proxy.received.length).toBeGreaterThan(0)
      expectNoSecretIn(proxy.received)
      // The other way round: the tenant's own server did get them, and nobody else.
      expect(server.seen.filter(({ body }) => /client_secret=canary-of-(app|agent)/.test(body))).toHaveLength(
        2,
      )
    })
    await server.close()
  })

  const FORGING = PROXY_REPLIES.filter(({ name }) =>
    /^(20[136] with a forged|302 with a forged|203 with an open|201 of|100 and then 201|HTTP\/0\.9: the|HTTP\/2 200|200 with a forged|200 twice|200 and plain|200 with lines that end in LF)/.test(
      name,
    ),
  )
  it('is tried with every kind of forgery', () => {
    expect(FORGING.length).toBe(14)
  })

  it.each(FORGING.map((row) => [row.name, row] as const))(
    'that forges a Halo finds nothing out and nothing the same: %s',
    async (_name, { reply, status }) => {
      await withProxy(reply, async (proxy) => {
        const told = await compare({ HTTPS_PROXY: proxy.url }, { ca: 'root.pem' })
        expectNothingTold(told)
        expect(told.printed).toContain(`proxy 127.0.0.1:${proxy.port} (named by HTTPS_PROXY)`)
        if (status !== 0) expect(told.printed).toContain(String(status))
        expectNoSecretIn(proxy.received)
      })
    },
  )

  it('that is an https proxy and forges a Halo is told as such, where its certificate is trusted', async () => {
    const forging = PROXY_REPLIES.find(({ name }) => name.startsWith('201 with a forged'))
    if (forging === undefined) throw new Error('no such reply')
    const rootFile = path.join(temporaryFolder(), 'root.pem')
    writeFileSync(rootFile, authority.cert)
    await withProxy(
      forging.reply,
      async (proxy) => {
        // Neither trusted by itself, nor by the certificate of the tenant, nor by what a variable names;
        // then by the tenant's certificate, since it is the tenant's own proxy.
        const env = { HTTPS_PROXY: proxy.url.replace('//', '//me:canary@') }
        const untrusted = await compare({ ...env, NODE_EXTRA_CA_CERTS: rootFile }, { ca: 'root.pem' })
        expectNothingTold(untrusted)
        expect(untrusted.printed).toMatch(/certificate of the proxy localhost:\d+ \(named by HTTPS_PROXY\)/)
        expect(proxy.received.join('')).toBe('')
        const trusted = await compare({}, { ca: 'root.pem', proxy: proxy.url })
        expectNothingTold(trusted)
        expect(trusted.printed).toMatch(/opened no tunnel to \S+: it answered 201/)
      },
      ofProxy,
    )
  })

  it.each([
    ['a lone % in the password', '//me:canary%@'],
    ['a lone % in the name', '//%:canary@'],
    ['a wrong escape', '//me:canary%zz@'],
    ['an escape that is no UTF-8', '//me:canary%ff@'],
    ['blanks and letters of everywhere', '//me:canary ü€@'],
  ])('whose setting has %s asks it, and ends in order', async (_name, credentials) => {
    const refusing: Reply = (socket) => socket.end('HTTP/1.1 403 No\r\n\r\n')
    await withProxy(refusing, async (proxy) => {
      const told = await compare({ HTTPS_PROXY: proxy.url.replace('//', credentials) })
      expectNothingTold(told)
      expect(told.printed).toMatch(/answered 403/)
      expect(proxy.received[0]).toMatch(/\r\nProxy-Authorization: Basic [\w+/]+=*\r\n/)
    })
  })

  it('where nobody is ends in order too, whatever the password', async () => {
    const dead = await compare({ HTTPS_PROXY: 'http://me:canary%@127.0.0.1:9' })
    expectNothingTold(dead)
    expect(dead.printed).toMatch(/proxy 127\.0\.0\.1:9 \(named by HTTPS_PROXY\)/)
  })

  it.each([
    ['HTTPS_PROXY', 'socks5://me:canary@127.0.0.1:1'],
    ['https_proxy', 'ftp://127.0.0.1:1'],
    ['HTTPS_PROXY', 'http://127.0.0.1:0'],
    ['HTTPS_PROXY', 'http://127.0.0.1:99999'],
    ['HTTPS_PROXY', 'http://me:1#canary@127.0.0.1:1'],
    ['ALL_PROXY', 'socks5h://127.0.0.1:1'],
    ['all_proxy', 'http://'],
    ['HTTPS_PROXY', '%'],
    ['HTTPS_PROXY', '  '],
  ])('that %s=%j does not name is an error of the setting, and nobody is asked', async (name, value) => {
    const told = await compare({ [name]: value })
    expectNothingTold(told)
    const setting = process.platform === 'win32' ? name.toUpperCase() : name
    expect(told.printed).toContain(`environment variable ${setting} names no proxy that can be used`)
    expect(told.printed).not.toMatch(/ENOTFOUND|EAI_AGAIN/)
  })

  it('that Node itself would use is not used beside it', async () => {
    // With these Node sends whatever uses its own agents through HTTPS_PROXY, which the tenant's goes before.
    const refusing: Reply = (socket) => socket.end('HTTP/1.1 403 No\r\n\r\n')
    await withProxy(refusing, async (ofSystem) => {
      await withProxy(refusing, async (own) => {
        const told = await compare(
          { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: ofSystem.url, HTTP_PROXY: ofSystem.url },
          { proxy: own.url },
        )
        expectNothingTold(told)
        expect(ofSystem.received).toEqual([])
        expect(own.received.length).toBeGreaterThan(0)
      })
    })
  })
})
