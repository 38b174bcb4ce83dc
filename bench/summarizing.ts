import { explain } from '../src/core/explain/explain'
import { causesOf } from '../src/core/causes/causes'
import { explained } from '../src/core/causes/explained'
import { buildSummary } from '../src/core/summary/build-summary'
import { enlarged } from './explaining'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'

const RECORDS = 100_000

/** Tells the causes of 100,000 tickets, most of them hidden by several settings, and makes their summary. */
export const run = (): void => {
  const restricted = restrictedTenant()
  const random = {
    ...restricted,
    agent: {
      ...restricted.agent,
      claims: { ...restricted.agent.claims, Fc: '0', Ft: '0', l8: '1' },
      clients: restricted.tenant.rows
        .get('client')
        ?.slice(0, 3)
        .map(({ id }) => Number(id)) ?? [],
      ticketTypes: [{ id: 1, canView: true }],
    },
  }
  const large = enlarged(comparisonOf(random), RECORDS)
  const found = timed(() => explain(large))
  const causes = timed(() => causesOf(large, found.value))
  const comparison = explained(large)
  const summary = timed(() => buildSummary(comparison))
  const tickets = large.resources.find(({ resource }) => resource === 'tickets')
  const ratio = (seconds: number) => `${((100 * seconds) / found.seconds).toFixed(0)} % of explaining`
  const lines = [
    `tickets                  ${RECORDS}, ${tickets?.onlyAgent.length ?? 0} of them hidden`,
    `explained in             ${found.seconds.toFixed(2)} s, ${found.value.length} findings`,
    `causes told in           ${causes.seconds.toFixed(2)} s, ${causes.value.length} causes, ${ratio(causes.seconds)}`,
    `summary made in          ${summary.seconds.toFixed(2)} s, ${summary.value.everything.steps.length} steps, ${ratio(summary.seconds)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: number } => {
  const started = performance.now()
  const value = work()
  return { value, seconds: (performance.now() - started) / 1000 }
}
