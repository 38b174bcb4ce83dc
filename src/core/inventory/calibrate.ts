import { accessRules, type AccessCause } from '../access/access'
import { facetIndex, judgeByFacets } from '../access/facets'
import { sideFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { isolated, seenName } from '../comparison/name-text'
import type { RecordSummary } from '../comparison/record'
import { countOf, labelOf } from '../explain/words'
import type { AgentPermissions, TenantTeam } from '../halo/permission'
import { RESOURCES, type Resource } from '../halo/resource'
import { agreementOf } from './agreement'
import type { InventoryFacts } from './application'
import type { Calibration } from './inventory'
import { predictorFor } from './predict'
import { inspectorScopes } from './withheld'

/**
 * What was really seen in this tenant says about the rules. A rule that would hide what somebody got is not used for
 * that resource any more; and what is predicted of each application that was compared for real is held against what it
 * got the last time. The inspector's own lists are such an observation as well.
 * @param compared in any order; those of another tenant and predicted ones say nothing
 */
export const calibrate = (facts: InventoryFacts, compared: readonly Comparison[]): Calibration => {
  const real = compared.filter(
    ({ predicted, tenant }) => predicted === null && addressOf(tenant.url) === addressOf(facts.tenant.url),
  )
  const contradicted = contradictionsOf([
    ...real.flatMap((comparison) => [observedOf(comparison, 'app'), observedOf(comparison, 'agent')]),
    inspectorOf(facts),
  ])
  return {
    contradicted,
    agreement: agreementOf(facts, predictorFor(facts, { contradicted, agreement: [] }), real),
  }
}

const addressOf = (url: string): string => url.trim().replace(/\/$/, '').toLowerCase()

/** Somebody who got lists, with what the rules say of them. */
interface Observed {
  readonly who: string
  readonly when: string
  readonly scopes: readonly string[] | null
  readonly permissions: AgentPermissions | null
  readonly teams: readonly TenantTeam[] | null
  readonly got: readonly { readonly resource: Resource; readonly records: readonly RecordSummary[] }[]
}

const observedOf = (comparison: Comparison, side: 'agent' | 'app'): Observed => {
  const { scopes, permissions, teams, views, application, agentName } = sideFacts(comparison, side)
  return {
    who: seenName(application?.name) ?? agentName ?? `the ${side} side`,
    when: `in the comparison of ${dayOf(comparison.finishedAt)}`,
    scopes,
    permissions,
    teams,
    got: views.map(({ resource, seen }) => ({ resource, records: seen })),
  }
}

const inspectorOf = ({ inspector, inspectorAgent, teams, lists, finishedAt }: InventoryFacts): Observed => ({
  who: 'the inspector',
  when: `on ${dayOf(finishedAt)}`,
  scopes: inspectorScopes(inspector),
  permissions: inspectorAgent,
  teams,
  got: lists.flatMap(({ resource, observation }) =>
    observation.state === 'listed' ? [{ resource, records: observation.records }] : [],
  ),
})

type Contradiction = Calibration['contradicted'][number]

const contradictionsOf = (observed: readonly Observed[]): readonly Contradiction[] => {
  const byRule = new Map<string, Contradiction>()
  for (const found of observed.flatMap(contradictedBy)) {
    const key = `${found.resource} ${found.code}`
    const known = byRule.get(key)
    // One who is no administrator says more: the rule then holds for nobody.
    if (known === undefined || (known.administratorsOnly && !found.administratorsOnly)) byRule.set(key, found)
  }
  return [...byRule.values()].sort(
    (a, b) =>
      RESOURCES.indexOf(a.resource) - RESOURCES.indexOf(b.resource) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
}

const contradictedBy = ({
  who,
  when,
  scopes,
  permissions,
  teams,
  got,
}: Observed): readonly Contradiction[] => {
  const rules = accessRules({ scopes, permissions }, teams)
  return got.flatMap(({ resource, records }) => {
    const counts = new Map<AccessCause['code'], number>()
    for (const { causes, count } of judgeByFacets(rules, facetIndex(resource, records), (access) => access)
      .groups)
      for (const code of causes) counts.set(code, (counts.get(code) ?? 0) + count)
    const administratorsOnly = permissions?.administrator === true
    return [...counts].map(([code, count]): Contradiction => ({
      code,
      resource,
      records: count,
      application: who,
      administratorsOnly: administratorsOnly && code.startsWith('agent.'),
      message: `${code} is not used for ${labelOf(resource)}${administratorsOnly && code.startsWith('agent.') ? ' of administrators' : ''}: ${when} ${isolated(who)} got ${countOf(count, resource)} that it would hide.`,
    }))
  })
}

const dayOf = (moment: string): string => moment.slice(0, 10)
