import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { FleetSetting } from '../../../src/core/fleet/fleet'
import { settingsOf } from '../../../src/core/fleet/settings-of'
import { aFailure, failedSide } from '../support/builders'
import { compared, READING } from '../support/fleet-builders'
import { anEntry, anInventory } from '../support/inventory-builders'

const of = (comparison: Comparison, inventory: Parameters<typeof settingsOf>[0]['inventory'] = null) =>
  settingsOf({ comparison, inventory })

const value = (settings: readonly FleetSetting[], name: string, owner = 'app') =>
  settings.find((setting) => setting.name === name && setting.of === owner)?.value

describe('of a comparison', () => {
  it('are its scopes with what they include, its agent in kind, its levels and its version', () => {
    const settings = of(
      compared(['edit:tickets', 'openid', 'read:assets'], {
        agent: {
          claims: { Tx: '2', Dx: '0', Fc: '0', Ft: '1', l9: '1' },
          clients: [{ clientId: '7', name: 'X' }],
        },
      }),
    )
    const named = Object.fromEntries(settings.map(({ name, value: is }) => [name, is]))
    expect(named).toMatchObject({
      version: '2.236.133',
      'edit:tickets': 'granted',
      'read:tickets': 'granted',
      'read:assets': 'granted',
      'any other scope': 'not granted',
      'Halo administrator': 'no',
      disabled: 'no',
      clients: 'limited',
      'ticket types': 'all',
      'member of a team or department': 'yes',
      'unassigned tickets': 'yes',
      'tickets of other agents': null,
      Tickets: 'Read and Modify',
      Assets: 'No Access',
      Invoices: null,
    })
    expect(named).not.toHaveProperty('openid')
    expect(settings.find(({ name }) => name === 'edit:tickets')?.tells).toEqual(['read:tickets'])
    expect(settings.find(({ name }) => name === 'clients')?.evidence).toContain('(1 client)')
  })

  it('hold their limits for unknown where a switch that is not known would lift them', () => {
    const settings = of(
      compared(['all'], { agent: { claims: null, clients: [{ clientId: '7', name: 'X' }] } }),
    )
    expect(value(settings, 'clients')).toBeNull()
    expect(value(settings, 'ticket types')).toBe('all')
    expect(value(of(compared(['all'], { agent: { clients: null, claims: {} } })), 'clients')).toBeNull()
  })

  it.each([
    [['all'], 'granted'],
    [['all:standard'], null],
    [['read:tickets'], 'not granted'],
  ] as const)('say of every scope that %j names none of: %s', (scopes, is) => {
    expect(value(of(compared(scopes)), 'any other scope')).toBe(is)
  })

  it('are unknown where the app side did not connect, and none of an agent that was not read', () => {
    const settings = of(compared([], { app: failedSide(aFailure('connection.invalid-client')), agent: null }))
    expect(settings.map(({ name, value: is }) => [name, is])).toEqual([
      ['version', '2.236.133'],
      ['any other scope', null],
    ])
  })

  it('belong to the purpose where one is named, and say which needs are missing', () => {
    const settings = of(
      compared(['read:tickets'], { purpose: READING, agent: { teams: [], claims: { Tx: '0', l9: '0' } } }),
    )
    expect(settings.every(({ of: owner }) => owner === 'reading' || owner === 'tenant')).toBe(true)
    expect(settings.find(({ what }) => what === 'recipe')).toMatchObject({
      name: 'reading',
      value: 'missing',
      evidence: expect.stringContaining('scope read:customers'),
      tells: ['read:customers', 'Tickets', 'member of a team or department', 'unassigned tickets'],
    })
    expect(
      value(of(compared(['read:tickets', 'read:customers'], { purpose: READING })), 'reading', 'reading'),
    ).toBe('meets')
    expect(value(of(compared(['all:standard'], { purpose: READING })), 'reading', 'reading')).toBeNull()
    const odd = { ...READING, settings: [{ code: 'zz', value: '1', why: 'Odd' }] }
    const told = of(compared(['all'], { purpose: odd, agent: { claims: { Tx: '2', zz: '0' } } }))
    expect(told.find(({ what }) => what === 'recipe')?.tells).toEqual(['zz'])
  })

  it('say whether the application is switched on, where that was read', () => {
    const application = {
      id: 'a',
      name: 'Sync',
      inactive: true,
      loginAgentId: null,
      loginAgentName: null,
      scopes: null,
    }
    const settings = of(compared(['all'], { configuration: { application } }))
    expect(settings.find(({ name }) => name === 'active')).toMatchObject({
      value: 'no',
      evidence: 'Sync is switched off.',
    })
    const on = of(compared(['all'], { configuration: { application: { ...application, inactive: false } } }))
    expect(value(on, 'active')).toBe('yes')
  })
})

describe('of an inventory', () => {
  const inventory = anInventory([
    anEntry({ id: '1', name: 'Sync', scopes: ['all'] }),
    anEntry({ id: '2', name: 'Twice' }),
    anEntry({ id: '3', name: ' twice ' }),
    anEntry({ id: '4', name: 'Halo’s own', system: true }),
    anEntry({ id: '5', name: '  ' }),
    anEntry({
      id: '6',
      name: 'Reader',
      method: 'unknown',
      login: { type: 'unknown', agentId: null, name: null },
    }),
    anEntry(
      { id: '7', name: 'Nobody', login: { type: 'unset', agentId: null, name: null }, scopes: null },
      { agent: null },
    ),
  ])

  it('are those of each application that its name tells from the others', () => {
    const settings = settingsOf({ comparison: null, inventory })
    expect([...new Set(settings.map(({ of: owner }) => owner))]).toEqual([
      'tenant',
      'Sync',
      'Reader',
      'Nobody',
    ])
    expect(value(settings, 'all', 'Sync')).toBe('granted')
    expect(value(settings, 'method', 'Sync')).toBe('client-credentials')
    expect(value(settings, 'login type', 'Sync')).toBe('agent')
    expect(value(settings, 'method', 'Reader')).toBeNull()
    expect(value(settings, 'login type', 'Reader')).toBeNull()
    expect(value(settings, 'any other scope', 'Nobody')).toBeNull()
    expect(value(settings, 'login type', 'Nobody')).toBe('unset')
    expect(settings.some(({ what }) => what === 'agent.feature-level')).toBe(false)
  })

  it('are known again by their purpose, with their levels', () => {
    const purpose = {
      recipe: READING,
      result: 'meets' as const,
      items: [],
      excess: [],
      reductions: [],
    }
    const settings = settingsOf({
      comparison: null,
      inventory: anInventory([anEntry({ name: 'Sync' }, { purpose })]),
    })
    expect(value(settings, 'reading', 'reading')).toBe('meets')
    expect(value(settings, 'Tickets', 'reading')).toBe('Read and Modify')
  })

  it('come after what was observed of the same application, and not twice', () => {
    const application = {
      id: '1',
      name: 'Sync',
      inactive: false,
      loginAgentId: null,
      loginAgentName: null,
      scopes: null,
    }
    const settings = of(compared(['read:tickets'], { configuration: { application } }), inventory)
    expect(settings.some(({ of: owner }) => owner === 'Sync')).toBe(false)
    const keys = settings.map(({ what, of: owner, name }) => JSON.stringify([what, owner, name]))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are none of a tenant of which nothing was found', () => {
    expect(settingsOf({ comparison: null, inventory: null })).toEqual([])
    const unsaid = anInventory([], { facts: { tenant: { name: 'A', url: '', version: null } } })
    expect(settingsOf({ comparison: null, inventory: unsaid })).toMatchObject([
      { what: 'version', value: null, evidence: 'A does not say its version.' },
    ])
  })
})
