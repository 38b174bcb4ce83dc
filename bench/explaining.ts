import { compareResource } from '../src/core/comparison/compare'
import { explain } from '../src/core/explain/explain'
import { smallestFixes } from '../src/core/remedy/smallest-fix'
import { whatIf } from '../src/core/remedy/what-if'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import type { Benchmark } from './figure'
import { enlarged, onRecords } from './on-records'

const RECORDS = 100_000
const HALF = 'half of what it was before issue 20'

/** Explains 100,000 tickets of which the app sees a part, predicts a change and finds the smallest fix. */
export const run: Benchmark = () => {
  const large = enlarged(comparisonOf(restrictedTenant()), RECORDS)
  const tickets = large.resources.find(({ resource }) => resource === 'tickets')
  if (tickets === undefined) throw new Error('Tickets were compared')
  const { agent, app, onlyAgent } = tickets
  const size = '100,000 tickets'
  return Promise.resolve([
    onRecords(
      `compare two lists of ${size}`,
      large,
      () => () => compareResource('tickets', agent, app, new Set()),
    ),
    onRecords(
      `explain ${size}, ${onlyAgent.length.toLocaleString('en')} of them hidden`,
      large,
      (comparison) => () => explain(comparison),
      HALF,
    ),
    onRecords(
      `find the smallest fix for all of them`,
      large,
      explainedFirst((comparison) => smallestFixes(comparison, 'tickets', null)),
      HALF,
    ),
    onRecords(
      `predict a change for ${size}`,
      large,
      explainedFirst((comparison) => whatIf(comparison, [{ kind: 'claim', code: 'l9', value: '1' }])),
    ),
  ])
}

/** As in the window: nobody asks for a fix or a change before it was explained. */
const explainedFirst =
  (work: (comparison: Parameters<typeof whatIf>[0]) => unknown) =>
  (comparison: Parameters<typeof whatIf>[0]) => {
    explain(comparison)
    return () => work(comparison)
  }
