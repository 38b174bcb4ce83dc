import { describe, expect, it } from 'vitest'
import { closeReview } from '../../../src/core/inventory/review-counts'
import { redactInventory, type InventorySource } from '../../../src/core/report/redact-inventory'
import {
  aFailure,
  aRecord,
  aTicket,
  anAgent,
  FABRIKAM,
  failedSide,
  listed,
  refused,
  truncated,
} from '../support/builders'
import {
  anApplication,
  anEntry,
  anInventory,
  applicationId,
  aReview,
  inspectorLists,
  inventoryFacts,
} from '../support/inventory-builders'

const CANARY = 'Zanzibar'

/** Numbers names in the order they come. */
const pseudonyms = () => {
  const known = new Map<string, string>()
  return (kind: string, text: string): string => {
    const key = `${kind}/${text}`
    const name = known.get(key) ?? `${kind}-${known.size + 1}`
    known.set(key, name)
    return name
  }
}

const applications = [
  anApplication({
    description: 'Feeds the board.',
    methodText: 'urn:own',
    apiKeys: [{ generatedAt: '2025-01-01T00:00:00Z', lastUsedAt: null, expiresAt: '2026-12-01T00:00:00Z' }],
  }),
  anApplication({
    id: applicationId(2),
    clientId: 'contoso-client',
    login: { type: 'user', agentId: null, name: 'Ann' },
    scopes: ['read:tickets', 'own:scope'],
    detail: { state: 'failed', failure: aFailure('connection.tls') },
  }),
  anApplication({
    id: applicationId(3),
    clientId: null,
    login: { type: 'supplier', agentId: null, name: 'Acme' },
    scopes: null,
    detail: { state: 'not-read', reason: 'Northwind was busy.' },
  }),
]

const review = aReview({
  1: { decision: 'reduce', reason: 'Reads only.', ticket: 'CHG-1' },
  9: { decision: 'remove', reason: 'Gone.' },
})

const source: InventorySource = {
  facts: inventoryFacts({
    applications,
    inspectorClientId: '{CONTOSO-CLIENT}',
    agents: [
      {
        agentId: '42',
        state: 'read',
        permissions: anAgent({ clients: [{ clientId: '11', name: 'Contoso' }] }),
      },
      { agentId: '7', state: 'failed', failure: aFailure('request.failed') },
    ],
    roles: [{ id: 'r-1', name: 'Readers', claims: { Tx: '2', mail: 'a@contoso.example' } }],
    listFailure: aFailure('connection.unreachable'),
    lists: inspectorLists({
      tickets: listed([aTicket(1, { ...FABRIKAM, date: '2024-05-06T07:08:09Z' })]),
      clients: truncated([aRecord(11)], 3),
      suppliers: listed([aRecord(1, { label: 'Acme' })]),
      sites: refused(),
      users: { state: 'skipped', reason: 'Northwind was busy.' },
      assets: { state: 'failed', failure: aFailure('connection.rate-limited') },
    }),
    gaps: ['The agent Tim could not be read.'],
  }),
  calibration: {
    contradicted: [
      {
        code: 'agent.team',
        resource: 'tickets',
        records: 2,
        application: 'Reporting sync',
        administratorsOnly: false,
        message: 'It saw 2.',
      },
    ],
    agreement: [
      {
        applicationId: applicationId(1),
        resource: 'tickets',
        comparedAt: '2026-11-01T00:00:00.000Z',
        predicted: 1,
        seen: 2,
        agreed: 1,
        onlyPredicted: ['b'],
        onlySeen: ['9'],
        undecided: 0,
        undecidedSeen: 0,
      },
    ],
  },
  notes: {
    'AAAA0000-0000-4000-8000-000000000001': {
      purpose: 'halo-tickets',
      owner: 'Ada Keller',
      nextReview: '2027-02-01',
    },
    'contoso-client': { purpose: 'Feeds Contoso', owner: null, nextReview: null },
  },
  review,
  last: closeReview(anInventory(applications.map((application) => anEntry(application))), review, {
    closedAt: '2026-08-20T09:00:00.000Z',
    sha256: 'c'.repeat(64),
  }),
}

/** What is no name: states and codes, small numbers, days, and the names that stay. */
const STAYS =
  /^(state|code|type|login|method|resource|startedAt|finishedAt|comparedAt|generatedAt|expiresAt|createdAt|nextReview|purpose|closedAt|readAt|sha256|decision|on|until|risks|Tx|Ux|Fx|Dx|SA|l8|l9|Fc|Ft|Fa)$/

/** Plants a name in every other text, and in the keys that are ids. */
const planted = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => planted(item, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        key === 'notes' || key === 'decisions' ? `${name}${CANARY}` : name,
        planted(child, name),
      ]),
    )
  return typeof value === 'string' && !STAYS.test(key) ? `${value}${CANARY}` : value
}

describe('redactInventory', () => {
  it('lets no name through, from any field, into any field, in any letter case', () => {
    const withNames = planted(source) as InventorySource // The same shape, other texts.
    expect(JSON.stringify(withNames).split(CANARY).length).toBeGreaterThan(100)
    expect(JSON.stringify(redactInventory(withNames, pseudonyms())).toLowerCase()).not.toContain(
      CANARY.toLowerCase(),
    )
  })

  it('lets no name through from an inspector that could not connect', () => {
    const facts = { ...source.facts, inspector: failedSide(aFailure('connection.tls'), ['own:scope']) }
    const withNames = planted({ ...source, facts }) as InventorySource // The same shape, other texts.
    expect(JSON.stringify(redactInventory(withNames, pseudonyms()))).not.toContain(CANARY)
  })

  it('tells the inspector from the others all the same, however its client id was entered', () => {
    const { inspectorClientId, applications: all } = redactInventory(source, pseudonyms()).facts
    expect(inspectorClientId).toBe(all[1]?.clientId)
  })

  it('keeps scopes, codes, counts, settings, recipes and days', () => {
    const {
      facts,
      notes,
      review: redacted,
      last,
      calibration,
    } = redactInventory(source, pseudonyms(), new Set(['halo-tickets']))
    expect(facts.applications.map(({ scopes }) => scopes)).toEqual([
      ['read:tickets'],
      ['read:tickets', expect.stringMatching(/^scope-/)],
      null,
    ])
    expect(facts.applications[0]).toMatchObject({
      createdAt: '2026-03-01T00:00:00Z',
      method: 'client-credentials',
      apiKeys: [{ expiresAt: '2026-12-01T00:00:00Z' }],
    })
    expect(facts.agents[0]).toMatchObject({ agentId: '42', permissions: { claims: { Tx: '2' } } })
    expect(facts.roles[0]?.claims).toEqual({ Tx: '2' })
    expect(facts).toMatchObject({ requests: 74, finishedAt: source.facts.finishedAt })
    expect(Object.values(notes).map(({ purpose, nextReview }) => [purpose, nextReview])).toEqual([
      ['halo-tickets', '2027-02-01'],
      [expect.stringMatching(/^recipe-/), null],
    ])
    expect(Object.values(redacted.decisions).map(({ decision, on }) => [decision, on])).toEqual([
      ['reduce', '2026-11-24'],
      ['remove', '2026-11-24'],
    ])
    expect(last?.population).toEqual(source.last?.population)
    expect(last?.applications[0]).toMatchObject({
      sees: { tickets: { visible: 2, of: 3 } },
      scopes: ['read:tickets'],
    })
    expect(calibration.agreement[0]).toMatchObject({ predicted: 1, seen: 2, agreed: 1, onlySeen: ['9'] })
  })

  it('gives an agent one stand-in, however the rows of its applications spell it', () => {
    const spelt = ['API Agent', ' API Agent ', 'API agent', null].map((name, index) =>
      anApplication({ id: applicationId(index + 1), login: { type: 'agent', agentId: '42', name } }),
    )
    const last = closeReview(anInventory(spelt.map((application) => anEntry(application))), review, {
      closedAt: '2026-08-20T09:00:00.000Z',
      sha256: 'c'.repeat(64),
    })
    const redacted = redactInventory(
      { ...source, facts: { ...source.facts, applications: spelt }, last },
      pseudonyms(),
    )
    const [agent] = redacted.facts.agents
    const name = agent?.state === 'read' ? agent.permissions.name : null
    expect(name).toMatch(/^agent-/)
    expect(redacted.facts.applications.map(({ login }) => login.name)).toEqual([name, name, name, name])
    expect(redacted.last?.applications.map(({ loginName }) => loginName)).toEqual([name, name, name, name])
  })

  it('calls one thing the same wherever it stands: applications, clients, agents, suppliers', () => {
    const { facts, notes, review: redacted, last, calibration } = redactInventory(source, pseudonyms())
    const [first, second, third] = facts.applications
    expect(Object.keys(notes)).toEqual([first?.clientId, second?.clientId])
    expect(Object.keys(redacted.decisions)[0]).toBe(first?.id)
    expect(last?.applications.map(({ id, name }) => [id, name])).toEqual(
      facts.applications.map(({ id, name }) => [id, name]),
    )
    expect(last?.applications[2]?.loginName).toBe(third?.login.name)
    expect(calibration.agreement[0]?.applicationId).toBe(first?.id)
    expect(calibration.contradicted[0]?.application).toBe(first?.name)
    const labels = facts.lists.flatMap(({ observation }) =>
      observation.state === 'listed' ? observation.records.map(({ label }) => label) : [],
    )
    expect(labels).toContain(third?.login.name)
    const agent = facts.agents.find(({ state }) => state === 'read')
    expect(agent?.state === 'read' && agent.permissions.name).toBe(first?.login.name)
  })

  it('drops a date that is none, and the dates of records', () => {
    const facts = {
      ...source.facts,
      applications: [anApplication({ createdAt: 'when Contoso came', createdBy: null })],
    }
    const redacted = redactInventory({ ...source, facts }, pseudonyms())
    expect(redacted.facts.applications[0]).toMatchObject({ createdAt: null, createdBy: null })
    expect(JSON.stringify(redacted)).not.toContain('2024-05-06')
  })
})
