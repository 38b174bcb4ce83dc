import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPrograms, ROOT, runProgram, type Surroundings } from '../../support/built-program'
import { CertificateMaker } from '../../support/certificates'
import { temporaryFolder } from '../../support/profiles'
import { canarySecret, filesIn, sweep } from '../../support/secret-sweep'

/** The command line and the fallback window, as they are built, in hostile surroundings (security-measurements.md B29). */

beforeAll(buildPrograms)

let folder = ''
let written = ''
beforeEach(async () => {
  folder = temporaryFolder()
  written = path.join(folder, 'written')
  await mkdir(written)
})

/** Refused before anything else: nothing was written, nothing was asked. */
const expectRefused = async (surroundings: Surroundings, named: RegExp) => {
  for (const program of ['cli', 'browser-window'] as const) {
    const args = program === 'cli' ? ['compare', '--demo', '--json', '-'] : []
    const { status, out, said } = await runProgram(program, folder, args, surroundings)
    expect({ program, status, out }).toEqual({ program, status: 2, out: '' })
    expect(said).toMatch(named)
  }
  // Node writes some of it at any end; then there is nothing in it.
  expect(readdirSync(folder)).toEqual(['written'])
}

describe('options of Node', () => {
  it.each([
    '--tls-keylog=WRITTEN/keys',
    '--tls_keylog=WRITTEN/keys',
    '"--tls-keylog=WRITTEN/keys"',
    '--inspect=127.0.0.1:0',
    '--inspect_port=0',
    '--cpu-prof --cpu-prof-dir=WRITTEN',
    '--report-on-signal --report-dir=WRITTEN',
    '--trace-events-enabled --trace-event-file-pattern=WRITTEN/trace',
    '--redirect-warnings=WRITTEN/warnings',
    '--import=data:text/javascript,globalThis.here=1',
    '--use-openssl-ca',
    '--openssl-config=/dev/null',
  ])('in NODE_OPTIONS end the start with the reason: %s', async (options) => {
    const given = options.replaceAll('WRITTEN', written)
    await expectRefused({ env: { NODE_OPTIONS: given } }, /NODE_OPTIONS contains --[a-z]/)
  })

  it(
    'in NODE_OPTIONS that wait for a signal end the start with the reason',
    { tags: 'signals-to-others' },
    async () => {
      const given = `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${written}`
      await expectRefused({ env: { NODE_OPTIONS: given } }, /NODE_OPTIONS contains --[a-z]/)
    },
  )

  it.each([
    ['--tls_keylog=WRITTEN/keys'],
    ['--inspect=127.0.0.1:0'],
    ['--env-file=/dev/null'],
    ['-r', 'node:os'],
    ['--trace-tls'],
    ['--icu-data-dir=WRITTEN'],
  ])('on the command line do too: %s', async (...options) => {
    const execArgv = options.map((option) => option.replaceAll('WRITTEN', written))
    await expectRefused({ execArgv }, /Node was given -/)
  })

  it('that lay nothing open are fine', async () => {
    const env = { NODE_OPTIONS: '--max_old_space_size=2048 --use-system-ca' }
    const { status, said } = await runProgram('cli', folder, ['--version'], {
      env,
      execArgv: ['--no-warnings'],
    })
    expect({ status, said }).toEqual({ status: 0, said: '' })
  })
})

describe('switches', () => {
  it.each(['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--js-flags=x', '--proxy-server=x'])(
    'of a browser are none of the command line’s: %s',
    async (argument) => {
      const { status, out, said } = await runProgram('cli', folder, ['compare', '--demo', argument])
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(said).toContain(argument.split('=')[0])
    },
  )
})

describe('variables that Node acted on', () => {
  it.each([
    ['NODE_DEBUG', 'http,tls'],
    ['NODE_V8_COVERAGE', 'WRITTEN'],
    ['NODE_REDIRECT_WARNINGS', 'WRITTEN/warnings'],
    ['NODE_COMPILE_CACHE', 'WRITTEN'],
    ['NODE_PATH', 'WRITTEN'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('end the start with the reason: %s', async (name, value) => {
    await expectRefused(
      { env: { [name]: value.replace('WRITTEN', written) } },
      new RegExp(`${name}.* is set`),
    )
  })
})

/** What a library prints, writes or asks by. */
const LOUD = (to: string): Record<string, string> => ({
  DEBUG: '*',
  DEBUG_FILE: path.join(to, 'debug'),
  DEBUG_COLORS: '1',
  DEBUG_DEPTH: '10',
  PWDEBUG: '1',
  PWDEBUGIMPL: '1',
  PW_TEST_SCREENSHOT_NO_FONTS_READY: '1',
  PLAYWRIGHT_LEGACY_SCREENSHOT: '1',
  SELENIUM_REMOTE_URL: 'http://127.0.0.1:9/',
  SSLKEYLOGFILE: path.join(to, 'keys'),
  CHROME_LOG_FILE: path.join(to, 'chrome'),
  CHROMIUM_FLAGS: `--enable-logging --log-file=${path.join(to, 'flags')}`,
  G_MESSAGES_DEBUG: 'all',
  MAX_LOG_LENGTH: '100000',
  NODE_REPL_EXTERNAL_MODULE: path.join(to, 'repl.cjs'),
  NODE_USE_ENV_PROXY: '1',
})

/** What a process of Windows has whatever it is given: libuv sees to it. */
const ALWAYS =
  process.platform === 'win32'
    ? [
        ...[
          'HOMEDRIVE',
          'HOMEPATH',
          'LOGONSERVER',
          'PROCESSOR_ARCHITECTURE',
          'SYSTEMDRIVE',
          'SYSTEMROOT',
          'TEMP',
        ],
        ...['USERDOMAIN', 'USERNAME', 'USERPROFILE', 'WINDIR'],
      ]
    : []

describe('variables of libraries', () => {
  it('change nothing: not what is printed, written or asked', { tags: 'chromium' }, async () => {
    const args = (pdf: string) => ['compare', '--demo', '--resources', 'clients', '--pdf', pdf]
    const compare = async (env: Record<string, string>, name: string) => {
      const pdf = path.join(folder, `${name}.pdf`)
      const { status, said } = await runProgram('cli', folder, args(pdf), { env })
      expect(statSync(pdf).size).toBeGreaterThan(10_000)
      return { status, said: said.replaceAll(name, '').replaceAll(/\d+/g, 'N') }
    }
    expect(await compare(LOUD(written), 'loud')).toEqual(await compare({}, 'quiet'))
    expect(readdirSync(written)).toEqual([])
  })

  it.each(['cli', 'browser-window', 'index'])(
    'are gone before any module is loaded that could look: %s',
    async (program) => {
      const ours = path.join(ROOT, 'out/main')
      const script = path.join(folder, 'look.cjs')
      // Notes what is loaded, in order, and the names of variables that it could see, until the
      // program itself is to be loaded with everything that it needs.
      await writeFile(
        script,
        `const Module = require('node:module')
         const load = Module._load
         const seen = []
         const tell = () => { process.stdout.write(JSON.stringify(seen)); process.exit(0) }
         process.type = 'browser'
         Module._load = function (name, ...rest) {
           if (name === 'electron') return { app: { isPackaged: false, exit: tell } }
           if (!Module.isBuiltin(name)) seen.push({ name, variables: Object.keys(process.env) })
           return name.endsWith('-program.cjs') ? tell() : load.call(this, name, ...rest)
         }
         process.argv.splice(1, 1)
         require(${JSON.stringify(path.join(ours, `${program}.cjs`))})`,
      )
      const { stdout } = spawnSync(process.execPath, [script, '.'], {
        env: { PATH: process.env.PATH, HOME: folder, X_SECRET: 'x', ...LOUD(written) },
        encoding: 'utf8',
      })
      const seen = JSON.parse(stdout) as readonly { name: string; variables: readonly string[] }[]
      expect(seen.map(({ name }) => name.replace(/-[\w-]{8}\.cjs/, ''))).toEqual([
        path.join(ours, `${program}.cjs`),
        './chunks/begin',
        expect.stringMatching(/^\.\/(main|cli|browser-window)-program\.cjs$/),
      ])
      // The positive control: the entry itself still has them, and it looks at none.
      expect(seen[0]?.variables).toContain('DEBUG')
      const left = seen[2]?.variables.filter((name) => !ALWAYS.includes(name.toUpperCase()))
      expect(left?.toSorted()).toEqual(['HOME', 'PATH'])
      const begin = readdirSync(path.join(ours, 'chunks')).find((name) => name.startsWith('begin-')) ?? ''
      expect(await requiredBy(path.join(ours, 'chunks', begin))).toEqual(['node:process'])
    },
  )
})

const requiredBy = async (file: string): Promise<readonly string[]> =>
  [...(await readFile(file, 'utf8')).matchAll(/\brequire\("([^"]*)"\)/g)].map(([, name]) => name ?? '')

describe('whose certificates are trusted', () => {
  const maker = new CertificateMaker()
  afterAll(() => {
    maker.remove()
  })

  it('is not for a variable to say', async () => {
    const authority = maker.authority('an authority of the surroundings')
    const server = createServer(maker.issue(authority, { names: 'DNS:localhost' }))
    let asked = 0
    server.on('request', (_request, response) => {
      asked += 1
      response.writeHead(401).end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const ca = path.join(folder, 'ca.pem')
    await writeFile(ca, authority.cert)
    const check = async (env: Record<string, string>, own: object) => {
      const side = { kind: 'application', clientId: 'x', secretEnv: 'X_SECRET', scope: 'all' }
      const config = path.join(folder, 'config.json')
      await writeFile(
        config,
        JSON.stringify({ name: 'T', url: `https://localhost:${String(port)}`, app: side, ...own }),
      )
      const given = { X_SECRET: canarySecret(), ...env }
      const { said } = await runProgram('cli', folder, ['check', '--config', config], { env: given })
      return said
    }
    for (const env of [
      { NODE_EXTRA_CA_CERTS: ca },
      { SSL_CERT_FILE: ca, SSL_CERT_DIR: folder },
      { SSL_CERT_FILE: ca, NODE_USE_SYSTEM_CA: '1' },
      { SSL_CERT_FILE: ca, NODE_OPTIONS: '--use-system-ca' },
    ] as Record<string, string>[])
      await check(env, {})
    expect(asked).toBe(0)
    // The positive control: the tenant's own field says it.
    await check({}, { ca: 'ca.pem' })
    expect(asked).toBeGreaterThan(0)
    server.close()
  })
})

describe('what is kept between runs', () => {
  it('is its owner’s alone, also where it was not before', { tags: 'file-modes' }, async () => {
    const data = path.join(folder, 'data')
    await mkdir(path.join(data, 'logs'), { recursive: true, mode: 0o755 })
    await mkdir(path.join(data, 'recipes'), { mode: 0o777 })
    for (const file of ['profiles.json', 'logs/crossview.log', 'logs/crossview.old.log', 'recipes/a.json'])
      await writeFile(path.join(data, file), '{}', { mode: 0o666 })
    await runProgram('cli', data, ['profiles', 'list'], { cwd: folder })
    const open = ['.', ...readdirSync(data, { recursive: true }).map(String)].filter(
      (name) => (statSync(path.join(data, name)).mode & 0o077) !== 0,
    )
    expect(open).toEqual([])
    expect(existsSync(path.join(data, 'recipes/a.json'))).toBe(true)
  })

  it('holds no secret of the environment', async () => {
    const secret = canarySecret()
    await runProgram('cli', folder, ['compare', '--demo', '--snapshot', path.join(written, 's.json')], {
      env: { X_SECRET: secret },
    })
    expect(readdirSync(written)).toEqual(['s.json'])
    expect(sweep(await filesIn(folder), [secret])).toEqual([])
  })
})
