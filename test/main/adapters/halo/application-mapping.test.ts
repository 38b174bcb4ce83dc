import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applicationDetailOf,
  applicationListOf,
} from '../../../../src/main/adapters/halo/application-mapping'
import type { ApplicationFacts } from '../../../../src/core/inventory/application'

const ID = '0f0e0000-0000-4000-8000-000000000001'
const CLIENT = 'aaaa0000-0000-4000-8000-000000000001'
const ROW = { id: ID, clientId: CLIENT, displayName: 'Reporting sync' }

const listed = (row: object): ApplicationFacts => {
  const [application] = applicationListOf([{ ...ROW, ...row }], null).applications
  if (application === undefined) throw new Error('no application')
  return application
}

const detailed = (row: object, own: object): ApplicationFacts => {
  const application = applicationDetailOf({ id: ID, ...own }, listed(row))
  if (application === null) throw new Error('not this application')
  return application
}

describe('how an application gets its token', () => {
  it.each([
    [
      'client-credentials',
      ['client_credentials', 'Client Credentials', 'CLIENT-CREDENTIALS', 'clientCredentials'],
    ],
    [
      'client-credentials',
      ['Client ID and Secret (Services)', 'Client ID & Secret (Services)', 'gt:client_credentials'],
    ],
    ['client-credentials', ['client_credentials refresh_token', 'ｃｌｉｅｎｔ＿credentials']],
    [
      'authorization-code',
      ['authorization_code', 'Authorisation Code (Native Application)', 'authorization_code PKCE'],
    ],
    ['authorization-code', ['authorization_code,refresh_token', 'AuthorizationCode', 'authorisation-code']],
    ['password', ['password', 'Username & Password', 'Username and Password', ' PASSWORD ']],
    ['implicit', ['implicit', 'Implicit Flow', 'IMPLICIT_FLOW']],
    ['api-key', ['api_key', 'API Key', 'apikey', 'ApiKey', 'API-Key']],
  ] as const)('%s, spelled in any way', (method, spellings) => {
    for (const grant_type of spellings)
      expect(listed({ grant_type })).toMatchObject({ method, methodText: null })
  })

  it.each([
    ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
    ['password client_credentials'],
    ['3'],
    ['x'.repeat(1000)],
  ])('is not known by %s, which is told', (grant_type) => {
    const { method, methodText } = listed({ grant_type })
    expect(method).toBe('unknown')
    expect(methodText?.slice(0, 100)).toBe(grant_type.slice(0, 100))
    expect(methodText?.length).toBeLessThan(400)
  })

  it.each([[null], [''], [{}], [[]], [true]])('is not known by %j', (grant_type) => {
    expect(listed({ grant_type })).toMatchObject({ method: 'unknown', methodText: null })
  })

  it('is told by the dates of a key where no grant is named, and never against one', () => {
    const key = { apikey1_date_generated: '2026-03-01T08:00:00' }
    expect(detailed({}, key).method).toBe('api-key')
    expect(detailed({ grant_type: 'client_credentials' }, key).method).toBe('client-credentials')
    expect(detailed({ grant_type: 'client_credentials' }, { ...key, grant_type: 'implicit' }).method).toBe(
      'implicit',
    )
    expect(detailed({}, { use_jwt_assertion: true })).toMatchObject({
      method: 'unknown',
      methodText: 'JWT assertion',
    })
    expect(listed({ credential_type: 2 })).toMatchObject({ method: 'unknown', methodText: null })
    expect(listed({ credential_type: 'API Key' })).toMatchObject({ method: 'api-key' })
  })
})

describe('who an application logs in as', () => {
  const nobody = { loginas_agent_id: 0, loginas_client_id: 0, loginas_supplier_id: 0 }
  it.each([
    [
      'an agent',
      { ...nobody, loginas_agent_id: 42, loginas_agent_name: 'API Agent' },
      'agent',
      '42',
      'API Agent',
    ],
    ['an agent, id as a text', { ...nobody, loginas_agent_id: '42.0' }, 'agent', '42', null],
    [
      'an agent before a client',
      { ...nobody, loginas_agent_id: 42, loginas_client_id: 7 },
      'agent',
      '42',
      null,
    ],
    [
      'an end user',
      { ...nobody, loginas_client_id: 7, loginas_client_name: 'Litware' },
      'user',
      null,
      'Litware',
    ],
    [
      'a supplier',
      { ...nobody, loginas_supplier_id: 3, loginas_supplier_name: 'Acme' },
      'supplier',
      null,
      'Acme',
    ],
    ['nobody', nobody, 'unset', null, null],
    [
      'nobody, as null',
      { loginas_agent_id: null, loginas_client_id: null, loginas_supplier_id: -1 },
      'unset',
      null,
      null,
    ],
    [
      'nobody, as texts',
      { loginas_agent_id: '', loginas_client_id: '0', loginas_supplier_id: ' ' },
      'unset',
      null,
      null,
    ],
    ['not told', {}, 'unknown', null, null],
    ['not told of clients', { loginas_agent_id: 0, loginas_supplier_id: 0 }, 'unknown', null, null],
    [
      'not told of agents',
      { loginas_client_id: 7, loginas_client_name: 'Litware' },
      'unknown',
      null,
      'Litware',
    ],
    ['an agent without an id', { ...nobody, loginas_agent_name: 'API Agent' }, 'unknown', null, 'API Agent'],
    ['an object', { ...nobody, loginas_agent_id: { id: 42 } }, 'unknown', null, null],
    ['a number beyond all', { ...nobody, loginas_agent_id: 1e300 }, 'unknown', null, null],
  ] as const)('%s', (_name, row, type, agentId, name) => {
    expect(listed(row).login).toEqual({ type, agentId, name })
  })

  it('is what the list said where the record says nothing, and what the record says where both do', () => {
    const row = { ...nobody, loginas_agent_id: 42, loginas_agent_name: 'API Agent' }
    expect(detailed(row, {}).login).toEqual({ type: 'agent', agentId: '42', name: 'API Agent' })
    expect(detailed(row, nobody).login.type).toBe('unset')
    expect(detailed(row, { ...nobody, loginas_agent_id: 43 }).login.agentId).toBe('43')
  })
})

describe('scopes', () => {
  it('are those of the record alone', () => {
    const scopes = [{ name: 'read:tickets' }]
    expect(listed({ scopes }).scopes).toBeNull()
    expect(detailed({ scopes }, {}).scopes).toBeNull()
    expect(detailed({}, { scopes: null }).scopes).toBeNull()
    expect(detailed({}, { scopes: [] }).scopes).toEqual([])
    const spelt = [
      { name: 'ALL' },
      { name: 'Read:Tickets' },
      { name: 'editmine:timesheets' },
      { name: 'Own' },
    ]
    expect(detailed({}, { scopes: spelt }).scopes).toEqual([
      'all',
      'read:tickets',
      'editMine:timesheets',
      'Own',
    ])
    expect(detailed({}, { scopes: [...scopes, { name: ' edit:items ' }, ...scopes] }).scopes).toEqual([
      'read:tickets',
      'edit:items',
    ])
    for (const odd of [null, 7, 'read:items', {}, { name: null }, { name: '' }, { name: ['all'] }])
      expect(detailed({}, { scopes: [...scopes, odd] }).scopes).toBeNull()
  })
})

describe('whether it is switched off', () => {
  it.each([
    [true, [true, 1, '1', 'true', 'True', ' TRUE ']],
    [false, [false, 0, '0', 'false', 'False']],
    [null, [null, undefined, '', 'yes', 2, [], {}]],
  ])('is %s', (inactive, forms) => {
    for (const form of forms) expect(listed({ inactive: form }).inactive).toBe(inactive)
  })
})

describe('dates', () => {
  it.each([
    ['2026-03-01T09:14:27', '2026-03-01T09:14:27'],
    ['2026-03-01T09:14:27.1234567', '2026-03-01T09:14:27.1234567'],
    ['2026-03-01T09:14:27Z', '2026-03-01T09:14:27Z'],
    ['2026-03-01T09:14:27+02:00', '2026-03-01T07:14:27Z'],
    ['1900-01-01T00:00:00', null],
    ['0001-01-01T00:00:00', null],
    ['1899-12-30T00:00:00', null],
    ['9999-12-31T23:59:59', null],
    ['2026-02-31T00:00:00', null],
    ['yesterday', null],
    [1_700_000_000, null],
    ['2'.repeat(100_000), null],
  ])('%s', (creation_date, date) => {
    expect(detailed({}, { creation_date }).createdAt).toBe(date)
    const keys = detailed({}, { apikey2_expiry_date: creation_date }).apiKeys
    expect(keys).toEqual(date === null ? [] : [{ generatedAt: null, lastUsedAt: null, expiresAt: date }])
  })
})

describe('Halo’s own applications', () => {
  it.each([
    [{ system_use: 'mobile' }, true],
    [{ system_use: 3 }, true],
    [{ _issystem: true }, true],
    [{ system_use: null, _issystem: false }, false],
    [{ system_use: 0 }, false],
    [{ system_use: '0' }, false],
    [{ system_use: '' }, false],
    [{ system_use: {} }, false],
    [{}, false],
  ])('%j', (row, system) => {
    expect(listed(row).system).toBe(system)
    expect(detailed({}, row).system).toBe(system)
    expect(detailed(row, {}).system).toBe(system)
  })
})

describe('ids of a list', () => {
  const names = (rows: readonly unknown[]) => {
    const { applications, complete, gaps } = applicationListOf(rows, null)
    return { ids: applications.map(({ id }) => id), complete, gaps: gaps.length }
  }

  it('are one GUID however it is written', () => {
    const digits = ID.replaceAll('-', '')
    for (const id of [ID, ID.toUpperCase(), `{${ID}}`, `(${ID})`, digits, ` ${ID} `]) {
      expect(listed({ id }).id).toBe(ID)
      expect(applicationDetailOf({ id, scopes: [] }, listed({}))?.scopes).toEqual([])
    }
  })

  it('of other forms stay as they are', () => {
    for (const [id, kept] of [
      [7, '7'],
      ['7.0', '7'],
      ['abc', 'abc'],
    ] as const)
      expect(listed({ id }).id).toBe(kept)
  })

  it('that come twice count once, and are told', () => {
    expect(names([ROW, ROW, { ...ROW, id: ID.toUpperCase() }])).toEqual({
      ids: [ID],
      complete: true,
      gaps: 2,
    })
  })

  it('that two applications share make one of them unread, and lose none', () => {
    const other = { ...ROW, clientId: CLIENT.replace('1', '2'), displayName: 'Other' }
    const { applications, gaps } = applicationListOf([ROW, other], null)
    expect(applications.map(({ name }) => name)).toEqual(['Reporting sync', 'Other'])
    expect(gaps).toEqual([expect.stringMatching(/^“Other” has the id of another one/)])
  })

  it('that are missing are told: by the client id where there is one, else the list is not whole', () => {
    const { id: _id, ...without } = ROW
    expect(names([without])).toEqual({ ids: [`client:${CLIENT}`], complete: true, gaps: 1 })
    expect(
      names([ROW, { displayName: 'x' }, null, 7, [], { id: '00000000-0000-0000-0000-000000000000' }]),
    ).toEqual({
      ids: [ID],
      complete: false,
      gaps: 1,
    })
  })
})

describe('texts', () => {
  it('are kept as they came, cut where nobody reads them, and none where they are blank', () => {
    expect(listed({ description: 'x'.repeat(1000) }).description?.length).toBeLessThan(400)
    expect(detailed({}, { description: '\u200b ', createdby_agent: '' })).toMatchObject({
      description: null,
      createdBy: null,
    })
    expect(detailed({}, { createdby_agent_id: 12 }).createdBy).toBe('agent 12')
    expect(detailed({}, { createdby_agent_id: 0 }).createdBy).toBeNull()
    expect(detailed({}, { displayName: '' }).name).toBe('Reporting sync')
    expect(listed({ displayName: null }).name).toBe('')
    expect(listed({ clientId: ' ' }).clientId).toBeNull()
  })
})

describe('whatever comes', () => {
  const NAMES = Object.keys({
    ...listed({}),
    ...{ id: 0, clientId: 0, displayName: 0, scopes: 0, grant_type: 0 },
  })
  const field = fc.constantFrom(...NAMES, 'loginas_agent_id', 'system_use', 'creation_date', 'secret')
  const row = fc.dictionary(field, fc.jsonValue({ maxDepth: 3 }))

  it('is read without a fault, each entry is counted, and no other field is kept', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fc.jsonValue())), (rows) => {
        const { applications, gaps, complete } = applicationListOf(
          JSON.parse(JSON.stringify(rows)) as unknown[],
          null,
        )
        expect(new Set(applications.map(({ id }) => id)).size).toBe(applications.length)
        if (applications.length < rows.length) expect(gaps.length).toBeGreaterThan(0)
        expect(applications.length === rows.length || !complete || gaps.length > 0).toBe(true)
        for (const application of applications) {
          expect(Object.keys(application).sort()).toEqual(Object.keys(listed({})).sort())
          expect(application.scopes).toBeNull()
        }
      }),
    )
  })
})
