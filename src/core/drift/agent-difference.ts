import type { AgentPermissions } from '../halo/permission'
import type { NameKind } from '../halo/resource'
import { withAgent, type Bearing, type Rule, type SettingDifference } from './setting-difference'
import type { UnreadPart } from './unread'

/** Whose settings are held against one another, and what things are called by now. */
export interface AgentSubject extends Pick<SettingDifference, 'side' | 'of' | 'sides'> {
  /** “Fabrikam Ltd (12)”. @param name as the list itself says */
  readonly called: (kind: NameKind | 'role', id: string, name: string | null) => string
}

/** What of an agent's settings differs, and what could not be held against one another. */
export interface AgentDifferences {
  readonly differences: readonly SettingDifference[]
  readonly unread: readonly UnreadPart[]
}

export const NOTHING: AgentDifferences = { differences: [], unread: [] }

/** A change, as its kind knows it. */
export type Told = Pick<SettingDifference, 'what' | 'change' | 'value' | 'message' | 'order' | 'bearing'> & {
  readonly before?: string
}

export const difference = (
  key: string,
  { before = '', ...told }: Told,
  agent: AgentPermissions,
  { side, sides, of }: AgentSubject,
): AgentDifferences => ({
  ...NOTHING,
  differences: [
    {
      ...told,
      key: `${agent.agentId}/${key}`,
      side,
      sides,
      of,
      ofId: agent.agentId,
      before: told.change === 'changed' ? before : null,
    },
  ],
})

/** What is known at one end only is not known to have changed; at neither end is said as well. */
export const unread = (what: string, was: boolean, is: boolean): AgentDifferences => ({
  ...NOTHING,
  unread: was && is ? [] : [{ what, end: was ? 'later' : is ? 'earlier' : 'both' }],
})

/** What sets a part of an agent as it is at the other end. */
export const bearing = (
  rules: readonly Rule[],
  turned: (agent: AgentPermissions, toward: AgentPermissions) => AgentPermissions,
  concerns?: Bearing['concerns'],
): Bearing => ({
  rules,
  ...(concerns && { concerns }),
  turned: (state, { access: { permissions: toward } }) =>
    toward === null ? state : withAgent(state, (agent) => turned(agent, toward)),
})

/** What is named without its id may be what seems to have come or gone. */
export const openEntries = (open: boolean, what: string): readonly AgentDifferences[] =>
  open ? [{ ...NOTHING, unread: [{ what, end: 'open' }] }] : []

export const joined = (parts: readonly AgentDifferences[]): AgentDifferences => ({
  differences: parts.flatMap(({ differences }) => differences),
  unread: parts.flatMap((part) => part.unread),
})
