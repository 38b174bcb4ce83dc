import type { AccessFacts, ChangeContext } from './change'
import type { Comparison } from '../comparison/comparison'
import type { TenantTeam } from '../halo/permission'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'
import { tokenScopes } from './side-facts'
import { visibilityFor, type AgentReason, type RuleBasis } from './visibility'

/**
 * The cross: scopes and the agent's settings together, asked for one record. Every cause must go
 * before the record appears.
 */
export interface AccessCause {
  readonly code: 'connection.no-scope' | 'scope.missing' | AgentReason
  /** Scope area (empty: none is known), or what `VisibilityCause.value` says. */
  readonly value: string
  readonly basis: RuleBasis
  readonly rule: string
}

export interface Access {
  readonly causes: readonly AccessCause[]
  /** Rules that could not be decided. */
  readonly undecided: readonly AccessCause['code'][]
}

/** Asked for one record; for null, what holds for the resource as a whole. */
export type AccessTest = (resource: Resource, record: RecordSummary | null) => Access

/** Judges records by the facts alone, without regard to what was observed; see judge.ts for the whole judgement. */
export const accessFor = (facts: AccessFacts, teams: readonly TenantTeam[] | null): AccessTest => {
  const visibility = facts.permissions === null ? null : visibilityFor(facts.permissions, teams)
  return (resource, record) => {
    const scope = scopeOf(facts.scopes, resource)
    const unknown = record === null ? NOTHING_KNOWN_OF_RESOURCE : NOTHING_KNOWN
    const { causes, undecided } = visibility?.(resource, record) ?? { causes: [], undecided: unknown }
    return {
      causes: typeof scope === 'object' ? [scope, ...causes] : causes,
      undecided: scope === 'unknown' ? ['scope.missing', ...undecided] : undecided,
    }
  }
}

const NOTHING_KNOWN_OF_RESOURCE: readonly AgentReason[] = ['agent.disabled', 'agent.feature-level']

const NOTHING_KNOWN: readonly AgentReason[] = [
  ...NOTHING_KNOWN_OF_RESOURCE,
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.team',
  'agent.unassigned',
  'agent.others-tickets',
]

const scopeOf = (
  scopes: readonly string[] | null,
  resource: Resource,
): AccessCause | 'unknown' | 'covered' => {
  const { scopeArea } = resourceDefinition(resource)
  if (scopes === null) return 'unknown'
  if (scopes.length === 0) {
    const rule = 'A token without any scope gets nothing at all.'
    return { code: 'connection.no-scope', value: scopeArea ?? '', basis: 'D', rule }
  }
  const covered = covers(scopes, scopeArea)
  if (covered === 'unknown') return 'unknown'
  if (covered) return 'covered'
  const rule = 'A token without a scope for the resource gets nothing of it.'
  return { code: 'scope.missing', value: scopeArea ?? '', basis: 'D', rule }
}

/** Two causes with the same key go away together. One right covers all assignees of its kind. */
export const causeKey = ({ code, value }: Pick<AccessCause, 'code' | 'value'>): string =>
  code === 'agent.unassigned' || code === 'agent.others-tickets' ? code : `${code}/${value}`

/** The app side's facts as they were when the comparison ran. */
export const accessFactsOf = (comparison: Omit<Comparison, 'findings'>): AccessFacts => ({
  scopes: tokenScopes(comparison, 'app'),
  permissions: comparison.configuration.appSide,
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
