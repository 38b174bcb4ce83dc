import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { furtherAppKey, type TenantProfile } from '../../../../src/shared/files/profile'
import { NO_INVENTORY } from '../../../../src/shared/files/tenant-inventory'
import { bundledSaver } from '../../../support/bundled-saver'
import { APP, fixedClock, REPORTING, storedProfile, temporaryFolder } from '../../../support/profiles'
import { COUNTS } from '../../../support/counts'

const names = (profiles: readonly TenantProfile[]) => profiles.map(({ name }) => name)

const open = (folder: string) => ({
  store: createProfileFile(folder, fixedClock),
  file: path.join(folder, 'profiles.json'),
  folder,
})

/** Saved twice: the file holds two tenants, the backup one. */
const savedTwice = async () => {
  const opened = open(temporaryFolder())
  await opened.store.save({ profiles: [storedProfile(1)] })
  await opened.store.save({ profiles: [storedProfile(1), storedProfile(2)] })
  return opened
}

describe('the profile file', () => {
  it('starts empty without a word where nothing was saved', async () => {
    expect(await open(temporaryFolder()).store.load()).toEqual({
      data: { profiles: [] },
      readOnly: false,
      notice: null,
    })
  })

  it('gives back what was saved', async () => {
    const { store, folder } = open(temporaryFolder())
    const profiles = [
      storedProfile(1, { keychainSecrets: ['app'], tags: ['vip', 'Größe 😀'] }),
      storedProfile(2),
    ]
    expect(await store.save({ profiles })).toEqual({ ok: true, value: null })
    expect(await open(folder).store.load()).toEqual({ data: { profiles }, readOnly: false, notice: null })
  })

  it('is one that an older Crossview reads, unless a tenant needs what that does not know', async () => {
    const { store, file, folder } = open(temporaryFolder())
    const versionOf = async (changes: Partial<TenantProfile>) => {
      expect(await store.save({ profiles: [storedProfile(1, changes)] })).toMatchObject({ ok: true })
      expect((await open(folder).store.load()).data.profiles).toEqual([storedProfile(1, changes)])
      const { version, data } = JSON.parse(await readFile(file, 'utf8')) as { version: number; data: unknown }
      return [version, JSON.stringify(data).includes('"apps"')]
    }
    expect(await versionOf({})).toEqual([1, false])
    expect(await versionOf({ app: null, inspector: APP })).toEqual([2, false])
    expect(await versionOf({ apps: [REPORTING], keychainSecrets: [furtherAppKey(REPORTING.id)] })).toEqual([
      2,
      true,
    ])
    expect(await versionOf({ inventory: NO_INVENTORY })).toEqual([2, false])
    expect(await versionOf({ inventory: { ...NO_INVENTORY, neverAsk: ['client-x'] } })).toEqual([3, false])
  })

  it('of an older Crossview is read as it is, field by field', async () => {
    const { store, file } = open(temporaryFolder())
    // As version 1 wrote it, its checksum included.
    const data = {
      profiles: [
        {
          name: 'Contoso',
          url: 'https://contoso.halopsa.com',
          tenant: null,
          ca: null,
          tags: ['vip'],
          app: { kind: 'application', clientId: 'app-client', scope: 'all' },
          agent: { kind: 'sign-in', clientId: 'agent-client', redirectPort: 8765, scope: 'all' },
          inspector: null,
          id: '00000000-0000-4000-8000-000000000001',
          createdAt: '2026-11-24T08:00:00.000Z',
          updatedAt: '2026-11-24T08:00:00.000Z',
          lastRun: { finishedAt: '2026-11-24T09:00:00.000Z', complete: true, errors: 1, warnings: 0 },
          keychainSecrets: ['app'],
        },
      ],
    }
    const sha256 = createHash('sha256').update(JSON.stringify(data)).digest('hex')
    const envelope = {
      schema: 'crossview.profiles',
      version: 1,
      savedAt: '2026-11-24T10:00:00.000Z',
      sha256,
      data,
    }
    await writeFile(file, JSON.stringify(envelope))
    expect(await store.load()).toEqual({ data, readOnly: false, notice: null })
  })

  it('is never written so large that it could not be read again', async () => {
    const { store, file } = await savedTwice()
    const before = await readFile(file, 'utf8')
    const decision = {
      decision: 'keep',
      by: 'Tim',
      on: '2026-11-24',
      reason: null,
      ticket: null,
      until: null,
    } as const
    const decisions = Object.fromEntries(
      Array.from({ length: 1_500 }, (_, index) => [String(index), decision]),
    )
    const inventory = { ...NO_INVENTORY, review: { reviewer: null, decisions } }
    const profiles = Array.from({ length: 560 }, (_, index) => storedProfile(index, { inventory }))
    expect(await store.save({ profiles })).toMatchObject({
      error: { code: 'FILE_WRITE_FAILED', message: expect.stringContaining('values') as string },
    })
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await store.save({ profiles: profiles.slice(0, 2) })).toMatchObject({ ok: true })
    expect((await store.load()).data.profiles).toHaveLength(2)
  }, 120_000)

  it('sets a damaged file aside, names it, and uses the backup', async () => {
    const { file, folder } = await savedTwice()
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.slice(0, 300))
    const { store } = open(folder)
    const loaded = await store.load()
    expect(names(loaded.data.profiles)).toEqual(['Tenant 1'])
    expect(loaded.readOnly).toBe(false)
    const aside = (await readdir(folder)).find((name) => name.includes('corrupt'))
    expect(aside).toBe('profiles.corrupt-2026-11-24T10-00-00-000Z.json')
    expect(loaded.notice).toContain(aside)
    expect(loaded.notice).toContain('backup of 2026-11-24 10:00 UTC')
    expect(await readFile(path.join(folder, aside ?? ''), 'utf8')).toBe(text.slice(0, 300))
    await store.save({ profiles: [...loaded.data.profiles, storedProfile(3)] })
    expect(names((await store.load()).data.profiles)).toEqual(['Tenant 1', 'Tenant 3'])
  })

  it('notices a changed value by its checksum', async () => {
    const { file, folder } = await savedTwice()
    await writeFile(file, (await readFile(file, 'utf8')).replace('contoso.halopsa.com', 'evil.example'))
    const loaded = await open(folder).store.load()
    expect(loaded.notice).toContain('damaged')
    expect(JSON.stringify(loaded.data)).not.toContain('evil.example')
  })

  it('uses the backup when the file is gone, and says so', async () => {
    const { file, folder } = await savedTwice()
    await rm(file)
    const loaded = await open(folder).store.load()
    expect(names(loaded.data.profiles)).toEqual(['Tenant 1'])
    expect(loaded.notice).toContain('missing')
  })

  it('sets both aside when both are damaged, and says that the list is empty', async () => {
    const { file, folder } = await savedTwice()
    await writeFile(file, '{')
    await writeFile(`${file}.bak`, 'null')
    const loaded = await open(folder).store.load()
    expect(loaded).toMatchObject({ data: { profiles: [] }, readOnly: false })
    expect((await readdir(folder)).filter((name) => name.includes('corrupt'))).toHaveLength(2)
    expect(loaded.notice).toMatch(/corrupt.*corrupt.*empty/)
  })

  it('shows the tenants of a newer version and does not write', async () => {
    const { file, folder } = await savedTwice()
    const newer = JSON.stringify({
      schema: 'crossview.profiles',
      version: 4,
      savedAt: '2030-01-01T00:00:00.000Z',
      sha256: 'made another way',
      data: {
        profiles: [
          {
            ...storedProfile(1),
            colour: 'red',
            app: { kind: 'application', clientId: 'a', scope: 'all', grade: 1 },
          },
          { unheard: 'of' },
        ],
        groups: [],
      },
    })
    await writeFile(file, newer)
    const { store } = open(folder)
    const loaded = await store.load()
    expect(loaded.readOnly).toBe(true)
    expect(names(loaded.data.profiles)).toEqual(['Tenant 1'])
    expect(loaded.notice).toContain('1 of them cannot be shown')
    expect(await store.save({ profiles: [] })).toMatchObject({
      ok: false,
      error: { code: 'STORE_READ_ONLY' },
    })
    expect(await readFile(file, 'utf8')).toBe(newer)
  })

  it('neither shows nor overwrites what it cannot read', async () => {
    const { file, folder } = await savedTwice()
    await rm(file)
    await mkdir(file)
    const { store } = open(folder)
    expect(await store.load()).toMatchObject({
      data: { profiles: [] },
      readOnly: true,
      notice: expect.stringContaining('it is a folder') as string,
    })
    expect(await store.save({ profiles: [] })).toMatchObject({
      ok: false,
      error: { code: 'FILE_WRITE_FAILED' },
    })
    expect(await readFile(`${file}.bak`, 'utf8')).toContain('Tenant 1')
  })

  it('does not let a file that was damaged meanwhile replace the backup', async () => {
    const { store, file, folder } = await savedTwice()
    await writeFile(file, 'damaged')
    await store.save({ profiles: [storedProfile(3)] })
    expect(await readFile(`${file}.bak`, 'utf8')).toContain('Tenant 1')
    expect((await readdir(folder)).some((name) => name.includes('corrupt'))).toBe(true)
  })

  it('says why when the disk refuses', async () => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'not a folder'), '')
    const store = createProfileFile(path.join(folder, 'not a folder'), fixedClock)
    const saved = await store.save({ profiles: [] })
    expect(saved).toMatchObject({ ok: false, error: { code: 'FILE_WRITE_FAILED' } })
  })

  it('saves at the same time wait for each other', async () => {
    const { store } = open(temporaryFolder())
    await Promise.all([1, 2, 3, 4, 5].map((count) => store.save({ profiles: [storedProfile(count)] })))
    expect(names((await store.load()).data.profiles)).toEqual(['Tenant 5'])
  })
})

describe('mutated files', () => {
  it('never lose tenants silently', async () => {
    const { file, folder } = await savedTwice()
    const text = await readFile(file, 'utf8')
    const backup = await readFile(`${file}.bak`, 'utf8')
    const random = numbers(4711)
    for (let round = 0; round < COUNTS.mutatedFiles; round += 1) {
      await rm(folder, { recursive: true })
      await mkdir(folder)
      await writeFile(`${file}.bak`, backup)
      await writeFile(file, mutate(text, random))
      const { data, notice } = await open(folder).store.load()
      const intact = data.profiles.length === 2 && names(data.profiles).join() === 'Tenant 1,Tenant 2'
      expect(intact || notice !== null, `round ${String(round)}`).toBe(true)
      if (intact) continue
      const kept = (await readdir(folder)).filter((name) => name !== 'profiles.json.bak')
      expect(kept, `round ${String(round)}`).toHaveLength(1)
    }
  })
})

describe('a process killed while it saves', () => {
  it('leaves the old or the new tenants each time, and its remains are swept', async () => {
    const folder = temporaryFolder()
    const script = await bundledSaver(folder)
    const data = path.join(folder, 'data')
    const random = numbers(20)
    let last = 0
    for (let round = 0; round < COUNTS.kills; round += 1) {
      const child = spawn(process.execPath, [script, data, String(last)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const saved = await killedAfter(child, 1 + Math.floor(random() * 12))
      const { store } = open(data)
      const loaded = await store.load()
      expect(loaded.notice).toBeNull()
      const found = Number(loaded.data.profiles[0]?.name.replace('Save ', ''))
      // What was reported as saved is there; the one under way may be.
      expect(found).toBeGreaterThanOrEqual(saved)
      expect(loaded.data.profiles).toHaveLength(50)
      last = found
      expect((await readdir(data)).filter((name) => name.endsWith('.tmp'))).toEqual([])
    }
  })
})

/** Kills a saver once it has reported so many saves, in the middle of a later one. @returns the last reported */
const killedAfter = async (child: ReturnType<typeof spawn>, saves: number): Promise<number> => {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (output.split('\n').length > saves) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return Number(output.trimEnd().split('\n').pop())
}

/** The same numbers from 0 to 1 at each run (mulberry32). */
const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

const mutate = (text: string, random: () => number): string => {
  const at = Math.floor(random() * text.length)
  const character = String.fromCharCode(32 + Math.floor(random() * 95))
  switch (Math.floor(random() * 5)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + character + text.slice(at + 1)
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 40))
    case 3:
      return text.slice(0, at) + '\0'.repeat(20) + text.slice(at + 20)
    default:
      return text.slice(at) + text.slice(0, at)
  }
}
