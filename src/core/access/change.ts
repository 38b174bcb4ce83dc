import { assertNever } from '../assert-never'
import type { AgentPermissions, AllowedType, TeamMembership } from '../halo/permission'
import { changedList, type ListChange } from './list-changes'

/**
 * A change that somebody could make in Halo to what the app side may see: to the application's
 * scopes, to the agent it logs in as, or to which agent that is. Applied to what was read, never
 * to a tenant.
 */
export type Change =
  | { readonly kind: 'scope'; readonly op: Op; readonly scope: string }
  | { readonly kind: 'team' | 'department'; readonly op: Op; readonly id: string; readonly name: string }
  | {
      readonly kind: 'client' | 'ticket-type' | 'asset-type'
      readonly op: Op
      readonly id: string
      readonly name: string
    }
  /** A team's own form of `l9` (unassigned) or `l8` (others' tickets), halo-api.md section 4.4. */
  | {
      readonly kind: 'team-unassigned' | 'team-others'
      readonly op: Op
      readonly id: string
      readonly name: string
    }
  | { readonly kind: 'claim'; readonly code: string; readonly value: string }
  | { readonly kind: 'disabled'; readonly value: boolean }
  | { readonly kind: 'agent'; readonly id: string; readonly name: string }

export type Op = 'add' | 'remove'

/** What decides what a side sees, as far as it is known. null: unknown, never "none". */
export interface AccessFacts {
  /** Scopes of the token. */
  readonly scopes: readonly string[] | null
  /** The agent that the application logs in as. */
  readonly permissions: AgentPermissions | null
  /** What is known of the application itself, where nobody logged in as it; a side that did passed it. */
  readonly gate?: ApplicationGate
}

/** What an application needs before its scopes and its agent matter. */
export interface ApplicationGate {
  /** null: not told. */
  readonly inactive: boolean | null
  /** Nobody is named to log in as. */
  readonly noLogin: boolean
}

/** What applying changes needs to know of the tenant. */
export interface ChangeContext {
  /** Department of a team; null where it has none or it is not known. */
  readonly departmentOf: (teamId: string) => string | null
  /** Settings of an agent that could be nominated instead; undefined where they were not read. */
  readonly agentOf: (agentId: string) => AgentPermissions | undefined
}

/**
 * The facts after the changes, in their order. A part that is unknown stays unknown: adding a
 * client to an unknown list says nothing about the others in it.
 */
export const applyChanges = (
  facts: AccessFacts,
  changes: readonly Change[],
  context: ChangeContext,
): AccessFacts => {
  const scopes = changedList(
    facts.scopes,
    (scope) => scope,
    changes.flatMap((change) =>
      change.kind === 'scope' ? entryChange({ ...change, id: change.scope }, () => change.scope) : [],
    ),
  )
  // Another agent comes as it is: what was changed of the one before is gone with it.
  const at = changes.map(({ kind }) => kind).lastIndexOf('agent')
  const other = changes[at]
  if (other?.kind !== 'agent')
    return {
      ...facts,
      scopes,
      permissions: facts.permissions && changeAgent(facts.permissions, changes, context),
    }
  const agent = context.agentOf(other.id)
  return {
    ...facts,
    ...(facts.gate && { gate: { ...facts.gate, noLogin: false } }),
    scopes,
    permissions: agent === undefined ? null : changeAgent(agent, changes.slice(at + 1), context),
  }
}

const changeAgent = (
  agent: AgentPermissions,
  changes: readonly Change[],
  { departmentOf }: ChangeContext,
): AgentPermissions => {
  if (changes.every(({ kind }) => kind === 'scope')) return agent
  const all: Changes = { teams: [], departments: [], clients: [], ticketTypes: [], assetTypes: [] }
  let { claims, disabled } = agent
  for (const change of changes) {
    switch (change.kind) {
      case 'scope':
      case 'agent':
        break
      case 'claim':
        claims = { ...claims, [change.code]: change.value }
        break
      case 'disabled':
        disabled = change.value
        break
      case 'team':
        all.teams.push(
          entryChange<TeamMembership>(change, () => ({
            teamId: change.id,
            name: change.name,
            departmentId: departmentOf(change.id),
            // Assumed: a new membership comes without the two rights, which Halo shows as not set.
            unassignedAccess: false,
            otherAgentAccess: false,
          })),
        )
        break
      case 'team-unassigned':
      case 'team-others': {
        const right = change.kind === 'team-unassigned' ? 'unassignedAccess' : 'otherAgentAccess'
        all.teams.push({ id: change.id, become: (team) => ({ ...team, [right]: change.op === 'add' }) })
        break
      }
      case 'department':
        all.departments.push(entryChange(change, () => ({ departmentId: change.id, name: change.name })))
        break
      case 'client':
        all.clients.push(entryChange(change, () => ({ clientId: change.id, name: change.name })))
        break
      case 'ticket-type':
        all.ticketTypes.push(typeChange(change))
        break
      case 'asset-type':
        all.assetTypes.push(typeChange(change))
        break
      default:
        assertNever(change)
    }
  }
  return {
    ...agent,
    claims,
    disabled,
    teams: changedList(agent.teams, ({ teamId }) => teamId, all.teams),
    departments: changedList(agent.departments, ({ departmentId }) => departmentId, all.departments),
    clients: changedList(agent.clients, ({ clientId }) => clientId, all.clients),
    ticketTypes: changedList(agent.ticketTypes, ({ typeId }) => typeId, all.ticketTypes),
    assetTypes: changedList(agent.assetTypes, ({ typeId }) => typeId, all.assetTypes),
  }
}

/** By the lists of an agent. */
type Changes = {
  readonly [List in 'teams' | 'departments' | 'clients' | 'ticketTypes' | 'assetTypes']: ListChange<
    NonNullable<AgentPermissions[List]>[number]
  >[]
}

interface OfEntry {
  readonly op: Op
  readonly id: string
}

/** Puts an entry in where none is there, or takes it out. */
const entryChange = <T>({ op, id }: OfEntry, make: () => T): ListChange<T> =>
  op === 'remove' ? { id, become: () => null } : { id, become: (entry) => entry, make }

/** As {@link entryChange}; a type that is there already, perhaps not to be seen, is one that may be. */
const typeChange = ({ op, id, name }: OfEntry & { readonly name: string }): ListChange<AllowedType> => ({
  id,
  become: () => null,
  ...(op === 'add' && { make: () => ({ typeId: id, name, canView: true }) }),
})

/** Whether two changes are the same one, whatever the name shown. */
export const changeKey = (change: Change): string => {
  switch (change.kind) {
    case 'scope':
      return `scope ${change.op} ${change.scope}`
    case 'claim':
      return `claim ${change.code} ${change.value}`
    case 'disabled':
      return `disabled ${change.value}`
    case 'agent':
      return `agent ${change.id}`
    default:
      return `${change.kind} ${change.op} ${change.id}`
  }
}
