import { describe, expect, it } from 'vitest'
import { withoutIsolates } from '../../../src/core/comparison/name-text'
import { inventoryToJson } from '../../../src/core/inventory/inventory-json'
import { inventoryTables } from '../../../src/core/report/inventory-csv'
import { aFailure, aTicket, listed, refused, truncated } from '../support/builders'
import {
  anEntry,
  anInventory,
  applicationId,
  aReview,
  inspectorLists,
  inventoryFacts,
} from '../support/inventory-builders'

const lists = inspectorLists({
  tickets: listed([aTicket(1)]),
  clients: truncated([aTicket(11)], 3),
  sites: refused(),
  users: { state: 'skipped', reason: 'It was cancelled.' },
  assets: { state: 'failed', failure: aFailure('connection.rate-limited') },
})
const facts = inventoryFacts({ lists, gaps: ['The role Readers could not be read.'] })
const agreement = {
  applicationId: applicationId(1),
  resource: 'tickets' as const,
  comparedAt: '2026-11-20T09:00:00.000Z',
  predicted: 102,
  seen: 104,
  agreed: 101,
  onlyPredicted: ['1'],
  onlySeen: ['2', '3'],
  undecided: 5,
  undecidedSeen: 1,
}
const contradicted = {
  code: 'agent.team' as const,
  resource: 'tickets' as const,
  records: 2,
  application: 'Reporting sync',
  administratorsOnly: false,
  message: 'agent.team is not used for tickets: \u2068Reporting sync\u2069 got 2 tickets that it would hide.',
}
const inventory = {
  ...anInventory([anEntry()]),
  facts,
  limits: ['The inspector is limited to 1 client.'],
  calibration: { contradicted: [contradicted], agreement: [agreement] },
}
const rows = (table: string) =>
  inventoryTables(inventory, { review: aReview({}), last: null, sha256: 'c'.repeat(64) }).find(
    ({ name }) => name === table,
  )?.rows

describe('the tables of an inventory', () => {
  it('say what no prediction in them knows', () => {
    expect(rows('limits')).toEqual([
      ['limit', 'The inspector is limited to 1 client.'],
      ['rule not used', withoutIsolates(contradicted.message)],
      ['not read', 'The role Readers could not be read.'],
    ])
  })

  it('count what came of a list that is not whole, and nothing where none came', () => {
    const counts = (applications: number) =>
      inventoryTables(
        {
          ...inventory,
          facts: { ...facts, listFailure: aFailure('request.failed') },
          coverage: { applications, read: applications, unread: 0 },
        },
        { review: aReview({}), last: null, sha256: 'c'.repeat(64) },
      )[0]?.rows[0]?.slice(7, 10)
    expect(counts(9)).toEqual([9, 9, 0])
    expect(counts(0)).toEqual(['unknown', 'unknown', 'unknown'])
  })

  it('tell of each list what the JSON tells', () => {
    const json = inventoryToJson(inventory, {
      review: null,
      withRecords: false,
      predictor: { records: () => [] },
    })
    expect(rows('lists')).toEqual(
      json.lists.map(({ resource, state, fetched, total, complete, reason }) => [
        resource,
        state,
        fetched ?? '',
        total ?? 'unknown',
        complete ? 'Yes' : 'No',
        withoutIsolates(reason ?? ''),
      ]),
    )
    expect(json.lists).toHaveLength(lists.length)
  })

  it('hold what was predicted beside what was seen', () => {
    expect(rows('agreement')?.map(([id, , ...cells]) => [id, ...cells])).toEqual([
      [agreement.applicationId, 'tickets', agreement.comparedAt, 102, 104, 101, 1, 2, 5, 1],
    ])
  })
})
