import { createHash } from 'node:crypto'
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { MemorySecrets } from '../../../support/memory-secrets'
import { profileInput, temporaryFolder } from '../../../support/profiles'

/**
 * Files as released versions wrote them, in test/support/golden (security-measurements.md F16). A file there is
 * never changed: a new form gets a new version, a new file, and both are read. A test that fails
 * here means that files people have can no longer be read, or that the form changed unsaid.
 */

const GOLDEN = path.resolve(import.meta.dirname, '../../../support/golden')

const golden = (name: string) => readFile(path.join(GOLDEN, name), 'utf8')

/** When the golden files were written. */
const clock = { now: () => new Date('2026-11-24T10:00:00.000Z') }

const NAMES = ['Contoso 株式会社', 'Least', 'Reference application']

/** A service on a folder that holds this file as its profiles. */
const setUp = async (text: string) => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'profiles.json')
  await writeFile(file, text)
  const store = createProfileFile(folder, clock)
  const secrets = new MemorySecrets()
  const service = createProfileService({
    store,
    secrets,
    journal: createSaveJournal(folder),
    clock,
    newId: () => '00000000-0000-4000-8000-000000000001',
  })
  return { folder, file, store, service, secrets }
}

const namesIn = async ({ service }: Pick<Awaited<ReturnType<typeof setUp>>, 'service'>) => {
  const list = await service.list()
  if (!list.ok) throw new Error(list.error.message)
  return list.value.profiles.map(({ profile }) => profile.name)
}

describe('the profiles of version 1', () => {
  it('are read whole, every optional field of them, and written back the same', async () => {
    const text = await golden('profiles-v1.json')
    const { file, store } = await setUp(text)
    const loaded = await store.load()
    expect(loaded).toMatchObject({ readOnly: false, notice: null })
    const { data } = JSON.parse(text) as { data: unknown }
    expect(loaded.data).toEqual(data)
    expect(await store.save(loaded.data)).toEqual({ ok: true, value: null })
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('can be changed, and the file before that is the backup', async () => {
    const text = await golden('profiles-v1.json')
    const all = await setUp(text)
    const saved = await all.service.save({ id: null, profile: profileInput({ name: 'New' }), secrets: {} })
    expect(saved).toMatchObject({ ok: true })
    expect(await namesIn(all)).toEqual([...NAMES, 'New'])
    expect(await readFile(`${all.file}.bak`, 'utf8')).toBe(text)
  })
})

describe('the profiles of a version to come', () => {
  /** As a version 99 may write them: new fields, a tenant of a new kind, a checksum made another way. */
  const versionToCome = async () => {
    const { data, ...envelope } = JSON.parse(await golden('profiles-v1.json')) as {
      data: { profiles: object[] }
    }
    const profiles = data.profiles.map((profile) => ({ ...profile, colour: 'red' }))
    const newer = { profiles: [...profiles, { name: 'Of a new kind', kind: 'group' }], groups: [] }
    const sha256 = createHash('sha256').update('another way').digest('hex')
    return JSON.stringify({ ...envelope, version: 99, sha256, data: newer })
  }

  it('are shown, exported and used, and the file is never written', async () => {
    const text = await versionToCome()
    const all = await setUp(text)
    const { service, secrets } = all
    await service.settle()
    expect(await namesIn(all)).toEqual(NAMES)
    expect(await service.list()).toMatchObject({
      value: { readOnly: true, notice: expect.stringContaining('newer Crossview') as string },
    })
    expect(await service.exportText()).toMatchObject({
      ok: true,
      value: expect.stringContaining('contoso') as string,
    })
    const id = '3f1c9d5e-6a2b-4c7d-8e9f-0a1b2c3d4e5f'
    expect((await service.profile(id))?.app?.clientId).toBe('0b8f0f5e-app')
    const refused = { ok: false, error: { code: 'STORE_READ_ONLY' } }
    expect(await service.save({ id, profile: profileInput(), secrets: { app: 'new' } })).toMatchObject(
      refused,
    )
    expect(await service.setSecret({ id, role: 'app', secret: 'new' })).toMatchObject(refused)
    expect(await service.remove({ id })).toMatchObject(refused)
    expect(await service.removeAll()).toMatchObject(refused)
    expect(await service.duplicate({ id })).toMatchObject(refused)
    await service.recordRun((await service.profile(id))!, {
      finishedAt: clock.now().toISOString(),
      complete: true,
      errors: 0,
      warnings: 0,
    })
    expect(secrets.kept.size).toBe(0)
    expect(await readFile(all.file, 'utf8')).toBe(text)
    expect(await readdir(all.folder)).toEqual(['profiles.json'])
  })

  it('do not hinder going back: with the older file in place again, everything works', async () => {
    const all = await setUp(await versionToCome())
    // The newer version kept the older file as its backup when it first saved.
    await copyFile(path.join(GOLDEN, 'profiles-v1.json'), `${all.file}.bak`)
    expect(await namesIn(all)).toEqual(NAMES)
    await copyFile(`${all.file}.bak`, all.file)
    expect(await all.service.list()).toMatchObject({ value: { readOnly: false, notice: null } })
    expect(
      await all.service.save({ id: null, profile: profileInput({ name: 'New' }), secrets: {} }),
    ).toMatchObject({ ok: true })
    expect(await namesIn(all)).toEqual([...NAMES, 'New'])
  })
})

describe('exported profiles of version 1', () => {
  it('are imported whole, and exported the same again', async () => {
    const text = await golden('profiles-export-1.json')
    const folder = temporaryFolder()
    let count = 0
    const service = createProfileService({
      store: createProfileFile(folder, clock),
      secrets: new MemorySecrets(),
      journal: createSaveJournal(folder),
      clock,
      newId: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    })
    const preview = await service.importText('profiles.json', text)
    if (!preview.ok) throw new Error(preview.error.message)
    // One tenant of it has a client id that is remarked on.
    expect(preview.value).toMatchObject({
      rejected: [],
      warnings: [expect.stringContaining('client id. It is very short')],
    })
    await service.confirmImport({ importId: preview.value.importId, authorities: [], proxies: [] })
    expect(await namesIn({ service })).toEqual(NAMES)
    expect(await service.exportText()).toEqual({ ok: true, value: text })
  })
})

describe('a snapshot of version 1', () => {
  const VERDICTS = {
    tickets: 'app-sees-less',
    clients: 'app-sees-less',
    teams: 'same',
    invoices: 'unknown',
    assets: 'unknown',
  }

  const opened = async (text: string) => {
    const comparison = await openSnapshot(text)
    if (!comparison.ok) throw new Error(comparison.error.message)
    return comparison.value
  }

  it('is read whole, in every state a resource can have, and written back the same', async () => {
    const text = await golden('snapshot-1.json')
    const comparison = await opened(text)
    expect(
      Object.fromEntries(comparison.resources.map(({ resource, verdict }) => [resource, verdict])),
    ).toEqual(VERDICTS)
    expect(comparison.findings.map(({ code }) => code)).toContain('agent.client')
    // What later versions added is written as not known of it.
    expect(toSnapshot(comparison)).toEqual({ ...(JSON.parse(text) as object), sameApplication: null })
  })

  it('is read without what the first ones did not have yet', async () => {
    const { configuration, resources, ...facts } = JSON.parse(await golden('snapshot-1.json')) as {
      configuration: { roles?: unknown }
      resources: { agent: { records?: { date?: unknown }[] }; app: { records?: { date?: unknown }[] } }[]
    }
    delete configuration.roles
    for (const { agent, app } of resources)
      for (const record of [...(agent.records ?? []), ...(app.records ?? [])]) delete record.date
    const text = JSON.stringify({ ...facts, configuration, resources })
    expect(text).not.toContain('"date"')
    const comparison = await opened(text)
    expect(
      Object.fromEntries(comparison.resources.map(({ resource, verdict }) => [resource, verdict])),
    ).toEqual(VERDICTS)
  })
})
