import { countText } from '../comparison/count-text'
import { explainCancelled, explainSide } from './side-findings'
import { explainFaults } from './faults'
import { explainIdentities } from './identity-findings'
import { explainRefusals } from './refusals'
import { explainResource } from './resource-findings'
import { judgeFor } from '../access/judge'
import { sideFacts, type ComparisonFacts } from '../access/side-facts'
import { sentenceNames } from './sentence-names'
import { countOf } from './words'
import type { ResourceComparison } from '../comparison/comparison'
import type { Finding, FindingSide, Severity } from '../comparison/finding'
import { REASON_CODES } from '../comparison/reason-code'
import { RESOURCES, type Resource } from '../halo/resource'

/**
 * Says why the two sides differ, and what keeps a difference from being reported.
 *
 * Same agent on both sides: every difference comes from the application, and no setting of the
 * agent is blamed for one; what both sides are refused may still be the agent's own level. Otherwise
 * the agents' settings are considered too, computed by the visibility rules where they were read and
 * from the data alone where they were not. What was observed wins over what was computed (the judge). Every record that only one side sees is covered by a finding, by
 * several when several things hide it.
 *
 * @param needed what the purpose needs, which is told apart from the rest; null: without one
 * @returns worst first, then facts about the whole run, then by resource; the order of rows in the
 *   observations makes no difference
 */
export const explain = (
  input: ComparisonFacts,
  needed: ReadonlySet<Resource> | null = null,
): readonly Finding[] => {
  const nameOf = sentenceNames(input)
  const agent = sideFacts(input, 'agent')
  const app = sideFacts(input, 'app')
  const [judgeAgent, judgeApp] = [judgeFor(agent), judgeFor(app)]
  const findings = [
    ...explainSide(app),
    ...explainSide(agent),
    ...explainFaults([app, agent]),
    ...explainIdentities(agent, app, input),
    ...explainCancelled(input),
    ...app.views.flatMap((view) => explainResource(app, agent, view, judgeApp, nameOf)),
    ...agent.views.flatMap((view) => explainResource(agent, app, view, judgeAgent, nameOf)),
    ...explainRefusals(
      [
        { facts: app, other: agent, judge: judgeApp },
        { facts: agent, other: app, judge: judgeAgent },
      ],
      nameOf,
      needed,
    ),
    ...input.resources.flatMap(explainChanged),
  ]
  return findings.sort(byWeight)
}

const explainChanged = ({ resource, changed }: ResourceComparison): readonly Finding[] =>
  changed.length === 0
    ? []
    : [
        {
          code: 'data.changed',
          severity: 'info',
          side: 'both',
          resource,
          records: changed,
          confidence: 'observed',
          message: `${countOf(changed.length, resource)} appeared, changed or vanished while the two sides were read, and ${changed.length === 1 ? 'is' : 'are'} left out of the verdict.`,
          evidence: [{ what: 'changed meanwhile', value: countText(changed.length) }],
          fix: null,
        },
      ]

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
const SIDES: readonly FindingSide[] = ['both', 'app', 'agent']

/** Worst first, then facts about the whole run, then by resource. */
export const byWeight = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  placeOf(a) - placeOf(b) ||
  REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code) ||
  SIDES.indexOf(a.side) - SIDES.indexOf(b.side)

const placeOf = ({ resource }: Finding): number => (resource === null ? -1 : RESOURCES.indexOf(resource))
