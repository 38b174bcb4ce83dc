import { findingsOf } from '../causes/explained'
import { tokenScopes, type SideName } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { resourcesOf, type Finding } from '../comparison/finding'
import type { Observation } from '../comparison/observation'
import type { AgentPermissions } from '../halo/permission'
import type { Resource } from '../halo/resource'
import type { FindingDrift } from './drift'

/**
 * Findings of both ends by what became of them: matched by code, side and what they are about, never by their words. One
 * that only one end tells is unknown where the other could not read what decides it. Both ends are judged by the later
 * one's purpose: that somebody chose one is no change in Halo.
 */
export const findingDrift = (from: Comparison, to: Comparison): FindingDrift => {
  const isSamePurpose = JSON.stringify(from.purpose) === JSON.stringify(to.purpose)
  const before = (isSamePurpose ? from.findings : findingsOf({ ...from, purpose: to.purpose })).filter(
    isLasting,
  )
  const after = to.findings.filter(isLasting)
  const { pairs, alone } = matched(before, after)
  const isNew = (finding: Finding) => isDecided(finding, to, from)
  const isFixed = (finding: Finding) => isDecided(finding, from, to)
  return {
    new: alone.after.filter(isNew),
    fixed: alone.before.filter(isFixed),
    still: pairs,
    unknown: [
      ...alone.before.filter((finding) => !isFixed(finding)),
      ...alone.after.filter((finding) => !isNew(finding)),
    ],
  }
}

/** What came and went while one run lasted is of that run alone; its records are undecided. */
const isLasting = ({ code }: Finding): boolean => code !== 'data.changed'

/** Each with at most one of the other end: first those about the very same, then those about part of it. */
const matched = (before: readonly Finding[], after: readonly Finding[]) => {
  const partner = new Map<Finding, Finding>()
  const taken = new Set<Finding>()
  for (const fits of [isAboutTheSame, overlaps])
    for (const now of after) {
      if (partner.has(now)) continue
      const then = before.find((each) => !taken.has(each) && fits(each, now))
      if (then === undefined) continue
      partner.set(now, then)
      taken.add(then)
    }
  return {
    pairs: after.filter((finding) => partner.has(finding)),
    alone: {
      before: before.filter((finding) => !taken.has(finding)),
      after: after.filter((finding) => !partner.has(finding)),
    },
  }
}

const isAlike = (a: Finding, b: Finding): boolean => a.code === b.code && a.side === b.side

const isAboutTheSame = (a: Finding, b: Finding): boolean =>
  isAlike(a, b) && [...resourcesOf(a)].sort().join() === [...resourcesOf(b)].sort().join() && scopesFit(a, b)

/** A fault that struck other resources as well is still that fault. */
const overlaps = (a: Finding, b: Finding): boolean =>
  isAlike(a, b) && resourcesOf(a).some((resource) => resourcesOf(b).includes(resource)) && scopesFit(a, b)

const scopesFit = (a: Finding, b: Finding): boolean => {
  const [some, others] = [scopesIn(a), scopesIn(b)]
  return (some.length === 0 && others.length === 0) || some.some((scope) => others.includes(scope))
}

/** The scopes that a finding is about, which its resource does not tell. */
const scopesIn = ({ code, resource, evidence }: Finding): readonly string[] => {
  const valuesOf = (wanted: string) =>
    evidence.filter(({ what }) => what === wanted).flatMap(({ value }) => value.split(' '))
  switch (code) {
    case 'scope.not-granted': {
      const granted = new Set(valuesOf('granted scopes'))
      return valuesOf('requested scopes').filter((scope) => !granted.has(scope))
    }
    case 'scope.missing':
      return resource === null ? valuesOf('scope needed') : []
    case 'scope.excess':
      return evidence.map(({ what }) => what)
    default:
      return []
  }
}

// --- What the other end knows -------------------------------------------------------------------

/**
 * Whether an end that does not tell a finding could have: it read what decides it. That nothing explains a difference
 * is known as far as settings were read, so that both ends have to have read the same of them.
 */
const isDecided = (finding: Finding, own: Comparison, other: Comparison): boolean => {
  const sides: readonly SideName[] = finding.side === 'both' ? ['app', 'agent'] : [finding.side]
  if (sides.some((side) => other[side].state === 'failed')) return false
  return (
    resourcesOf(finding).every((resource) => knowsResource(finding, resource, sides, other)) &&
    sides.every((side) => knowsSettings(finding, side, other)) &&
    (finding.code !== 'data.unexplained' ||
      (['app', 'agent'] as const).every((side) => partsRead(own, side) === partsRead(other, side)))
  )
}

const permissionsOf = ({ configuration }: Comparison, side: SideName): AgentPermissions | null =>
  side === 'app' ? configuration.appSide : configuration.agentSide

/** Which settings of a side's agent were read, to be held against those of the other end. */
const partsRead = (end: Comparison, side: SideName): string => {
  const permissions = permissionsOf(end, side)
  return permissions === null ? 'none' : PARTS.map((part) => Number(permissions[part] !== null)).join('')
}

type Part = 'claims' | 'teams' | 'departments' | 'clients' | 'ticketTypes' | 'assetTypes'
const PARTS: readonly Part[] = ['claims', 'teams', 'departments', 'clients', 'ticketTypes', 'assetTypes']

/** What of an agent decides a finding of this code. */
const DECIDING: Readonly<Partial<Record<Finding['code'], readonly Part[]>>> = {
  'agent.client': ['claims', 'clients'],
  'agent.ticket-type': ['claims', 'ticketTypes'],
  'agent.asset-type': ['claims', 'assetTypes'],
  'agent.team': ['teams', 'departments'],
  'agent.no-team': ['teams', 'departments'],
  'agent.unassigned': ['claims', 'teams'],
  'agent.others-tickets': ['claims', 'teams'],
  'agent.feature-level': ['claims'],
}

/** Findings about a whole list of one side: the other side's does not matter to them. */
const OF_ONE_LIST: ReadonlySet<Finding['code']> = new Set([
  'scope.missing',
  'agent.feature-level',
  'data.incomplete',
])

const knowsResource = (
  { code, side }: Finding,
  resource: Resource,
  sides: readonly SideName[],
  { resources }: Comparison,
): boolean => {
  const compared = resources.find((each) => each.resource === resource)
  if (compared === undefined) return false
  const isOfLists = side === 'both' || OF_ONE_LIST.has(code) || code.startsWith('connection.')
  return isOfLists
    ? sides.every((each) => isAnswered(compared[each]))
    : isWhole(compared.agent) && isWhole(compared.app)
}

const isWhole = (observation: Observation): boolean => observation.state === 'listed' && observation.complete

const isAnswered = (observation: Observation): boolean =>
  observation.state === 'refused' || isWhole(observation)

const knowsSettings = (finding: Finding, side: SideName, end: Comparison): boolean => {
  const { code } = finding
  if (code === 'identity.different-agent') return end.sameAgent !== null
  if (code.startsWith('application.')) return side === 'agent' || end.configuration.application !== null
  if (code.startsWith('scope.') || code === 'connection.no-scope') return tokenScopes(end, side) !== null
  const isOfAgent = code.startsWith('agent.') || code === 'data.contradicts-rule'
  return !isOfAgent || knowsAgent(finding, side, end)
}

const knowsAgent = ({ code, resource, confidence }: Finding, side: SideName, end: Comparison): boolean => {
  const permissions = permissionsOf(end, side)
  const result = end[side]
  switch (code) {
    case 'agent.administrator':
      return (
        permissions?.administrator != null ||
        (result.state === 'connected' && result.identity.administrator !== null)
      )
    case 'agent.disabled':
      return permissions?.disabled != null
    default:
      // What is seen in the data alone is told of other data as well; what was computed takes the settings.
      return (
        (permissions !== null && (DECIDING[code] ?? []).every((part) => permissions[part] !== null)) ||
        resource === null ||
        (confidence === 'observed' && code.startsWith('agent.'))
      )
  }
}
