import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createFileLock } from '../../../../src/main/adapters/files/file-lock'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { bundledSaver } from '../../../support/bundled-saver'
import { COUNTS } from '../../../support/counts'
import { MemorySecrets } from '../../../support/memory-secrets'
import { fixedClock, profileInput, temporaryFolder } from '../../../support/profiles'

/** The window and the command line change the tenants at the same time (security-measurements.md F7): real processes. */

let built = ''
let script = ''

beforeAll(async () => {
  built = await mkdtemp(path.join(tmpdir(), 'crossview-writers-'))
  script = await bundledSaver(built, 'tenant-adder')
})

afterAll(() => rm(built, { recursive: true, force: true }))

interface Adder {
  readonly child: ChildProcess
  readonly lines: string[]
  /** Resolves when so many lines were printed, or the process has ended. */
  said(count: number): Promise<void>
  ended: Promise<unknown>
}

const startAdder = (folder: string, name: string, ...more: string[]): Adder => {
  const child = spawn(process.execPath, [script, folder, name, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Also when the test fails: one that holds does not end by itself.
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const lines: string[] = []
  const waiting: { readonly count: number; readonly done: () => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const { count, done } of waiting) if (lines.length >= count) done()
  })
  const ended = once(child, 'close')
  return {
    child,
    lines,
    ended,
    said: (count) =>
      new Promise((resolve) => {
        if (lines.length >= count) resolve()
        waiting.push({ count, done: resolve })
        void ended.then(() => {
          resolve()
        })
      }),
  }
}

const storedNames = async (folder: string) =>
  (await createProfileFile(folder, fixedClock).load()).data.profiles.map(({ name }) => name)

const addedBy = (adders: readonly Adder[]) =>
  adders.flatMap(({ lines }) =>
    lines.filter((line) => line.endsWith(': added')).map((line) => line.replace(': added', '')),
  )

const turnsIn = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.startsWith('profiles.turn-'))

const serviceOn = (folder: string, patience?: number) =>
  createProfileService({
    store: createProfileFile(
      folder,
      fixedClock,
      createFileLock(folder, patience === undefined ? {} : { patience }),
    ),
    secrets: new MemorySecrets(),
    journal: createSaveJournal(folder),
    clock: fixedClock,
    newId: randomUUID,
  })

describe('several processes that add tenants at the same time', () => {
  it('lose none, and add none twice', async () => {
    const folder = temporaryFolder()
    const each = Math.ceil(COUNTS.tenantsPerWriter / 2)
    const names = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet', 'white']
    const adders = names.map((name) => startAdder(folder, name, String(each)))
    await Promise.all(adders.map(({ ended }) => ended))
    const numbers = Array.from({ length: each }, (_, index) => String(index + 1))
    const wanted = [...names, 'shared'].flatMap((name) => numbers.map((number) => `${name} ${number}`))
    expect((await storedNames(folder)).sort()).toEqual(wanted.sort())
    expect(addedBy(adders).sort()).toEqual(wanted.sort())
    expect(await turnsIn(folder)).toEqual([])
  })

  it('are not held by one that is killed, and keep what it added', async () => {
    const folder = temporaryFolder()
    const killed: Adder[] = []
    const steady = startAdder(folder, 'steady', String(COUNTS.killedWriters * 3))
    for (let round = 1; round <= COUNTS.killedWriters; round += 1) {
      const adder = startAdder(folder, `round ${String(round)}`, '1000')
      killed.push(adder)
      await adder.said(1 + (round % 4))
      adder.child.kill('SIGKILL')
      await adder.ended
    }
    await steady.ended
    const stored = await storedNames(folder)
    expect(new Set(stored).size).toBe(stored.length)
    expect(stored).toEqual(expect.arrayContaining(addedBy([steady, ...killed])))
    expect(steady.lines.filter((line) => line.startsWith('steady') && !line.endsWith(': added'))).toEqual([])
    // What a killed writer left is swept by the next one.
    await serviceOn(folder).settle()
    expect(await turnsIn(folder)).toEqual([])
  })
})

describe('a process in the middle of a change', () => {
  it('keeps others from changing, not from reading; once killed, it keeps nobody', async () => {
    const folder = temporaryFolder()
    await serviceOn(folder).save({ id: null, profile: profileInput({ name: 'Before' }), secrets: {} })
    const holder = startAdder(folder, 'holder', '1', 'hold')
    await holder.said(1)
    expect(holder.lines).toEqual(['holding'])
    const service = serviceOn(folder, 300)
    const change = () => service.save({ id: null, profile: profileInput({ name: 'After' }), secrets: {} })
    const refused = await change()
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', message: expect.stringContaining('Another Crossview') as string },
    })
    expect(refused.ok || refused.error.advice).not.toEqual([])
    expect(await service.list()).toMatchObject({ value: { profiles: [{ profile: { name: 'Before' } }] } })
    expect(await service.exportText()).toMatchObject({ ok: true })
    holder.child.kill('SIGKILL')
    await holder.ended
    expect(await change()).toMatchObject({ ok: true })
    expect(await storedNames(folder)).toEqual(['Before', 'After'])
  })
})
