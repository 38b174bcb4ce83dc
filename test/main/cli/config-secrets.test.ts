import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { secretFromFile } from '../../../src/main/cli/target/secret-source'
import { startDemo } from '../../../src/demo/index'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt } from '../../support/built-cli'
import { runCli } from '../../support/run-cli'
import { KEPT_SECRETS, REFUSED_SECRETS } from '../../support/secret-corpus'
import { canarySecret } from '../../support/secret-sweep'

/** What a config file may name as its secret, tried through the command line. */

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const check = (env: Record<string, string>, ...args: string[]) =>
  runCli(folder, ['check', '--config', 'c.json', ...args], env)

const demoTenant = async () => {
  const demo = await startDemo('healthy')
  onTestFinished(() => demo.close())
  return demo
}

const writeConfig = (config: object) => writeFile(path.join(folder, 'c.json'), JSON.stringify(config))

/** A foreign file that names what is not its author's. */
const foreign = (url: string, source: object) => ({
  name: 'Contoso',
  url,
  app: { kind: 'application', clientId: 'a', ...source },
})

const COMMANDS: readonly (readonly string[])[] = [
  ['check', '--config', 'c.json'],
  ['check', '--config', 'c.json', '--scopes'],
  ['check', '--config', 'c.json', '--recipe', 'halo-tickets'],
  ['check', '--config', 'c.json', '--calls', 'calls.log'],
  ['compare', '--config', 'c.json', '--json', '-'],
  ['permissions', '--config', 'c.json'],
  ['expect', 'policy.yaml', '--config', 'c.json'],
  ['profiles', 'add', '--config', 'c.json'],
]

const writeInputs = () =>
  Promise.all([
    writeFile(path.join(folder, 'calls.log'), 'GET /api/tickets\n'),
    writeFile(path.join(folder, 'policy.yaml'), 'schema: crossview.expect/1\nexpect:\n  - same: [tickets]\n'),
  ])

describe('secretEnv', () => {
  it.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    'cannot name a variable of another kind: %s',
    async (_name, command) => {
      const demo = await demoTenant()
      await writeInputs()
      await writeConfig(foreign(demo.url, { secretEnv: 'AWS_SECRET_ACCESS_KEY' }))
      const { status, out, messages } = await runCli(folder, command, {
        AWS_SECRET_ACCESS_KEY: canarySecret(),
      })
      expect([status, out, demo.counts().requests]).toEqual([2, '', 0])
      expect(messages).toMatch(/app\.secretEnv.*ends in _SECRET.*Rename the variable/)
    },
  )

  it.each([
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'PATH',
    '_SECRET',
    'SECRET',
    'X_SECRET_',
    'X_SECRET ',
    'X_SECRET\n',
    ' X_SECRET',
    'x_secret',
    'X-SECRET',
    '1X_SECRET',
    'X=1_SECRET',
    'X\0_SECRET',
    'Ⅹ_SECRET',
    'A_SECRET,B_SECRET',
    '../X_SECRET',
    `${'X'.repeat(200)}_SECRET`,
    '',
    null,
    7,
    ['X_SECRET'],
    { X: 'X_SECRET' },
  ])('is refused before anything is sent: %j', async (secretEnv) => {
    const demo = await demoTenant()
    await writeConfig(foreign(demo.url, { secretEnv }))
    const secret = canarySecret()
    const variables = ['AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', '_SECRET', 'SECRET', 'x_secret', 'X_SECRET_']
    const env = Object.fromEntries(variables.map((name) => [name, secret]))
    const { status, messages } = await check(env)
    expect([status, demo.counts().requests]).toEqual([2, 0])
    expect(messages).toContain('app.secretEnv')
  })

  it('is told with its host before the first request, once for each', async () => {
    const demo = await demoTenant()
    await writeConfig({
      ...foreign(demo.url, { clientId: demo.app.clientId, secretEnv: 'CONTOSO_APP_SECRET' }),
      agent: { kind: 'application', clientId: demo.agent.clientId, secretEnv: 'CONTOSO_REF_SECRET' },
    })
    const { status, said } = await runBuilt(['check', '--config', 'c.json', '--scopes'], {
      folder,
      env: { CONTOSO_APP_SECRET: demo.app.secret, CONTOSO_REF_SECRET: demo.agent.secret },
    })
    const { host } = new URL(demo.url)
    expect(status).toBe(0)
    expect(said.split('\n').slice(0, 2)).toEqual([
      `CONTOSO_APP_SECRET goes to ${host}`,
      `CONTOSO_REF_SECRET goes to ${host}`,
    ])
    expect(said.match(/goes to/g)).toHaveLength(2)
  })
})

/** Runs `check` with a `secretFile` against a demo tenant. */
const checkFile = async (secretFile: unknown, source: object = {}) => {
  const demo = await demoTenant()
  await writeConfig(foreign(demo.url, { clientId: demo.app.clientId, secretFile, ...source }))
  const { status, messages } = await check({ X_SECRET: canarySecret() })
  return { status, said: messages, requests: demo.counts().requests }
}

const writeSecret = async (name: string, content: string | Buffer, mode = 0o600) => {
  await writeFile(path.join(folder, name), content)
  await chmod(path.join(folder, name), mode)
}

describe('secretFile', () => {
  it.each(['', '\n', '\r\n'])(
    'is read from beside the config, without what ends its line: %j',
    async (end) => {
      const demo = await demoTenant()
      await mkdir(path.join(folder, 'sub'))
      await writeFile(
        path.join(folder, 'sub/c.json'),
        JSON.stringify(foreign(demo.url, { clientId: demo.app.clientId, secretFile: './app.secret' })),
      )
      await writeSecret('sub/app.secret', `${demo.app.secret}${end}`, 0o400)
      const run = await runBuilt(['check', '--config', 'sub/c.json'], { folder })
      expect(run.status).toBe(0)
      expect(run.said).toContain(`${path.join(folder, 'sub/app.secret')} goes to ${new URL(demo.url).host}\n`)
      // The sweep at the end of the test looks for it everywhere else. Windows writes no file that is read-only.
      await chmod(path.join(folder, 'sub/app.secret'), 0o600)
      await writeSecret('sub/app.secret', 'gone')
    },
  )

  it('is followed where it is a link, as Kubernetes mounts it', { tags: 'file-modes' }, async () => {
    const demo = await demoTenant()
    await mkdir(path.join(folder, '..data'))
    await writeSecret('..data/app', demo.app.secret, 0o400)
    await symlink('..data/app', path.join(folder, 'app'))
    await writeConfig(foreign(demo.url, { clientId: demo.app.clientId, secretFile: 'app' }))
    expect((await check({})).status).toBe(0)
    await chmod(path.join(folder, '..data/app'), 0o440)
    expect(await check({})).toMatchObject({
      status: 2,
      messages: expect.stringContaining('mode 0440'),
    })
    await writeSecret('..data/app', 'gone')
  })

  it.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o660, 0o666, 0o444, 0o440, 0o777])(
    'is refused when others may read or change it: %o',
    { tags: 'file-modes' },
    async (mode) => {
      await writeSecret('app.secret', 'hunter22', mode)
      const { status, said, requests } = await checkFile('app.secret')
      expect([status, requests]).toEqual([2, 0])
      expect(said).toMatch(/app\.secretFile.*others than its owner \(mode 0\d{3}\)/)
      expect(said).toContain('chmod 600')
      expect(said).not.toContain('hunter22')
    },
  )

  it('is refused when it is another user’s', { tags: 'made-by-root' }, async () => {
    await writeSecret('app.secret', 'hunter22')
    await chown(path.join(folder, 'app.secret'), 12_345, 12_345)
    const { status, said, requests } = await checkFile('app.secret')
    expect([status, requests]).toEqual([2, 0])
    expect(said).toContain('belongs to another user')
  })

  it.each([
    ['a missing file', 'missing', /is not there/],
    ['a folder', 'folder', /no ordinary file/],
    ['a pipe that nobody writes to', 'pipe', /no ordinary file/],
    ['a socket', 'socket', /no ordinary file/],
    ['a device', '/dev/zero', /no ordinary file/],
    ['the terminal', '/dev/tty', /no ordinary file|could not be read/],
    ['a link to nothing', 'dangling', /is not there/],
    ['a link in a circle', 'circle', /could not be read: it is a link that leads in a circle/],
    ['nothing', 'empty', /is empty/],
    ['spaces alone', 'blank', /secret is empty/],
    ['1,027 bytes', 'large', /larger than a client secret/],
    ['1,025 bytes', 'longer', /longer than 1,024 bytes/],
    ['a NUL', 'nul', /holds NUL characters/],
    ['UTF-16 without a mark', 'utf16', /UTF-16 without the mark/],
    ['what is no UTF-8', 'latin1', /not text in UTF-8/],
    ['a private key', 'key', /more than one line/],
    ['passwords of many', 'netrc', /more than one line/],
    ['two files that were joined', 'joined', /byte order mark/],
    ['an escape sequence', 'escape', /more than one line or control/],
    ['the environment of this process', '/proc/self/environ', /is empty/],
    ['its command line', '/proc/self/cmdline', /is empty|others than its owner/],
    ['a path too long', `${'x/'.repeat(2500)}x`, /4,096 characters/],
    ['a path with a NUL', 'a\0b', /Name a file/],
    ['no path', '', /Name a file/],
    ['the secret itself', '1f0e3dad-9990-8345-b743-9f8ffabdffc4', /is not there/],
    ['a number', 7, /app\.secretFile/],
    ['an object', { path: 'x' }, /app\.secretFile/],
  ])('is refused with its reason: %s', { tags: 'special-files' }, async (_what, secretFile, reason) => {
    await mkdir(path.join(folder, 'folder'))
    execFileSync('mkfifo', ['-m', '600', path.join(folder, 'pipe')])
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path.join(folder, 'socket'), resolve))
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
    await symlink('nothing', path.join(folder, 'dangling'))
    await symlink('circle', path.join(folder, 'circle'))
    const contents: Record<string, string | Buffer> = {
      empty: '',
      blank: ' \n\t',
      large: 'a'.repeat(1027),
      longer: 'a'.repeat(1025),
      nul: 'hunter22\0rest',
      utf16: Buffer.from('hunter22', 'utf16le'),
      latin1: Buffer.from('hünter22', 'latin1'),
      key: '-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----\n',
      netrc: 'machine a password hunter22\nmachine b password hunter22\n',
      joined: 'hunter22\uFEFFhunter23',
      escape: 'hunter22\u001B[2J',
    }
    for (const [name, content] of Object.entries(contents)) await writeSecret(name, content)
    const { status, said, requests } = await checkFile(secretFile)
    expect([status, requests]).toEqual([2, 0])
    expect(said).toMatch(reason)
    expect(said).toContain('app.secretFile')
    expect(said).not.toMatch(/hunter22|hünter|1f0e3dad/)
  })

  it.each([
    ['both', { secretEnv: 'X_SECRET' }, /app\.secretFile: Name the secret once/],
    ['neither', { secretFile: undefined }, /app\.secretEnv is missing/],
    ['a secret in it', { secretFile: { secret: 'hunter22' } }, /holds a secret in app\.secretFile\.secret/],
  ])('stands alone: %s', async (_what, source, reason) => {
    await writeSecret('app.secret', 'hunter22')
    const { status, said, requests } = await checkFile('app.secret', source)
    expect([status, requests]).toEqual([2, 0])
    expect(said).toMatch(reason)
    expect(said).not.toContain('hunter22')
  })

  it('is judged as it was opened, whoever changes the name meanwhile', { tags: 'file-modes' }, async () => {
    await writeSecret('good', 'hunter22')
    await writeSecret('bad', 'hunter33', 0o644)
    const [file, other] = [path.join(folder, 'file'), path.join(folder, 'other')]
    await symlink('good', file)
    const stop = new AbortController()
    const swaps = (async () => {
      for (let turn = 0; !stop.signal.aborted; turn += 1) {
        await symlink(turn % 2 === 0 ? 'bad' : 'good', other)
        await rename(other, file)
      }
    })()
    for (let turn = 0; turn < 300; turn += 1) {
      const read = await secretFromFile(file, 'app.secretFile')
      expect(read.ok ? read.value : read.error.message).toMatch(/^hunter22$|mode 0644/)
    }
    stop.abort()
    await swaps
  })

  it.each(KEPT_SECRETS)('of %s is read as a pasted one', async (_what, typed, kept) => {
    const file = path.join(folder, 'app.secret')
    await writeSecret('app.secret', typed)
    const isLong = Buffer.byteLength(typed) > 1026
    const read = await secretFromFile(file, 'app.secretFile')
    if (isLong) expect(read).toMatchObject({ ok: false })
    else expect(read).toEqual({ ok: true, value: kept })
  })

  it.each(REFUSED_SECRETS)('of %s is refused, and not repeated', async (_what, typed) => {
    await writeSecret('app.secret', typed)
    // Half a surrogate pair cannot be written: it becomes another character, which is kept.
    const writable = Buffer.from(typed).toString() === typed
    const read = await secretFromFile(path.join(folder, 'app.secret'), 'app.secretFile')
    expect(read.ok).toBe(!writable)
    expect(JSON.stringify(read.ok ? '' : read.error)).not.toMatch(/canary|bbb|ccc|ööö/)
  })
})

describe('other fields of a config file', () => {
  const isAnswered = async (
    _what: string,
    change: object,
    expected: number,
    reason: RegExp | null,
  ): Promise<void> => {
    const demo = await demoTenant()
    await writeSecret('own.secret', 'hunter22')
    await writeFile(
      path.join(folder, 'damaged.pem'),
      '-----BEGIN CERTIFICATE-----\nhunter22\n-----END CERTIFICATE-----\n',
    )
    const base = foreign(demo.url, { clientId: demo.app.clientId, secretEnv: 'X_SECRET' })
    await writeFile(path.join(folder, 'c.json'), JSON.stringify({ ...base, ...change }))
    const { status, messages } = await check({ X_SECRET: demo.app.secret }, '--json', 'check.json')
    expect(status).toBe(expected)
    if (reason !== null) {
      expect(messages).toMatch(reason)
      expect(demo.counts().requests).toBe(0)
    }
    expect(messages).not.toMatch(/hunter22|root:/)
  }

  it.each<Parameters<typeof isAnswered>>([
    ['a name that is a path', { name: '../../outside' }, 0, null],
    ['a tenant that is a parameter', { tenant: 'x&client_secret=1#/../..' }, 0, null],
    ['an unknown key', { profile: 'Contoso' }, 2, /profile is not a known field/],
    [
      'a key of objects',
      JSON.parse('{"__proto__":{"url":"https://evil.example"}}') as object,
      2,
      /__proto__/,
    ],
    ['certificates that are a secret', { ca: 'own.secret' }, 2, /not PEM text/],
    [
      'a damaged certificate',
      { ca: 'damaged.pem' },
      2,
      /damaged and cannot be read. It is the file damaged.pem/,
    ],
    ['a proxy with a command in its name', { proxy: 'http://$(reboot):80' }, 2, /proxy.*plain letters/],
    ['a proxy with a password', { proxy: 'http://me:hunter22@proxy:80' }, 2, /without name and password/],
    [
      'a port of the system',
      { agent: { kind: 'sign-in', clientId: 'x', redirectPort: 22 } },
      2,
      /redirectPort/,
    ],
  ])('%s', isAnswered)

  it.each<Parameters<typeof isAnswered>>([
    ['certificates that never end', { ca: '/dev/zero' }, 2, /holds no PEM certificate/],
    ['certificates that are a pipe', { ca: 'pipe' }, 2, /holds no PEM certificate/],
    ['certificates that are a table of users', { ca: '/etc/passwd' }, 2, /not PEM text/],
  ])('%s', { tags: 'special-files' }, async (...field) => {
    execFileSync('mkfifo', [path.join(folder, 'pipe')])
    await isAnswered(...field)
  })
})
