import { describe, expect, it } from 'vitest'
import { createKeychain } from '../../../../src/main/adapters/keychain/keychain'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { MapKeytar } from '../../../support/map-keytar'
import { fixedClock, storedProfile, temporaryFolder } from '../../../support/profiles'

/** How long a list takes is measured by `npm run bench`, not here. */
describe('1,000 stored tenants', () => {
  it('are listed, moved and exported without one call of the keychain', async () => {
    const folder = temporaryFolder()
    const store = createProfileFile(folder, fixedClock)
    const profiles = Array.from({ length: 1_000 }, (_each, index) =>
      storedProfile(index, { keychainSecrets: ['app', 'agent'] }),
    )
    expect(await store.save({ profiles })).toEqual({ ok: true, value: null })
    const keytar = new MapKeytar()
    const service = createProfileService({
      store,
      secrets: createKeychain({ load: () => keytar }),
      journal: createSaveJournal(folder),
      clock: fixedClock,
      newId: () => '99999999-9999-4999-8999-999999999999',
    })
    await service.settle()
    const list = await service.list()
    if (!list.ok) throw new Error(list.error.message)
    expect(list.value.profiles).toHaveLength(1_000)
    expect(new Set(list.value.profiles.map(({ secrets }) => JSON.stringify(secrets)))).toEqual(
      new Set([JSON.stringify({ app: 'stored', agent: 'stored' })]),
    )
    const ids = list.value.profiles.map(({ profile }) => profile.id).reverse()
    expect(await service.reorder({ ids })).toMatchObject({ ok: true })
    expect(await service.exportText()).toMatchObject({ ok: true })
    expect(keytar.calls).toBe(0)
    // What is counted does count.
    await service.secrets.get(`${ids[0] ?? ''}/app`)
    expect(keytar.calls).toBeGreaterThan(0)
  })
})
