import type { AccessCause } from '../access/access'
import { facetIndex } from '../access/facets'
import type { ListJudge } from '../access/judge'
import type { ResourceView } from '../access/side-facts'
import type { AgentReason } from '../access/visibility'
import type { RecordSummary } from '../comparison/record'
import type { Restriction } from './restriction-finding'

/** What the agent's settings say of the records a side does not see. */
export interface ComputedCauses {
  readonly restrictions: readonly Restriction[]
  /** Records for which nothing names a cause, with the rules that are left undecided. */
  readonly open: readonly {
    readonly record: RecordSummary
    readonly undecided: ReadonlySet<AccessCause['code']>
  }[]
}

/** Groups what the judge says of a resource's lost records by restriction and by how sure it is. */
export const computedCauses = (judge: ListJudge, view: ResourceView): ComputedCauses => {
  const { groups, of } = judge.all(view, facetIndex(view.resource, view.lost))
  const restrictions = new Map<string, Restriction & { records: RecordSummary[] }>()
  const open: ComputedCauses['open'][number][] = []
  // What holds for one record of a group holds for all, and so does its basis: a rule has one for a resource.
  const ofGroups = groups.map(({ undecided, first }) => ({
    undecided,
    hiding: judge
      .record(view, first)
      .causes.filter(isRestriction)
      .map(({ code, basis }) => {
        const confidence = basis === 'D' ? 'documented' : 'computed'
        const key = `${code} ${confidence}`
        const known = restrictions.get(key) ?? { code, basis, confidence, records: [] }
        restrictions.set(key, known)
        return known
      }),
  }))
  for (const [place, record] of view.lost.entries()) {
    const group = ofGroups[of[place] ?? -1]
    if (group === undefined) continue
    for (const { records } of group.hiding) records.push(record)
    if (group.hiding.length === 0) open.push({ record, undecided: group.undecided })
  }
  return { restrictions: [...restrictions.values()], open }
}

/** What lies in the agent's settings: scopes are explained for the resource as a whole, by missing-scope.ts. */
export const isRestriction = (cause: AccessCause): cause is AccessCause & { readonly code: AgentReason } =>
  cause.code.startsWith('agent.')
