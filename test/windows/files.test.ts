import type fs from 'node:fs/promises'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createReportFiles } from '../../src/main/adapters/files/export-files'
import { readTextFile } from '../../src/main/text-file'
import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { fixedClock, storedProfile, temporaryFolder } from '../support/profiles'
import { runCli } from '../support/run-cli'
import { hold, SHARES, type Holder } from './held'

/** What Windows does with files that it does not do elsewhere; by injection on Linux: test/main/adapters/files. */

/** Told of each time that a file could not be replaced. */
const refused = vi.hoisted(() => ({ tell: (): Promise<void> => Promise.resolve() }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>()
  const rename = (from: string, to: string) =>
    real.rename(from, to).catch(async (error: unknown) => {
      await refused.tell()
      throw error
    })
  return { ...real, rename }
})

let folder = ''
const files = createReportFiles()
beforeEach(() => {
  folder = temporaryFolder()
  refused.tell = () => Promise.resolve()
})

const held = async (file: string, share: keyof typeof SHARES): Promise<Holder> => {
  let isHeld = true
  const holder = await hold(file, share)
  const release = async () => {
    if (isHeld) await holder.release()
    isHeld = false
  }
  onTestFinished(release)
  return { release }
}

const refusal = async (target: string) => {
  const written = await files.writeFile(target, 'new')
  return written.ok ? '' : [written.error.message, ...written.error.advice].join(' ')
}

const HELD = /another program holds the file open.*Close it in the other program/
const SHARED = Object.keys(SHARES) as (keyof typeof SHARES)[]

describe.runIf(process.platform === 'win32')('files on Windows', () => {
  it.each(SHARED)(
    'a report replaces a file as soon as another program lets go, which let %s',
    async (share) => {
      const target = path.join(folder, 'report.json')
      await writeFile(target, 'old')
      const holder = await held(target, share)
      refused.tell = () => holder.release()
      expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
      expect(await readFile(target, 'utf8')).toBe('new')
      expect(await readdir(folder)).toEqual(['report.json'])
    },
  )

  it.each(SHARED)('one that stays open is named as such, and stays: it lets %s', async (share) => {
    const target = path.join(folder, 'report.json')
    await writeFile(target, 'old')
    const holder = await held(target, share)
    expect(await refusal(target)).toMatch(HELD)
    await holder.release()
    expect(await readFile(target, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['report.json'])
  })

  it('each output of the command line names the file that is open, and leaves it as it was', async () => {
    const outputs = ['--json', 'r.json', '--html', 'r.html', '--snapshot', 's.json', '--csv', 'tables']
    const compare = [
      'compare',
      '--demo',
      'healthy',
      '--resources',
      'tickets',
      ...outputs,
      '--record',
      'record',
    ]
    expect((await runCli(folder, compare)).status).toBe(0)
    const written = ['r.json', 'r.html', 's.json', 'tables\\records.csv', 'record\\recording.json']
    const changed = async () => {
      const times = await Promise.all(
        written.map(async (name) => (await stat(path.join(folder, name))).mtimeMs),
      )
      return new Map(written.map((name, index) => [name, times[index]]))
    }
    for (const name of written) {
      const before = await changed()
      const holder = await held(path.join(folder, name), 'reading')
      const { status, messages } = await runCli(folder, compare)
      await holder.release()
      // Found before anything is sent, or where only a file in a folder is held, when it is written.
      expect([name, [2, 3].includes(status)]).toEqual([name, true])
      expect(messages).toContain('another program holds the file open')
      expect(messages).toContain(path.win32.basename(name))
      const after = await changed()
      for (const each of written)
        if (status === 2 || each === name)
          expect([name, each, before.get(each) === after.get(each)]).toEqual([name, each, true])
    }
    await writeFile(path.join(folder, 'tenants.json'), 'old')
    await held(path.join(folder, 'tenants.json'), 'reading and writing')
    const exported = await runCli(folder, ['profiles', 'export', 'tenants.json'])
    expect(exported.messages).toContain('another program holds the file open')
  })

  it('tenants are saved past a read-only backup, and name what is open', async () => {
    const [file, backup] = [path.join(folder, 'profiles.json'), path.join(folder, 'profiles.json.bak')]
    const store = createProfileFile(folder, fixedClock)
    const save = async (name: string) => {
      const saved = await store.save({ profiles: [storedProfile(1, { name })] })
      return saved.ok ? 'saved' : [saved.error.message, ...saved.error.advice].join(' ')
    }
    for (const name of ['one', 'two']) expect(await save(name)).toBe('saved')
    await chmod(backup, 0o444)
    expect(await save('three')).toBe('saved')
    // As a copy from a read-only place is, backups of it too.
    await chmod(file, 0o444)
    expect(await save('four')).toMatch(/the file is read-only.*profiles\.json is as it was/)
    await chmod(file, 0o666)
    expect(await save('five')).toBe('saved')
    for (const each of [file, backup]) {
      const holder = await held(each, 'reading')
      const said = await save('six')
      expect(said).toMatch(HELD)
      if (each === backup) expect(said).toContain(backup)
      await holder.release()
    }
    expect((await store.load()).data.profiles.map(({ name }) => name)).toEqual(['five'])
    expect(await save('six')).toBe('saved')
    expect((await readdir(folder)).sort()).toEqual(['profiles.json', 'profiles.json.bak'])
  })

  it('a damaged list of tenants that is open does not take the place of the good backup', async () => {
    const store = createProfileFile(folder, fixedClock)
    for (const name of ['one', 'two']) await store.save({ profiles: [storedProfile(1, { name })] })
    const file = path.join(folder, 'profiles.json')
    await writeFile(file, 'damaged')
    const holder = await held(file, 'reading')
    expect((await store.load()).notice).toMatch(
      /is damaged and could not be set aside: another program holds/,
    )
    expect(await store.save({ profiles: [] })).toMatchObject({ ok: false })
    await holder.release()
    expect((await store.load()).data.profiles.map(({ name }) => name)).toEqual(['one'])
  })

  it('a file that is read is waited for, and said to be open', async () => {
    const file = path.join(folder, 'tenants.csv')
    await writeFile(file, 'name')
    const holder = await held(file, 'nothing')
    expect(await readTextFile(file)).toMatchObject({
      ok: false,
      error: { what: 'could not be read: another program holds it open' },
    })
    await holder.release()
    expect(await readTextFile(file)).toEqual({ ok: true, value: 'name' })
  })

  it('what cannot be written is named as what it is', async () => {
    await mkdir(path.join(folder, 'folder'))
    await writeFile(path.join(folder, 'kept.json'), 'old')
    await chmod(path.join(folder, 'kept.json'), 0o444)
    const at = (name: string) => path.join(folder, name)
    for (const [target, reason] of [
      [at('folder'), 'a folder has this name'],
      [at('kept.json'), 'the file is read-only'],
      [at('none\\x.json'), 'the folder does not exist'],
      [at('kept.json\\x.json'), 'a file stands where a folder should be'],
      ['Q:\\x.json', 'the drive Q:\\ cannot be reached'],
      ['\\\\nowhere.example\\share\\x.json', 'the share \\\\nowhere.example\\share\\ cannot be reached'],
      [at(`${'x'.repeat(256)}.json`), 'its name is too long'],
      ...Array.from('<>:"|?*', (character) => [at(`a${character}b.json`), `its name holds ${character}`]),
      [at('a\u0001b.json'), 'its name holds a control character'],
      [at('report.json:stream'), 'its name holds :'],
      [at('nul.json'), 'a name that Windows keeps for a device'],
    ] as [string, string][]) {
      const said = await refusal(target)
      expect(said).toContain(reason)
      expect(said).not.toMatch(/\bE[A-Z]{3,}\b/)
    }
    expect((await readdir(folder)).sort()).toEqual(['folder', 'kept.json'])
    await chmod(path.join(folder, 'kept.json'), 0o666)
  })

  it('NUL is the device that keeps nothing, and no file', async () => {
    const { status } = await runCli(folder, [
      'compare',
      '--demo',
      'healthy',
      '--resources',
      'tickets',
      '--json',
      'NUL',
    ])
    expect(status).toBe(0)
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['blanks and umlauts', 'Müller & Söhne (株式会社) 100%'],
    ['more than 260 characters', path.join(...Array<string>(6).fill('x'.repeat(60)))],
  ])('folders with %s are as good as others, for reports and for tenants', async (_what, below) => {
    const deep = path.join(folder, below)
    const store = createProfileFile(deep, fixedClock)
    for (const name of ['one', 'two'])
      expect(await store.save({ profiles: [storedProfile(1, { name })] })).toEqual({ ok: true, value: null })
    const tables = [{ name: 'records', header: ['name'], rows: [] }]
    expect(await files.writeFolder(path.join(deep, 'tables'), tables)).toEqual({ ok: true, value: null })
    expect(await refusal(path.join(deep, 'report.json'))).toBe('')
    expect((await readdir(deep)).sort()).toEqual([
      'profiles.json',
      'profiles.json.bak',
      'report.json',
      'tables',
    ])
  })
})
