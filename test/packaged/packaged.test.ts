import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getRawHeader, listPackage, uncacheAll } from '@electron/asar'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  fusesOf,
  packageApp,
  packHooks,
  startPackaged,
  startSandboxed,
  type Started,
} from '../support/packaged-app'

/** The packaged app itself, with its fuses flipped (security-measurements.md B29, B30). Needs a display. */

let folder = ''
let executable = ''
const running: Started[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-package-'))
  executable = await packageApp(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

afterEach(async () => {
  for (const app of running.splice(0)) await app.close()
})

const start = async (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
  const app = await startPackaged(executable, args, env)
  running.push(app)
  return app
}

const resources = () => path.join(path.dirname(executable), 'resources')

/** The TCP ports on which a process or one of its children listens. */
const listening = (pid: number): string => {
  const { stdout } = spawnSync('ss', ['-Hltnp'], { encoding: 'utf8' })
  const family = [pid, ...children(pid)]
  return stdout
    .split('\n')
    .filter((line) => family.some((member) => line.includes(`pid=${String(member)},`)))
    .join('\n')
}

const children = (pid: number): number[] => {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  const direct = stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]))
  return [...direct, ...direct.flatMap(children)]
}

describe('the packaged app', () => {
  it('starts and shows its window', async () => {
    const app = await start()
    await app.until('window loaded')
    expect(app.output()).not.toMatch(/Error:/)
    expect(listening(app.process.pid!)).toBe('')
  })

  it('holds the build, keytar and nothing else', () => {
    const names = listPackage(path.join(resources(), 'app.asar'), { isPack: false })
      .filter((name) => !name.startsWith('/test-entry'))
      .map((name) => name.split('/').slice(1, 3).join('/'))
    expect(new Set(names)).toEqual(
      new Set([
        'package.json',
        'out',
        'out/main',
        'out/preload',
        'out/renderer',
        'node_modules',
        'node_modules/keytar',
      ]),
    )
  })
})

describe('the system’s sandbox', () => {
  it('holds the page, for an ordinary user', async () => {
    const app = await startSandboxed(executable)
    running.push(app)
    await app.until('window loaded')
    const family = [app.process.pid!, ...children(app.process.pid!)]
    const lines = await Promise.all(family.map((pid) => readFile(`/proc/${String(pid)}/cmdline`, 'utf8')))
    expect(lines.filter((line) => /no-sandbox|disable-seccomp|disable-namespace/.test(line))).toEqual([])
    const pages = family.filter((_pid, index) => lines[index]!.includes('--type=renderer'))
    expect(pages).toHaveLength(1)
    expect(await statusOf(pages[0]!)).toEqual({
      Seccomp: '2', // a filter
      NoNewPrivs: '1',
      CapEff: '0000000000000000',
      ownProcesses: true,
    })
  })
})

/** What Linux says of a process; proc(5). */
const statusOf = async (pid: number) => {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8')
  const value = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  return {
    ...Object.fromEntries(['Seccomp', 'NoNewPrivs', 'CapEff'].map((name) => [name, value(name)])),
    // Two numbers: its own below that of everybody.
    ownProcesses: value('NSpid').split(/\s+/).length > 1,
  }
}

describe('the bill of materials', () => {
  it('lies beside it and lists every package of the lock file with its hash', async () => {
    const { name, version } = await readJson('package.json')
    const bill = (await readJson(path.join(folder, `${name}-${version}.cdx.json`))) as unknown as Bill
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'crossview', type: 'application', version } },
    })
    const { packages } = (await readJson('package-lock.json')) as unknown as Lock
    const locked = Object.entries(packages)
      .filter(([place]) => place !== '')
      .map(([place, one]) => `${place.split('node_modules/').pop()!}@${one.version} ${hexOf(one.integrity)}`)
    const listed = bill.components.map(
      (one) => `${one.name}@${one.version} ${one.hashes.find(({ alg }) => alg === 'SHA-512')?.content ?? ''}`,
    )
    expect(locked.length).toBeGreaterThan(500)
    expect([...new Set(listed)].sort()).toEqual([...new Set(locked)].sort())
    for (const shipped of ['electron', 'axios', 'keytar', 'react', 'zod'])
      expect(bill.components.filter((one) => one.name === shipped)).toMatchObject([
        { purl: expect.stringMatching(`^pkg:npm/${shipped}@`), licenses: [expect.anything()] },
      ])
    // No path of this machine, and nothing of who made it.
    expect(JSON.stringify(bill)).not.toContain(process.cwd())
  })
})

interface Bill {
  readonly components: readonly {
    readonly name: string
    readonly version: string
    readonly hashes: readonly { readonly alg: string; readonly content: string }[]
  }[]
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>
}

const readJson = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>

const hexOf = (integrity: string) => Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')

describe('fuses', () => {
  it('are set in the binary as they should be, each that it has', async () => {
    const { FUSES } = await packHooks()
    const found = await fusesOf(executable)
    const count = Object.keys(found).length
    // The test runtime, Electron 22, is older than the last two; pack-hooks.test.ts has a binary with all.
    expect(count).toBeGreaterThanOrEqual(7)
    expect(found).toEqual(Object.fromEntries(Object.entries(FUSES).slice(0, count)))
  })

  it('ELECTRON_RUN_AS_NODE runs nobody’s script', async () => {
    const script = path.join(folder, 'as-node.cjs')
    await writeFile(script, 'console.log("canary")')
    const app = await start([script], { ELECTRON_RUN_AS_NODE: '1' })
    await app.until('window loaded')
    expect(app.output()).not.toContain('canary')
  })

  it('NODE_OPTIONS loads nothing', async () => {
    const script = path.join(folder, 'loaded.cjs')
    const mark = path.join(folder, 'loaded.txt')
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'loaded')`)
    const app = await start([], { NODE_OPTIONS: `--require ${script}` })
    await app.until('window loaded')
    await expect(readFile(mark)).rejects.toThrow('ENOENT')
  })

  it('a folder beside the archive is not run in its place', async () => {
    const beside = path.join(resources(), 'app')
    const mark = path.join(folder, 'beside.txt')
    await mkdir(beside, { recursive: true })
    await writeFile(path.join(beside, 'package.json'), '{"main":"main.js"}')
    await writeFile(
      path.join(beside, 'main.js'),
      `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'run')`,
    )
    const app = await start()
    await app.until('window loaded')
    await expect(readFile(mark)).rejects.toThrow('ENOENT')
  })
})

describe('the archive', () => {
  /** What Electron on macOS and Windows checks each block of a file by when it reads it. */
  const hashesAreRight = async (archive: string) => {
    const { header } = getRawHeader(archive)
    const bytes = await readFile(archive)
    const start = bytes.readUInt32LE(4) + 8
    let files = 0
    const differ: string[] = []
    const walk = (entries: Entries, above: string) => {
      for (const [name, entry] of Object.entries(entries)) {
        if (entry.files !== undefined) walk(entry.files, `${above}/${name}`)
        if (entry.integrity === undefined || entry.unpacked === true) continue
        files += 1
        const from = start + Number(entry.offset)
        const hash = createHash(entry.integrity.algorithm).update(bytes.subarray(from, from + entry.size!))
        if (hash.digest('hex') !== entry.integrity.hash) differ.push(`${above}/${name}`)
      }
    }
    walk(header.files, '')
    expect(files).toBeGreaterThan(5)
    return differ
  }

  it('has a hash of each file in its header, which one flipped byte does not pass', async () => {
    const archive = path.join(resources(), 'app.asar')
    expect(await hashesAreRight(archive)).toEqual([])
    const changed = path.join(folder, 'changed.asar')
    const bytes = await readFile(archive)
    const at = bytes.indexOf('"name": "crossview"')
    expect(at).toBeGreaterThan(0)
    bytes[at + 9]! ^= 1
    await writeFile(changed, bytes)
    uncacheAll()
    expect(await hashesAreRight(changed)).toEqual(['/package.json'])
  })

  it('is not checked on Linux: Electron starts with a flipped byte there (known gap)', async () => {
    const archive = path.join(resources(), 'app.asar')
    const whole = await readFile(archive)
    const bytes = Buffer.from(whole)
    const at = bytes.indexOf('HaloPSA', bytes.indexOf('"description"'))
    expect(at).toBeGreaterThan(0)
    bytes[at]! ^= 1
    await writeFile(archive, bytes)
    const app = await start()
    await app.until('window loaded')
    await writeFile(archive, whole)
  })
})

interface Entries {
  readonly [name: string]: {
    readonly files?: Entries
    readonly offset?: string
    readonly size?: number
    readonly unpacked?: boolean
    readonly integrity?: { readonly algorithm: string; readonly hash: string }
  }
}

describe('a start that would lay secrets open', () => {
  it.each([
    '--inspect=45671',
    '--remote-debugging-port=45671',
    '--remote-debugging-pipe',
    '--load-extension=/tmp',
    '--js-flags=--expose-gc',
    '--proxy-server=http://127.0.0.1:45671',
    '--host-rules=MAP * 127.0.0.1',
    '--ignore-certificate-errors',
    '--user-data-dir=WRITTEN',
    '--enable-logging=file',
    '--log-net-log=WRITTEN/net.json',
    '--ssl-key-log-file=WRITTEN/keys',
    '--disable-features=X',
    '--disable-seccomp-filter-sandbox',
    '-no-zygote',
    ' --single-process',
    '-e',
  ])('is refused: %s', async (argument) => {
    const app = await start([argument.replace('WRITTEN', folder)])
    expect(await app.ended).toBe(2)
    expect(app.output()).toContain('Crossview was not started')
    expect(await isOpen(45_671)).toBe(false)
    expect(existsSync(path.join(app.userData, 'profiles.json'))).toBe(false)
  })

  it('is refused without the sandbox, to all but root, whom Chromium refuses it', async () => {
    for (const [args, env] of [
      [['--no-sandbox'], {}],
      [[], { ELECTRON_DISABLE_SANDBOX: '1' }],
    ] as const) {
      const app = await startSandboxed(executable, args, env)
      running.push(app)
      expect(await app.ended).toBe(2)
      expect(app.output()).toMatch(/--no-sandbox is not one of|ELECTRON_DISABLE_SANDBOX is set/)
    }
  })

  it.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['NODE_DEBUG', 'http'],
    ['NODE_V8_COVERAGE', 'WRITTEN'],
    ['ELECTRON_ENABLE_LOGGING', '1'],
    ['ELECTRON_LOG_FILE', 'WRITTEN/log'],
  ])('is refused: %s', async (name, value) => {
    const app = await start([], { [name]: value.replace('WRITTEN', folder) })
    expect(await app.ended).toBe(2)
    expect(app.output()).toContain(name)
  })
})

describe('surroundings that change nothing', () => {
  it('are variables of libraries, the screen’s switches, and modes of the folder', async () => {
    const written = await mkdtemp(path.join(folder, 'written-'))
    const app = await start(['--force-device-scale-factor=1', '--lang=en'], {
      DEBUG: '*',
      DEBUG_FILE: path.join(written, 'debug'),
      SSLKEYLOGFILE: path.join(written, 'keys'),
      CHROME_LOG_FILE: path.join(written, 'chrome'),
      NODE_OPTIONS: `--tls_keylog=${path.join(written, 'node-keys')}`,
      NODE_EXTRA_CA_CERTS: path.join(written, 'none.pem'),
      GOOGLE_API_KEY: 'x',
      PWDEBUG: '1',
    })
    await app.until('window loaded')
    expect(app.output()).not.toMatch(/pw:|DevTools|axios|keylog/)
    expect(await readdir(written)).toEqual([])
    const names = await readdir(app.userData, { recursive: true })
    const open = ['.', ...names].filter((name) => {
      const stat = lstatSync(path.join(app.userData, name), { throwIfNoEntry: false })
      return stat?.isSymbolicLink() === false && (stat.mode & 0o077) !== 0
    })
    expect(open).toEqual([])
    expect(names).toContain('logs/crossview.log')
  })

  it('are signals: none opens a debugger', async () => {
    const app = await start()
    await app.until('window loaded')
    for (let times = 0; times < 3; times += 1) app.process.kill('SIGUSR1')
    // A signal after those is handled after those.
    app.process.kill('SIGTERM')
    await app.ended
    expect(app.output()).not.toMatch(/debugger/i)
  })
})

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
