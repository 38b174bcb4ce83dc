import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createHistoryStore } from '../../../../src/main/adapters/history/history-store'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { toKeep } from '../../../support/history'
import { fixedClock } from '../../../support/profiles'
import { add, setUp } from '../../../support/profile-service'

/** A tenant's history goes with it, and with nothing less. */

const open = (all = setUp()) => {
  const { folder, store, secrets } = all
  const history = createHistoryStore({ userData: folder, secrets, profiles: store, clock: fixedClock })
  const service = createProfileService({
    store,
    secrets,
    history,
    journal: createSaveJournal(folder),
    clock: fixedClock,
    newId: () => crypto.randomUUID(),
  })
  return { ...all, service, history, kept: () => readdir(path.join(folder, 'history')).catch(() => []) }
}

const keyIn = ({ kept }: { readonly kept: ReadonlyMap<string, string> }) =>
  [...kept].find(([account]) => account.startsWith('history/'))

const twoTenants = async () => {
  const all = open()
  const [one, two] = [await add(all), await add(all, { name: 'Fabrikam' })]
  for (const id of [one, two])
    expect(await all.history.keep(id, toKeep())).toMatchObject({ ok: true, value: { kind: 'comparison' } })
  return { ...all, one, two }
}

it('the history of a removed tenant is gone, that of others and the key are there', async () => {
  const { service, secrets, history, kept, one, two } = await twoTenants()
  expect(await service.remove({ id: one })).toEqual({ ok: true, value: null })
  expect((await kept()).sort()).toEqual([two, 'key.json'].sort())
  expect(keyIn(secrets)).toBeDefined()
  expect((await history.list(two)).entries).toHaveLength(1)
  expect(await history.keep(one, toKeep())).toEqual({ ok: true, value: null })
  expect((await kept()).sort()).toEqual([two, 'key.json'].sort())
})

it('a removal that fails leaves the history, whichever of its steps it is', async () => {
  const { service, secrets, disk, history, kept, one, two } = await twoTenants()
  disk.full = true
  expect(await service.remove({ id: one })).toMatchObject({ ok: false, error: { code: 'FILE_WRITE_FAILED' } })
  disk.full = false
  secrets.fault = 'locked'
  expect(await service.remove({ id: one })).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_LOCKED' } })
  const all = await service.removeAll()
  expect(all).toMatchObject({ ok: true, value: { removed: [], kept: [{}, {}] } })
  secrets.fault = null
  await service.settle()
  expect((await kept()).sort()).toEqual([one, two, 'key.json'].sort())
  const { entries } = await history.list(one)
  expect((await history.read(one, entries[0]?.id ?? '')).ok).toBe(true)
})

it.each(['before the tenant was removed', 'after it'])(
  'a crash %s is settled at the next start',
  async (when) => {
    const all = await twoTenants()
    const { store, one, two } = all
    await all.history.beginRemoval([one], 'tenants')
    if (when === 'after it') {
      const { data } = await store.load()
      await store.save({ profiles: data.profiles.filter(({ id }) => id !== one) })
    }
    const next = open(all)
    await next.service.settle()
    const left = when === 'after it' ? [two, 'key.json'] : [one, two, 'key.json']
    expect((await next.kept()).sort()).toEqual(left.sort())
  },
)

it('all tenants take everything and the key along, also after a crash in the middle of it', async () => {
  const all = await twoTenants()
  expect(await all.service.removeAll()).toMatchObject({ ok: true, value: { kept: [] } })
  expect(existsSync(path.join(all.folder, 'history'))).toBe(false)
  expect([...all.secrets.kept.keys()]).toEqual([])

  const other = await twoTenants()
  await other.history.beginRemoval([other.one, other.two], 'everything')
  await other.store.save({ profiles: [] })
  const next = open(other)
  await next.service.settle()
  expect(existsSync(path.join(other.folder, 'history'))).toBe(false)
  expect(keyIn(other.secrets)).toBeUndefined()
})

it('clean-ups of secrets leave the key: settling, a new secret, a changed address', async () => {
  const { service, secrets, one } = await twoTenants()
  const key = keyIn(secrets)
  await service.settle()
  await service.setSecret({ id: one, role: 'app', secret: 'another-secret' })
  await service.deleteSecret({ id: one, role: 'app' })
  expect(keyIn(secrets)).toEqual(key)
})
