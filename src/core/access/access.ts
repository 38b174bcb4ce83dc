import type { AccessFacts, ChangeContext } from './change'
import type { Comparison } from '../comparison/comparison'
import type { TenantTeam } from '../halo/permission'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'
import { visibilityFor, type RuleBasis, type VisibilityCause } from './visibility'

/**
 * The cross: scopes and the agent's settings together, asked for one record. Every cause must go
 * before the record appears.
 */
export interface AccessCause {
  readonly code: 'scope.missing' | VisibilityCause['code']
  /** Scope area, or what `VisibilityCause.value` says. */
  readonly value: string
  readonly basis: RuleBasis
  readonly rule: string
}

export interface Access {
  readonly causes: readonly AccessCause[]
  /** Rules that could not be decided. */
  readonly undecided: readonly AccessCause['code'][]
}

export type AccessTest = (resource: Resource, record: RecordSummary) => Access

/** Judges records by the facts alone, without regard to what was observed. */
export const accessFor = (facts: AccessFacts, teams: readonly TenantTeam[] | null): AccessTest => {
  const visibility = facts.permissions === null ? null : visibilityFor(facts.permissions, teams)
  return (resource, record) => {
    const scope = scopeOf(facts.scopes, resource)
    const { causes, undecided } = visibility?.(resource, record) ?? NOTHING_KNOWN
    return {
      causes: typeof scope === 'object' ? [scope, ...causes] : causes,
      undecided: scope === 'unknown' ? ['scope.missing', ...undecided] : undecided,
    }
  }
}

const NOTHING_KNOWN: Access = {
  causes: [],
  undecided: [
    'agent.disabled',
    'agent.feature-level',
    'agent.client',
    'agent.ticket-type',
    'agent.asset-type',
    'agent.team',
    'agent.unassigned',
    'agent.others-tickets',
  ],
}

const scopeOf = (
  scopes: readonly string[] | null,
  resource: Resource,
): AccessCause | 'unknown' | 'covered' => {
  const { scopeArea } = resourceDefinition(resource)
  const covered = scopes === null ? 'unknown' : covers(scopes, scopeArea)
  if (covered === 'unknown') return 'unknown'
  if (covered) return 'covered'
  return {
    code: 'scope.missing',
    value: scopeArea ?? '',
    basis: 'D',
    rule: 'A token without a scope for the resource gets nothing of it.',
  }
}

/** Two causes with the same key go away together. One right covers all assignees of its kind. */
export const causeKey = ({ code, value }: Pick<AccessCause, 'code' | 'value'>): string =>
  code === 'agent.unassigned' || code === 'agent.others-tickets' ? code : `${code}/${value}`

/** The app side's facts as they were when the comparison ran. */
export const accessFactsOf = ({ app, configuration }: Comparison): AccessFacts => ({
  scopes: app.state === 'connected' && app.identity.scopes.length > 0 ? app.identity.scopes : null,
  permissions: configuration.appSide,
})

/** What changing a comparison's facts needs; agents are those whose settings were read. */
export const changeContextOf = ({ configuration }: Comparison): ChangeContext => {
  const departments = new Map(configuration.teams?.map((team) => [team.teamId, team.departmentId]))
  for (const agent of [configuration.agentSide, configuration.appSide]) {
    for (const team of agent?.teams ?? [])
      if (!departments.has(team.teamId)) departments.set(team.teamId, team.departmentId)
  }
  return {
    departmentOf: (teamId) => departments.get(teamId) ?? null,
    agentOf: (agentId) =>
      [configuration.agentSide, configuration.appSide].find((agent) => agent?.agentId === agentId) ??
      undefined,
  }
}

/** One resource as the app side got it, with every record that either side knows of. */
export interface AppView {
  readonly resource: Resource
  readonly seen: readonly RecordSummary[]
  readonly unseen: readonly RecordSummary[]
  /** Keys of causes that what the app does see contradicts: observation wins over computation. */
  readonly disproved: ReadonlySet<string>
}

/**
 * What the app side sees and does not see, for the resources where that is known: listed whole or
 * refused. Records that neither side sees are in neither list.
 */
export const appViewsOf = (comparison: Comparison, access: AccessTest): readonly AppView[] =>
  comparison.resources.flatMap(({ resource, app, agent, changed }) => {
    const isKnown = app.state === 'refused' || (app.state === 'listed' && app.complete)
    if (!isKnown) return []
    const unsettled = new Set(changed)
    const seen = (app.state === 'listed' ? app.records : []).filter(({ id }) => !unsettled.has(id))
    const seenIds = new Set(seen.map(({ id }) => id))
    const others = agent.state === 'listed' ? agent.records : []
    const unseen = others.filter(({ id }) => !seenIds.has(id) && !unsettled.has(id))
    const disproved = new Set(seen.flatMap((record) => access(resource, record).causes.map(causeKey)))
    // The same agent on both sides: what it sees on the other, no setting of its own hides here.
    if (comparison.sameAgent === true) {
      for (const record of others) {
        for (const cause of access(resource, record).causes)
          if (cause.code !== 'scope.missing') disproved.add(causeKey(cause))
      }
    }
    // An empty list of teams is what a missing scope looks like too (halo-api.md section 12).
    if (resourceDefinition(resource).contestedScope !== null && seen.length === 0) {
      for (const record of unseen)
        for (const cause of access(resource, record).causes)
          if (cause.code === 'agent.team') disproved.add(causeKey(cause))
    }
    return [{ resource, seen, unseen, disproved }]
  })

/** The causes that hold for a record after what was observed has had its say. */
export const holdingCauses = (
  { causes }: Access,
  { disproved }: Pick<AppView, 'disproved'>,
): readonly AccessCause[] => causes.filter((cause) => !disproved.has(causeKey(cause)))
