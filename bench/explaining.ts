import type { Comparison } from '../src/core/comparison/comparison'
import { compareResource } from '../src/core/comparison/compare'
import { explain } from '../src/core/explain/explain'
import { smallestFixes } from '../src/core/remedy/smallest-fix'
import { whatIf } from '../src/core/remedy/what-if'
import type { RecordSummary } from '../src/core/comparison/record'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'

const RECORDS = 100_000

/** Explains 100,000 tickets of which the app sees a part, predicts a change and finds the smallest fix. */
export const run = (): void => {
  const small = comparisonOf(restrictedTenant())
  const large = enlarged(small, RECORDS)
  const tickets = large.resources.find(({ resource }) => resource === 'tickets')
  const explained = timed(() => explain(large))
  const predicted = timed(() => whatIf(large, [{ kind: 'claim', code: 'l9', value: '1' }]))
  const fixed = timed(() => smallestFixes(large, 'tickets', null))
  const lines = [
    `tickets                          ${RECORDS}, ${tickets?.onlyAgent.length ?? 0} of them not seen by the app`,
    `explained in                     ${explained.seconds} s, ${explained.value.length} findings`,
    `a change predicted in            ${predicted.seconds} s`,
    `smallest fixes for all found in  ${fixed.seconds} s, ${fixed.value.ways.length} ways`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: string } => {
  const started = performance.now()
  const value = work()
  return { value, seconds: ((performance.now() - started) / 1000).toFixed(2) }
}

/** The comparison with so many tickets: its own, repeated under new ids. */
export const enlarged = (comparison: Comparison, count: number): Comparison => ({
  ...comparison,
  resources: comparison.resources.map((compared) => {
    if (
      compared.resource !== 'tickets' ||
      compared.agent.state !== 'listed' ||
      compared.app.state !== 'listed'
    )
      return compared
    const { agent, app } = compared
    const seen = new Set(app.records.map(({ id }) => id))
    const all = Array.from({ length: count }, (_, index): { record: RecordSummary; isSeen: boolean } => {
      const record = agent.records[index % agent.records.length]
      if (record === undefined) throw new Error('The tenant has tickets')
      return { record: { ...record, id: String(index + 1) }, isSeen: seen.has(record.id) }
    })
    const list = (records: readonly RecordSummary[]) => ({ ...agent, records, total: records.length })
    return compareResource(
      'tickets',
      list(all.map(({ record }) => record)),
      list(all.filter(({ isSeen }) => isSeen).map(({ record }) => record)),
      new Set(),
    )
  }),
})
