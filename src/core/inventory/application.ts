import type { SideResult, TenantFacts } from '../comparison/comparison'
import type { Failure, Observation } from '../comparison/observation'
import type { AgentPermissions, NamedId, RoleSettings, TenantTeam } from '../halo/permission'
import type { Resource } from '../halo/resource'

/**
 * What an inspector reads of a tenant's applications, without any of their secrets: facts alone. Everything
 * that is concluded from them (inventory.ts) is drawn anew when a snapshot is opened. null means unknown,
 * never "none"; an empty list is `[]`.
 */

/** How an application gets its token (halo-api.md section 2.1; the values of `grant_type` are not known for sure). */
export const APPLICATION_METHODS = [
  'client-credentials',
  'authorization-code',
  'password',
  'implicit',
  'api-key',
  'unknown',
] as const
export type ApplicationMethod = (typeof APPLICATION_METHODS)[number]

/**
 * Who an application acts as, by `loginas_*` (halo-api.md section 4.6). `unset`: nobody is named. `unknown`: the
 * record does not say.
 */
export const LOGIN_TYPES = ['agent', 'user', 'supplier', 'unset', 'unknown'] as const
export type LoginType = (typeof LOGIN_TYPES)[number]

export interface ApplicationLogin {
  readonly type: LoginType
  /** The agent's id; null for everybody else. */
  readonly agentId: string | null
  /** What Halo calls who it logs in as. */
  readonly name: string | null
}

/** One of the two API keys of an application: its dates, never the key. ISO 8601; null: not told. */
export interface ApiKeyDates {
  readonly generatedAt: string | null
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
}

/** Whether `/Application/{id}` was read, which alone carries scopes and dates (halo-api.md section 4.6). */
export type DetailState =
  | { readonly state: 'read' }
  /** 401 or 403. */
  | { readonly state: 'refused'; readonly status: 401 | 403 }
  | { readonly state: 'failed'; readonly failure: Failure }
  /** The run ended before. */
  | { readonly state: 'not-read'; readonly reason: string }

/** One row of `/Application`, with its detail where that was read. */
export interface ApplicationFacts {
  /** GUID of the record; not the client id. */
  readonly id: string
  readonly clientId: string | null
  /** As Halo sends it; may be blank. */
  readonly name: string
  readonly description: string | null
  /** Halo's own (`system_use` set or `_issystem` true). */
  readonly system: boolean
  readonly inactive: boolean | null
  readonly method: ApplicationMethod
  /** `grant_type` as it came, where `method` is unknown. */
  readonly methodText: string | null
  readonly login: ApplicationLogin
  /** Ticked scopes; null: not readable. */
  readonly scopes: readonly string[] | null
  /** ISO 8601. */
  readonly createdAt: string | null
  readonly createdBy: string | null
  readonly apiKeys: readonly ApiKeyDates[]
  /** `apikey_expiry_days` as it came; that 0 means never is likely, and not documented. null or left out: not told. */
  readonly apiKeyExpiryDays?: number | null
  readonly detail: DetailState
}

/** An agent that applications log in as, by its id, as `Agent/{id}?includedetails=true` says. */
export type AgentReading =
  | { readonly agentId: string; readonly state: 'read'; readonly permissions: AgentPermissions }
  | { readonly agentId: string; readonly state: 'failed'; readonly failure: Failure }

/** What the inspector got of one resource: what nobody's prediction can go beyond. */
export interface InspectorList {
  readonly resource: Resource
  readonly observation: Observation
}

/** Everything that one reading of a tenant's applications found. */
export interface InventoryFacts {
  readonly tenant: TenantFacts
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly finishedAt: string
  /** Ended by the user before it was done; what is missing says so itself. */
  readonly cancelled: boolean
  readonly requests: number
  /** Answers with status 429. */
  readonly throttled: number
  readonly inspector: SideResult
  /** Of the application that all of this was read with, as somebody entered it; null: not known. */
  readonly inspectorClientId: string | null
  /** The inspector's own settings, which tell whether it sees everything; null: not known. */
  readonly inspectorAgent: AgentPermissions | null
  /**
   * Why `/Application` could not be read, or not whole (then `applications` has what came), or came empty, which
   * it cannot be: the inspector is an application itself. null when it was read whole.
   */
  readonly listFailure: Failure | null
  /** In the order of Halo's list. */
  readonly applications: readonly ApplicationFacts[]
  /** Each agent that an application logs in as, once. */
  readonly agents: readonly AgentReading[]
  /** Each role that one of these agents holds and that could be read, once. */
  readonly roles: readonly RoleSettings[]
  readonly teams: readonly TenantTeam[] | null
  readonly ticketTypes: readonly NamedId[] | null
  readonly lists: readonly InspectorList[]
  /** What could not be read, in sentences. */
  readonly gaps: readonly string[]
}
