import { sideFacts, type ComparisonFacts, type SideFacts } from '../access/side-facts'
import type { Cause } from '../comparison/cause'
import { counted, plural } from '../comparison/count-text'
import type { Confidence, Finding, Severity } from '../comparison/finding'
import { REASON_CODES, type ReasonCode } from '../comparison/reason-code'
import { agentOf, applicationOf, labelOf } from '../explain/words'
import { resourceDefinition, type Resource } from '../halo/resource'

/** The causes of a comparison, most records first. @param findings of the same comparison, in their order */
export const causesOf = (facts: ComparisonFacts, findings: readonly Finding[]): readonly Cause[] =>
  (['app', 'agent'] as const)
    .flatMap((side) => causesOfSide(sideFacts(facts, side), findings))
    .sort((a, b) => b.records - a.records || REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code))

const causesOfSide = (facts: SideFacts, findings: readonly Finding[]): readonly Cause[] => {
  const settings = new Map<string, { readonly finding: Finding; readonly index: number }[]>()
  for (const [index, finding] of findings.entries()) {
    if (finding.side !== facts.side || !hides(finding)) continue
    const key = settingKey(finding)
    settings.set(key, [...(settings.get(key) ?? []), { finding, index }])
  }
  const shared = new Map<string, number>()
  for (const group of settings.values())
    for (const { finding } of group)
      for (const id of finding.records) {
        const key = `${finding.resource ?? ''} ${id}`
        shared.set(key, (shared.get(key) ?? 0) + 1)
      }
  return [...settings.values()].map((group) => causeOf(facts, group, shared))
}

const HIDING: ReadonlySet<ReasonCode> = new Set([
  'connection.no-scope',
  'connection.not-an-agent',
  'scope.missing',
  'agent.feature-level',
  'agent.no-team',
  'agent.team',
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.unassigned',
  'agent.others-tickets',
  'agent.disabled',
  'application.inactive',
  'application.no-login',
])

/** What shuts a side out as a whole stands in a finding about none; what else does, only says what a purpose lacks. */
const hides = ({ code, resource }: Finding): boolean =>
  HIDING.has(code) && (resource !== null || WHOLE_SIDE.has(code))

const WHOLE_SIDE: ReadonlySet<ReasonCode> = new Set([
  'connection.no-scope',
  'connection.not-an-agent',
  'agent.disabled',
  'application.inactive',
  'application.no-login',
])

const settingKey = ({ code, resource }: Finding): string => {
  if (code === 'scope.missing') return `${code}/${areaOf(resource)}`
  if (code === 'agent.feature-level')
    return `${code}/${resource === null ? '' : (resourceDefinition(resource).levelCode ?? '')}`
  return code
}

const areaOf = (resource: Resource | null): string => {
  if (resource === null) return ''
  const { scopeArea, contestedScope } = resourceDefinition(resource)
  return scopeArea === null ? (contestedScope ?? '') : `read:${scopeArea}`
}

const CONFIDENCES: readonly Confidence[] = ['observed', 'computed', 'documented']
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

const causeOf = (
  facts: SideFacts,
  group: readonly { readonly finding: Finding; readonly index: number }[],
  shared: ReadonlyMap<string, number>,
): Cause => {
  const findings = group.map(({ finding }) => finding)
  const [first] = findings
  if (first === undefined) throw new RangeError('A cause has a finding.')
  const byResource = new Map<Resource, Set<string>>()
  for (const { resource, records } of findings) {
    if (resource === null) continue
    const known = byResource.get(resource) ?? new Set<string>()
    for (const id of records) known.add(id)
    byResource.set(resource, known)
  }
  const resources = [...byResource]
    .map(([resource, ids]) => ({
      resource,
      records: ids.size,
      refused: facts.views.some((view) => view.resource === resource && view.own.state === 'refused'),
    }))
    .sort((a, b) => b.records - a.records)
  const records = resources.reduce((sum, each) => sum + each.records, 0)
  const alone = [...byResource].reduce(
    (sum, [resource, ids]) => sum + [...ids].filter((id) => shared.get(`${resource} ${id}`) === 1).length,
    0,
  )
  const setting = settingName(first, facts)
  const most = findings.find(({ resource }) => resource === resources[0]?.resource) ?? first
  return {
    code: first.code,
    side: facts.side,
    setting,
    confidence:
      CONFIDENCES.find((each) => findings.some(({ confidence }) => confidence === each)) ?? first.confidence,
    severity: SEVERITIES.find((each) => findings.some(({ severity }) => severity === each)) ?? first.severity,
    resources,
    records,
    alone,
    undecided: 0,
    message: `${setting} ${plural(records, 'hides', 'hide')} ${counted(records, 'record')}: ${resources.map((each) => labelOf(each.resource)).join(', ')}.`,
    fix: most.fix,
    findings: group.map(({ index }) => index),
  }
}

const settingName = ({ code, resource }: Finding, facts: SideFacts): string => {
  const agent = agentOf(facts)
  switch (code) {
    case 'scope.missing':
      return `scope ${areaOf(resource)} of ${applicationOf(facts)}`
    case 'agent.feature-level':
      return `level for ${resource === null ? 'everything' : labelOf(resource)} of ${agent}`
    case 'agent.client':
      return `clients of ${agent}`
    case 'agent.ticket-type':
      return `ticket types of ${agent}`
    case 'agent.asset-type':
      return `asset types of ${agent}`
    case 'agent.team':
    case 'agent.no-team':
      return `teams and departments of ${agent}`
    case 'agent.unassigned':
      return `“view unassigned tickets” of ${agent}`
    case 'agent.others-tickets':
      return `“view tickets assigned to others” of ${agent}`
    case 'agent.disabled':
      return `state of ${agent}`
    case 'connection.no-scope':
      return `scopes of ${applicationOf(facts)}`
    default:
      return `login of ${applicationOf(facts)}`
  }
}
