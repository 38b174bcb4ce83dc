import type { Restriction } from './restriction-finding'
import type { ExplainContext, ResourceView, SideFacts } from './side-facts'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition } from '../halo/resource'
import type { AgentReason, RuleBasis, VisibilityCause } from '../access/visibility'
import { visibilityFor } from '../access/visibility'

/** What the agent's settings say of the records a side does not see. */
export interface ComputedCauses {
  readonly restrictions: readonly Restriction[]
  /** Records for which the settings name no cause, with the rules they leave undecided. */
  readonly open: readonly {
    readonly record: RecordSummary
    readonly undecided: ReadonlySet<AgentReason> | 'all'
  }[]
}

/**
 * Applies the visibility rules to what a side does not see. Observation wins: where a rule hides
 * a value of which the side does see a record, the rule is not used for that value.
 */
export const computedCauses = (
  facts: SideFacts,
  view: ResourceView,
  { teams }: ExplainContext,
): ComputedCauses => {
  if (facts.permissions === null) {
    return { restrictions: [], open: view.lost.map((record) => ({ record, undecided: 'all' })) }
  }
  const visibility = visibilityFor(facts.permissions, teams)
  const disproved = disprovedBySeeing(facts, view, (record) => visibility(view.resource, record).causes)
  const byCode = new Map<AgentReason, { basis: RuleBasis; records: RecordSummary[] }>()
  const open: { record: RecordSummary; undecided: ReadonlySet<AgentReason> }[] = []

  for (const record of view.lost) {
    const { causes, undecided } = visibility(view.resource, record)
    const holding = causes.filter((cause) => !disproved.has(keyOf(cause)) && !mayBeScope(cause, view))
    for (const { code, basis } of holding) {
      const known = byCode.get(code)
      if (known === undefined) byCode.set(code, { basis, records: [record] })
      else known.records.push(record)
    }
    if (holding.length === 0) open.push({ record, undecided: new Set(undecided) })
  }
  const restrictions = [...byCode].map(([code, found]) => ({
    code,
    confidence: 'computed' as const,
    ...found,
  }))
  return { restrictions, open }
}

/**
 * An empty list of teams is what a missing scope looks like as well, and which scope governs it
 * is contested (halo-api.md section 12): then membership of other teams is no evidence.
 */
const mayBeScope = ({ code }: VisibilityCause, { resource, seen }: ResourceView): boolean =>
  resourceDefinition(resource).contestedScope !== null && seen.length === 0 && code === 'agent.team'

const disprovedBySeeing = (
  facts: SideFacts,
  { seen }: ResourceView,
  causesOf: (record: RecordSummary) => readonly VisibilityCause[],
): ReadonlySet<string> => {
  const disproved = new Set(seen.flatMap((record) => causesOf(record).map(keyOf)))
  // Whoever sees anything at all is not shut out as disabled.
  if (facts.views.some((view) => view.seen.length > 0))
    disproved.add(keyOf({ code: 'agent.disabled', value: '' }))
  return disproved
}

/** Assignment is one right for all assignees: seeing one ticket of a kind disproves it for all. */
const keyOf = ({ code, value }: Pick<VisibilityCause, 'code' | 'value'>): string =>
  code === 'agent.unassigned' || code === 'agent.others-tickets' ? code : `${code}/${value}`
