import { levelOf, rankOf, switchOf } from '../halo/claim'
import type { AgentPermissions, AllowedType, TeamMembership, TenantTeam } from '../halo/permission'
import type { ReasonCode } from '../comparison/reason-code'
import { UNASSIGNED_AGENT_ID } from '../comparison/record'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition } from '../halo/resource'
import type { NameKind, Resource } from '../halo/resource'

/**
 * Which records an agent may see, by the rules of docs/product.md ("Visibility rules") and
 * halo-api.md sections 4.3 and 4.4. A Halo administrator is not exempt (assumed).
 */

/** Where a rule comes from: D = Halo documents it, I = inferred from names and schemas, A = assumed. */
export type RuleBasis = 'D' | 'I' | 'A'

/** The reasons that lie in an agent's settings. */
export type AgentReason = Extract<
  ReasonCode,
  | 'agent.feature-level'
  | 'agent.no-team'
  | 'agent.team'
  | 'agent.client'
  | 'agent.ticket-type'
  | 'agent.asset-type'
  | 'agent.unassigned'
  | 'agent.others-tickets'
  | 'agent.disabled'
>

interface VisibilityCause {
  readonly code: AgentReason
  /** The rule in one sentence. */
  readonly rule: string
  readonly basis: RuleBasis
  /**
   * What of the record it turns on: the client's, type's or team's id, the assignee's. Empty for
   * a rule that holds for every record of the resource.
   */
  readonly value: string
}

/** Unknown settings give `unknown`, never a cause. */
export type Decision = 'allowed' | 'unknown' | VisibilityCause
type Decide = (resource: Resource, record: RecordSummary) => Decision

/** The rules of one agent, each by itself. */
export interface VisibilityRules {
  readonly ofResource: readonly (readonly [AgentReason, (resource: Resource) => Decision])[]
  readonly ofRecord: readonly (readonly [RecordReason, Decide])[]
}

/** The rules that look at single records, by the reason they give or leave undecided. */
export const RECORD_REASONS = [
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.team',
  'agent.unassigned',
  'agent.others-tickets',
] as const satisfies readonly AgentReason[]
export type RecordReason = (typeof RECORD_REASONS)[number]

/** @param teams all teams of the tenant, to find a ticket's department by its team; null: unknown */
export const visibilityRules = (
  agent: AgentPermissions,
  teams: readonly TenantTeam[] | null,
): VisibilityRules => ({
  ofResource: [
    ['agent.disabled', disabledRule(agent)],
    ['agent.feature-level', levelRule(agent)],
  ],
  ofRecord: [
    ['agent.client', clientRule(agent)],
    ['agent.ticket-type', typeRule(agent, 'agent.ticket-type')],
    ['agent.asset-type', typeRule(agent, 'agent.asset-type')],
    ['agent.team', teamRule(agent, teams)],
    ['agent.unassigned', assignmentRule(agent, 'agent.unassigned')],
    ['agent.others-tickets', assignmentRule(agent, 'agent.others-tickets')],
  ],
})

/** What of a record rules look at, each an id. */
export type Facet = 'client' | 'type' | 'team' | 'department' | 'assignee'

/**
 * What of the records of a resource a rule looks at: records that agree in it are judged alike, whoever the agent is. A
 * rule that comes to look at more says so here; empty where it looks at no record of the resource.
 */
export const facetsOf = (code: RecordReason, resource: Resource): readonly Facet[] => {
  switch (code) {
    case 'agent.client':
      return followsClient(resource) ? ['client'] : []
    case 'agent.ticket-type':
    case 'agent.asset-type':
      return isLimitedByType(TYPE_RULES[code].kind, resource) ? ['type'] : []
    case 'agent.team':
      return isLimitedByTeam(resource) ? ['team', 'department'] : []
    case 'agent.unassigned':
    case 'agent.others-tickets':
      return isTicketLike(resource) ? ['assignee', 'team'] : []
  }
}

/** The id that a record has of a facet; null: none, or not told. */
export const facetOf = (facet: Facet, resource: Resource, record: RecordSummary): string | null => {
  switch (facet) {
    case 'client':
      return clientOf(resource, record)
    case 'type':
      return typeOf(resource, record)
    case 'team':
      return teamOf(resource, record)
    case 'department':
      return record.departmentId
    case 'assignee':
      return record.agentId
  }
}

/** Tickets, opportunities and projects are one entity to Halo (halo-api.md section 5). */
export const isTicketLike = (resource: Resource): boolean => resourceDefinition(resource).ticketLike

/** Whether each record of a resource is a thing of this kind. */
const isOf = (kind: NameKind, resource: Resource): boolean => resourceDefinition(resource).kind === kind

/** The client a record belongs to; a client belongs to itself. */
export const clientOf = (resource: Resource, record: RecordSummary): string | null =>
  isOf('client', resource) ? (record.clientId ?? record.id) : record.clientId

/** The ticket or asset type a record has; a ticket type is its own. */
export const typeOf = (resource: Resource, record: RecordSummary): string | null =>
  isOf('ticket type', resource) ? (record.typeId ?? record.id) : record.typeId

/** The team a record is with; a team is its own. */
export const teamOf = (resource: Resource, record: RecordSummary): string | null =>
  isOf('team', resource) ? (record.teamId ?? record.id) : record.teamId

/** Whether teams limit the records of a resource; a team limits itself. */
export const isLimitedByTeam = (resource: Resource): boolean =>
  isTicketLike(resource) || isOf('team', resource)

/** Whether a list of types limits the records of a resource: by their type, or as types themselves. */
export const isLimitedByType = (kind: 'ticket type' | 'asset type', resource: Resource): boolean =>
  resourceDefinition(resource).typeKind === kind || isOf(kind, resource)

/** Whether records of this resource belong to clients. */
export const followsClient = (resource: Resource): boolean => resourceDefinition(resource).byClient

// --- The rules --------------------------------------------------------------------------------

/** I: what a disabled agent's token is told is not documented (halo-api.md section 13). */
const disabledRule =
  ({ disabled }: AgentPermissions) =>
  (): Decision => {
    if (disabled === null) return 'unknown'
    if (!disabled) return 'allowed'
    return { code: 'agent.disabled', rule: 'A disabled agent sees nothing.', basis: 'I', value: '' }
  }

/**
 * D for the feature itself; I that look-up lists such as statuses follow the tickets feature. Whose appointments an
 * agent sees hangs on `lz` (halo-api.md section 4.3): which they are is not modelled, unless it is all of them.
 */
const levelRule =
  ({ claims }: AgentPermissions) =>
  (resource: Resource): Decision => {
    const { levelCode, ticketLike } = resourceDefinition(resource)
    if (levelCode === null) return 'allowed'
    const level = levelOf(claims, levelCode)
    if (level === null) return 'unknown'
    if (level > 0) return levelCode === 'Ax' && (rankOf(claims?.['lz']) ?? 0) < 3 ? 'unknown' : 'allowed'
    const basis = levelCode === 'Tx' && !ticketLike ? 'I' : 'D'
    return { code: 'agent.feature-level', rule: 'Level No Access hides the whole feature.', basis, value: '' }
  }

/**
 * D for tickets and clients: with `Fc` off, the clients in the list, and an empty list means all.
 * A for `Fc` off with an empty list. I for everything that follows its client.
 */
const clientRule = ({ claims, clients }: AgentPermissions): Decide => {
  const allowed = clients && new Set(clients.map(({ clientId }) => clientId))
  const all = switchOf(claims, 'Fc')
  return (resource, record) => {
    if (!followsClient(resource) || all === true) return 'allowed'
    if (allowed === null) return 'unknown'
    const client = clientOf(resource, record)
    if (allowed.size === 0 || (client !== null && allowed.has(client))) return 'allowed'
    // Without any claims the "all clients" switch may be on.
    // A client that is named without its id may be this one.
    if (client === null || claims === null || allowed.has('')) return 'unknown'
    const direct = resource === 'tickets' || resource === 'clients'
    return {
      code: 'agent.client',
      rule: 'An agent limited to certain clients sees the records of those only.',
      basis: direct && all === false ? 'D' : 'I',
      value: client,
    }
  }
}

interface TypeRule {
  readonly kind: 'ticket type' | 'asset type'
  readonly allTypes: 'Ft' | 'Fa'
  readonly allowed: (agent: AgentPermissions) => readonly AllowedType[] | null
  readonly rule: string
}

const TYPE_RULES: Readonly<Record<'agent.ticket-type' | 'agent.asset-type', TypeRule>> = {
  'agent.ticket-type': {
    kind: 'ticket type',
    allTypes: 'Ft',
    allowed: ({ ticketTypes }) => ticketTypes,
    rule: 'An agent limited to certain ticket types sees the tickets of those it may view.',
  },
  'agent.asset-type': {
    kind: 'asset type',
    allTypes: 'Fa',
    allowed: ({ assetTypes }) => assetTypes,
    rule: 'An agent limited to certain asset types sees the assets of those it may view.',
  },
}

/** I. The types in the list that may be viewed, unless the "all types" switch is on; empty: all. */
const typeRule = (agent: AgentPermissions, code: keyof typeof TYPE_RULES): Decide => {
  const { kind, allTypes, allowed, rule } = TYPE_RULES[code]
  const types = allowed(agent)
  const canView = types && new Map(types.map((type) => [type.typeId, type.canView]))
  const all = switchOf(agent.claims, allTypes)
  return (resource, record) => {
    if (!isLimitedByType(kind, resource) || all === true) return 'allowed'
    if (canView === null) return 'unknown'
    const type = typeOf(resource, record)
    if (canView.size === 0) return 'allowed'
    if (type === null) return 'unknown'
    const mayView = canView.get(type) ?? (canView.has(type) || canView.has('') ? null : false)
    if (mayView === true) return 'allowed'
    if (mayView === null || agent.claims === null) return 'unknown'
    return { code, rule, basis: 'I', value: type }
  }
}

/**
 * D: a ticket is visible when its team is one of the agent's, or its department one of the
 * agent's. I: the list of teams is narrowed likewise (halo-api.md section 4.1). An absent
 * `is_member_of_all_departments` is an older Halo that has no such setting, hence "no".
 */
const teamRule = (agent: AgentPermissions, tenantTeams: readonly TenantTeam[] | null): Decide => {
  const isMember = membershipOf(agent)
  const departmentOfTeam = new Map(tenantTeams?.map((team) => [team.teamId, team.departmentId]))
  const departmentsOfTeams = agent.teams?.map(
    ({ teamId, departmentId }) => departmentId ?? departmentOfTeam.get(teamId) ?? null,
  )
  const memberOfNone = agent.teams?.length === 0 && agent.departments?.length === 0

  return (resource, record) => {
    if (!isLimitedByTeam(resource) || agent.allDepartments === true) return 'allowed'
    const basis = isOf('team', resource) ? 'I' : 'D'
    if (memberOfNone) return { code: 'agent.no-team', rule: NO_TEAM_RULE, basis, value: '' }
    const team = teamOf(resource, record)
    const department = record.departmentId ?? (team === null ? null : (departmentOfTeam.get(team) ?? null))
    const member = isMember(team, department)
    if (member === true) return 'allowed'
    if (member === null) return 'unknown'
    if (team !== null) return { code: 'agent.team', rule: TEAM_RULE, basis, value: team }
    // Of a record of which only the department is known: no team of the agent may be in it.
    const outside =
      department !== null && departmentsOfTeams?.every((each) => each !== null && each !== department)
    return outside === true
      ? { code: 'agent.team', rule: TEAM_RULE, basis, value: `department ${department}` }
      : 'unknown'
  }
}

const NO_TEAM_RULE = 'A member of no team and no department sees no tickets.'
const TEAM_RULE = "A ticket is visible to its team's members and to members of its department."

/** Whether an agent belongs to a team or to its department; null where that is not known. */
const membershipOf = ({ teams, departments }: AgentPermissions) => {
  const memberOf = new Set(teams?.map(({ teamId }) => teamId))
  const departmentsOf = new Set(departments?.map(({ departmentId }) => departmentId))
  return (team: string | null, department: string | null): boolean | null => {
    if (team !== null && memberOf.has(team)) return true
    if (department !== null && departmentsOf.has(department)) return true
    // One that is named without its id may be the one asked about.
    const isOpen =
      memberOf.has('') ||
      departmentsOf.has('') ||
      teams === null ||
      departments === null ||
      (department === null && departmentsOf.size > 0)
    return isOpen ? null : false
  }
}

type AssignmentReason = 'agent.unassigned' | 'agent.others-tickets'

const ASSIGNMENT_RULES: Readonly<
  Record<
    AssignmentReason,
    { claim: 'l9' | 'l8'; teamAccess: (team: TeamMembership) => boolean | null; rule: string }
  >
> = {
  'agent.unassigned': {
    claim: 'l9',
    teamAccess: ({ unassignedAccess }) => unassignedAccess,
    rule: 'Unassigned tickets need "view unassigned", for all teams or for the ticket\'s.',
  },
  'agent.others-tickets': {
    claim: 'l8',
    teamAccess: ({ otherAgentAccess }) => otherAgentAccess,
    rule: 'Tickets of other agents need "view tickets assigned to others", for all teams or for the ticket\'s.',
  },
}

/** I. Own tickets are visible; unassigned ones need `l9`, others' `l8`, or the team's form of it. */
const assignmentRule = (agent: AgentPermissions, code: AssignmentReason): Decide => {
  const { claim, teamAccess, rule } = ASSIGNMENT_RULES[code]
  const everywhere = switchOf(agent.claims, claim)
  const accessByTeam = agent.teams && new Map(agent.teams.map((team) => [team.teamId, teamAccess(team)]))
  return (resource, record) => {
    if (!isTicketLike(resource) || everywhere === true) return 'allowed'
    if (record.agentId === null) return 'unknown'
    if (assignmentOf(record.agentId, agent.agentId) !== code) return 'allowed'
    // No membership in the ticket's team: no access through that team either.
    const through = accessByTeam && record.teamId !== null ? (accessByTeam.get(record.teamId) ?? false) : null
    const known =
      accessByTeam &&
      record.teamId !== null &&
      accessByTeam.get(record.teamId) !== null &&
      (accessByTeam.has(record.teamId) || !accessByTeam.has(''))
    if (through === true) return 'allowed'
    if (everywhere === null || known !== true) return 'unknown'
    return { code, rule, basis: 'I', value: record.agentId }
  }
}

/** Which right a ticket's assignee calls for; null: none, it is the agent's own. */
export const assignmentOf = (assignee: string, agentId: string | null): AssignmentReason | null => {
  if (assignee === agentId) return null
  return assignee === UNASSIGNED_AGENT_ID ? 'agent.unassigned' : 'agent.others-tickets'
}
