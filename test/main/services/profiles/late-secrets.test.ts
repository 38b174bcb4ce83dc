import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKeychain, unseal } from '../../../../src/main/adapters/keychain/keychain'
import { SERVICE } from '../../../../src/main/adapters/keychain/keytar-queue'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { ownMark } from '../../../../src/main/adapters/files/process-mark'
import { MapKeytar } from '../../../support/map-keytar'
import { listed, SECRETS, setUp as setUpFolder } from '../../../support/profile-service'
import { fixedClock, profileInput } from '../../../support/profiles'
import { TRUST } from '../../../support/trust'

/** Tenants saved while the keychain waits for somebody to answer its prompt. */

const setUp = () => {
  const all = setUpFolder()
  const keytar = new MapKeytar()
  const secrets = createKeychain({ load: () => keytar, deadline: 30 })
  let count = 0
  const service = createProfileService({
    store: all.store,
    secrets,
    journal: createSaveJournal(all.folder),
    clock: fixedClock,
    newId: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
  })
  const notes = () => readdir(path.join(all.folder, 'unfinished-saves'))
  return { ...all, keytar, secrets, service, notes }
}

const ID = '00000000-0000-4000-8000-000000000001'

const stored = async ({ store }: ReturnType<typeof setUp>) => (await store.load()).data.profiles

/** Adds a tenant past the keychain's deadline. @returns what answers the prompt */
const addLate = async (all: ReturnType<typeof setUp>) => {
  const answer = all.keytar.hold()
  const saved = await all.service.save({ id: null, profile: profileInput(), secrets: SECRETS })
  return { answer, saved }
}

describe('a tenant saved while the keychain waits for its prompt', () => {
  it('has its secrets for the session; once unlocked, they are in the keychain and recorded', async () => {
    const all = setUp()
    const { answer, saved } = await addLate(all)
    expect(saved).toMatchObject({ value: { secrets: { app: 'session-only', agent: 'session-only' } } })
    // A crash now is put right by the next start.
    expect(await all.notes()).toHaveLength(1)
    answer()
    await expect.poll(all.notes).toEqual([])
    expect(new Map([...all.keytar.entries].map(([id, kept]) => [id, unseal(kept).secret]))).toEqual(
      new Map([
        [`${SERVICE}/${ID}/app`, SECRETS.app],
        [`${SERVICE}/${ID}/agent`, SECRETS.agent],
      ]),
    )
    expect((await stored(all))[0]?.keychainSecrets).toEqual(['app', 'agent'])
    expect(await listed(all)).toMatchObject([{ secrets: { app: 'stored', agent: 'stored' } }])
  })

  it('keeps them for the session when the prompt is dismissed', async () => {
    const all = setUp()
    const { answer } = await addLate(all)
    all.keytar.trouble = 'locked'
    answer()
    await expect.poll(all.notes).toEqual([])
    expect((await stored(all))[0]?.keychainSecrets).toEqual([])
    expect(await listed(all)).toMatchObject([{ secrets: { app: 'session-only', agent: 'session-only' } }])
  })

  it('leaves no secret when the tenant could not be saved', async () => {
    const all = setUp()
    all.disk.full = true
    const { answer, saved } = await addLate(all)
    expect(saved).toMatchObject({ ok: false, error: { code: 'FILE_WRITE_FAILED' } })
    answer()
    await expect.poll(all.notes).toEqual([])
    expect(all.keytar.entries.size).toBe(0)
    expect(all.secrets.underWay()).toBeNull()
  })

  it('leaves no secret when another Crossview removed the tenant meanwhile', async () => {
    const all = setUp()
    const { answer } = await addLate(all)
    await all.file.save({ profiles: [] })
    answer()
    await expect.poll(all.notes).toEqual([])
    expect(all.keytar.entries.size).toBe(0)
  })

  it('leaves no secret when another Crossview moved the tenant to another host meanwhile', async () => {
    const all = setUp()
    const { answer } = await addLate(all)
    const [profile] = await stored(all)
    if (profile === undefined) throw new Error('The tenant was not saved')
    await all.file.save({ profiles: [{ ...profile, url: 'https://fabrikam.halopsa.com' }] })
    answer()
    await expect.poll(all.notes).toEqual([])
    expect(all.keytar.entries.size).toBe(0)
  })

  it('keeps its note when the record cannot be written, for the next start', async () => {
    const all = setUp()
    const { answer } = await addLate(all)
    all.disk.full = true
    answer()
    await expect.poll(() => all.keytar.entries.size).toBe(2)
    await all.secrets.underWay()
    await all.service.settle()
    expect(await all.notes()).toHaveLength(1)
  })
})

describe('a secret that another host must not get', () => {
  it('stops the move when the keychain that may hold a refresh token is locked', async () => {
    const all = setUp()
    const signIn = { kind: 'sign-in' as const, clientId: 'agent', redirectPort: 8123, scope: 'all' }
    const saved = await all.service.save({
      id: null,
      profile: profileInput({ agent: signIn }),
      secrets: {},
    })
    if (!saved.ok) throw new Error(saved.error.message)
    await all.service.secrets.set(`${ID}/agent`, 'refresh token of contoso', TRUST)
    all.keytar.trouble = 'locked'
    const moved = await all.service.save({
      id: ID,
      profile: profileInput({ agent: signIn, url: 'https://fabrikam.halopsa.com' }),
      secrets: {},
    })
    expect(moved).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_LOCKED' } })
    expect((await stored(all))[0]?.url).toBe('https://contoso.halopsa.com')
  })

  it('is deleted at the next start when it stays behind in a keychain that is locked', async () => {
    const all = setUp()
    const signIn = { kind: 'sign-in' as const, clientId: 'agent', redirectPort: 8123, scope: 'all' }
    await all.service.save({ id: null, profile: profileInput({ agent: signIn }), secrets: {} })
    await all.service.secrets.set(`${ID}/agent`, 'refresh token', TRUST)
    all.keytar.trouble = 'locked'
    const saved = await all.service.save({ id: ID, profile: profileInput({ agent: null }), secrets: {} })
    expect(saved).toMatchObject({ ok: true })
    expect(await all.notes()).toEqual([`${ID}.agent.${await ownMark()}`])
  })
})
