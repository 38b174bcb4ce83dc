import type { AccessCause } from '../access/access'
import type { Judge } from '../access/judge'
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
export const computedCauses = (judge: Judge, view: ResourceView): ComputedCauses => {
  const groups = new Map<string, Restriction & { records: RecordSummary[] }>()
  const open: ComputedCauses['open'][number][] = []
  for (const record of view.lost) {
    const { causes, undecided } = judge.record(view, record)
    const restricting = causes.filter(isRestriction)
    for (const { code, basis } of restricting) {
      const confidence = basis === 'D' ? 'documented' : 'computed'
      const key = `${code} ${confidence}`
      const known = groups.get(key)
      if (known === undefined) groups.set(key, { code, basis, confidence, records: [record] })
      else known.records.push(record)
    }
    if (restricting.length === 0) open.push({ record, undecided: new Set(undecided) })
  }
  return { restrictions: [...groups.values()], open }
}

/** What lies in the agent's settings: scopes are explained for the resource as a whole, by missing-scope.ts. */
export const isRestriction = (cause: AccessCause): cause is AccessCause & { readonly code: AgentReason } =>
  cause.code.startsWith('agent.')
