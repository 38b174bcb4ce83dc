/** The demo tenant's own model. It shares no rule with the product, which is tested against it. */

/** A row as Halo sends it. Restrictions are read from its own fields (`client_id`, `team_id` …). */
export type Row = Readonly<Record<string, unknown>> & { readonly id: number | string }

export interface DemoAgent {
  readonly id: number
  readonly name: string
  readonly email: string
  disabled: boolean
  readonly apiOnly: boolean
  administrator: boolean
  claims: Record<string, string>
  teams: { teamId: number; unassignedAccess: boolean; otherAgentAccess: boolean }[]
  departments: number[]
  clients: number[]
  ticketTypes: { id: number; canView: boolean }[]
  assetTypes: { id: number; canView: boolean }[]
  roleIds: string[]
}

/** How an application gets its token (halo-api.md section 2.1), in the words of OAuth: Halo's own are not known. */
type DemoMethod = 'client_credentials' | 'authorization_code' | 'password' | 'implicit' | 'api_key'

/** A static key, sent as `X-Halo-Api-Key` in place of a token. Dates as Halo writes them; null: none is told. */
export interface DemoApiKey {
  readonly value: string
  readonly generatedAt: string | null
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
}

export interface DemoApplication {
  readonly id: string
  readonly clientId: string
  readonly name: string
  readonly description: string
  readonly method: DemoMethod
  /** Of client credentials; null: the method takes none. */
  readonly secret: string | null
  /** Of the method `password`, with the agent's e-mail address as user name. */
  readonly password: string | null
  /** At most two. */
  readonly apiKeys: readonly DemoApiKey[]
  /** Ticked scopes. */
  scopes: string[]
  inactive: boolean
  /** null: the login type is not Agent. */
  agentId: number | null
  /** An end user of this client logs in; null: the login type is not User. */
  readonly loginClientId: number | null
  readonly redirectUris: readonly string[]
  readonly createdAt: string
  readonly createdBy: number
  /** What Halo itself has it for; null: it is not Halo's own. */
  readonly systemUse: string | null
  /** Its record answers 403, to administrators too. */
  readonly isDetailRefused: boolean
}

interface NamedTeam {
  readonly id: number
  readonly name: string
  readonly departmentId: number
}

/** How this tenant departs from a well-behaved one. */
interface Behaviour {
  /** What a missing scope looks like. Teams always answer an empty list (halo-api.md 2.7). */
  missingScope: 401 | 403
  /** Every address answers with a web page, as a wrong host does. */
  servesWebPage: boolean
  /** Every connection is cut before an answer. */
  cutsConnections: boolean
  /** `Agent/me` answers 403. */
  refusesWhoAmI: boolean
  /** Every token gets 429 on record lists, with this `Retry-After`; null: without the header. */
  throttles: { readonly retryAfter: string | null } | null
  /** Tickets lists serve only this many rows in all, but count them all. */
  ticketsServed: number | null
  /** Records the application does not get although nothing in the configuration says so. */
  hiddenFromApp: (path: string, row: Row) => boolean
  /** The newest ticket is only in the first list of tickets that the agent side gets. */
  ticketVanishes: boolean
  /** Rows a page at most, whatever is asked (halo-api.md 6.2). */
  pageCap: number
  /** Tokens and rows are told as in `odd-answers.ts`, and the authorisation server is at the host's root. */
  oddAnswers: boolean
  /** Seconds a token is good for. */
  tokenLifetime: number
}

export interface DemoTenant {
  readonly departments: readonly { readonly id: number; readonly name: string }[]
  readonly teams: readonly NamedTeam[]
  readonly roles: readonly Row[]
  readonly agents: DemoAgent[]
  readonly applications: DemoApplication[]
  /** Rows by lower-case path, without the leading slash: `tickets`, `client`. */
  readonly rows: Map<string, Row[]>
  readonly behaviour: Behaviour
}

export const API_AGENT_ID = 42
export const INSPECTOR_AGENT_ID = 43
export const PERSON_AGENT_ID = 7
