import { causesOf } from '../src/core/causes/causes'
import { explained } from '../src/core/causes/explained'
import { explain } from '../src/core/explain/explain'
import { buildSummary } from '../src/core/summary/build-summary'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import type { Benchmark } from './figure'
import { enlarged, onRecords } from './on-records'

const RECORDS = 100_000

/** Tells the causes of 100,000 tickets, most of them hidden by several settings, and makes their summary. */
export const run: Benchmark = () => {
  const restricted = restrictedTenant()
  const random = {
    ...restricted,
    agent: {
      ...restricted.agent,
      claims: { ...restricted.agent.claims, Fc: '0', Ft: '0', l8: '1' },
      clients:
        restricted.tenant.rows
          .get('client')
          ?.slice(0, 8)
          .map(({ id }) => Number(id)) ?? [],
      ticketTypes: [1, 2, 3].map((id) => ({ id, canView: true })),
    },
  }
  const large = enlarged(comparisonOf(random), RECORDS)
  return Promise.resolve([
    onRecords(
      'explain 100,000 tickets, most hidden by several settings',
      large,
      (comparison) => () => explain(comparison),
    ),
    onRecords('tell their causes', large, (comparison) => {
      const findings = explain(comparison)
      return () => causesOf(comparison, findings)
    }),
    onRecords('make their summary', large, (comparison) => {
      const whole = explained(comparison)
      return () => buildSummary(whole)
    }),
  ])
}
