import { rowColumns } from '../src/core/comparison/row-columns'
import { rowOrder, sortRows } from '../src/core/comparison/row-sort'
import { collator, findRows, rowTable } from '../src/core/comparison/row-table'
import { comparedRows } from '../src/core/comparison/rows'
import { RecordSearch } from '../src/main/services/runs/record-search'
import { ok } from '../src/shared/result'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { median, type Benchmark } from './figure'
import { cpuOf, enlarged } from './on-records'

const RECORDS = 100_000
const RUNS = 5
const PAGE = 5000
const AIM = 'under 300 ms'

const took = (work: () => unknown): number => median(Array.from({ length: RUNS }, () => cpuOf(work)))

/** Sorts the rows of 100,000 tickets, each with a name of its own, as the window does; looks through them as main does. */
export const run: Benchmark = async () => {
  const comparison = enlarged(comparisonOf(restrictedTenant()), RECORDS)
  const compared = comparison.resources.find(({ resource }) => resource === 'tickets')
  if (compared === undefined) throw new Error('Tickets were compared')
  const rows = comparedRows(compared).map(({ record, seenBy }, at) => ({
    // Not in their order already: a number that is prime to how many there are.
    record: { ...record, label: `${record.label} no ${String((at * 48_271) % RECORDS)}` },
    seenBy,
  }))
  const pages = Array.from({ length: RECORDS / PAGE }, (_, page) =>
    rowColumns(rows.slice(page * PAGE, (page + 1) * PAGE)),
  )
  const table = rowTable(pages)
  const all = findRows(table, '')
  const byName = rowOrder(table, 'agent')
  const search = new RecordSearch({
    comparison: () => ok({ resources: [{ resource: 'tickets' }] }),
    rows: ({ offset, limit }) =>
      ok({ columns: rowColumns(rows.slice(offset, offset + limit)), total: rows.length }),
  })
  const searched: number[] = []
  for (let at = 0; at < RUNS; at += 1) {
    const start = process.cpuUsage()
    await search.search({ runId: 'run', text: 'no 999' })
    const { user, system } = process.cpuUsage(start)
    searched.push((user + system) / 1000)
  }
  const plain = took(() => [...table.labels].sort(collator.compare))
  const size = '100,000 tickets'
  return [
    {
      what: `order ${size} by name for the first time, time of the processor`,
      ours: took(() => sortRows(all, rowOrder(table, 'agent'), false)),
      unit: 'ms',
      reference: { what: 'their names alone, compared as people order them', value: plain },
      aim: AIM,
      runs: RUNS,
    },
    {
      what: 'order them the other way round, time of the processor',
      ours: took(() => sortRows(all, byName, true)),
      unit: 'ms',
      reference: { what: 'their names alone, compared as people order them', value: plain },
      aim: 'no name is compared again',
      runs: RUNS,
    },
    {
      what: `order ${size} by client, time of the processor`,
      ours: took(() => sortRows(all, rowOrder(table, 'client'), false)),
      unit: 'ms',
      reference: null,
      aim: AIM,
      runs: RUNS,
    },
    {
      what: `look through ${size} in main, a piece of ${PAGE.toLocaleString('en')} at a time, time of the processor`,
      ours: median(searched),
      unit: 'ms',
      reference: {
        what: 'the same in the window, which has them already',
        value: took(() => findRows(table, 'no 999')),
      },
      aim: null,
      runs: RUNS,
    },
  ]
}
