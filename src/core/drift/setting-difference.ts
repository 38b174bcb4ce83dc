import type { AccessCause } from '../access/access'
import type { AccessFacts } from '../access/change'
import type { SideName } from '../access/side-facts'
import { clientKey } from '../halo/client-id'
import type { AgentPermissions, TenantTeam } from '../halo/permission'
import type { Resource } from '../halo/resource'
import type { RecordSummary } from '../comparison/record'
import type { SettingChange } from './drift'

/** What decides what a side sees, as far as it was read at one end. */
export interface SideState {
  readonly access: AccessFacts
  /** Teams of the tenant, by which a ticket's department is found; null: not read. */
  readonly teams: readonly TenantTeam[] | null
}

/** One setting that differs between two snapshots, with what it takes to set it back. */
export interface SettingDifference extends SettingChange {
  /** The same setting has the same key on either side and in either direction. */
  readonly key: string
  /** Of which sides it decides what they see. */
  readonly sides: readonly SideName[]
  /** Where it stands among changes, and among those of its kind: an id, mostly. */
  readonly order: readonly [kind: number, id: string]
  /** null: it decides nothing of what a side sees. */
  readonly bearing: Bearing | null
}

/** What a setting bears on, and how it is set. */
export interface Bearing {
  readonly rules: readonly Rule[]
  /** Whether it may decide about a record of the resource; left out: about any. */
  readonly concerns?: (resource: Resource, record: RecordSummary) => boolean
  /** The state with this setting as it is in another state. */
  readonly turned: (state: SideState, toward: SideState) => SideState
}

/** Rules that have to let a record through, each by itself; reasons of one rule are alternatives of each other. */
export type Rule =
  | 'application'
  | 'scope'
  | 'disabled'
  | 'level'
  | 'client'
  | 'ticket-type'
  | 'asset-type'
  | 'team'
  | 'unassigned'
  | 'others-tickets'

/** Which rule gives a reason. */
export const ruleOf = (code: AccessCause['code']): Rule => RULES[code]

const RULES: Readonly<Record<AccessCause['code'], Rule>> = {
  'application.inactive': 'application',
  'application.no-login': 'application',
  'connection.no-scope': 'scope',
  'scope.missing': 'scope',
  'agent.disabled': 'disabled',
  'agent.feature-level': 'level',
  'agent.client': 'client',
  'agent.ticket-type': 'ticket-type',
  'agent.asset-type': 'asset-type',
  'agent.team': 'team',
  'agent.no-team': 'team',
  'agent.unassigned': 'unassigned',
  'agent.others-tickets': 'others-tickets',
}

/** Those that look at the agent's settings. */
export const AGENT_RULES: readonly Rule[] = [
  'disabled',
  'level',
  'client',
  'ticket-type',
  'asset-type',
  'team',
  'unassigned',
  'others-tickets',
]

/** The same for each spelling of an id: a GUID may come in other letters, or in braces. */
export const idKey = clientKey

/** A state with other settings of its agent; of an agent that was not read nothing can be set. */
export const withAgent = (
  state: SideState,
  change: (agent: AgentPermissions) => AgentPermissions,
): SideState => {
  const { permissions } = state.access
  return permissions === null
    ? state
    : { ...state, access: { ...state.access, permissions: change(permissions) } }
}
