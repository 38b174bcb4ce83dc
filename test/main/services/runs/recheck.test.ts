import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../../src/core/comparison/compare'
import type { Observation } from '../../../../src/core/comparison/observation'
import { comparisonToJson } from '../../../../src/core/comparison/comparison-json'
import { comparedRows } from '../../../../src/core/comparison/rows'
import { csvTables } from '../../../../src/core/report/csv'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import type { HaloSession } from '../../../../src/main/ports'
import { compareAgain } from '../../../../src/main/services/runs/compare-again'
import { aComparison } from '../../../core/support/builders'

const emptyRecord = {
  label: '',
  clientId: null,
  clientName: null,
  siteId: null,
  siteName: null,
  teamId: null,
  teamName: null,
  departmentId: null,
  typeId: null,
  typeName: null,
  agentId: null,
  agentName: null,
  date: null,
}

const listed = (ids: readonly string[]): Observation => ({
  state: 'listed',
  records: ids.map((id) => ({ id, ...emptyRecord })),
  total: ids.length,
  complete: true,
  incompleteReason: null,
})

/** A session of which only `seesAgain` is asked. */
const seeing = (ids: readonly string[] | null): Pick<HaloSession, 'seesAgain'> => ({
  seesAgain: () => Promise.resolve(ids === null ? null : new Set(ids)),
})

const askAgain = (agentNow: readonly string[] | null, appNow: readonly string[] | null) =>
  compareAgain(
    compareResource('tickets', listed(['1', '2', '3']), listed(['2', '4']), new Set()),
    seeing(agentNow),
    seeing(appNow),
    new AbortController().signal,
  )

describe('asking again for the ids that differ', () => {
  it('keeps differences that are still there', async () => {
    expect(await askAgain(['1', '2', '3'], ['2', '4'])).toMatchObject({
      both: 1,
      onlyAgent: ['1', '3'],
      onlyApp: ['4'],
      changed: [],
      verdict: 'differs',
    })
  })

  it('counts a record that both sides see by now as seen by both, in every number', async () => {
    const again = await askAgain(['1', '2', '3'], ['1', '2', '4'])
    expect(again).toMatchObject({
      both: 2,
      onlyAgent: ['3'],
      onlyApp: ['4'],
      changed: [],
      agent: { complete: true, total: 3 },
      app: { complete: true, total: 3, records: [{ id: '1' }, { id: '2' }, { id: '4' }] },
    })
    // The rows on screen and in tables are drawn from the same.
    expect(again && comparedRows(again).map(({ record, seenBy }) => [record.id, seenBy])).toEqual([
      ['1', 'both'],
      ['2', 'both'],
      ['3', 'agent'],
      ['4', 'app'],
    ])
  })

  it('is counted the same in JSON, CSV and HTML', async () => {
    const again = await askAgain(['1', '2', '3'], ['1', '2', '4'])
    if (again === null) throw new Error('It was told.')
    const comparison = { ...aComparison({}), resources: [again], findings: [], causes: [] }
    const [inJson] = comparisonToJson(comparison).resources
    expect(inJson).toMatchObject({ both: 2, counts: { both: 2, onlyAgent: 1, onlyApp: 1, changed: 0 } })
    const tables = new Map(csvTables(comparison).map((table) => [table.name, table]))
    const { header = [], rows = [] } = tables.get('resources') ?? {}
    const inCsv = Object.fromEntries(header.map((name, column) => [name, rows[0]?.[column]]))
    expect(inCsv).toMatchObject({ agent: '3', app: '3', both: 2, 'only agent': 1, 'only app': 1, changed: 0 })
    // Record 1 is no difference any more.
    expect(tables.get('records')?.rows).toHaveLength(2)
    const html = renderReportHtml(buildReport(comparison))
    const table = html.slice(html.indexOf('<section id="resources"'))
    const cells = [...table.matchAll(/<td class="number">([^<]*)</g)]
    expect(cells.slice(0, 6).map(([, text]) => text)).toEqual(['3', '3', '2', '1', '1', '0'])
  })

  it('is the same where every record was found on both sides', async () => {
    const all = ['1', '2', '3', '4']
    expect(await askAgain(all, all)).toMatchObject({ both: 4, changed: [], verdict: 'same' })
  })

  it('finds a record that is gone, or that the other side sees instead', async () => {
    expect(await askAgain(['1', '2'], ['2'])).toMatchObject({ changed: ['3', '4'], onlyAgent: ['1'] })
    expect(await askAgain(['2', '3'], ['1', '2', '4'])).toMatchObject({ changed: ['1'], onlyAgent: ['3'] })
  })

  it('says that it cannot be told when either side does not answer', async () => {
    expect(await askAgain(null, ['2', '4'])).toBeNull()
    expect(await askAgain(['1', '3'], null)).toBeNull()
  })
})
