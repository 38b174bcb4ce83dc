import { describe, expect, it } from 'vitest'
import { add, listed, setUp } from '../../../support/profile-service'
import { profileInput } from '../../../support/profiles'

describe('one secret', () => {
  it('is set and deleted, and the record follows', async () => {
    const all = setUp()
    const id = await add(all, {}, {})
    expect(await all.service.setSecret({ id, role: 'agent', secret: 'later' })).toMatchObject({
      value: { secrets: { app: 'missing', agent: 'stored' } },
    })
    expect(await listed({ service: all.open() })).toMatchObject([{ secrets: { agent: 'stored' } }])
    expect(await all.service.deleteSecret({ id, role: 'agent' })).toMatchObject({
      value: { secrets: { agent: 'missing' } },
    })
    expect(all.secrets.kept.size).toBe(0)
    expect(await listed({ service: all.open() })).toMatchObject([{ secrets: { agent: 'missing' } }])
  })

  it('typed while the keychain is locked serves this session; the old one is there in the next', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'locked'
    expect(await all.service.setSecret({ id, role: 'app', secret: 'for now' })).toMatchObject({
      value: { secrets: { app: 'session-only' } },
    })
    all.secrets.fault = null
    all.secrets.session.clear()
    expect(await listed({ service: all.open() })).toMatchObject([{ secrets: { app: 'stored' } }])
  })

  it('is not called deleted while it is still in a locked keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'locked'
    expect(await all.service.deleteSecret({ id, role: 'app' })).toMatchObject({
      error: { code: 'KEYCHAIN_LOCKED' },
    })
  })

  it('changes at the same time do not undo each other', async () => {
    const all = setUp()
    const ids = await Promise.all(['A', 'B', 'C', 'D'].map((name) => add(all, { name })))
    await Promise.all(ids.map((id) => all.service.setSecret({ id, role: 'app', secret: `of ${id}` })))
    expect(await listed(all)).toHaveLength(4)
    for (const id of ids) expect(all.secrets.kept.get(`${id}/app`)).toBe(`of ${id}`)
  })

  it('that is the client id is refused with its field, and nothing is stored', async () => {
    const all = setUp()
    const id = await add(all, {}, {})
    const clientId = (await listed(all))[0]?.profile.app?.clientId ?? ''
    expect(await all.service.setSecret({ id, role: 'app', secret: clientId.toUpperCase() })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'secret', message: expect.stringContaining('client id') },
    })
    const profile = profileInput({ name: 'Slip' })
    expect(await all.service.save({ id: null, profile, secrets: { agent: 'agent-client' } })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'secrets.agent' },
    })
    expect(all.secrets.kept.size).toBe(0)
    expect(await listed(all)).toHaveLength(1)
  })
})
