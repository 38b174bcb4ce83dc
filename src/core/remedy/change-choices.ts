import { accessFactsOf } from '../access/access'
import type { Change } from '../access/change'
import { roleFloor, roleNames } from '../access/role-floor'
import { changeSyntax } from './change-syntax'
import { rankOf } from '../halo/claim'
import type { Comparison } from '../comparison/comparison'
import { isolated } from '../comparison/name-text'
import { FEATURES, levelName } from '../halo/feature'
import { knownNames, shownNames } from '../comparison/names'
import type { NameKind } from '../halo/resource'
import type { AgentPermissions } from '../halo/permission'
import { KNOWN_SCOPES, opensRecords } from '../halo/scope'

/** Something that can be tried beside the comparison: how it stands, and what changes it. */
export type ChangeChoice = SwitchChoice | LevelChoice

/** On or off. */
export interface SwitchChoice {
  readonly kind: 'switch'
  readonly label: string
  readonly isOn: boolean
  /** Flips it; as `parseChange` reads it. */
  readonly change: string
  /** What stands in the way of the change in Halo; null: nothing that is known. */
  readonly note: string | null
}

/** A rung of Halo's ladder for a feature; just one is the present one. */
export interface LevelChoice {
  readonly kind: 'level'
  readonly label: string
  /** Lowest first. */
  readonly levels: readonly LevelOption[]
  readonly note: string | null
}

export interface LevelOption {
  readonly label: string
  readonly isNow: boolean
  /** Sets it; of the present one a change that changes nothing. */
  readonly change: string
}

/** Every change that a choice can ask for. */
export const changesOf = (choice: ChangeChoice): readonly string[] =>
  choice.kind === 'switch' ? [choice.change] : choice.levels.map(({ change }) => change)

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
            return onOff(shown, isOn, { kind, op: isOn ? 'remove' : 'add', id, name: shown })
          }),
      held === undefined ? unread(comparison) : `No ${names} is known.`,
    )
  const { roles } = comparison.configuration
  const viewed = (types: AgentPermissions['ticketTypes']) =>
    types?.filter(({ canView }) => canView !== false).map(({ typeId }) => typeId)
  return [
    group(
      'Other permissions',
      [...disabledChoice(agent), ...switchChoices(agent, roles)],
      'Halo reported no other permissions.',
    ),
    group('Feature levels', levelChoices(agent, roles), 'Halo reported no levels.'),
    listed(
      'Teams',
      'team',
      'team',
      agent.teams?.map(({ teamId }) => teamId),
    ),
    group(
      'Rights in its teams',
      teamRights(agent, comparison),
      agent.teams === null ? unread(comparison) : 'Halo reported no rights by team.',
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
  return [onOff(name, false, { kind: 'agent', id, name })]
}

const onOff = (label: string, isOn: boolean, change: Change, note: string | null = null): SwitchChoice => ({
  kind: 'switch',
  label,
  isOn,
  change: changeSyntax(change),
  note,
})

/** With `all` granted nothing narrower can be taken away: only `all` itself. */
const scopeChoices = (scopes: readonly string[]): readonly ChangeChoice[] => {
  const offered = scopes.includes('all') ? scopes : [...new Set([...scopes, ...KNOWN_SCOPES])]
  return offered.filter(opensRecords).map((scope) => {
    const isOn = scopes.includes(scope)
    return onOff(scope, isOn, { kind: 'scope', op: isOn ? 'remove' : 'add', scope })
  })
}

const SWITCHES = [
  ['l9', 'View unassigned tickets'],
  ['l8', 'View tickets assigned to others'],
  ['Fc', 'All clients'],
  ['Ft', 'All ticket types'],
  ['Fa', 'All asset types'],
  ['l6', 'Add tickets'],
  ['l4', 'Remove tickets'],
] as const

const disabledChoice = ({ disabled }: AgentPermissions): readonly ChangeChoice[] =>
  disabled === null ? [] : [onOff('Disabled', disabled, { kind: 'disabled', value: !disabled })]

type Roles = Comparison['configuration']['roles']

const switchChoices = (agent: AgentPermissions, roles: Roles): readonly ChangeChoice[] =>
  SWITCHES.flatMap(([code, label]) => {
    const value = rankOf(agent.claims?.[code])
    if (value === null) return []
    const floor = roleFloor(agent, roles, code)
    const note =
      floor.rank > 0 ? `It comes from ${roleNames(floor.roles)}: only a change of the role takes it away.` : null
    return [onOff(label, value > 0, { kind: 'claim', code, value: value > 0 ? '0' : '1' }, note)]
  })

/** A team's own form of two switches (halo-api.md section 4.4), of the teams that the agent is in. */
const teamRights = (agent: AgentPermissions, comparison: Comparison): readonly ChangeChoice[] => {
  const nameOf = shownNames(comparison)
  return (agent.teams ?? []).flatMap(({ teamId: id, unassignedAccess, otherAgentAccess }) => {
    const name = nameOf('team', id)
    return [
      { kind: 'team-unassigned', isOn: unassignedAccess, label: `Unassigned tickets of ${isolated(name)}` },
      { kind: 'team-others', isOn: otherAgentAccess, label: `Tickets of others in ${isolated(name)}` },
    ].flatMap(({ kind, isOn, label }) =>
      isOn === null
        ? []
        : [
            onOff(label, isOn, {
              kind: kind === 'team-others' ? kind : 'team-unassigned',
              op: isOn ? 'remove' : 'add',
              id,
              name,
            }),
          ],
    )
  })
}

/** Every rung of Halo's ladder; one above it that nobody described is told as it was read. */
const levelChoices = (agent: AgentPermissions, roles: Roles): readonly ChangeChoice[] =>
  FEATURES.flatMap((feature): readonly ChangeChoice[] => {
    const now = rankOf(agent.claims?.[feature.code])
    if (now === null) return []
    const rungs = feature.ladder.levels.map((_, rank) => rank)
    const floor = roleFloor(agent, roles, feature.code)
    return [
      {
        kind: 'level',
        label: feature.name,
        levels: (rungs.includes(now) ? rungs : [...rungs, now]).map((rank) => ({
          label: levelName(feature, rank),
          isNow: rank === now,
          change: changeSyntax({ kind: 'claim', code: feature.code, value: String(rank) }),
        })),
        note:
          floor.rank > 0
            ? `${levelName(feature, floor.rank)} comes from ${roleNames(floor.roles)}: Halo sets no agent below a role that it holds.`
            : null,
      },
    ]
  })
