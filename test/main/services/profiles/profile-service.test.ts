import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { SECRETS, add, listed, setUp } from '../../../support/profile-service'
import { fixedClock, profileInput, storedProfile } from '../../../support/profiles'

describe('saving a tenant', () => {
  it('keeps the profile in the file, the secrets in the keychain, and nothing of them in any file', async () => {
    const all = setUp()
    const id = await add(all)
    await add(all, { name: 'Second' })
    expect(all.secrets.kept.get(`${id}/app`)).toBe('app-secret-1')
    expect(all.secrets.kept.get(`${id}/agent`)).toBe('agent-secret-1')
    const files = await readdir(all.folder)
    expect(files.sort()).toEqual(['profiles.json', 'profiles.json.bak', 'unfinished-saves'])
    expect(await readdir(path.join(all.folder, 'unfinished-saves'))).toEqual([])
    for (const name of files.filter((file) => file.startsWith('profiles'))) {
      const text = await readFile(path.join(all.folder, name), 'utf8')
      for (const secret of Object.values(SECRETS)) {
        expect(text).not.toContain(secret)
        expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12))
      }
    }
    expect(JSON.stringify(await all.service.list())).not.toMatch(/-secret-1/)
  })

  it('brings the address, the name and empty fields into one form', async () => {
    const all = setUp()
    const id = await add(all, { name: '  Cafe\u0301 ', url: 'contoso.halopsa.com/api/', tenant: ' ', ca: '' })
    expect(await all.service.profile(id)).toMatchObject({
      name: 'Café',
      url: 'https://contoso.halopsa.com',
      tenant: null,
      ca: null,
    })
  })

  it.each([
    ['url', { url: 'http://contoso.halopsa.com' }],
    ['url', { url: 'https://user:pass@contoso.halopsa.com' }],
    ['ca', { ca: '/etc/ssl/contoso.pem' }],
    ['name', { name: '   ' }],
    ['app.clientId', { app: { kind: 'application' as const, clientId: ' ', scope: 'all' } }],
  ])('names the field that is wrong: %s', async (field, changes) => {
    const { service } = setUp()
    const profile = { ...profileInput(), ...changes }
    expect(await service.save({ id: null, profile, secrets: {} })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT', field },
    })
  })

  it('tells names apart, but not by case or by how accents are encoded', async () => {
    const all = setUp()
    const id = await add(all, { name: 'Café' })
    for (const name of ['CAFÉ', 'cafe\u0301', ' Café ']) {
      const saved = await all.service.save({ id: null, profile: profileInput({ name }), secrets: {} })
      expect(saved).toMatchObject({ ok: false, error: { code: 'CONFLICT', field: 'name' } })
    }
    expect(
      await all.service.save({ id, profile: profileInput({ name: 'CAFÉ' }), secrets: {} }),
    ).toMatchObject({ ok: true })
  })

  it('refuses a secret for a connection that has none', async () => {
    const { service, secrets } = setUp()
    const profile = profileInput({
      agent: { kind: 'sign-in', clientId: 'x', redirectPort: 8765, scope: 'all offline_access' },
    })
    for (const role of ['agent', 'inspector'] as const) {
      const saved = await service.save({ id: null, profile, secrets: { [role]: 'secret' } })
      expect(saved).toMatchObject({
        ok: false,
        error: { code: 'INVALID_ARGUMENT', field: `secrets.${role}` },
      })
    }
    expect(secrets.kept.size).toBe(0)
  })

  it('a secret that no keychain could keep leaves nothing behind', async () => {
    const all = setUp()
    const saved = await all.service.save({
      id: null,
      profile: profileInput(),
      secrets: { app: 'good', agent: 'nul\0' },
    })
    expect(saved).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT' } })
    expect(all.secrets.kept.size).toBe(0)
    expect(await listed(all)).toEqual([])
  })

  it('removes the secret of a connection that was taken out or became a sign-in', async () => {
    const all = setUp()
    const id = await add(all)
    const agent = { kind: 'sign-in' as const, clientId: 'x', redirectPort: 8765, scope: 'all' }
    const saved = await all.service.save({ id, profile: profileInput({ agent }), secrets: {} })
    expect(saved).toMatchObject({ ok: true, value: { secrets: { app: 'stored' } } })
    expect([...all.secrets.kept.keys()]).toEqual([`${id}/app`])
    expect(saved.ok && saved.value.profile.keychainSecrets).toEqual(['app'])
  })

  it('answers NOT_FOUND for a tenant that is gone', async () => {
    const { service } = setUp()
    expect(await service.save({ id: 'gone', profile: profileInput(), secrets: {} })).toMatchObject({
      error: { code: 'NOT_FOUND' },
    })
  })
})

describe('another host', () => {
  const moved = profileInput({ url: 'https://evil.example' })

  it('asks for every secret again, names the connections, and changes nothing', async () => {
    const all = setUp()
    const id = await add(all)
    const saved = await all.service.save({ id, profile: moved, secrets: { app: 'new' } })
    expect(saved).toMatchObject({ ok: false, error: { code: 'SECRET_NEEDED', field: 'secrets.agent' } })
    expect(!saved.ok && saved.error.message).toContain('agent side')
    expect((await all.service.profile(id))?.url).toBe('https://contoso.halopsa.com')
    expect(all.secrets.kept.get(`${id}/app`)).toBe('app-secret-1')
  })

  it('takes the new secrets in the place of the old ones', async () => {
    const all = setUp()
    const id = await add(all)
    expect(
      await all.service.save({ id, profile: moved, secrets: { app: 'new', agent: 'new too' } }),
    ).toMatchObject({ ok: true })
    expect([...all.secrets.kept.values()]).toEqual(['new', 'new too'])
  })

  it.each([
    ['another port', 'https://contoso.halopsa.com:8443'],
    ['a subdomain', 'https://x.contoso.halopsa.com'],
  ])('is %s, too', async (_name, url) => {
    const all = setUp()
    const id = await add(all)
    const profile = profileInput({ url, confirmedHost: new URL(url).host })
    expect(await all.service.save({ id, profile, secrets: {} })).toMatchObject({
      error: { code: 'SECRET_NEEDED' },
    })
  })

  it('is not another path or another spelling', async () => {
    const all = setUp()
    const id = await add(all)
    for (const url of ['https://CONTOSO.halopsa.com/auth', 'https://contoso.halopsa.com/halo']) {
      expect(await all.service.save({ id, profile: profileInput({ url }), secrets: {} })).toMatchObject({
        ok: true,
      })
    }
  })

  it('does not ask for secrets that were never there', async () => {
    const all = setUp()
    const id = await add(all, {}, {})
    expect(await all.service.save({ id, profile: moved, secrets: {} })).toMatchObject({ ok: true })
  })

  it('is refused while the old secret cannot be removed from a locked keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'locked'
    const secrets = { app: 'new', agent: 'new too' }
    expect(await all.service.save({ id, profile: moved, secrets })).toMatchObject({
      error: { code: 'KEYCHAIN_LOCKED' },
    })
    expect((await all.service.profile(id))?.url).toBe('https://contoso.halopsa.com')
    all.secrets.fault = null
    // Nor do the refused secrets linger in memory.
    expect(await all.secrets.get(`${id}/app`)).toMatchObject({ secret: 'app-secret-1' })
  })
})

describe('when the second step fails', () => {
  it('a new tenant leaves no secret', async () => {
    const all = setUp()
    all.disk.full = true
    const saved = await all.service.save({ id: null, profile: profileInput(), secrets: SECRETS })
    expect(saved).toMatchObject({ ok: false, error: { code: 'FILE_WRITE_FAILED' } })
    expect(all.secrets.kept.size).toBe(0)
  })

  it('a changed tenant has its old secrets again', async () => {
    const all = setUp()
    const id = await add(all)
    all.disk.full = true
    const profile = profileInput({ agent: null })
    expect(await all.service.save({ id, profile, secrets: { app: 'new' } })).toMatchObject({ ok: false })
    expect(Object.fromEntries(all.secrets.kept)).toEqual({
      [`${id}/app`]: 'app-secret-1',
      [`${id}/agent`]: 'agent-secret-1',
    })
  })

  it('a tenant that could not be removed keeps its secrets', async () => {
    const all = setUp()
    const id = await add(all)
    all.disk.full = true
    expect(await all.service.remove({ id })).toMatchObject({ ok: false })
    expect(all.secrets.kept.size).toBe(2)
    all.disk.full = false
    expect(await listed(all)).toMatchObject([{ secrets: { app: 'stored', agent: 'stored' } }])
  })

  it('a keychain that takes the first secret and not the second keeps neither', async () => {
    const all = setUp()
    all.secrets.refuseSetIn = 2
    const saved = await all.service.save({ id: null, profile: profileInput(), secrets: SECRETS })
    expect(saved).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_FAILED' } })
    expect(all.secrets.kept.size).toBe(0)
    expect(await listed(all)).toEqual([])
  })
})

describe('the list', () => {
  it('reads no secret, also in a later session and with 1,000 tenants', async () => {
    const all = setUp()
    const profiles = Array.from({ length: 1000 }, (_each, index) =>
      storedProfile(index, { keychainSecrets: ['app'] }),
    )
    await all.store.save({ profiles })
    const views = await listed({ service: all.open() })
    expect(views).toHaveLength(1000)
    expect(views[0]?.secrets).toEqual({ app: 'stored', agent: 'missing' })
    expect(all.secrets.reads).toEqual([])
  })

  it('says unknown while the keychain is known not to work, and stored again after', async () => {
    const all = setUp()
    await add(all)
    const service = all.open()
    all.secrets.fault = 'locked'
    await service.secrets.status()
    expect(await listed({ service })).toMatchObject([{ secrets: { app: 'unknown', agent: 'unknown' } }])
    all.secrets.fault = null
    await service.secrets.status()
    expect(await listed({ service })).toMatchObject([{ secrets: { app: 'stored', agent: 'stored' } }])
  })

  it('shows what a run found out: a secret that somebody deleted from the keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.kept.clear()
    await all.service.secrets.get(`${id}/app`)
    expect(await listed(all)).toMatchObject([{ secrets: { app: 'missing', agent: 'stored' } }])
  })

  it('marks secrets that are kept for the session only; the next session misses them', async () => {
    const all = setUp()
    all.secrets.fault = 'no-service'
    await add(all)
    expect(await listed(all)).toMatchObject([{ secrets: { app: 'session-only', agent: 'session-only' } }])
    all.secrets.session.clear()
    expect(await listed({ service: all.open() })).toMatchObject([
      { secrets: { app: 'missing', agent: 'missing' } },
    ])
  })

  it('keeps saying what went wrong when the store was read', async () => {
    const all = setUp()
    let notice: string | null = 'The file was damaged.'
    const load = async () => {
      const loaded = { ...(await all.file.load()), notice }
      notice = null
      return loaded
    }
    const service = createProfileService({
      ...all,
      journal: createSaveJournal(all.folder),
      store: { ...all.store, load },
      clock: fixedClock,
      newId: () => '',
    })
    await service.list()
    expect(await service.list()).toMatchObject({ value: { notice: 'The file was damaged.' } })
  })

  it('changes nothing in a store that is read-only', async () => {
    const all = setUp()
    const load = async () => ({ ...(await all.file.load()), readOnly: true })
    const service = createProfileService({
      ...all,
      journal: createSaveJournal(all.folder),
      store: { ...all.store, load },
      clock: fixedClock,
      newId: () => '',
    })
    for (const answer of [
      await service.save({ id: null, profile: profileInput(), secrets: SECRETS }),
      await service.remove({ id: 'x' }),
      await service.setSecret({ id: 'x', role: 'app', secret: 's' }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'STORE_READ_ONLY' } })
    }
    expect(all.secrets.kept.size).toBe(0)
  })
})

describe('duplicate, remove, reorder', () => {
  it('a copy stands after its original, under a free name, without secrets or last run', async () => {
    const all = setUp()
    const id = await add(all)
    await add(all, { name: 'Last' })
    const before = await all.service.profile(id)
    await all.service.recordRun(before!, {
      finishedAt: '2026-11-24T10:00:00Z',
      complete: true,
      errors: 1,
      warnings: 0,
    })
    await all.service.duplicate({ id })
    const copy = await all.service.duplicate({ id })
    expect(copy).toMatchObject({
      value: { secrets: { app: 'missing', agent: 'missing' }, profile: { lastRun: null } },
    })
    const names = (await listed(all)).map(({ profile }) => profile.name)
    expect(names).toEqual(['Contoso', 'Contoso (copy 2)', 'Contoso (copy)', 'Last'])
    expect(all.secrets.kept.size).toBe(4)
  })

  it('a long name can be copied', async () => {
    const all = setUp()
    const id = await add(all, { name: 'x'.repeat(120) })
    expect(await all.service.duplicate({ id })).toMatchObject({ ok: true })
  })

  it('removing removes the secrets, too', async () => {
    const all = setUp()
    const id = await add(all)
    await add(all, { name: 'Other' })
    expect(await all.service.remove({ id })).toEqual({ ok: true, value: null })
    expect([...all.secrets.kept.keys()].some((key) => key.startsWith(id))).toBe(false)
    expect(all.secrets.kept.size).toBe(2)
  })

  it('does not remove a tenant whose secret stays in a locked keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'locked'
    expect(await all.service.remove({ id })).toMatchObject({ error: { code: 'KEYCHAIN_LOCKED' } })
    expect(await listed(all)).toHaveLength(1)
  })

  it('removes a tenant on a computer that has no keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'no-service'
    expect(await all.service.remove({ id })).toMatchObject({ ok: true })
  })

  it('reorders by a full list of ids only', async () => {
    const all = setUp()
    const ids = [await add(all, { name: 'A' }), await add(all, { name: 'B' }), await add(all, { name: 'C' })]
    expect(await all.service.reorder({ ids: [...ids].reverse() })).toMatchObject({ ok: true })
    expect((await listed(all)).map(({ profile }) => profile.name)).toEqual(['C', 'B', 'A'])
    for (const wrong of [ids.slice(1), [...ids, 'x'], [...ids, ids[0] ?? ''], ['x', ...ids.slice(1)]]) {
      expect(await all.service.reorder({ ids: wrong })).toMatchObject({ error: { code: 'CONFLICT' } })
    }
  })
})
