import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ALLOWED } from '../../eslint/allowed.mjs'
import { destinationOf } from '../../src/main/adapters/files/destination'
import { syncFolder } from '../../src/main/adapters/files/atomic-file'
import { makeTemporary, removeTemporary, sweepTemporary } from '../../src/main/adapters/files/temporary'
import { makePrivate } from '../../src/main/adapters/files/user-data'
import { chromiumPaths, chromiumSandbox } from '../../src/main/adapters/pdf/chromium'
import { temporaryIn } from '../../src/main/adapters/pdf/private-browser'
import { isOpenToOthers } from '../../src/main/adapters/system/computer-facts'
import { endProcess } from '../../src/main/end-process'
import { closeToOthers } from '../../src/main/security/begin'
import { endsWithLastWindow, hasRecentDocuments } from '../../src/main/window-conventions'
import { temporaryFolder } from '../support/profiles'

/** Branches on the system, each taken for all three by its argument. Larger ones have tests of their own: docs/platforms.md. */

const SYSTEMS = ['win32', 'darwin', 'linux'] as const

describe('the list of branches on the system', () => {
  const ROOT = path.resolve(import.meta.dirname, '../..')
  const table = readFileSync(path.join(ROOT, 'docs/platforms.md'), 'utf8')
  const rows = new Map(
    [...table.matchAll(/^\| `(src\/[^`]+)` \|(.*)$/gm)].map(([, file = '', rest = '']) => [file, rest]),
  )

  it('names every file that reads it, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(ALLOWED['known-platforms'] ?? {}).sort())
  })

  it.each([...rows])('%s: its test tries Windows, macOS and Linux', (_file, rest) => {
    const tests = [...rest.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) =>
      readFileSync(path.join(ROOT, file), 'utf8'),
    )
    for (const system of SYSTEMS) expect(tests.join('\n')).toContain(`'${system}'`)
  })
})

it.each([
  ['win32', true, true],
  ['linux', true, false],
  ['darwin', false, true],
] as const)(
  'a window on %s ends or stays, and its files are in a list of the system or not',
  (platform, ends, has) => {
    expect(endsWithLastWindow(platform)).toBe(ends)
    expect(hasRecentDocuments(platform)).toBe(has)
  },
)

it.each([
  ['win32', null, null],
  ['darwin', true, false],
  ['linux', true, false],
] as const)('whether others may look into a folder on %s is told by its mode', (platform, open, closed) => {
  expect(isOpenToOthers(0o40755, platform)).toBe(open)
  expect(isOpenToOthers(0o40700, platform)).toBe(closed)
  expect(isOpenToOthers(null, platform)).toBeNull()
})

it.each([
  ['win32', 'C:\\reports\\NUL', true],
  ['win32', '\\\\.\\COM3', true],
  ['win32', 'C:\\reports\\NUL.json', false],
  ['linux', '/reports/NUL', false],
  ['darwin', '/reports/NUL', false],
] as const)('on %s, %s is written to as what it is, not made: %s', async (platform, file, is) => {
  const found = await destinationOf(file, platform)
  expect(found.ok && found.value.kind === 'device').toBe(is)
})

it.each([
  ['win32', ['exit 3']],
  ['darwin', ['execve exit 3', 'kill 7 SIGKILL']],
  ['linux', ['execve exit 3', 'kill 7 SIGKILL']],
] as const)('the process ends on %s while a native call is under way', (platform, expected) => {
  const done: string[] = []
  // Neither comes back in a real process.
  const world = {
    pid: 7,
    exit: (status: number) => void done.push(`exit ${String(status)}`),
    execve: (_file: string, args: readonly string[]) => void done.push(`execve ${args[2] ?? ''}`),
    kill: (pid: number, signal: string) => void done.push(`kill ${String(pid)} ${signal}`),
  } as unknown as NodeJS.Process // what is used of it
  endProcess(3, platform, world)
  expect(done).toEqual(expected)
})

it.each([
  ['win32', []],
  ['darwin', ['umask 77', 'on SIGUSR1']],
  ['linux', ['umask 77', 'on SIGUSR1']],
] as const)('others reach nothing of the process on %s', (platform, expected) => {
  const done: string[] = []
  const world = {
    umask: (mask: number) => void done.push(`umask ${mask.toString(8)}`),
    on: (event: string) => void done.push(`on ${event}`),
  } as unknown as NodeJS.Process // what is used of it
  closeToOthers(platform, world)
  expect(done).toEqual(expected)
})

it.each([
  ['win32', 0, true],
  ['darwin', 0, true],
  ['linux', 0, false],
  ['linux', 1000, true],
] as const)('Chromium on %s for user %i has its sandbox: %s', (platform, user, expected) => {
  expect(chromiumSandbox(platform, user)).toBe(expected)
})

it.each([
  [
    'win32',
    { PROGRAMFILES: 'C:\\Program Files' },
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['linux', { PATH: 'here:/opt/bin' }, '/opt/bin/chromium'],
] as const)('an installed browser is looked for on %s', (platform, env, expected) => {
  expect(chromiumPaths(env, platform)).toContain(expected)
  expect(chromiumPaths(env, platform).filter((file) => !/^([A-Z]:\\|\/)/.test(file))).toEqual([])
})

it.each([
  ['win32', '/tmp/x', { TEMP: '/tmp/x', TMP: '/tmp/x' }],
  ['darwin', '/tmp/x', { TMPDIR: '/tmp/x' }],
  ['linux', '/tmp/x', { TMPDIR: '/tmp/x' }],
  // A socket's path would be too long.
  ['linux', `/tmp/${'x'.repeat(90)}`, {}],
] as const)('Chromium on %s keeps what it makes in its folder', (platform, folder, expected) => {
  expect(temporaryIn(folder, platform)).toEqual(expected)
})

it.each([
  ['win32', 0o755],
  ['darwin', 0o700],
  ['linux', 0o700],
] as const)(
  'the data folder on %s is its owner’s alone by modes, or by itself',
  { tags: 'file-modes' },
  (platform, mode) => {
    const folder = path.join(temporaryFolder(), 'data')
    mkdirSync(folder, { mode: 0o755 })
    makePrivate(folder, platform)
    expect(statSync(folder).mode & 0o777).toBe(mode)
  },
)

it.each([
  ['win32', true],
  ['darwin', false],
  ['linux', false],
] as const)('a folder on %s is forced to the disk where that can be', async (platform, isSkipped) => {
  const missing = path.join(temporaryFolder(), 'missing')
  const synced = await syncFolder(missing, platform).then(
    () => true,
    () => false,
  )
  expect(synced).toBe(isSkipped)
})

it('folders of the system are not opened for it', { tags: 'special-files' }, async () => {
  await syncFolder(temporaryFolder(), 'linux')
})

describe('temporary folders', { tags: 'special-files' }, () => {
  const before = process.env['TMPDIR']
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
    process.env['TMPDIR'] = folder
  })
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })

  it.each(SYSTEMS)('go with their process on %s', async (platform) => {
    const made = await makeTemporary('w', platform)
    expect(existsSync(path.join(made, 'owner'))).toBe(platform !== 'linux')
    await removeTemporary(made)
    expect(await readdir(folder)).toEqual([])
  })

  it('of a living process stay on Linux', async () => {
    await makeTemporary('p', 'linux')
    await sweepTemporary('linux')
    expect(await readdir(folder)).toHaveLength(1)
  })

  it.each(['win32', 'darwin'] as const)(
    'whose owner nobody holds are swept on %s, though its process id was given again',
    async (platform) => {
      // Linux holds no files in this way, as if the process had been killed.
      await makeTemporary('w', platform)
      const [name = ''] = await readdir(folder)
      // One of the version before, which may be at work.
      mkdirSync(path.join(folder, `${name.slice(0, -6)}before`))
      await sweepTemporary(platform)
      expect(await readdir(folder)).toEqual([`${name.slice(0, -6)}before`])
    },
  )
})
