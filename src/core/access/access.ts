import type { AccessFacts, ChangeContext } from './change'
import type { Comparison } from '../comparison/comparison'
import type { TenantTeam } from '../halo/permission'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'
import { applicationGate, tokenScopes, type ComparisonFacts } from './side-facts'
import {
  RECORD_REASONS,
  visibilityRules,
  type AgentReason,
  type Decision,
  type RecordReason,
  type RuleBasis,
} from './visibility'

/** Why an application gets nothing at all, whatever its scopes and its agent. */
type GateReason = 'application.inactive' | 'application.no-login'

/**
 * The cross: scopes and the agent's settings together, asked for one record. Every cause must go
 * before the record appears.
 */
export interface AccessCause {
  readonly code: 'connection.no-scope' | 'scope.missing' | AgentReason | GateReason
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

/** The cross in its parts; the access to a record is all of them together ({@link testOf}). */
export interface AccessRules {
  /** What holds for the resource as a whole. */
  readonly whole: (resource: Resource) => Access
  /** What single rules say of a record, each by what of the record it looks at (`facetOf`). */
  readonly parts: readonly {
    readonly code: RecordReason
    readonly of: (resource: Resource, record: RecordSummary) => Access
  }[]
}

/** The rules by the facts alone, without regard to what was observed; see judge.ts for the whole judgement. */
export const accessRules = (
  { scopes, permissions, gate }: AccessFacts,
  teams: readonly TenantTeam[] | null,
): AccessRules => {
  const rules = permissions === null ? null : visibilityRules(permissions, teams)
  return {
    whole: (resource) =>
      [
        scopeAccess(scopes, resource),
        ...(rules?.ofResource.map(([code, decide]) => asAccess(code, decide(resource))) ?? [
          NOTHING_KNOWN_OF_RESOURCE,
        ]),
      ].reduce(joined, gateAccess(gate)),
    parts:
      rules === null
        ? RECORD_REASONS.map((code) => ({ code, of: () => UNDECIDED[code] }))
        : rules.ofRecord.map(([code, decide]) => ({
            code,
            of: (resource, record) => asAccess(code, decide(resource, record)),
          })),
  }
}

/** All parts together, asked record by record. */
export const testOf = (rules: AccessRules): AccessTest => {
  const wholes = new Map<Resource, Access>()
  const wholeOf = (resource: Resource): Access => {
    const whole = wholes.get(resource) ?? rules.whole(resource)
    wholes.set(resource, whole)
    return whole
  }
  return (resource, record) => {
    const whole = wholeOf(resource)
    return record === null ? whole : together(whole, rules.parts, resource, record)
  }
}

/** What the parts add to the whole; most of them add nothing, and then cost nothing. */
const together = (
  whole: Access,
  parts: AccessRules['parts'],
  resource: Resource,
  record: RecordSummary,
): Access => {
  let all = whole
  for (const { of } of parts) all = joined(all, of(resource, record))
  return all
}

const joined = (some: Access, more: Access): Access => {
  if (more === ALLOWED) return some
  if (some === ALLOWED) return more
  return { causes: [...some.causes, ...more.causes], undecided: [...some.undecided, ...more.undecided] }
}

const ALLOWED: Access = { causes: [], undecided: [] }

const undecidedBy = (...undecided: Access['undecided']): Access => ({ causes: [], undecided })

const UNDECIDED: Readonly<Record<AgentReason, Access>> = {
  'agent.disabled': undecidedBy('agent.disabled'),
  'agent.feature-level': undecidedBy('agent.feature-level'),
  'agent.client': undecidedBy('agent.client'),
  'agent.ticket-type': undecidedBy('agent.ticket-type'),
  'agent.asset-type': undecidedBy('agent.asset-type'),
  'agent.no-team': undecidedBy('agent.no-team'),
  'agent.team': undecidedBy('agent.team'),
  'agent.unassigned': undecidedBy('agent.unassigned'),
  'agent.others-tickets': undecidedBy('agent.others-tickets'),
}

const NOTHING_KNOWN_OF_RESOURCE = undecidedBy('agent.disabled', 'agent.feature-level')

const asAccess = (code: AgentReason, decision: Decision): Access => {
  if (decision === 'allowed') return ALLOWED
  return decision === 'unknown' ? UNDECIDED[code] : { causes: [decision], undecided: [] }
}

/**
 * I: that an inactive application gets no token (halo-api.md section 2.6); that one without a login type is
 * refused its calls was observed once (section 2.2).
 */
const gateAccess = (gate: AccessFacts['gate']): Access => {
  if (gate === undefined) return ALLOWED
  const causes: AccessCause[] = []
  if (gate.inactive === true)
    causes.push({ code: 'application.inactive', value: '', basis: 'I', rule: INACTIVE_RULE })
  if (gate.noLogin) causes.push({ code: 'application.no-login', value: '', basis: 'I', rule: NO_LOGIN_RULE })
  return { causes, undecided: gate.inactive === null ? ['application.inactive'] : [] }
}

const INACTIVE_RULE = 'An inactive application gets no token.'
const NO_LOGIN_RULE = 'An application that logs in as nobody is refused every call.'

const scopeAccess = (scopes: readonly string[] | null, resource: Resource): Access => {
  const scope = scopeOf(scopes, resource)
  if (scope === 'covered') return ALLOWED
  return scope === 'unknown' ? undecidedBy('scope.missing') : { causes: [scope], undecided: [] }
}

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
export const accessFactsOf = (comparison: ComparisonFacts): AccessFacts => {
  const gate = applicationGate(comparison)
  return {
    scopes: tokenScopes(comparison, 'app'),
    permissions: comparison.configuration.appSide,
    ...(gate && { gate }),
  }
}

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
