import { describe, expect, it } from 'vitest'
import { NO_INVENTORY, type TenantInventory } from '../../../../src/shared/files/tenant-inventory'
import { add, setUp } from '../../../support/profile-service'
import { profileInput } from '../../../support/profiles'

const CLIENT = '11111111-2222-4333-8444-555555555555'
const APPLICATION = '66666666-7777-4888-8999-aaaaaaaaaaaa'
const note = { purpose: 'halo-tickets', owner: 'Service desk', nextReview: '2027-05-01' }
const decision = {
  decision: 'reduce',
  by: 'Tim Bowers',
  on: '2026-11-26',
  reason: 'Reads more than it needs',
  ticket: '4711',
  until: '2026-12-31',
} as const

const INVENTORY: TenantInventory = {
  notes: { [CLIENT]: note },
  review: { reviewer: 'Tim Bowers', decisions: { [APPLICATION]: decision } },
  lastReview: {
    closedAt: '2026-05-26T10:00:00.000Z',
    reviewer: null,
    population: { readAt: '2026-05-26T09:00:00.000Z', sha256: '0'.repeat(64) },
    applications: [
      {
        id: APPLICATION,
        name: 'Reporting sync',
        login: 'agent',
        agentId: '42',
        loginName: 'API - Reporting',
        inactive: false,
        scopes: ['read:tickets'],
        sees: { tickets: { visible: 102, of: 1500 } },
        risks: ['application.person'],
        decision: null,
      },
    ],
  },
}

describe('what was written down about the applications of a tenant', () => {
  it('is kept with it, through every other change, and by each change from what is kept then', async () => {
    const all = setUp()
    const id = await add(all)
    expect(
      await all.service.keepInventory(id, (before) => ({ ...before, notes: INVENTORY.notes })),
    ).toMatchObject({
      value: { profile: { inventory: { ...NO_INVENTORY, notes: INVENTORY.notes } } },
    })
    await Promise.all([
      all.service.keepInventory(id, (before) => ({ ...before, review: INVENTORY.review })),
      all.open().keepInventory(id, (before) => ({ ...before, lastReview: INVENTORY.lastReview })),
    ])
    await all.service.save({
      id,
      profile: profileInput({ name: 'Renamed', app: null, inspector: null }),
      secrets: {},
    })
    await all.service.save({ id, profile: profileInput({ name: 'Renamed', tags: ['vip'] }), secrets: {} })
    await all.service.setSecret({ id, role: 'app', secret: 'another' })
    expect((await all.open().profile(id))?.inventory).toEqual(INVENTORY)
  })

  it('is not of a copy, whose reviews are its own', async () => {
    const all = setUp()
    const id = await add(all)
    await all.service.keepInventory(id, () => INVENTORY)
    const copy = await all.service.duplicate({ id })
    expect(copy.ok && copy.value.profile).not.toHaveProperty('inventory')
  })

  it.each<[string, (before: TenantInventory) => TenantInventory]>([
    [
      'more applications than fit',
      (before) => ({
        ...before,
        notes: Object.fromEntries(Array.from({ length: 1_501 }, (_, index) => [String(index), note])),
      }),
    ],
    [
      'a text beyond its bound',
      (before) => ({
        ...before,
        review: { reviewer: null, decisions: { x: { ...decision, reason: 'x'.repeat(2_001) } } },
      }),
    ],
    ['a date that is none', (before) => ({ ...before, notes: { x: { ...note, nextReview: 'soon' } } })],
  ])('is refused, and what was kept stays: %s', async (_what, change) => {
    const all = setUp()
    const id = await add(all)
    await all.service.keepInventory(id, () => INVENTORY)
    expect(await all.service.keepInventory(id, change)).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'inventory' },
    })
    expect((await all.service.profile(id))?.inventory).toEqual(INVENTORY)
  })

  it('is gone with the tenant, whose keychain is asked for secrets and not for its applications', async () => {
    const all = setUp()
    const id = await add(all)
    await all.service.keepInventory(id, () => INVENTORY)
    const deleted: string[] = []
    const { secrets } = all
    const remove = secrets.delete.bind(secrets)
    secrets.delete = (account) => {
      deleted.push(account)
      return remove(account)
    }
    expect(await all.service.removeAll()).toMatchObject({ value: { kept: [] } })
    expect(
      deleted.filter((account) => account.startsWith(CLIENT) || account.startsWith(APPLICATION)),
    ).toEqual([])
    expect(deleted).toContain(`${id}/app`)
    expect(await all.service.keepInventory(id, () => INVENTORY)).toMatchObject({
      error: { code: 'NOT_FOUND' },
    })
  })
})
