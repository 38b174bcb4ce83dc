import { describe, expect, it } from 'vitest'
import { inventoryToJson } from '../../../src/core/inventory/inventory-json'
import type { Inventory, InventoryEntry, PurposeCheck } from '../../../src/core/inventory/inventory'
import type { Review } from '../../../src/core/inventory/review'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { aFailure, aTicket, failedSide, listed, refused, truncated } from '../support/builders'
import {
  anEntry,
  anInventory,
  aPermission,
  applicationId,
  aReview,
  aRisk,
  inspectorLists,
  predicted,
} from '../support/inventory-builders'

const tickets = { visible: [aTicket(1), aTicket(2)], unknown: [aTicket(3)] }
const predictor = { records: () => [{ resource: 'tickets' as const, ...tickets }] }

const jsonOf = (
  inventory: Inventory,
  { review = null, withRecords = false }: { review?: Review | null; withRecords?: boolean } = {},
) =>
  // Through text, as it is written to a file.
  applicationsFileSchema.parse(
    JSON.parse(JSON.stringify(inventoryToJson(inventory, { review, withRecords, predictor }))),
  )

const oneOf = (entry: InventoryEntry, options: Parameters<typeof jsonOf>[1] = {}) => {
  const [application] = jsonOf(anInventory([entry]), options).applications
  if (application === undefined) throw new Error('it is not in the JSON')
  return application
}

describe('inventoryToJson', () => {
  it('has every field of the contract', () => {
    expect(jsonOf(anInventory([anEntry({}, { risks: [aRisk()] })]))).toEqual({
      schema: 'crossview.applications/1',
      tenant: { name: 'Northwind MSP', url: 'https://northwind.halopsa.com', version: '2.236.133' },
      startedAt: '2026-11-23T10:00:00.000Z',
      finishedAt: '2026-11-23T10:01:10.000Z',
      complete: true,
      requests: 74,
      inspector: { agentId: 1001, name: 'Admin API', scopes: ['all'] },
      limits: [],
      lists: [{ resource: 'tickets', state: 'listed', fetched: 3, total: 3, complete: true }],
      coverage: { applications: 1, read: 1, unread: 0 },
      applications: [
        {
          id: applicationId(1),
          clientId: 'aaaa0000-0000-4000-8000-000000000001',
          name: 'Reporting sync',
          system: false,
          inactive: false,
          method: 'client-credentials',
          login: {
            type: 'agent',
            agentId: 42,
            name: 'API Agent',
            administrator: false,
            apiOnly: true,
            disabled: false,
          },
          scopes: ['read:tickets'],
          createdAt: '2026-03-01T00:00:00Z',
          createdBy: 'Tim Bowers',
          sees: [
            {
              resource: 'tickets',
              state: 'predicted',
              visible: 2,
              unknown: 0,
              of: 3,
              causes: ['agent.client'],
              undecided: [],
            },
          ],
          can: [
            { feature: 'tickets', verb: 'read', allowed: 'yes' },
            { feature: 'tickets', verb: 'update', allowed: 'no' },
          ],
          risks: [aRisk()],
          purpose: null,
          meets: null,
          excess: null,
          owner: null,
          decision: null,
        },
      ],
      calibration: [],
      agreement: [],
      review: null,
    })
  })

  it('keeps what is not known apart from no, none and nothing', () => {
    const { scopes, login, can, sees } = oneOf(
      anEntry(
        { scopes: null, login: { type: 'unknown', agentId: null, name: null } },
        {
          agent: null,
          can: [aPermission('Tickets', 'read', 'unknown')],
          sees: [
            { resource: 'tickets', state: 'unknown', reason: 'Its scopes could not be read.' },
            { resource: 'assets', state: 'refused', causes: ['scope.missing'] },
          ],
        },
      ),
    )
    expect(scopes).toBe(null)
    expect(login).toEqual({
      type: 'unknown',
      agentId: null,
      name: null,
      administrator: null,
      apiOnly: null,
      disabled: null,
    })
    expect(can).toEqual([{ feature: 'tickets', verb: 'read', allowed: 'unknown' }])
    expect(sees).toEqual([
      { resource: 'tickets', state: 'unknown', reason: 'Its scopes could not be read.' },
      { resource: 'assets', state: 'refused', causes: ['scope.missing'] },
    ])
  })

  it('names records only where they are asked for, undecided ones apart', () => {
    const entry = anEntry({}, { sees: [predicted({ visible: 2, unknown: 1, of: 3 })] })
    expect(oneOf(entry).sees[0]).not.toHaveProperty('records')
    expect(oneOf(entry, { withRecords: true }).sees[0]).toMatchObject({
      visible: 2,
      unknown: 1,
      records: ['1', '2'],
      unknownRecords: ['3'],
    })
  })

  it('says of each list how it ended', () => {
    const facts = {
      lists: inspectorLists({
        tickets: truncated([aTicket(1)], 3),
        assets: refused(),
        items: listed([]),
        quotes: { state: 'skipped', reason: 'Cancelled.' },
      }),
    }
    expect(jsonOf(anInventory([], { facts })).lists).toEqual([
      {
        resource: 'tickets',
        state: 'listed',
        fetched: 1,
        total: 3,
        complete: false,
        reason: expect.any(String),
      },
      {
        resource: 'assets',
        state: 'refused',
        fetched: null,
        total: null,
        complete: false,
        reason: expect.any(String),
      },
      { resource: 'items', state: 'listed', fetched: 0, total: 0, complete: true },
      {
        resource: 'quotes',
        state: 'skipped',
        fetched: null,
        total: null,
        complete: false,
        reason: 'Quotes were not read: Cancelled.',
      },
    ])
  })

  it('has no inspector that could not connect', () => {
    expect(
      jsonOf(anInventory([], { facts: { inspector: failedSide(aFailure('request.failed')) } })).inspector,
    ).toBe(null)
  })

  const purpose = (result: PurposeCheck['result']): PurposeCheck => ({
    recipe: {
      name: 'halo-tickets',
      title: 'Tickets',
      description: '',
      source: { title: 'Halo', url: null, date: '2026' },
      scopes: ['read:tickets'],
      permissions: [],
      membership: false,
      settings: [],
      unchecked: [],
    },
    result,
    items: [],
    excess: [
      { what: 'scope read:items', scope: 'read:items', risk: 'low', why: 'it can read records' },
      { what: 'the agent may update Tickets', scope: null, risk: 'medium', why: 'a role' },
    ],
    reductions: [],
  })
  const note = { purpose: 'halo-tickets', owner: 'Ada Keller', nextReview: null }

  it.each([
    ['meets', true],
    ['missing', false],
    ['unknown', null],
  ] as const)('holds it against its purpose: %s', (result, meets) => {
    expect(oneOf(anEntry({}, { note, purpose: purpose(result) }))).toMatchObject({
      purpose: 'halo-tickets',
      owner: 'Ada Keller',
      meets,
      excess: ['read:items'],
    })
  })

  it('claims no excess of scopes that were not read', () => {
    expect(oneOf(anEntry({ scopes: null }, { note, purpose: purpose('unknown') })).excess).toBe(null)
  })

  it('carries decisions, and names those without one and those about what is not there', () => {
    const review = aReview({ 1: { decision: 'remove', reason: 'Nobody uses it' }, 9: {}, 3: {} })
    const json = jsonOf(
      anInventory([
        anEntry({ id: applicationId(1).toUpperCase() }),
        anEntry({ id: applicationId(2), name: 'Backup' }),
        anEntry({ id: applicationId(3), system: true }),
      ]),
      { review },
    )
    expect(json.applications.map(({ decision }) => decision?.decision ?? null)).toEqual([
      'remove',
      null,
      'keep',
    ])
    expect(json.review).toEqual({
      reviewer: 'Ada Keller',
      applications: 2,
      reviewed: 1,
      keep: 0,
      reduce: 0,
      remove: 1,
      defer: 0,
      open: 1,
      aside: [
        { id: applicationId(3), decision: 'keep', why: 'system' },
        { id: applicationId(9), decision: 'keep', why: 'gone' },
      ],
      withoutDecision: [{ id: applicationId(2), name: 'Backup' }],
    })
  })

  it('tells no review where nothing was decided', () => {
    const review = { reviewer: null, decisions: {} }
    expect(jsonOf(anInventory([anEntry()]), { review }).review).toBe(null)
  })

  it('is data: no isolates around names in its sentences', () => {
    const text = '\u2068שרה\u2069 logs in.'
    const json = jsonOf(
      anInventory([anEntry({}, { risks: [aRisk({ message: text })] })], {
        limits: [text],
        calibration: {
          contradicted: [
            {
              code: 'agent.team',
              resource: 'tickets',
              records: 1,
              application: 'x',
              administratorsOnly: false,
              message: text,
            },
          ],
          agreement: [],
        },
      }),
    )
    expect([json.limits[0], json.calibration[0], json.applications[0]?.risks[0]?.message]).toEqual(
      Array(3).fill('שרה logs in.'),
    )
  })

  it('publishes the agreement with what was seen', () => {
    const agreement = {
      applicationId: applicationId(1),
      resource: 'tickets' as const,
      comparedAt: '2026-11-20T10:00:00.000Z',
      predicted: 102,
      seen: 102,
      agreed: 101,
      onlyPredicted: ['7'],
      onlySeen: ['8'],
      undecided: 3,
      undecidedSeen: 1,
    }
    const calibration = { contradicted: [], agreement: [agreement] }
    expect(jsonOf(anInventory([anEntry()], { calibration })).agreement).toEqual([agreement])
  })
})
