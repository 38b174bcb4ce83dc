import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordSummary } from '../../../src/core/comparison/record'
import { SharedRecords } from '../../../src/core/comparison/shared-records'
import { SEED } from '../../support/counts'

const RECORD: RecordSummary = {
  id: '1',
  label: 'Printer',
  clientId: '5',
  clientName: 'Contoso',
  siteId: '18',
  siteName: 'Main',
  teamId: '3',
  teamName: '1st Line',
  departmentId: '2',
  typeId: '1',
  typeName: 'Incident',
  agentId: '7',
  agentName: 'Tim',
  date: '2026-11-24T08:00:00.0000000',
}
const FIELDS = Object.keys(RECORD)

describe('what two lists share', () => {
  it('is the record of either where both have it just so', () => {
    const shared = new SharedRecords()
    const mine = { ...RECORD }
    expect(shared.record(mine)).toBe(mine)
    expect(shared.record({ ...RECORD })).toBe(mine)
  })

  it.each(FIELDS)('is no record that differs in its %s', (field) => {
    for (const value of [null, 'other', '']) {
      const shared = new SharedRecords()
      shared.record(RECORD)
      const other = { ...RECORD, [field]: value }
      expect(shared.record(other)).toBe(other)
    }
  })

  it('changes no record, whatever came before it, on whichever side and however often', () => {
    // So few values that ids and texts meet again and again.
    const value = fc.constantFrom(null, '', '1', 'Contoso', '__proto__', '\ud800')
    const record = fc.record(
      Object.fromEntries(
        FIELDS.map((field) => [
          field,
          ['id', 'label'].includes(field) ? fc.constantFrom('1', '2', '') : value,
        ]),
      ),
    ) as unknown as fc.Arbitrary<RecordSummary>
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (records) => {
        const shared = new SharedRecords()
        for (const each of records) {
          const before = { ...each }
          expect({ ...shared.record(each) }).toStrictEqual(before)
          for (const text of Object.values(each) as readonly (string | null)[])
            expect(shared.text(text)).toBe(text)
        }
      }),
      { seed: SEED },
    )
  })
})
