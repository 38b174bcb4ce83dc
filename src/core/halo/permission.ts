/**
 * What configuration says an agent or an application may do, as far as it could be read.
 * Everywhere null means unknown, never "none": an empty list is `[]`.
 */

export interface TeamMembership {
  readonly teamId: string
  readonly name: string
  readonly departmentId: string | null
  /** Per-team form of `l9` (inferred, halo-api.md section 4.4). */
  readonly unassignedAccess: boolean | null
  /** Per-team form of `l8` (inferred, halo-api.md section 4.4). */
  readonly otherAgentAccess: boolean | null
}

interface DepartmentMembership {
  readonly departmentId: string
  readonly name: string
}

interface AllowedClient {
  readonly clientId: string
  readonly name: string
}

export interface AllowedType {
  readonly typeId: string
  readonly name: string
  readonly canView: boolean | null
}

interface HeldRole {
  readonly id: string
  readonly name: string
}

/** A role with its own claims (`Roles/{id}?includedetails=true`); null: it sent none. */
export interface RoleSettings {
  readonly id: string
  readonly name: string
  readonly claims: Readonly<Record<string, string>> | null
}

/** An agent's settings with those of its roles, as `Agent/me` or `Agent/{id}` return them. */
export interface AgentPermissions {
  readonly agentId: string
  readonly name: string
  readonly disabled: boolean | null
  readonly apiOnly: boolean | null
  readonly administrator: boolean | null
  /** Claim code to value, highest among roles and own setting; null when claims were not sent. */
  readonly claims: Readonly<Record<string, string>> | null
  readonly teams: readonly TeamMembership[] | null
  readonly departments: readonly DepartmentMembership[] | null
  /** `is_member_of_all_departments`, newer Halo only (halo-api.md section 4.2). */
  readonly allDepartments: boolean | null
  readonly clients: readonly AllowedClient[] | null
  readonly ticketTypes: readonly AllowedType[] | null
  readonly assetTypes: readonly AllowedType[] | null
  readonly roles: readonly HeldRole[] | null
}

/** The application record, where an inspector may read it (halo-api.md section 4.5). */
export interface ApplicationSettings {
  readonly id: string
  readonly name: string
  readonly inactive: boolean | null
  readonly loginAgentId: string | null
  readonly loginAgentName: string | null
  /** Ticked scopes; null when the record does not carry them. */
  readonly scopes: readonly string[] | null
}

/** A team of the tenant with its department, to tell a team's department from a ticket's row. */
export interface TenantTeam {
  readonly teamId: string
  readonly name: string
  readonly departmentId: string | null
}

export interface NamedId {
  readonly id: string
  readonly name: string
}

/** Everything read besides the record lists. Saved in snapshots; never holds a secret. */
export interface Configuration {
  readonly agentSide: AgentPermissions | null
  readonly appSide: AgentPermissions | null
  readonly application: ApplicationSettings | null
  readonly teams: readonly TenantTeam[] | null
  readonly ticketTypes: readonly NamedId[] | null
  readonly assetTypes: readonly NamedId[] | null
  /** The roles that the app side's agent holds; null: not read. */
  readonly roles: readonly RoleSettings[] | null
  /** What could not be read, in sentences: "Without an inspector the application record …". */
  readonly gaps: readonly string[]
}
