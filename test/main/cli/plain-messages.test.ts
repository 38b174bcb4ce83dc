import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { constants } from 'node:os'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { transportFailure } from '../../../src/main/adapters/halo/answers/failures'
import type { HttpFault } from '../../../src/main/adapters/http/http-fault'
import { writeFault } from '../../../src/main/adapters/files/write-fault'
import { transportFault } from '../../../src/main/adapters/releases/check-faults'
import { readFault } from '../../../src/main/text-file'
import { LARGEST_FILE } from '../../../src/shared/bounds'
import { CertificateMaker, type Certificate } from '../../support/certificates'
import { startFaultServer, type Answer } from '../../support/fault-server'
import { temporaryFolder } from '../../support/profiles'
import { runCli, type Ran } from '../../support/run-cli'
import { unless } from '../../support/systems'

/** Faults of every kind at every door of the command line: a person is told words, never what a library or the system calls them. */

const RAW =
  /\b(?:E[A-Z]{3,}|ERR_[A-Z_]+|[A-Z]*CERT_[A-Z_]+|UNABLE_TO_[A-Z_]+|DEPTH_ZERO[A-Z_]*|SELF_SIGNED[A-Z_]*|HPE_[A-Z_]+)\b|Unexpected (?:token|end|identifier)|(?:Syntax|Zod|Type|Range|YAML|Axios|Cli)Error|invalid_\w+|Invalid input|expected .* received|\bat .*\.[cm]?[jt]s:\d+|\[object |undefined|\bNaN\b/

let folder = ''
let run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>
beforeEach(() => {
  folder = temporaryFolder()
  run = (args, env) => runCli(folder, args, env)
})

const plain = ({ status, out, messages }: Ran, expected: readonly number[] = [2]): string => {
  // The name of the folder is random, and may be made of capitals.
  const told = `${messages}\n${out}`.replaceAll(folder, 'the folder')
  expect(RAW.exec(told)?.[0], messages).toBeUndefined()
  expect(expected, messages).toContain(status)
  expect(messages.trim(), 'says something').not.toBe('')
  return messages
}

/** Each way in which a file is named, with what it is to hold. */
const DOORS: Readonly<
  Record<string, { readonly args: readonly string[]; readonly extra?: () => Promise<void> }>
> = {
  'a config file': { args: ['check', '--config', 'FILE'] },
  'a config file to add': { args: ['profiles', 'add', '--config', 'FILE'] },
  'an import': { args: ['profiles', 'import', 'FILE'] },
  'a snapshot to report': { args: ['report', '--snapshot', 'FILE', '--json', 'x.json'] },
  'a snapshot to change': { args: ['what-if', '--snapshot', 'FILE', '--change', 'agent.disabled=no'] },
  'a snapshot to fix': { args: ['fix', '--snapshot', 'FILE'] },
  'a snapshot of permissions': { args: ['permissions', '--snapshot', 'FILE'] },
  expectations: { args: ['expect', 'FILE', '--demo'] },
  'a recipe': { args: ['check', '--demo', '--recipe', './FILE.json'] },
  calls: { args: ['check', '--demo', '--calls', 'FILE'] },
  'scopes to go on from': { args: ['check', '--demo', '--scopes', '--resume', 'FILE'] },
  'a recording': { args: ['compare', '--replay', 'FILE'] },
}

const FAULTS: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  'that is not there': () => Promise.resolve(),
  'that is a folder': (file) => mkdir(file),
  'with more than is read': async (file) => {
    await writeFile(file, '{')
    await truncate(file, LARGEST_FILE + 1)
  },
  ...Object.fromEntries(
    [
      '',
      '{',
      '{"name": tru}',
      '[1,]',
      'null',
      '[]',
      '7',
      '"text"',
      '{}',
      '{"a": 1,\n"a": 2}',
      '{"schema": 7}',
      '{"schema": "crossview.other/9"}',
      '{"schema": "crossview.snapshot/1", "comparison": 7}',
      '{"schema": "crossview.expect/1", "expect": 7}',
      '{"schema": "crossview.expect/1", "expect": [7, {"resource": []}]}',
      '{"schema": "crossview.recipe/1", "name": [], "scopes": {}}',
      '{"name": 1, "url": [], "app": null}',
      '{"name": "x", "url": "https://contoso.halopsa.com", "app": {"kind": "other"}}',
      '{"name": "x", "url": "https://contoso.halopsa.com", "app": {"kind": "application", "clientId": 7, "secretEnv": "X_SECRET"}}',
      '{"name": "x", "url": "not an address", "app": {"kind": "application", "clientId": "a", "secretEnv": "X_SECRET"}}',
      '{"name": "x", "url": "https://contoso.halopsa.com", "unknown": 1}',
      'a: [',
      'a: b: c',
      '\t- x',
      '*alias',
      'a: &x [*x]',
      'schema: crossview.expect/1\nexpect: 7',
      'schema: crossview.expect/1\nexpect:\n  - resource: tickets\n    both: {}',
      'name,url\n"x',
      'name,url\nx,y,z\n',
      'name,url\nx,https://nowhere\n',
    ].map((text) => [`that holds ${JSON.stringify(text)}`, (file: string) => writeFile(file, text)]),
  ),
}

describe.each(Object.entries(DOORS))('%s', (_door, { args }) => {
  it.each(Object.entries(FAULTS))('%s', async (_fault, make) => {
    const name = args.join(' ').includes('FILE.json') ? 'FILE.json' : 'FILE'
    await make(path.join(folder, name))
    plain(await run(args), [0, 1, 2, 3])
  })

  it('below a file, behind links in a circle, with too long a name', { tags: 'links' }, async () => {
    await writeFile(path.join(folder, 'file'), '')
    await symlink('circle', path.join(folder, 'circle'))
    for (const name of ['file/x.json', 'circle', `${'x'.repeat(300)}.json`, '']) {
      const named = args.map((argument) => (argument.includes('FILE') ? name : argument))
      plain(await run(named))
    }
  })

  it('that may not be read', unless(process.getuid?.() === 0 ? 'root reads everything' : null), async () => {
    const name = args.join(' ').includes('FILE.json') ? 'FILE.json' : 'FILE'
    await writeFile(path.join(folder, name), '{}', { mode: 0 })
    plain(await run(args))
  })
})

const APP = { kind: 'application', clientId: 'app-client', secretEnv: 'X_SECRET' }
const configOf = async (change: object): Promise<readonly string[]> => {
  await writeFile(
    path.join(folder, 'c.json'),
    JSON.stringify({
      name: 'x',
      url: 'http://127.0.0.1:9',
      app: APP,
      agent: { ...APP, clientId: 'agent-client' },
      ...change,
    }),
  )
  return ['--config', 'c.json']
}
const ENV = { X_SECRET: 'the-secret-of-a-test' }

describe('a file that a config file names', () => {
  it.each<[string, object]>([
    ['a certificate that is not there', { ca: 'none.pem' }],
    ['a certificate that is a folder', { ca: '.' }],
    ['a certificate that is none', { ca: 'text' }],
    ['a secret that is not there', { app: { ...APP, secretEnv: undefined, secretFile: 'none' } }],
    ['a secret that is a folder', { app: { ...APP, secretEnv: undefined, secretFile: '.' } }],
    ['a variable that is not set', { app: { ...APP, secretEnv: 'NONE_SECRET' } }],
  ])('%s', async (_what, change) => {
    await writeFile(path.join(folder, 'text'), 'no certificate\n', { mode: 0o644 })
    plain(await run(['check', ...(await configOf(change))], ENV))
  })

  it('a secret that everybody may read', { tags: 'file-modes' }, async () => {
    await writeFile(path.join(folder, 'text'), 'no certificate\n', { mode: 0o644 })
    const change = { app: { ...APP, secretEnv: undefined, secretFile: 'text' } }
    plain(await run(['check', ...(await configOf(change))], ENV))
  })
})

const maker = new CertificateMaker()
let authority: Certificate
beforeAll(() => {
  authority = maker.authority('Contoso root')
})
afterAll(() => {
  maker.remove()
})

describe('a server', () => {
  const HERE = { names: 'DNS:localhost,IP:127.0.0.1' }
  const closes: Answer = (_request, response) => {
    response.socket?.destroy()
  }
  const half: Answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': '99' })
    response.write('{', () => {
      response.socket?.destroy()
    })
  }
  const page: Answer = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Welcome</h1>')
  }
  it.each<[string, Answer, (() => Certificate) | undefined]>([
    ['that closes', closes, undefined],
    ['that breaks off', half, undefined],
    ['of somebody else', page, undefined],
    ['that is self-signed', page, () => maker.authority('localhost')],
    ['of an unknown authority', page, () => maker.issue(authority, HERE)],
    ['that has expired', page, () => maker.issue(authority, { ...HERE, isExpired: true })],
    ['for another host', page, () => maker.issue(authority, { names: 'DNS:other.example' })],
  ])('%s', async (what, answer, certificate) => {
    const server = await startFaultServer(answer, certificate?.())
    onTestFinished(() => server.close())
    await writeFile(path.join(folder, 'root.pem'), authority.cert)
    const url = server.url.replace('127.0.0.1', 'localhost')
    const ca = /expired|another/.test(what) ? { ca: 'root.pem' } : {}
    const target = await configOf({ url, ...ca })
    plain(await run(['check', ...target, '--json', '-'], ENV), [1, 2, 3])
    plain(await run(['compare', ...target, '--json', '-'], ENV), [1, 2, 3])
  })

  it('that does not speak TLS, is not there, or has a name that nobody knows', async () => {
    const server = await startFaultServer(page)
    onTestFinished(() => server.close())
    for (const url of [
      server.url.replace('http:', 'https:'),
      'http://127.0.0.1:9',
      'https://127.0.0.1:9',
      'https://nowhere.invalid',
    ]) {
      const target = [...(await configOf({ url })), '--trust-host', 'nowhere.invalid']
      plain(await run(['check', ...target, '--json', '-'], ENV), [1, 3])
    }
  })

  it.each([
    'http://127.0.0.1:9',
    'https://127.0.0.1:9',
    'http://nowhere.invalid:1',
    'socks5://127.0.0.1:1',
    'PAC file',
    'http://a:b:c',
    '  ',
  ])('behind the proxy %s', async (proxy) => {
    const target = await configOf({ url: 'https://contoso.halopsa.com' })
    plain(
      await run(['check', ...target, '--json', '-'], { ...ENV, HTTPS_PROXY: proxy, NO_PROXY: '' }),
      [1, 2, 3],
    )
  })
})

describe('a port', () => {
  it('that is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
    const { port } = server.address() as AddressInfo
    plain(await run(['demo', '--port', String(port)]), [2, 3])
    const agent = { kind: 'sign-in', clientId: 'a', redirectPort: port }
    const target = await configOf({ agent })
    plain(await run(['check', ...target, '--no-browser', '--json', '-'], ENV), [1, 2, 3])
  })
})

describe('the stored profiles', () => {
  it.each<[string, (file: string) => Promise<unknown>]>([
    ['that are a folder', (file) => mkdir(file)],
    ['that are no JSON', (file) => writeFile(file, '{')],
    ['that hold something else', (file) => writeFile(file, '{"version": 1}')],
  ])('%s', async (_what, make) => {
    await make(path.join(folder, 'profiles.json'))
    plain(await run(['profiles', 'list']), [0, 2, 3])
    plain(await run(['profiles', 'remove', 'x']), [2, 3])
    plain(await run(['check', '--profile', 'x']), [2, 3])
  })

  it('in a folder that is a file', async () => {
    await writeFile(path.join(folder, 'file'), '')
    const env = { CROSSVIEW_USER_DATA: path.join(folder, 'file') }
    await writeFile(path.join(folder, 'import.json'), '[]')
    for (const args of [
      ['profiles', 'list'],
      ['profiles', 'remove', 'x'],
      ['check', '--profile', 'x'],
    ])
      plain(await run(args, env), [0, 2, 3])
  })
})

describe('a code of the system or of TLS is told in words, on every way', () => {
  const TLS = [
    ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_CHAIN_TOO_LONG'],
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_CRL', 'ERR_TLS_CERT_ALTNAME_INVALID', 'INVALID_CA'],
    ...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_NO_SHARED_CIPHER', 'EPROTO', 'CRL_HAS_EXPIRED'],
  ]
  const SYSTEM = [
    ...Object.keys(constants.errno),
    'ENOTFOUND',
    'EAI_AGAIN',
    'EAI_FAIL',
    'HPE_INVALID_CONSTANT',
    'unknown',
  ]
  const PROXY = { proxy: 'proxy:1', setting: 'HTTPS_PROXY' }
  it.each([...TLS, ...SYSTEM])('%s', (code) => {
    const proxied = (['unreachable', 'certificate', 'no-tls', 'broken', 'closed'] as const).map(
      (problem): HttpFault => ({ kind: 'proxy', problem, status: 0, detail: code, ...PROXY }),
    )
    const faults: readonly HttpFault[] = [{ kind: 'unreachable', code }, { kind: 'tls', code }, ...proxied]
    const told = faults.flatMap((fault) => {
      const [failure, check] = [transportFailure(fault, 'host'), transportFault(fault, 'host')]
      return [failure.message, ...failure.advice, check.message, ...check.advice]
    })
    // A proxy's setting is a name of the person's own; no code is like it.
    for (const text of [...told, readFault(code), writeFault(code)]) expect(text).not.toMatch(RAW)
  })
})
