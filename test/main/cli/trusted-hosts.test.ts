import { X509Certificate } from 'node:crypto'
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { CertificateMaker, type Certificate } from '../../support/certificates'
import { json, startFaultServer, type Answer } from '../../support/fault-server'
import { startOutsideHalo, type OutsideHalo } from '../../support/outside-halo'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt, runOnTerminal } from '../../support/built-cli'
import { runCli } from '../../support/run-cli'
import { canarySecret } from '../../support/secret-sweep'

/**
 * Where the secrets of a config file may go, tried with the command line that was built: an office
 * proxy leads every host of the outside world to one server here, which hears all that is sent.
 */

const certificates = new CertificateMaker()
let authority: Certificate
let server: Certificate
let fingerprint: string
beforeAll(() => {
  authority = certificates.authority('Evil\u001B[31m\u009B31m\u202E Root')
  server = certificates.issue(authority, {
    names: [
      'DNS:halo.contoso.example',
      'DNS:contoso.halopsa.com',
      'DNS:auth.haloservicedesk.com',
      'IP:10.0.0.1',
    ].join(','),
  })
  fingerprint = new X509Certificate(authority.cert).fingerprint256
})
afterAll(() => {
  certificates.remove()
})

let folder: string
let secret: string
let outside: OutsideHalo
beforeEach(async () => {
  folder = temporaryFolder()
  secret = canarySecret()
  await writeFile(path.join(folder, 'root.pem'), authority.cert)
  outside = await open(refusing)
  vi.stubEnv('HTTPS_PROXY', outside.proxy)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** A Halo that takes no secret, so that a run ends with its first token request. */
const refusing: Answer = ({ method }, response) => {
  if (method === 'POST') json(response, { error: 'invalid_client' }, 401)
  else response.writeHead(404).end()
}

const open = async (answer: Answer): Promise<OutsideHalo> => {
  const opened = await startOutsideHalo(server, answer)
  onTestFinished(() => opened.close())
  return opened
}

/** In Halo’s form, so that nothing is remarked on it. */
const CLIENT = '3f0d5a5e-9b1c-4a57-8f6e-2d1c0b9a8e7f'

const writeConfig = (url: string, change: object = {}) =>
  writeFile(
    path.join(folder, 'c.json'),
    JSON.stringify({
      name: 'Contoso',
      url,
      app: { kind: 'application', clientId: CLIENT, secretEnv: 'CONTOSO_APP_SECRET' },
      ...change,
    }),
  )

/** With the authority of these tests, and somebody's word for it: only so the server is believed. */
const BRINGING = { ca: 'root.pem' }
const vouched = () => ['--trust-ca', fingerprint]

const options = (env: Record<string, string> = {}) => ({
  folder,
  env: { CONTOSO_APP_SECRET: secret, HTTPS_PROXY: outside.proxy, ...env },
})

const check = (args: readonly string[] = [], env: Record<string, string> = {}) =>
  runBuilt(['check', '--config', 'c.json', ...args], options(env))

/** The same in this process, which is quicker: for what is refused. A connection would be heard, a token not. */
const checkHere = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
  const { status, out, messages } = await runCli(folder, ['check', '--config', 'c.json', ...args], {
    ...options(env).env,
    CROSSVIEW_USER_DATA: path.join(folder, 'data'),
  })
  return { status, out, said: `${messages}\n` }
}

const checkOnTerminal = (answers: readonly string[]) =>
  runOnTerminal(['check', '--config', 'c.json'], answers, options())

/** The hosts that got the secret. */
const sentTo = () => outside.seen.filter(({ body }) => body.includes(secret)).map(({ host }) => host)

const NEVER_CONNECTED: readonly string[] = []

describe('a host that is neither this machine nor Halo’s', () => {
  it.each([
    ['a company’s', 'https://halo.contoso.example', 'halo.contoso.example'],
    ['on a port of its own', 'https://halo.contoso.example:8443', 'halo.contoso.example:8443'],
    ['an address', 'https://10.0.0.1', '10.0.0.1'],
    [
      'like Halo’s in front',
      'https://contoso.halopsa.com.contoso.example',
      'contoso.halopsa.com.contoso.example',
    ],
    ['like Halo’s behind', 'https://contosohalopsa.com', 'contosohalopsa.com'],
    ['Halo’s own on another port', 'https://contoso.halopsa.com:8443', 'contoso.halopsa.com:8443'],
    ['Halo’s in other letters', 'https://cоntoso.halopsa.com', 'xn--cntoso-wqf.halopsa.com'],
  ])('is not connected to before somebody vouched for it: %s', async (_what, url, host) => {
    await writeConfig(url)
    const { status, out, said } = await checkHere()
    expect([status, out, outside.tunnels]).toEqual([2, '', NEVER_CONNECTED])
    expect(said).toContain(`--trust-host ${host}\n`)
    expect(said).toContain('CONTOSO_APP_SECRET')
    expect(said).toContain('nothing was sent')
  })

  it.each([
    ['another', ['--trust-host', 'contoso.example']],
    ['one below it', ['--trust-host', 'a.halo.contoso.example']],
    ['its other port', ['--trust-host', 'halo.contoso.example:8443']],
    ['Halo’s', ['--trust-host', 'halopsa.com', '--trust-host', 'contoso.halopsa.com']],
  ])('is not vouched for by naming %s', async (_what, args) => {
    await writeConfig('https://halo.contoso.example')
    const { status } = await checkHere(args)
    expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
  })

  it.each(['https://halo.contoso.example', '*', '*.contoso.example', 'halo.contoso.example/psa'])(
    'is not named as %s',
    async (named) => {
      await writeConfig('https://halo.contoso.example')
      const { status, said } = await checkHere(['--trust-host', named])
      expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
      expect(said).toContain('Write the host alone')
    },
  )

  it('gets the secret once it is named, in whatever letters, and the run says so before', async () => {
    await writeConfig('https://halo.contoso.example', BRINGING)
    const { status, said } = await check([
      ...['--trust-host', 'other.example', '--trust-host', 'HALO.contoso.example.:443'],
      ...vouched(),
    ])
    expect(status).toBe(1)
    expect(said.split('\n')[0]).toBe('CONTOSO_APP_SECRET goes to halo.contoso.example')
    expect(sentTo()).toEqual(['halo.contoso.example'])
  })

  it('is confirmed once on a terminal, for these secrets and this way', { tags: 'terminal' }, async () => {
    await writeConfig('https://halo.contoso.example', BRINGING)
    const first = await checkOnTerminal(['yes\n'])
    expect(first.said).toContain('CONTOSO_APP_SECRET would go to halo.contoso.example')
    expect([first.status, sentTo()]).toEqual([1, ['halo.contoso.example']])
    const kept = path.join(folder, 'data/trusted-configs.json')
    expect(first.said).toContain(kept)
    expect((await stat(kept)).mode & 0o777).toBe(0o600)
    // Neither on the terminal nor without one is it asked again; fewer certificates are no question either.
    expect((await checkOnTerminal([])).status).toBe(1)
    expect((await checkHere()).status).toBe(1)
    expect(sentTo()).toHaveLength(3)
    await writeConfig('https://halo.contoso.example')
    expect((await checkHere()).status).toBe(1)
    // Another variable, another certificate, a proxy, another port: another question.
    const tunnels = outside.tunnels.length
    const app = { kind: 'application', clientId: 'a', secretEnv: 'FABRIKAM_APP_SECRET' }
    await writeFile(path.join(folder, 'both.pem'), `${authority.cert}${certificates.authority('Other').cert}`)
    for (const [url, change] of [
      ['https://halo.contoso.example', { app }],
      ['https://halo.contoso.example', { ca: 'both.pem' }],
      ['https://halo.contoso.example', { proxy: 'http://proxy.example:1' }],
      ['https://halo.contoso.example:8443', {}],
    ] as const) {
      await writeConfig(url, change)
      expect((await checkHere([], { FABRIKAM_APP_SECRET: secret })).status).toBe(2)
    }
    expect(outside.tunnels).toHaveLength(tunnels)
    await runCli(folder, ['profiles', 'remove', '--all', '--yes'], {
      CROSSVIEW_USER_DATA: path.dirname(kept),
    })
    expect(await readdir(path.dirname(kept))).not.toContain('trusted-configs.json')
  })

  it.each([
    ['no', ['no\n'], 2],
    ['nothing', ['\n'], 2],
    ['y', ['y\n'], 2],
    ['yes and more', ['yes please\n'], 2],
    ['the end of input', ['\u0004'], 2],
    ['Ctrl-C', ['\u0003'], 130],
  ])('gets nothing when the answer is %s', { tags: 'terminal' }, async (_what, answers, expected) => {
    await writeConfig('https://halo.contoso.example')
    const { status } = await checkOnTerminal(answers)
    expect([status, outside.tunnels]).toEqual([expected, NEVER_CONNECTED])
    expect(await readdir(path.join(folder, 'data')).catch(() => [])).toEqual([])
  })

  it('is asked about again when what was kept is damaged', { tags: 'terminal' }, async () => {
    await writeConfig('https://halo.contoso.example')
    await checkOnTerminal(['yes\n'])
    const kept = path.join(folder, 'data/trusted-configs.json')
    const text = await readFile(kept, 'utf8')
    const tunnels = outside.tunnels.length
    for (const damaged of [
      '',
      '{',
      '[]',
      text.replace('/1', '/2'),
      text.replace('"proxy": null', '"proxy": 1'),
    ]) {
      await writeFile(kept, damaged)
      expect((await checkHere()).status).toBe(2)
    }
    expect(outside.tunnels).toHaveLength(tunnels)
    await writeFile(kept, text)
    expect((await checkHere()).status).toBe(1)
    expect(outside.tunnels.length).toBeGreaterThan(tunnels)
  })

  it('is vouched for where the secret is stored, too', async () => {
    await writeConfig('https://halo.contoso.example', { ca: 'root.pem' })
    const env = { ...options().env, CROSSVIEW_USER_DATA: path.join(folder, 'data') }
    const { status, messages } = await runCli(folder, ['profiles', 'add', '--config', 'c.json'], env)
    expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
    expect(messages).toContain(`--trust-host halo.contoso.example --trust-ca ${fingerprint}`)
    expect((await runCli(folder, ['profiles', 'list'], env)).out).toBe('')
  })
})

describe('Halo’s own domains', () => {
  it('are connected to without a question, and the run says so', async () => {
    await writeConfig('https://contoso.halopsa.com')
    const { status, said } = await checkHere()
    // Which this machine does not believe to be Halo, so that it is sent nothing.
    expect([status, outside.tunnels[0], sentTo()]).toEqual([1, 'contoso.halopsa.com:443', []])
    expect(said.split('\n')[0]).toBe('CONTOSO_APP_SECRET goes to contoso.halopsa.com')
  })

  it('may have their tokens issued elsewhere on them, which is told before the secret goes there', async () => {
    outside = await open(({ url, method }, response, number) => {
      if (url === '/api/AuthInfo') json(response, { auth_url: 'https://auth.haloservicedesk.com/auth' })
      else refusing({ url, method, authorization: undefined, body: '' }, response, number)
    })
    await writeConfig('https://contoso.halopsa.com', BRINGING)
    const { said } = await check(vouched())
    expect(sentTo()).toEqual(['auth.haloservicedesk.com'])
    expect(said).toContain(
      'CONTOSO_APP_SECRET goes to auth.haloservicedesk.com, where contoso.halopsa.com has its tokens issued\n',
    )
  })
})

describe('certificates and a proxy that a config file brings', () => {
  it('are just certificates: a private key beside them is not even read over', async () => {
    await writeFile(path.join(folder, 'root.pem'), `${authority.key}${authority.cert}`)
    await writeConfig('https://contoso.halopsa.com', { ca: 'root.pem' })
    const { status, said } = await checkHere(['--trust-ca', fingerprint])
    expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
    expect(said).toMatch(/private key.*\(ca\)/)
  })

  it('do not let anybody pose as Halo', async () => {
    await writeConfig('https://contoso.halopsa.com', { ca: 'root.pem' })
    const { status, said } = await checkHere()
    expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
    expect(said).toContain(`with: --trust-ca ${fingerprint}\n`)
    expect(said).toMatch(/“CN=Evil.* Root”, SHA-256 .*, valid from 20\d\d-.* to 20\d\d-/)
    // OpenSSL escapes the first of them only.
    expect(said).not.toMatch(/[\u001B\u0080-\u009F\u202E]/)
  })

  it('count once their fingerprint is named', async () => {
    await writeConfig('https://contoso.halopsa.com', { ca: 'root.pem' })
    const { status } = await check(['--trust-ca', fingerprint.toLowerCase().replaceAll(':', '')])
    expect([status, sentTo()]).toEqual([1, ['contoso.halopsa.com']])
  })

  it('are each vouched for, and not by another’s fingerprint or by the host', async () => {
    const other = certificates.authority('Another Root')
    await writeFile(path.join(folder, 'root.pem'), `${authority.cert}${other.cert}`)
    await writeConfig('https://halo.contoso.example', { ca: 'root.pem' })
    const otherPrint = new X509Certificate(other.cert).fingerprint256
    const named = ['--trust-host', 'halo.contoso.example', '--trust-ca', otherPrint]
    const { status, said } = await checkHere(named)
    expect([status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
    expect(said).toContain(`with: --trust-ca ${fingerprint}\n`)
    expect((await check([...named, '--trust-ca', fingerprint])).status).toBe(1)
    expect(sentTo()).toEqual(['halo.contoso.example'])
  })

  it('are shown on the terminal before they count', { tags: 'terminal' }, async () => {
    await writeConfig('https://contoso.halopsa.com', { ca: 'root.pem' })
    const { status, said } = await checkOnTerminal(['yes\n'])
    expect(said).toContain(`SHA-256 ${fingerprint}`)
    expect([status, sentTo()]).toEqual([1, ['contoso.halopsa.com']])
  })

  it('a proxy elsewhere is vouched for, one on this machine is not asked about', async () => {
    await writeConfig('https://contoso.halopsa.com', { proxy: 'http://proxy.example:8080' })
    const refused = await checkHere()
    expect([refused.status, outside.tunnels]).toEqual([2, NEVER_CONNECTED])
    expect(refused.said).toContain('with: --trust-host proxy.example:8080\n')
    await writeConfig('https://contoso.halopsa.com', { ...BRINGING, proxy: outside.proxy })
    expect((await check(vouched(), { HTTPS_PROXY: '' })).status).toBe(1)
    expect(sentTo()).toEqual(['contoso.halopsa.com'])
  })

  it('count on this machine only where the tenant is this machine', async () => {
    const local = await startFaultServer(({ url }, response) => {
      if (url === '/api/AuthInfo') json(response, { auth_url: 'https://auth.haloservicedesk.com/auth' })
      else response.writeHead(404).end()
    })
    onTestFinished(() => local.close())
    await writeConfig(local.url, { ca: 'root.pem', proxy: outside.proxy })
    const named = ['--trust-host', 'auth.haloservicedesk.com']
    vi.stubEnv('HTTPS_PROXY', '')
    expect((await checkHere(named)).status).toBe(1)
    // The proxy of the file was not asked, nor its certificates believed behind the system's.
    expect(outside.tunnels).toEqual(NEVER_CONNECTED)
    vi.stubEnv('HTTPS_PROXY', outside.proxy)
    await checkHere(named)
    expect([outside.tunnels, sentTo()]).toEqual([['auth.haloservicedesk.com:443'], []])
  })

  it('are asked about when they are to be kept, also for a tenant on this machine', async () => {
    await writeConfig('http://127.0.0.1:9', { ca: 'root.pem', proxy: outside.proxy })
    const { status, messages } = await runCli(
      folder,
      ['profiles', 'add', '--config', 'c.json'],
      options().env,
    )
    expect(status).toBe(2)
    expect(messages).toContain(`--trust-host ${new URL(outside.proxy).host} --trust-ca ${fingerprint}\n`)
  })

  it('leave other authorisation servers to be named', async () => {
    outside = await open(({ url, method }, response, number) => {
      if (url === '/api/AuthInfo') json(response, { auth_url: 'https://halo.contoso.example/auth' })
      else refusing({ url, method, authorization: undefined, body: '' }, response, number)
    })
    await writeConfig('https://contoso.halopsa.com', BRINGING)
    const refused = await check(vouched())
    expect([refused.status, sentTo()]).toEqual([1, []])
    expect(refused.said).toContain('for a config file: --trust-host halo.contoso.example\n')
    const { said } = await check([...vouched(), '--trust-host', 'halo.contoso.example'])
    expect(said).toContain('CONTOSO_APP_SECRET goes to halo.contoso.example, where contoso.halopsa.com has')
    expect(sentTo()).toEqual(['halo.contoso.example'])
  })
})

describe('--trust-host and --trust-ca', () => {
  it.each([
    ['compare', '--demo', '--trust-host', 'a.example'],
    ['check', '--profile', 'x', '--trust-host', 'a.example'],
    ['check', '--replay', 'run', '--trust-ca', 'ab'.repeat(32)],
    ['permissions', '--snapshot', 's.json', '--trust-host', 'a.example'],
    ['profiles', 'add', '--trust-host', 'a.example'],
  ])('are for config files: %s %s', async (...args) => {
    const { status, messages } = await runCli(folder, args)
    expect(status).toBe(2)
    expect(messages).toContain('are for --config')
  })
})
