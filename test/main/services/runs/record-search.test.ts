import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Resource } from '../../../../src/core/halo/resource'
import { rowColumns } from '../../../../src/core/comparison/row-columns'
import { countRows, findRows, rowTable } from '../../../../src/core/comparison/row-table'
import { RecordSearch } from '../../../../src/main/services/runs/record-search'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { ComparedRow, FoundRecords } from '../../../../src/shared/ipc/api'
import { ok } from '../../../../src/shared/result'
import { aRecord } from '../../../core/support/builders'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const foundBy = async (
  search: RecordSearch,
  text: string,
  runId = 'run',
): Promise<FoundRecords['resources']> => {
  const answer = await search.search({ runId, text })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value.resources
}

describe('a comparison', () => {
  const comparison: Comparison = comparisonOf(restrictedTenant())
  const registry = new RunRegistry({ clock: systemClock, newId: () => 'run' })
  const runId = registry.add(comparison)
  const search = new RecordSearch(registry)

  it('is searched as each of its resources is in the window', async () => {
    let hits = 0
    for (const text of ['contoso', '1', 'a e', 'nothing like it']) {
      const found = await foundBy(search, text, runId)
      for (const { resource } of comparison.resources) {
        const page = registry.rows({ runId, resource, offset: 0, limit: 100_000 })
        if (!page.ok) throw new Error(page.error.message)
        const table = rowTable([page.value.columns])
        const rows = findRows(table, text)
        const of = found.find((each) => each.resource === resource)
        if (rows.length === 0) expect(of).toBeUndefined()
        else {
          expect(of?.counts).toEqual(countRows(table, rows))
          expect(of?.records.map(({ id }) => id)).toEqual([...rows].slice(0, 50).map((row) => table.ids[row]))
        }
        hits += rows.length
      }
    }
    expect(hits).toBeGreaterThan(0)
  })

  it('that is not there is said so', async () => {
    const answer = await search.search({ runId: 'gone', text: 'contoso' })
    expect(!answer.ok && answer.error.code).toBe('NOT_FOUND')
  })

  it('answers nothing to a text without words', async () => {
    expect(await foundBy(search, ' \t ', runId)).toEqual([])
  })
})

/** As many rows as asked for, every third of which is seen by nobody knows whom. */
const manyRows = (count: number): readonly ComparedRow[] =>
  Array.from({ length: count }, (_, at) => ({
    record: aRecord(at + 1, {
      label: at % 2 === 0 ? 'Printer' : 'Mailbox',
      clientName: 'Contoso',
      clientId: '1',
    }),
    seenBy: at % 3 === 0 ? 'agent-or-both' : 'both',
  }))

const over = (rows: Partial<Record<Resource, readonly ComparedRow[]>>) => {
  const asked: Resource[] = []
  const search = new RecordSearch({
    comparison: () => ok({ resources: [{ resource: 'tickets' }, { resource: 'assets' }] }),
    rows: ({ resource, offset, limit }) => {
      asked.push(resource)
      const all = rows[resource] ?? []
      return ok({ columns: rowColumns(all.slice(offset, offset + limit)), total: all.length })
    },
  })
  return { search, asked }
}

describe('a search', () => {
  it('counts what it does not name, and what is not known apart', async () => {
    const { search } = over({ tickets: manyRows(12_000), assets: manyRows(3) })
    const [tickets, assets] = await foundBy(search, 'PRINTER contoso')
    expect(tickets?.counts).toEqual({ all: 6000, agent: 0, app: 0, both: 4000, changed: 0, unknown: 2000 })
    expect(tickets?.records).toHaveLength(50)
    expect(tickets?.records[0]).toEqual({
      id: '1',
      label: 'Printer',
      seenBy: 'agent-or-both',
      client: 'Contoso',
    })
    expect(assets?.records.map(({ id }) => id)).toEqual(['1', '3'])
  })

  it('that another follows is given up, and asks for nothing more', async () => {
    const { search, asked } = over({ tickets: manyRows(12_000), assets: manyRows(3) })
    const first = search.search({ runId: 'run', text: 'printer' })
    const second = await foundBy(search, 'mailbox')
    const answer = await first
    expect(!answer.ok && answer.error.code).toBe('CANCELLED')
    expect(second.map(({ counts }) => counts.all)).toEqual([6000, 1])
    // Three pieces of tickets and one of assets, of the second alone.
    expect(asked).toEqual(['tickets', 'tickets', 'tickets', 'assets'])
  })
})
