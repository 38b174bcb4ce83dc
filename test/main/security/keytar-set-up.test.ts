import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compilerAdvice, packagesAdvice } from '../../../scripts/lib/system-packages.mjs'
import {
  ALL_INSTALLED,
  hash,
  IS_WINDOWS,
  layCheckout,
  layCompiler,
  layKeytar,
  layPackages,
  layProgram,
  NODE,
  stamp,
  withoutNpm,
  type Checkout,
} from '../../support/checkout'
import { ROOT } from '../../support/source-scan'
import { unless } from '../../support/systems'

/** What set-up does where keytar cannot be built: scripts/setup.mjs as a process, with a compiler of ours. */

let at: Checkout

const addon = () => at.modules('keytar/build/Release/keytar.node')
const failed = () => at.modules('.crossview-keytar-failed')
const NO_COMPILER = `console.error('gyp ERR! find VS '.repeat(999)); process.exitCode = 1`

beforeEach(async () => {
  at = await layCheckout(await mkdtemp(path.join(tmpdir(), 'crossview-keytar set-up-')))
  await layPackages(at)
  await layCompiler(at, NO_COMPILER)
  if (!IS_WINDOWS) await layProgram(path.join(at.folder, 'programs'), at.calls, 'dpkg-query', ALL_INSTALLED)
})

afterEach(() => rm(at.folder, { recursive: true, force: true }))

/** An addon that keytar cannot load, because something else of the system is missing. */
const breakLoading = () => writeFile(at.modules('keytar/index.js'), `throw new Error('libsecret')`)

const setUp = async () => {
  await rm(at.calls, { force: true })
  const done = spawnSync(process.execPath, ['scripts/setup.mjs', 'cli'], {
    cwd: at.folder,
    encoding: 'utf8',
    env: {
      ...withoutNpm(),
      PATH: [path.join(at.folder, 'programs'), process.env['PATH']].join(path.delimiter),
    },
  })
  const calls = (await at.called()).filter((call) => !call.startsWith('dpkg-query'))
  return { status: done.status, output: done.stdout + done.stderr, calls }
}

const withPinnedNode = unless(
  existsSync(path.join(ROOT, 'node_modules', NODE)) ? null : 'no Node is pinned for its processor',
)

describe('a keytar that cannot be built', { ...withPinnedNode, tags: 'shell-scripts' }, () => {
  beforeEach(() => rm(addon()))

  it('stops nothing: what follows is said in one line, which speaks of this system', async () => {
    const { status, output, calls } = await setUp()
    expect(status).toBe(0)
    expect(calls[0]).toMatch(/^compiled/)
    expect(output.trim().split('\n')).toEqual([
      '[crossview] Building keytar, which keeps secrets in the keychain',
      expect.stringContaining('secrets are kept until Crossview is closed'),
    ])
    expect(output).toContain(compilerAdvice())
    expect(await readFile(failed(), 'utf8')).toContain('gyp ERR! find VS')
  })

  it('is not tried again for the same packages, until the file that says why is deleted', async () => {
    await setUp()
    const second = await setUp()
    expect(second).toMatchObject({ status: 0, calls: [] })
    expect(second.output.trim().split('\n')).toEqual([
      expect.stringContaining('secrets are kept until Crossview is closed'),
    ])
    await rm(failed())
    expect((await setUp()).calls[0]).toMatch(/^compiled/)
  })

  it('is tried again for other packages', async () => {
    await setUp()
    await appendFile(path.join(at.folder, 'package-lock.json'), '\n')
    await stamp(at)
    expect((await setUp()).calls[0]).toMatch(/^compiled/)
  })

  it('is used, and nothing more is said, once there is a compiler', async () => {
    await setUp()
    await layCompiler(at)
    await rm(failed())
    expect((await setUp()).output).not.toContain('until Crossview is closed')
    expect(existsSync(failed())).toBe(false)
    expect(await setUp()).toEqual({ status: 0, output: '', calls: ['keytar loaded'] })
  })
})

describe('an addon that set-up made', { ...withPinnedNode, tags: 'shell-scripts' }, () => {
  it('stays as it is when it does not load and no other can be built', async () => {
    await breakLoading()
    expect((await setUp()).status).toBe(0)
    expect(await readFile(addon(), 'utf8')).toBe('made here')
    expect(await readFile(at.modules('.crossview-keytar'), 'utf8')).toBe(hash('made here'))
    expect((await setUp()).calls).toEqual([])
  })

  it('stays when another is built that does not load either', async () => {
    await breakLoading()
    await layCompiler(at)
    expect((await setUp()).status).toBe(0)
    expect(await readFile(addon(), 'utf8')).toBe('made here')
    expect((await setUp()).calls).toEqual([])
  })

  it.each([
    ['ends', `process.kill(process.pid, 'SIGSEGV')`],
    ['holds', 'for (;;);'],
  ])(
    'that %s the program which loads it is put aside, and tried again each time',
    async (_how, then) => {
      await writeFile(at.modules('keytar/index.js'), then)
      for (const _ of [1, 2]) {
        const { status, output } = await setUp()
        expect(status).toBe(0)
        expect(output).toContain('secrets are kept until Crossview is closed')
        expect(existsSync(addon())).toBe(false)
      }
      await layKeytar(at)
      expect(await setUp()).toEqual({ status: 0, output: '', calls: ['keytar loaded'] })
      expect(await readFile(addon(), 'utf8')).toBe('made here')
    },
    60_000,
  )

  it('is put back when set-up was interrupted while it built another', async () => {
    await breakLoading()
    await layCompiler(at, `process.kill(process.ppid, 'SIGKILL')`)
    expect((await setUp()).status).not.toBe(0)
    expect(existsSync(addon())).toBe(false)
    await layKeytar(at)
    await layCompiler(at, NO_COMPILER)
    expect(await setUp()).toEqual({ status: 0, output: '', calls: ['keytar loaded'] })
  })

  it('from elsewhere is not loaded, and not deleted', async () => {
    await rm(at.modules('.crossview-keytar'))
    const { status, output } = await setUp()
    expect(status).toBe(0)
    expect(output).toContain('is not loaded')
    expect(existsSync(addon())).toBe(false)
    expect(await readFile(at.modules('keytar/keytar.node.unknown'), 'utf8')).toBe('made here')
  })
})

describe('the advice', () => {
  it('speaks of the system that is there', () => {
    expect(compilerAdvice('win32', false)).toMatch(/Visual Studio/)
    expect(compilerAdvice('darwin', false)).toMatch(/Xcode/)
    expect(compilerAdvice('linux', true)).toMatch(/apt-get install libsecret-1-dev/)
    expect(compilerAdvice('linux', false)).not.toMatch(/apt-get/)
    for (const [platform, others] of [
      ['win32', /Xcode|apt-get|Debian/],
      ['darwin', /Visual Studio|apt-get|Debian/],
      ['linux', /Visual Studio|Xcode/],
    ] as const)
      expect(compilerAdvice(platform, true)).not.toMatch(others)
    expect(packagesAdvice(['dbus'], true)).toContain('apt-get install dbus')
    expect(packagesAdvice(['dbus'], false)).toMatch(/package manager.*dbus/)
    expect(packagesAdvice(['dbus'], false)).not.toMatch(/apt-get/)
  })

  it('to install with apt-get is given in one place, which knows whether there is one', async () => {
    const givers = (await readdir(path.join(ROOT, 'scripts'), { recursive: true })).filter((name) =>
      /(?<!'sudo', )\bapt(?:-get)? install\b/.test(
        name.endsWith('.mjs') ? readFileSync(path.join(ROOT, 'scripts', name), 'utf8') : '',
      ),
    )
    expect(givers.map((name) => path.basename(name))).toEqual(['system-packages.mjs'])
  })

  it('of with-keyring is of that kind', { tags: 'gnome-keyring' }, () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, 'scripts/with-keyring.mjs'), 'true'],
      { encoding: 'utf8', env: { PATH: '/nowhere' } },
    )
    expect(status).toBe(1)
    expect(stderr).toContain(packagesAdvice(['dbus', 'gnome-keyring', 'libsecret-tools']))
  })
})
