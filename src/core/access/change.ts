import { assertNever } from '../assert-never'
import type { AgentPermissions } from '../halo/permission'

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
): AccessFacts => changes.reduce((before, change) => applyChange(before, change, context), facts)

const applyChange = (facts: AccessFacts, change: Change, context: ChangeContext): AccessFacts => {
  if (change.kind === 'scope')
    return { ...facts, scopes: facts.scopes && changed(facts.scopes, change.op, change.scope) }
  if (change.kind === 'agent') {
    const gate = facts.gate && { gate: { ...facts.gate, noLogin: false } }
    return { ...facts, ...gate, permissions: context.agentOf(change.id) ?? null }
  }
  return { ...facts, permissions: facts.permissions && changeAgent(facts.permissions, change, context) }
}

const changed = (list: readonly string[], op: Op, value: string): readonly string[] =>
  op === 'remove' ? list.filter((entry) => entry !== value) : list.includes(value) ? list : [...list, value]

type AgentChange = Exclude<Change, { readonly kind: 'scope' | 'agent' }>

const changeAgent = (
  agent: AgentPermissions,
  change: AgentChange,
  { departmentOf }: ChangeContext,
): AgentPermissions => {
  switch (change.kind) {
    case 'claim':
      return { ...agent, claims: { ...agent.claims, [change.code]: change.value } }
    case 'disabled':
      return { ...agent, disabled: change.value }
    case 'team':
      return {
        ...agent,
        teams: entries(agent.teams, change, 'teamId', () => ({
          teamId: change.id,
          name: change.name,
          departmentId: departmentOf(change.id),
          // Assumed: a new membership comes without the two rights, which Halo shows as not set.
          unassignedAccess: false,
          otherAgentAccess: false,
        })),
      }
    case 'department':
      return {
        ...agent,
        departments: entries(agent.departments, change, 'departmentId', () => ({
          departmentId: change.id,
          name: change.name,
        })),
      }
    case 'client':
      return {
        ...agent,
        clients: entries(agent.clients, change, 'clientId', () => ({
          clientId: change.id,
          name: change.name,
        })),
      }
    case 'ticket-type':
      return { ...agent, ticketTypes: typeEntries(agent.ticketTypes, change) }
    case 'asset-type':
      return { ...agent, assetTypes: typeEntries(agent.assetTypes, change) }
    case 'team-unassigned':
    case 'team-others': {
      const right = change.kind === 'team-unassigned' ? 'unassignedAccess' : 'otherAgentAccess'
      const teams = agent.teams?.map((team) =>
        team.teamId === change.id ? { ...team, [right]: change.op === 'add' } : team,
      )
      return { ...agent, teams: teams ?? null }
    }
    default:
      return assertNever(change)
  }
}

/** A list with an entry put in or taken out, by its id. Unknown lists stay unknown. */
const entries = <T extends object>(
  list: readonly T[] | null,
  { op, id }: { readonly op: Op; readonly id: string },
  idName: keyof T,
  make: () => T,
): readonly T[] | null => {
  if (list === null) return null
  const others = list.filter((entry) => entry[idName] !== id)
  if (op === 'remove') return others
  return others.length < list.length ? list : [...list, make()]
}

const typeEntries = (
  list: AgentPermissions['ticketTypes'],
  { op, id, name }: { readonly op: Op; readonly id: string; readonly name: string },
): AgentPermissions['ticketTypes'] => {
  if (list === null) return null
  const others = list.filter((entry) => entry.typeId !== id)
  return op === 'remove' ? others : [...others, { typeId: id, name, canView: true }]
}

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
