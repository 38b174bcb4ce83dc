import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeReview } from '../../../../src/core/inventory/review-counts'
import { canonicalPieces } from '../../../../src/main/canonical-text'
import {
  inventorySnapshotText,
  openInventorySnapshot,
  populationSha256,
  toInventorySnapshot,
} from '../../../../src/main/services/reports/inventory-snapshot'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { aFailure, aRecord, listed, refused, truncated } from '../../../core/support/builders'
import {
  aDecision,
  anEntry,
  anInventory,
  applicationId,
  aReview,
  inspectorLists,
  inventoryFacts,
} from '../../../core/support/inventory-builders'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'
import { unless } from '../../../support/systems'

const NO_JQ = spawnSync('jq', ['--version']).error === undefined ? null : 'jq is not installed'

const review = aReview({ 1: { decision: 'reduce', reason: 'Reads only.' } })
const entries = [
  anEntry({}, { note: { purpose: 'halo-tickets', owner: 'Ada Keller', nextReview: '2027-02-01' } }),
  anEntry({
    id: applicationId(2),
    clientId: 'bbbb',
    scopes: null,
    detail: { state: 'refused', status: 403 },
    apiKeys: [{ generatedAt: '2025-01-01T00:00:00Z', lastUsedAt: null, expiresAt: null }],
  }),
  anEntry({
    id: applicationId(3),
    clientId: null,
    detail: { state: 'failed', failure: aFailure('request.failed') },
  }),
]
const inventory = anInventory(entries, {
  facts: {
    agents: [{ agentId: '42', state: 'failed', failure: aFailure('request.failed', { status: 500 }) }],
    roles: [{ id: '1', name: 'Readers', claims: { Tx: '1' } }],
    lists: inspectorLists({
      tickets: truncated([aRecord(1)], 3),
      clients: refused(),
      sites: { state: 'skipped', reason: 'Not asked.' },
      users: { state: 'failed', failure: aFailure('connection.rate-limited') },
    }),
    gaps: ['The agent 7 could not be read.'],
  },
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
        onlyPredicted: [],
        onlySeen: ['9'],
        undecided: 0,
        undecidedSeen: 0,
      },
    ],
  },
})
const last = closeReview(inventory, review, { closedAt: '2026-08-20T09:00:00.000Z', sha256: 'c'.repeat(64) })

const textOf = (): string => {
  const text = inventorySnapshotText(inventory, { review, last })
  if (!text.ok) throw new Error(text.error.message)
  return text.value
}

describe('the snapshot of an inventory', () => {
  it('holds what was read and written down, whole, and opens as the same', async () => {
    const opened = await openInventorySnapshot(textOf())
    expect(opened).toEqual({ ok: true, value: toInventorySnapshot(inventory, { review, last }) })
    expect(opened.ok && opened.value.facts).toEqual(inventory.facts)
    expect(opened.ok && Object.keys(opened.value.notes)).toEqual([entries[0]?.application.clientId])
  })

  it('holds no conclusion: no risk, no prediction, no permission', () => {
    expect(Object.keys(JSON.parse(textOf()) as object)).toEqual([
      'schema',
      'facts',
      'calibration',
      'notes',
      'review',
      'lastReview',
    ])
  })

  it.each<[string, (file: Record<string, unknown>) => unknown, RegExp]>([
    [
      'a field that nobody knows, such as a secret',
      (file) => ({ ...file, clientSecret: 'x' }),
      /clientSecret is not a known field/,
    ],
    ['a field less', ({ notes: _notes, ...file }) => file, /notes is missing/],
    [
      'a decision that is none',
      (file) => ({
        ...file,
        review: { reviewer: null, decisions: { x: aDecision({ decision: 'remove' }) } },
      }),
      /review\.decisions\.x: Give a reason/,
    ],
    [
      'an application with a field too many',
      (file) => ({
        ...file,
        facts: { ...inventoryFacts(), applications: [{ ...entries[0]?.application, new_apikey1: 'k' }] },
      }),
      /facts\.applications\.0\.new_apikey1 is not a known field/,
    ],
  ])('is refused with %s, and quotes no value', async (_name, change, words) => {
    const text = JSON.stringify(change(JSON.parse(textOf()) as Record<string, unknown>))
    const opened = await openInventorySnapshot(text)
    expect(opened).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(opened.ok ? '' : opened.error.message).toMatch(words)
  })

  it('is told from a comparison’s, and from whatever else Crossview writes', async () => {
    const comparison = JSON.stringify(toSnapshot(comparisonOf(restrictedTenant())))
    const said = async (
      opening: Promise<{ ok: boolean; error?: { message: string; advice: readonly string[] } }>,
    ) => {
      const { error } = await opening
      return [error?.message, ...(error?.advice ?? [])].join(' ')
    }
    expect(await said(openInventorySnapshot(comparison))).toMatch(
      /snapshot of a comparison, not .* Open it as a comparison/,
    )
    expect(await said(openSnapshot(textOf()))).toMatch(
      /snapshot of a tenant’s applications, not .* crossview applications/,
    )
    const of = (schema: string) => JSON.stringify({ schema })
    for (const open of [openSnapshot, openInventorySnapshot]) {
      expect(await said(open(of('crossview.applications/1')))).toMatch(/result .* in JSON/)
      expect(await said(open(of('crossview.comparison/1')))).toMatch(/result .* in JSON/)
      expect(await said(open(of('crossview.snapshot/2')))).toMatch(/newer/)
      expect(await said(open(of('crossview.review/1')))).toMatch(/\(a review\), not .* --review/)
      expect(await said(open(of('else/1')))).toMatch(/schema is not crossview/)
      expect(await said(open('[]'))).toMatch(/no Crossview snapshot/)
    }
  })
})

describe('the evidence of a review', () => {
  it('is the same for the same facts, in whatever order they were put together, and another for any other', async () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, child]) => [key, shuffled(child)]),
            )
          : value
    const sha256 = await populationSha256(inventory.facts)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await populationSha256(shuffled(inventory.facts) as typeof inventory.facts)).toBe(sha256)
    expect(await populationSha256({ ...inventory.facts, requests: 75 })).not.toBe(sha256)
    const opened = await openInventorySnapshot(textOf())
    expect(opened.ok && (await populationSha256(opened.value.facts))).toBe(sha256)
  })

  it('is what jq and sha256sum say', unless(NO_JQ), async () => {
    const named = anInventory([anEntry({ name: 'Ünïcode «名» "x" \\ \u0007 é \u{1f512} /' })])
    const file = inventorySnapshotText(named, { review, last: null })
    const facts = execFileSync('jq', ['-cjS', '.facts'], { input: file.ok ? file.value : '' })
    expect(createHash('sha256').update(facts).digest('hex')).toBe(await populationSha256(named.facts))
  })

  it('is of JSON that reads as what it was made from', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = [...canonicalPieces(value)].join('')
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect([...canonicalPieces(JSON.parse(text))].join('')).toBe(text)
      }),
    )
    expect([...canonicalPieces({ b: [1, { d: null, c: 'x' }], a: {} })].join('')).toBe(
      '{"a":{},"b":[1,{"c":"x","d":null}]}',
    )
  })

  it('leaves a turn to others while it is worked out', async () => {
    const lists = inspectorLists({ tickets: listed(Array.from({ length: 20_000 }, (_, id) => aRecord(id))) })
    const working = populationSha256(inventoryFacts({ lists })).then(() => 'done')
    let turns = 0
    while ((await Promise.race([working, turn('turn')])) === 'turn') turns += 1
    expect(turns).toBeGreaterThan(5)
  })
})
