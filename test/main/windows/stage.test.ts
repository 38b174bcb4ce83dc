import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../../support/eventually'
import { temporaryFolder } from '../../support/profiles'
import { unless } from '../../support/systems'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Plain JavaScript, for `npm test`. */
const { readVitest, withFilesAgain } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/test-reports.mjs')).href
)) as {
  readVitest: (report: object) => object
  withFilesAgain: (first: object, again: object) => object
}

describe('a report of vitest', () => {
  it('counts a test of another system by name, and any other that did not run as a failure', () => {
    const test = (fullName: string, status: string, meta = {}) => ({ fullName, status, meta })
    const assertionResults = [
      test('ran', 'passed'),
      test('modes', 'skipped', { onlyOn: 'only on POSIX: modes' }),
      test('forgotten', 'skipped'),
      test('broken', 'failed', { onlyOn: 'only on POSIX: modes' }),
    ]
    expect(readVitest({ testResults: [{ name: 'x', status: 'passed', assertionResults }] })).toEqual({
      passed: 1,
      failed: 2,
      names: ['skipped: forgotten', 'failed: broken'],
      skipped: ['modes (only on POSIX: modes)'],
    })
  })

  it('takes what a file gave when it was run again, and nothing else of it', () => {
    const file = (name: string, status: string) => ({
      ...{ name, status, assertionResults: [{ fullName: `in ${name}`, status }] },
    })
    const first = { testResults: [file('a', 'failed'), file('b', 'passed'), file('c', 'failed')] }
    const again = { testResults: [file('a', 'passed'), file('c', 'failed')] }
    expect(readVitest(withFilesAgain(first, again))).toEqual({
      ...{ passed: 2, failed: 1, names: ['failed: in c'], skipped: [] },
    })
  })

  it('says what a test and what a hook failed with, also a hook after tests that all passed', () => {
    const broken = { fullName: 'broken', status: 'failed', failureMessages: ['too few\n  at here'] }
    const file = (assertionResults: object[], message = 'no such\nfolder') => ({
      ...{ name: 'x.test.ts', status: 'failed', message, assertionResults },
    })
    expect(readVitest({ testResults: [file([broken], 'too few')] })).toMatchObject({
      failed: 1,
      names: ['failed: broken: too few'],
    })
    for (const before of [[], [{ fullName: 'ran', status: 'passed' }]])
      expect(readVitest({ testResults: [file(before)] })).toMatchObject({
        passed: before.length,
        failed: 1,
        names: ['failed: x.test.ts: no such'],
      })
  })
})

let folder = ''
let checkout = ''
beforeEach(() => {
  folder = temporaryFolder()
  checkout = path.join(folder, 'main')
  cpSync(path.join(ROOT, 'scripts'), path.join(checkout, 'scripts'), { recursive: true })
})

const command = (...args: string[]) => [path.join(checkout, 'scripts/with-windows.mjs'), ...args]
const environment = () => ({ ...process.env, CROSSVIEW_WINE: path.join(folder, 'wine') })

it('where no Windows can be made, that is said, and nothing is run or fails', () => {
  const { status, stderr } = spawnSync(process.execPath, command('node'), {
    env: environment(),
    encoding: 'utf8',
  })
  expect(stderr).toContain('There is no Windows here: ')
  expect(status).toBe(69)
})

/** One that stands in for ../shared/windows-runtime, and notes what it is told. */
const asRoot = unless(process.getuid?.() === 0 ? null : 'the runtime is made by root')

describe('the runtime', { ...asRoot, tags: 'debian' }, () => {
  const program = (name: string, script: string) => {
    const file = path.join(folder, 'shared/windows-runtime', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `#!/bin/sh\nset -e\necho ${name} >>"${folder}/calls"\n${script}\n`, { mode: 0o755 })
  }
  const calls = () => {
    const file = path.join(folder, 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  }
  const windowsWith = (more: Readonly<Record<string, string>>, args: readonly string[]) => {
    const child = spawn(process.execPath, command(...args), {
      env: { ...environment(), ...more },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  const windows = (...args: string[]) => windowsWith({}, args)
  const ended = async (child: ReturnType<typeof windows>) => {
    const [status] = (await once(child, 'exit')) as [number | null]
    return status
  }
  /** Processes with this in their arguments. */
  const running = (argument: string) =>
    readdirSync('/proc').filter((pid) => {
      if (!/^\d+$/.test(pid)) return false
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(argument)
      } catch {
        return false
      }
    })
  const MAKE =
    'mkdir -p "$CROSSVIEW_WINE/root"; touch "$CROSSVIEW_WINE/root/.done" "$CROSSVIEW_WINE/keytar.node"'
  const ADDON = 'node_modules/keytar/build/Release'

  beforeEach(() => {
    spawnSync('git', ['init', '--quiet', checkout])
    program('setup', MAKE)
    program(
      'project',
      `to="$CROSSVIEW_WINE/root/wine/prefix/drive_c/crossview/${ADDON}"; mkdir -p "$to"; touch "$to/keytar.node" "$CROSSVIEW_WINE/root/wine/prefix/user.reg"`,
    )
    program('run', 'shift 2; exec "$@"')
  })

  it('is set up once, and gives the status of what was run', async () => {
    expect(await ended(windows('sh', '-c', 'exit 7'))).toBe(7)
    expect(await ended(windows('true'))).toBe(0)
    expect(calls()).toEqual(['setup', 'project', 'run', 'project', 'run'])
  })

  it('that a killed run left half made is made again', async () => {
    program('setup', `touch "$CROSSVIEW_WINE.half"; mkdir -p "$CROSSVIEW_WINE/half"; exec tail -f /dev/null`)
    const child = windows('true')
    await eventually(() => {
      expect(readdirSync(folder)).toContain('wine.making.half')
    })
    child.kill('SIGKILL')
    await ended(child)
    program('setup', MAKE)
    expect(await ended(windows('true'))).toBe(0)
    expect(readdirSync(path.join(folder, 'wine')).sort()).toEqual(['keytar.node', 'root', 'user.reg'])
  })

  it('that cannot be fetched is none; one that is not finished after that is a failure', async () => {
    program('setup', 'exit 1')
    expect(await ended(windows('true'))).toBe(69)
    program('setup', 'mkdir -p "$CROSSVIEW_WINE/root"; touch "$CROSSVIEW_WINE/root/.done"; exit 1')
    expect(await ended(windows('true'))).toBe(1)
  })

  it('is there for a program of this system, which is told where, and gets a registry as it was', async () => {
    const registry = path.join(folder, 'wine/root/wine/prefix/user.reg')
    expect(await ended(windows('true'))).toBe(0)
    writeFileSync(path.join(folder, 'wine/user.reg'), 'as it was')
    writeFileSync(registry, 'left by another run')
    const told = path.join(folder, 'told')
    // Every Debian package is there already.
    const tools = path.join(folder, 'tools')
    mkdirSync(tools)
    const packages = ['nsis', 'wixl', '7zip'].map((name) => `echo "ii  ${name}"`).join('\n')
    writeFileSync(path.join(tools, 'dpkg-query'), `#!/bin/sh\n${packages}\n`, { mode: 0o755 })
    const child = windowsWith({ PATH: `${tools}:${process.env['PATH'] ?? ''}` }, [
      ...['--beside', 'sh', '-c', `echo "$CROSSVIEW_WINE $PWD" >${told}; cat ${registry} >>${told}; exit 5`],
    ])
    expect(await ended(child)).toBe(5)
    expect(readFileSync(told, 'utf8')).toBe(`${path.join(folder, 'wine')} ${checkout}\nas it was`)
    // C:\crossview is not laid: nothing runs in it.
    expect(calls()).toEqual(['setup', 'project', 'run'])
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('outlives no run that ends by %s', async (signal) => {
    const name = path.join(folder, 'marker')
    writeFileSync(name, '')
    // As Wine’s server does: in a session of its own.
    const child = windows('sh', '-c', `setsid tail -f ${name} & exec tail -f ${name}`)
    await eventually(() => {
      expect(running(name)).toHaveLength(2)
    })
    child.kill(signal)
    await ended(child)
    await eventually(() => {
      expect(running(name)).toEqual([])
    })
    expect(await ended(windows('true'))).toBe(0)
  })

  it('is used by one run at a time', async () => {
    const name = path.join(folder, 'marker')
    writeFileSync(name, '')
    const first = windows('tail', '-f', name)
    await eventually(() => {
      expect(calls()).toEqual(['setup', 'project', 'run'])
    })
    const second = windows('touch', path.join(folder, 'second'))
    const done = ended(second)
    const [said] = (await once(second.stderr, 'data')) as [Buffer]
    expect(String(said)).toContain('which another run uses')
    expect(calls()).toEqual(['setup', 'project', 'run'])
    first.kill('SIGKILL')
    expect(await done).toBe(0)
    expect(readdirSync(folder)).toContain('second')
  })
})
