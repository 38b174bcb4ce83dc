import { accessFactsOf } from '../access/access'
import { changeSyntax } from './change-syntax'
import type { Change } from '../access/change'
import { rankOf } from '../halo/claim'
import type { Comparison } from '../comparison/comparison'
import { FEATURES, levelName } from '../halo/feature'
import { knownNames, shownNames } from '../comparison/names'
import type { NameKind } from '../halo/resource'
import type { AgentPermissions } from '../halo/permission'
import { KNOWN_SCOPES, opensRecords } from '../halo/scope'

/** A switch beside the comparison: how it stands, and the change that flips it. */
export interface ChangeChoice {
  readonly label: string
  readonly isOn: boolean
  /** As `parseChange` reads it. */
  readonly change: string
}

export interface ChoiceGroup {
  readonly title: string
  readonly choices: readonly ChangeChoice[]
  /** Why there is nothing to choose; null when there is. */
  readonly empty: string | null
}

/** Why there is nothing to change of an agent; of a predicted side it was the inspector that asked. */
const unread = ({ predicted, app }: Comparison): string => {
  if (predicted === null)
    return 'The settings of the app’s agent were not read: add an inspector to the tenant.'
  return app.state === 'connected' && app.identity.agentId !== null
    ? 'The settings of its agent were not read whole: read the applications again with an inspector that may.'
    : 'It does not act as an agent that is known, so that there are no settings to change.'
}

/** Everything that can be tried on a comparison, grouped as Halo's own screens are. */
export const changeChoices = (comparison: Comparison): readonly ChoiceGroup[] => {
  const { scopes, permissions } = accessFactsOf(comparison)
  return [
    group(
      'Scopes of the application',
      scopes === null ? [] : scopeChoices(scopes),
      comparison.predicted === null
        ? 'The scopes of the token are not known.'
        : 'The scopes that are ticked for the application are not known.',
    ),
    group(
      'Agent to log in as',
      agentChoices(comparison),
      'No other agent’s settings are in this comparison.',
    ),
    ...(permissions === null
      ? [group('Settings of the agent', [], unread(comparison))]
      : agentGroups(permissions, comparison)),
  ]
}

const group = (title: string, choices: readonly ChangeChoice[], none: string): ChoiceGroup => ({
  title,
  choices,
  empty: choices.length === 0 ? none : null,
})

const agentGroups = (agent: AgentPermissions, comparison: Comparison): readonly ChoiceGroup[] => {
  const listed = (
    title: string,
    kind: 'team' | 'department' | 'client' | 'ticket-type' | 'asset-type',
    names: NameKind,
    held: readonly string[] | undefined,
  ): ChoiceGroup =>
    group(
      title,
      held === undefined
        ? []
        : knownNames(comparison, names).map(({ id, shown }) => {
            const isOn = held.includes(id)
            return choice(shown, isOn, { kind, op: isOn ? 'remove' : 'add', id, name: shown })
          }),
      held === undefined ? unread(comparison) : `No ${names} is known.`,
    )
  const viewed = (types: AgentPermissions['ticketTypes']) =>
    types?.filter(({ canView }) => canView !== false).map(({ typeId }) => typeId)
  return [
    group('Other permissions', switchChoices(agent.claims), 'Halo reported no other permissions.'),
    group('Feature levels', levelChoices(agent.claims), 'Halo reported no levels.'),
    listed(
      'Teams',
      'team',
      'team',
      agent.teams?.map(({ teamId }) => teamId),
    ),
    listed(
      'Departments',
      'department',
      'department',
      agent.departments?.map((each) => each.departmentId),
    ),
    listed(
      'Clients',
      'client',
      'client',
      agent.clients?.map(({ clientId }) => clientId),
    ),
    listed('Ticket types', 'ticket-type', 'ticket type', viewed(agent.ticketTypes)),
    listed('Asset types', 'asset-type', 'asset type', viewed(agent.assetTypes)),
  ]
}

const agentChoices = (comparison: Comparison): readonly ChangeChoice[] => {
  const { agentSide } = comparison.configuration
  if (agentSide === null || comparison.sameAgent === true) return []
  const id = agentSide.agentId
  const name = shownNames(comparison)('agent', id)
  return [choice(name, false, { kind: 'agent', id, name })]
}

const choice = (label: string, isOn: boolean, change: Change): ChangeChoice => ({
  label,
  isOn,
  change: changeSyntax(change),
})

/** With `all` granted nothing narrower can be taken away: only `all` itself. */
const scopeChoices = (scopes: readonly string[]): readonly ChangeChoice[] => {
  const offered = scopes.includes('all') ? scopes : [...new Set([...scopes, ...KNOWN_SCOPES])]
  return offered.filter(opensRecords).map((scope) => {
    const isOn = scopes.includes(scope)
    return choice(scope, isOn, { kind: 'scope', op: isOn ? 'remove' : 'add', scope })
  })
}

const SWITCHES = [
  ['l9', 'View unassigned tickets'],
  ['l8', 'View tickets assigned to others'],
  ['Fc', 'All clients'],
  ['Ft', 'All ticket types'],
  ['Fa', 'All asset types'],
] as const

const switchChoices = (claims: Readonly<Record<string, string>> | null): readonly ChangeChoice[] =>
  SWITCHES.flatMap(([code, label]) => {
    const value = rankOf(claims?.[code])
    return value === null
      ? []
      : [choice(label, value > 0, { kind: 'claim', code, value: value > 0 ? '0' : '1' })]
  })

const levelChoices = (claims: Readonly<Record<string, string>> | null): readonly ChangeChoice[] =>
  FEATURES.flatMap((feature) => {
    const level = rankOf(claims?.[feature.code])
    if (level === null) return []
    const isOn = level > 0
    const value = String(isOn ? 0 : feature.ladder.read)
    const now = isOn ? levelName(feature, level) : levelName(feature, feature.ladder.read)
    return [choice(`${feature.name}: ${now}`, isOn, { kind: 'claim', code: feature.code, value })]
  })
