import { constants } from 'node:fs'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  createHeld,
  exclusiveFlags,
  isHeld,
  type ExclusiveFiles,
} from '../../../../src/main/adapters/files/exclusive-file'
import { createFileLock } from '../../../../src/main/adapters/files/file-lock'
import {
  FOREIGN_MS,
  HERE,
  isAlive,
  isOwnMark,
  MARK,
  ownMark,
  readMark,
  type MarkedWorld,
} from '../../../../src/main/adapters/files/process-mark'
import { temporaryFolder } from '../../../support/profiles'

/** Who made a file, on each system, by injection. With the real ones: file-lock.test.ts, two-users.test.ts. */

const LIVING = process.ppid
const PLACE = '0a1b2c3d'

const linux: MarkedWorld = {
  platform: 'linux',
  isRunning: (pid) => pid === LIVING || pid === process.pid,
  startOf: () => Promise.resolve('777'),
  place: () => Promise.resolve(PLACE),
  isHeld: () => Promise.resolve(null),
}
const holding = (platform: 'win32' | 'darwin', isHeldNow: boolean | null): MarkedWorld => ({
  ...linux,
  platform,
  startOf: () => Promise.resolve('0'),
  isHeld: () => Promise.resolve(isHeldNow),
})

const fileOfAge = async (age: number): Promise<string> => {
  const file = path.join(temporaryFolder(), 'file')
  await writeFile(file, '')
  const then = new Date(Date.now() - age)
  await utimes(file, then, then)
  return file
}

describe('a mark', () => {
  it('names process, start and place on Linux, and that the file is held elsewhere', async () => {
    expect(await ownMark(linux)).toBe(`${String(process.pid)}-777-${PLACE}`)
    for (const platform of ['win32', 'darwin'] as const)
      expect(await ownMark(holding(platform, true))).toBe(`${String(process.pid)}-0-held`)
    expect(await ownMark()).toMatch(new RegExp(`^${MARK}$`))
  })

  it('may be of this process, or of one before it with its id', async () => {
    expect(await isOwnMark(await ownMark())).toBe(true)
    expect(await isOwnMark(String(process.pid))).toBe(true)
    expect(await isOwnMark(`${String(process.pid)}-1`)).toBe(true)
    expect(await isOwnMark(`${String(process.pid)}-1-${PLACE}`)).toBe(false)
    expect(await isOwnMark(String(LIVING))).toBe(false)
  })
})

const OLD = FOREIGN_MS * 2
const SECONDS = 5_000
it.each([
  ['Linux: the process runs', linux, `${String(LIVING)}-777-${PLACE}`, OLD, true],
  ['Linux: its id was given again', linux, `${String(LIVING)}-776-${PLACE}`, 0, false],
  ['Linux: it has ended', linux, `4194999-777-${PLACE}`, 0, false],
  ['Linux: another container or computer, just now', linux, '4194999-777-ffffffff', 0, true],
  ['Linux: another container or computer, long ago', linux, `${String(LIVING)}-777-ffffffff`, OLD, false],
  ['Linux: a computer that holds files', linux, '4194999-0-held', 0, true],
  ['Linux: a computer that held files', linux, '4194999-0-held', OLD, false],
  ['Windows: the file is held', holding('win32', true), '4194999-0-held', OLD, true],
  [
    'Windows: nobody holds it, and its id was given again',
    holding('win32', false),
    `${String(LIVING)}-0-held`,
    SECONDS,
    false,
  ],
  ['macOS: the file is held', holding('darwin', true), '4194999-0-held', OLD, true],
  [
    'macOS: nobody holds it, and its id was given again',
    holding('darwin', false),
    `${String(LIVING)}-0-held`,
    SECONDS,
    false,
  ],
  ['macOS: a file that is just being made', holding('darwin', false), '4194999-0-held', 0, true],
  ['macOS: a share without locks, just now', holding('darwin', null), '4194999-0-held', 0, true],
  ['macOS: a share without locks, long ago', holding('darwin', null), '4194999-0-held', OLD, false],
  ['the version before, Linux', linux, `${String(LIVING)}-777`, OLD, true],
  ['the version before, Linux: its id was given again', linux, `${String(LIVING)}-776`, 0, false],
  ['the version before, Windows, just now', holding('win32', null), `${String(LIVING)}-0`, 0, true],
  [
    'the version before, Windows: its id was given again',
    holding('win32', null),
    `${String(LIVING)}-0`,
    OLD,
    false,
  ],
  ['the version before, Windows: it has ended', holding('win32', null), '4194999-0', 0, false],
  ['the version before, a process id alone', holding('win32', null), String(LIVING), OLD, false],
])('%s', async (_name, world, mark, age, expected) => {
  expect(await isAlive(readMark(mark), await fileOfAge(age), world)).toBe(expected)
})

/** Files of a system that gives one to a single holder. */
const exclusive = (platform: 'win32' | 'darwin', refusal: string) => {
  const holders = new Set<string>()
  const there = new Set<string>()
  const fault = (code: string) => Object.assign(new Error(code), { code })
  const flag = exclusiveFlags(platform) ?? 0
  const files: ExclusiveFiles = {
    open: (file, flags) => {
      const name = String(file)
      const isNew = (flags & constants.O_CREAT) !== 0
      if (isNew && there.has(name)) return Promise.reject(fault('EEXIST'))
      if (!isNew && !there.has(name)) return Promise.reject(fault('ENOENT'))
      if ((flags & flag) !== flag) return Promise.reject(fault('not exclusive'))
      if (holders.has(name)) return Promise.reject(fault(refusal))
      there.add(name)
      holders.add(name)
      return Promise.resolve({
        close: () => {
          holders.delete(name)
          return Promise.resolve()
        },
      })
    },
  }
  return { files, holders }
}

describe.each([
  ['win32', 'EBUSY'],
  ['darwin', 'EAGAIN'],
] as const)('a held file on %s', (platform, refusal) => {
  it('is held until it is given back, or its process ends', async () => {
    const { files, holders } = exclusive(platform, refusal)
    const file = path.join(temporaryFolder(), 'file')
    const release = await createHeld(file, platform, files)
    expect(await isHeld(file, platform, files)).toBe(true)
    await expect(createHeld(file, platform, files)).rejects.toMatchObject({ code: 'EEXIST' })
    // Killed: the system closes what it had open.
    holders.clear()
    expect(await isHeld(file, platform, files)).toBe(false)
    await release()
    expect(holders.size).toBe(0)
    expect(await isHeld(`${file} that never was`, platform, files)).toBe(false)
  })

  it('is not held where the share knows no locks: then nobody can tell', async () => {
    const unsupported = () => Promise.reject(Object.assign(new Error(''), { code: 'ENOTSUP' }))
    const plain: number[] = []
    const files: ExclusiveFiles = {
      open: (_file, flags) => {
        if ((flags & (exclusiveFlags(platform) ?? 0)) !== 0) return unsupported()
        plain.push(flags)
        return Promise.resolve({ close: () => Promise.resolve() })
      },
    }
    await createHeld('file', platform, files)
    expect(plain).toEqual([constants.O_CREAT | constants.O_EXCL | constants.O_RDWR])
    expect(await isHeld('file', platform, files)).toBeNull()
  })
})

it('nobody can tell on Linux whether a file is held', async () => {
  expect(exclusiveFlags('linux')).toBeNull()
  expect(await isHeld('/', 'linux')).toBeNull()
})

// Real processes that are killed are in test/main/services/profiles/writers.test.ts.
describe('turns of writers', () => {
  it.each([
    ['a living process that has the id of a killed one', `${String(LIVING)}-1-here`],
    ['a killed process', '4194999-1-here'],
  ])('are taken from %s', { tags: 'procfs' }, async (_name, mark) => {
    const folder = temporaryFolder()
    const [, , place] = (await ownMark()).split('-')
    await writeFile(path.join(folder, `profiles.turn-1.${mark.replace('here', place ?? '')}-0123abcd`), '')
    const turn = await createFileLock(folder, { patience: 50 }).take()
    expect(turn.ok).toBe(true)
    if (turn.ok) await turn.value()
    expect(await readdir(folder)).toEqual([])
  })

  it.each([true, false])('are waited for on Windows just while the file is held (%s)', async (isHeldNow) => {
    const folder = temporaryFolder()
    const ticket = `profiles.turn-1.${String(LIVING)}-0-held-0123abcd`
    await writeFile(path.join(folder, ticket), '')
    // As on Windows for the other’s ticket; this process’s own are this system’s.
    const world: MarkedWorld = { ...HERE, isHeld: () => Promise.resolve(isHeldNow) }
    await utimes(path.join(folder, ticket), 0, 0)
    const turn = await createFileLock(folder, { patience: 50, world }).take()
    expect(turn.ok).toBe(!isHeldNow)
    if (turn.ok) await turn.value()
  })
})
