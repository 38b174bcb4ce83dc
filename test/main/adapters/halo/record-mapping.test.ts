import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SharedRecords } from '../../../../src/core/comparison/shared-records'
import { RESOURCES, resourceDefinition } from '../../../../src/core/halo/resource'
import {
  recordOf,
  recordsOf,
  RepeatedTexts,
  ROW_FIELDS,
} from '../../../../src/main/adapters/halo/record-mapping'
import { recordable } from '../../../../src/main/adapters/halo/recording/recorded-fields'
import { SEED } from '../../../support/counts'

/** A ticket as lists send it, every field of it plain. */
const PLAIN = {
  id: 12,
  summary: 'Printer',
  name: 'Name',
  client_id: 5,
  client_name: 'Contoso',
  site_id: 18,
  site_name: 'Main',
  team_id: 3,
  team: '1st Line',
  department_id: 2,
  tickettype_id: 1,
  tickettype_name: 'Incident',
  assettype_id: 4,
  assettype_name: 'Laptop',
  agent_id: 7,
  agent_name: 'Tim',
  dateoccurred: '2026-11-24T08:00:00',
}

/** What stands where a plain value was meant; `priority` nested in ticket details was seen (halo-api.md section 15). */
const NESTED: readonly unknown[] = [
  { id: 3, name: '1st Line' },
  { id: '5b2a0d0e-0000-4000-8000-000000000000', slaid: 1, priorityid: 2 },
  { toString: 'x', valueOf: null },
  {},
  [],
  ['1st Line'],
  [{ id: 3, name: '1st Line' }],
  [[3]],
  true,
]

describe('a row of which a field is an object or a list', () => {
  it.each(ROW_FIELDS.filter((field) => field !== 'id'))('lacks it and keeps the others: %s', (field) => {
    for (const resource of RESOURCES) {
      const missing = recordOf(resource, { ...PLAIN, [field]: undefined })
      for (const value of NESTED)
        expect(recordOf(resource, { ...PLAIN, [field]: value, priority: value, sla: value })).toEqual(missing)
    }
  })

  it.each(NESTED.map((id) => ({ id })))('is no record where that is its id: $id', ({ id }) => {
    expect(recordOf('tickets', { ...PLAIN, id })).toBeNull()
  })

  it('is called by what else it has, or not at all', () => {
    const nested = { id: 3, name: 'x' }
    expect(recordOf('tickets', { ...PLAIN, summary: nested })?.label).toBe('Name')
    expect(recordOf('tickets', { id: 12, summary: nested, team: nested })).toMatchObject({
      label: '',
      teamId: null,
      teamName: null,
    })
  })
})

describe('any row', () => {
  const row = fc
    .dictionary(
      fc.constantFrom(...ROW_FIELDS, 'priority', 'user'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...NESTED)),
    )
    .map((fields) => ({ ...fields, id: 12 }))

  it('is texts and nothing else, none of them made of an object', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RESOURCES), row, (resource, fields) => {
        const record = recordOf(resource, fields)
        for (const value of Object.values(record ?? {})) {
          expect(value === null || typeof value === 'string').toBe(true)
          expect(value ?? '').not.toContain('[object')
        }
      }),
      { seed: SEED },
    )
  })

  it('is the same record when it is replayed', () => {
    fc.assert(
      fc.property(row, (fields) => {
        const { path } = resourceDefinition('tickets')
        const headers = { retryAfter: null, location: null, contentType: 'application/json', server: null }
        const text = JSON.stringify({ record_count: 1, tickets: [fields] })
        const kept = recordable(`/api${path}`, { status: 200, headers, text })
        const { tickets } = JSON.parse(kept.text) as { tickets: unknown[] }
        expect(recordOf('tickets', tickets[0])).toEqual(
          recordOf('tickets', JSON.parse(JSON.stringify(fields))),
        )
      }),
      { seed: SEED },
    )
  })

  it('is the same record beside any others, whose texts it may share', async () => {
    const repeating = fc.record(
      Object.fromEntries(
        ROW_FIELDS.map((field) => [
          field,
          fc.oneof(
            fc.constantFrom('__proto__', 'Contoso', '\ud800', ' ', '', 12, null, 'x'.repeat(400), 'toString'),
            fc.string(),
          ),
        ]),
      ),
      { requiredKeys: ['id'] },
    )
    const rows = fc.array(fc.oneof(repeating, fc.jsonValue()), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...RESOURCES), rows, async (resource, sent) => {
        const shared = new SharedRecords()
        const alone = sent.map((each) => recordOf(resource, each))
        expect(await recordsOf(resource, sent, shared)).toEqual(alone)
        expect(await recordsOf(resource, sent, shared)).toEqual(alone)
      }),
      { seed: SEED },
    )
  })
})
