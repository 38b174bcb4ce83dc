import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  ALL_INSTALLED,
  hash,
  layCheckout,
  layPackages,
  layProgram,
  NODE,
  withoutNpm,
  type Checkout,
} from '../../support/checkout'
import { chromiumPaths } from '../../../src/main/adapters/pdf/chromium'
import { eventually } from '../../support/eventually'
import { ROOT } from '../../support/source-scan'
import { unless } from '../../support/systems'

/**
 * scripts/setup.mjs in a checkout of its own, as a process, with programs of the system that only write
 * down how they were called.
 */

const { BROWSERS, PACKAGES } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/system-packages.mjs')).href
)) as { readonly BROWSERS: readonly string[]; readonly PACKAGES: { readonly start: readonly string[] } }

const { messageOf } = (await import(pathToFileURL(path.join(ROOT, 'scripts/setup.mjs')).href)) as {
  readonly messageOf: (error: unknown) => string
}

let at: Checkout
let checkout = ''
let programs = ''

const modules = (...parts: readonly string[]) => at.modules(...parts)
const called = () => at.called()
const program = (name: string, then = '', folder = programs) => layProgram(folder, at.calls, name, then)

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  ...withoutNpm(),
  PATH: `${programs}:${process.env.PATH ?? ''}`,
  ...more,
})

/** As a user without administrator's rights, or with: what the process is told, so that any may test it. */
const as = (user: 'root' | 'person') => ({
  NODE_OPTIONS: `--import=data:text/javascript,process.getuid=()=>${user === 'root' ? '0' : '1000'}`,
})

const setUp = (env: Readonly<Record<string, string>> = {}, purpose: 'start' | 'cli' = 'cli') => {
  const done = spawnSync(process.execPath, ['scripts/setup.mjs', purpose], {
    cwd: checkout,
    encoding: 'utf8',
    input: 'y\ny\n',
    env: environment(env),
  })
  return { status: done.status, output: done.stdout + done.stderr }
}

beforeEach(async () => {
  checkout = await mkdtemp(path.join(tmpdir(), 'crossview-setup-'))
  programs = path.join(checkout, 'programs')
  at = await layCheckout(checkout)
  await program('dpkg-query', ALL_INSTALLED)
  await program('npm')
})

afterEach(() => rm(checkout, { recursive: true, force: true }))

const installed = () => layPackages(at)

/** Changes one byte of a file that may be shared with others: in a copy. */
const tamper = async (file: string) => {
  await cp(file, `${file}.copy`)
  await unlink(file)
  await cp(`${file}.copy`, file)
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, size >> 1)
  await handle.write(Buffer.from([byte[0]! ^ 1]), 0, 1, size >> 1)
  await handle.close()
}

it('takes the browsers that Crossview finds, and no other', () => {
  expect(BROWSERS.map((name) => `/usr/bin/${name}`)).toEqual(chromiumPaths({}, 'linux'))
})

describe('set-up', { tags: 'debian' }, () => {
  it('does nothing, and says nothing, when all is there as it was', async () => {
    await installed()
    expect(setUp()).toEqual({ status: 0, output: '' })
    expect(await called()).toEqual([expect.stringMatching(/^dpkg-query /), 'keytar loaded'])
  })

  it('refuses a Node with one other bit', async () => {
    await installed()
    await tamper(modules(NODE))
    const { status, output } = setUp()
    expect(status).toBe(1)
    expect(output).toContain(`node_modules/${NODE} is not the Node that is pinned`)
    expect(output).toMatch(/delete the folder node_modules and run this again/)
    expect(await called()).toHaveLength(1)
  })

  it.each([
    ['a program', async () => program('node', '', modules(path.dirname(NODE)))],
    ['an empty file', async () => writeFile(modules(NODE), '', { mode: 0o755 })],
  ])('does not run what lies in the place of Node: %s', async (_what, put) => {
    await installed()
    await rm(modules(NODE))
    await put()
    const { status, output } = setUp()
    expect(status).toBe(1)
    expect(output).toContain('is not the Node that is pinned')
    expect(await called()).toHaveLength(1)
  })

  it('refuses an addon of keytar with one other bit, and does not load it', async () => {
    await installed()
    await tamper(modules('keytar/build/Release/keytar.node'))
    const { status, output } = setUp()
    expect(status).toBe(1)
    expect(output).toContain(
      'node_modules/keytar/build/Release/keytar.node is not the one that was made here',
    )
    expect(output).toMatch(/delete the folder node_modules and run this again/)
    expect(await called()).toHaveLength(1)
  })

  it('does not load an addon that something else put there: it makes one', async () => {
    await installed()
    await rm(modules('.crossview-keytar'))
    expect(setUp().status).toBe(0)
    expect((await called()).slice(1)).toEqual(['compiled, old addon gone', 'keytar loaded'])
    expect(await readFile(modules('.crossview-keytar'), 'utf8')).toBe(hash('made again'))
  })

  it('lets npm run nothing, and takes no setting of npm’s from outside', async () => {
    await program('npm', `env | grep -i '^npm_' >> '${at.calls}'`)
    setUp({
      npm_config_ignore_scripts: 'false',
      npm_config_script_shell: '/tmp/shell',
      NPM_CONFIG_ALLOW_GIT: 'all',
      npm_config_registry: 'https://registry.example/',
    })
    expect((await called()).slice(1)).toEqual([
      expect.stringMatching(/^npm ci --ignore-scripts /),
      'npm_config_registry=https://registry.example/',
    ])
  })

  it('calls the system’s npm, not one of a package', async () => {
    await program('npm', 'exit 1', path.join(checkout, 'node_modules/.bin'))
    await program('npm', 'echo the right one >&2')
    const { output } = setUp({ PATH: `${checkout}/node_modules/.bin:${programs}:${process.env.PATH ?? ''}` })
    expect(output).toContain('the right one')
    expect(output).not.toContain('npm ci --ignore-scripts')
  })

  it('says what to do when npm leaves no Node', async () => {
    await program('npm', 'mkdir node_modules')
    const { status, output } = setUp()
    expect(status).toBe(1)
    expect(output).toContain(`npm did not install node_modules/${NODE}`)
  })
})

describe('what stops a script', () => {
  it.each([
    [
      'EACCES',
      '/srv/crossview/out/.sources',
      /^there is no right to write \/srv\/crossview\/out\/\.sources\. Run this as/,
    ],
    ['EROFS', '/srv/crossview/x', /^there is no right to write/],
    ['ENOSPC', undefined, /^the disk is full\. Make room/],
    ['EISDIR', '/x', /^EISDIR: raw$/],
  ])('%s is said in words', (code, file, expected) => {
    expect(messageOf(Object.assign(new Error(`${code}: raw`), { code, path: file }))).toMatch(expected)
  })
})

describe('two set-ups at once', { tags: 'debian' }, () => {
  const started = () => {
    const child = spawn(process.execPath, ['scripts/setup.mjs', 'cli'], {
      cwd: checkout,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    onTestFinished(() => {
      // With the npm that it waits for.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    })
    return child
  }
  const installs = async () => (await called()).filter((call) => call.startsWith('npm ci')).length

  it('take turns, and one that is killed holds nobody up', async () => {
    await program('npm', 'exec tail -f /dev/null')
    const first = started()
    await eventually(async () => {
      expect(await installs()).toBe(1)
    })
    const second = started()
    const [said] = (await once(second.stderr, 'data')) as [Buffer]
    expect(String(said)).toContain(`Waiting for another Crossview (process ${String(first.pid)})`)
    expect(await installs()).toBe(1)
    process.kill(-first.pid!, 'SIGKILL')
    await eventually(async () => {
      expect(await installs()).toBe(2)
    })
  })
})

const withApt = unless(existsSync('/usr/bin/apt-get') ? null : 'it has no apt-get')

describe('npm start without a display', { ...withApt, tags: 'debian' }, () => {
  it('writes the report of the demo tenant to the downloads folder, and nothing into the checkout', async () => {
    await installed()
    await program('dpkg-query', PACKAGES.start.map((name) => `echo "ii  ${name}"`).join('\n'))
    await mkdir(path.join(checkout, 'src/main/security'), { recursive: true })
    const kept = 'src/main/security/kept-variables.json'
    await cp(path.join(ROOT, kept), path.join(checkout, kept))
    // A build that makes a command line, which writes where it is told and ends as one with findings does.
    const cli = `require('node:fs').writeFileSync(process.argv[process.argv.indexOf('--pdf') + 1], 'a report'); process.exitCode = 1`
    await mkdir(modules('electron-vite/bin'), { recursive: true })
    await writeFile(
      modules('electron-vite/bin/electron-vite.js'),
      `require('node:fs').mkdirSync('out/main', { recursive: true })
       require('node:fs').writeFileSync('out/main/cli.cjs', ${JSON.stringify(cli)})`,
    )
    const before = await readdir(checkout)
    const home = path.join(programs, 'home')
    const done = spawnSync(process.execPath, ['scripts/start.mjs'], {
      cwd: checkout,
      encoding: 'utf8',
      env: environment({ DISPLAY: '', WAYLAND_DISPLAY: '', XDG_DOWNLOAD_DIR: '', HOME: home }),
    })
    const report = path.join(home, 'Downloads/crossview-demo.pdf')
    expect(done.stderr).toContain(`The report will be ${report}`)
    expect(done.status).toBe(0)
    expect(await readFile(report, 'utf8')).toBe('a report')
    // `out` and `.crossview` are the build's, and git ignores them; the calls are this test's.
    const added = ['.crossview', 'calls.txt', 'out']
    expect((await readdir(checkout)).filter((name) => !before.includes(name)).sort()).toEqual(added)

    // Without a home, with one that is no folder, and with a relative name, it is not the checkout either.
    const scratch = path.join(programs, 'scratch')
    await mkdir(scratch)
    for (const [HOME, XDG_DOWNLOAD_DIR] of [
      ['', 'Downloads'],
      ['/dev/null', ''],
    ] as const) {
      const homeless = spawnSync(process.execPath, ['scripts/start.mjs'], {
        cwd: checkout,
        encoding: 'utf8',
        env: environment({
          ...{ DISPLAY: '', WAYLAND_DISPLAY: '', HOME, TMPDIR: scratch },
          XDG_DOWNLOAD_DIR,
        }),
      })
      expect(homeless.stderr).toContain(`The report will be ${path.join(scratch, 'crossview-demo.pdf')}`)
    }
    expect((await readdir(checkout)).filter((name) => !before.includes(name)).sort()).toEqual(added)
  })
})

const INSTALL =
  /^sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends .*libsecret-1-dev/

/** Runs set-up at a terminal and types an answer; script(1) is the terminal. */
const setUpAtTerminal = async (answer: string) => {
  const child = spawn('script', ['-qec', `'${process.execPath}' scripts/setup.mjs cli`, '/dev/null'], {
    cwd: checkout,
    env: environment(as('person')),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      const before = output.includes('[y/N]')
      output += text
      if (!before && output.includes('[y/N]')) child.stdin.write(answer)
    })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, output: output.replaceAll('\r\n', '\n') }
}

describe('sudo', { ...withApt, tags: 'debian' }, () => {
  beforeEach(async () => {
    await program('dpkg-query')
    // It would ask for no password.
    for (const name of ['sudo', 'apt-get']) await program(name)
  })

  it.each([
    ['an empty line', '\n'],
    ['n', 'n\n'],
    ['anything', 'yesterday\n'],
    ['y, and more', 'y; rm -rf\n'],
    ['the end of input', '\u0004'],
    ['Ctrl-C', '\u0003'],
  ])('is not used when the answer is %s', async (_what, answer) => {
    const { status, output } = await setUpAtTerminal(answer)
    expect(output).toMatch(
      /need an administrator's rights:\n {2}sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update/,
    )
    expect(status).not.toBe(0)
    expect((await called()).filter((call) => !call.startsWith('dpkg-query'))).toEqual([])
  })

  it('is used after a yes, for the two commands that were shown', async () => {
    const { output } = await setUpAtTerminal('y\n')
    const used = (await called()).filter((call) => call.startsWith('sudo'))
    expect(used).toEqual([
      'sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -qq',
      expect.stringMatching(INSTALL),
    ])
    for (const command of used) expect(output).toContain(`\n  ${command}\n`)
  })

  it('is not used without a terminal: the commands are printed, and set-up stops', async () => {
    const { status, output } = setUp(as('person'))
    expect(status).toBe(2)
    expect(output).toMatch(
      /Install them, then run this again:\n {2}sudo env .*update -qq\n {2}sudo env .*libsecret-1-dev/,
    )
    expect((await called()).filter((call) => !call.startsWith('dpkg-query'))).toEqual([])
  })

  it('is not needed by root, who is not asked', async () => {
    setUp(as('root'))
    const used = (await called()).filter((call) => /sudo|apt-get/.test(call))
    expect(used).toEqual([
      'apt-get -o DPkg::Lock::Timeout=300 update -qq',
      expect.stringMatching(/^apt-get -o DPkg::Lock::Timeout=300 install -y .*libsecret-1-dev/),
    ])
  })

  it('installs a renamed package by the name that apt knows', async () => {
    await program('apt-cache', 'printf "%s\\n" libsecret-1-dev python3t64 make g++ pkg-config')
    const { output } = setUp(as('person'))
    expect(output).toMatch(/ libsecret-1-dev python3t64 make g\+\+ pkg-config$/m)
  })

  it('installs no Chromium where apt has none, as on Ubuntu, and goes on', async () => {
    await installed()
    const others = PACKAGES.start.filter((name) => name !== 'chromium')
    await program('dpkg-query', others.map((name) => `echo "ii  ${name}"`).join('\n'))
    await program('apt-cache', `printf '%s\\n' ${others.join(' ')} chromium-browser`)
    const without = { ...as('person'), CROSSVIEW_CHROMIUM: path.join(checkout, 'nothing') }
    const { status, output } = setUp(without, 'start')
    expect(status).toBe(0)
    expect(output).toMatch(/^\[crossview] This system has no package of Chromium.*install Google Chrome.*\n$/)
    expect(setUp({ ...without, CROSSVIEW_CHROMIUM: process.execPath }, 'start').output).toBe('')
    expect((await called()).filter((call) => /sudo|apt-get/.test(call))).toEqual([])
  })

  it('is the system’s, not one of a package', async () => {
    const bin = path.join(checkout, 'node_modules/.bin')
    for (const name of ['sudo', 'apt-get', 'env', 'dpkg-query'])
      await program(name, `echo stolen >> '${at.calls}'`, bin)
    setUp({ ...as('root'), PATH: `${bin}:${programs}:${process.env.PATH ?? ''}` })
    expect(await called()).not.toContain('stolen')
  })
})
