import type { SideFacts } from '../access/side-facts'
import type { AgentReason } from '../access/visibility'
import { plural } from '../comparison/count-text'
import type { Fix } from '../comparison/finding'
import { agentOf, agentPath, nameSome } from './words'

interface FixWords {
  /** Values that hide the records, by name: the one of most records first. */
  readonly names: readonly string[]
  /** What the level is called. */
  readonly feature: string
  /** The teams and departments to become a member of. */
  readonly teams: () => string
}

/** The one change of an agent's settings that takes a restriction away, for one resource or for all of them. */
export const restrictionFix = (
  code: AgentReason,
  facts: SideFacts,
  { names, feature, teams }: FixWords,
): Fix => {
  const who = agentOf(facts)
  const permissions = agentPath(facts, 'Permissions')
  switch (code) {
    case 'agent.client':
      return {
        text: `Add ${nameSome(names)} to the clients of ${who}, or allow it all clients.`,
        path: permissions,
      }
    case 'agent.ticket-type':
      return {
        text: `Let ${who} view the ticket types ${nameSome(names)}, or all of them.`,
        path: permissions,
      }
    case 'agent.asset-type':
      return {
        text: `Let ${who} view the asset types ${nameSome(names)}, or all of them.`,
        path: permissions,
      }
    case 'agent.no-team':
    case 'agent.team':
      return {
        text: `Make ${who} a member of ${teams()} or of a department above.`,
        path: agentPath(facts),
      }
    case 'agent.unassigned':
      return { text: `Allow ${who} to view unassigned tickets.`, path: permissions }
    case 'agent.others-tickets':
      return { text: `Allow ${who} to view tickets assigned to other agents.`, path: permissions }
    case 'agent.feature-level':
      return { text: `Set the level of ${who} for ${feature} to Read Only.`, path: permissions }
    case 'agent.disabled':
      return {
        text: `Enable ${who}, or let the application log in as another agent.`,
        path: agentPath(facts),
      }
  }
}

/** "the teams A and B", "the department IT" where no team is known. @param teams names, most first */
export const membershipText = (teams: readonly string[], departments: readonly string[]): string => {
  const named = (what: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`the ${plural(names.length, what)} ${nameSome(names)}`]
  const texts = [...named('team', teams), ...named('department', departments)]
  return texts.length === 0 ? 'a team' : texts.join(' and ')
}
