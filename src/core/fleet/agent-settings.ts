import { isolated } from '../comparison/name-text'
import { counted } from '../comparison/count-text'
import { levelOf, switchOf } from '../halo/claim'
import { FEATURES, levelName } from '../halo/feature'
import type { AgentPermissions } from '../halo/permission'
import type { ReasonCode } from '../comparison/reason-code'
import type { FleetSetting } from './fleet'

export const MEMBERSHIP = 'member of a team or department'

/** Settings by Halo's claim code (halo-api.md section 4.3). */
const NAMES: Readonly<Record<string, string>> = {
  Fc: 'clients',
  Ft: 'ticket types',
  Fa: 'asset types',
  l9: 'unassigned tickets',
  l8: 'tickets of other agents',
}

/** What the setting of a claim is called; one that has no other name by its code. */
export const settingOfCode = (code: string): string => NAMES[code] ?? code

/** A setting of an agent in kind: whose clients they are is another matter in each tenant. */
interface Kind {
  readonly what: ReasonCode
  readonly name: string
  readonly value: (agent: AgentPermissions) => string | null
  /** What stands behind it in this tenant, without a full stop; null: the value says all. */
  readonly more?: (agent: AgentPermissions) => string | null
}

const yesNo = (is: boolean | null): string | null => (is === null ? null : is ? 'yes' : 'no')

/**
 * All, or a list of them. A switch that is on means all; off with an empty list means all too (documented for clients,
 * inferred for types: docs/product.md). Without the switch a list may count or not.
 */
const limit = (all: boolean | null, listed: readonly unknown[] | null): string | null => {
  if (all === true || listed?.length === 0) return 'all'
  return all === null || listed === null ? null : 'limited'
}

const KINDS: readonly Kind[] = [
  {
    what: 'agent.administrator',
    name: 'Halo administrator',
    value: ({ administrator }) => yesNo(administrator),
  },
  { what: 'agent.disabled', name: 'disabled', value: ({ disabled }) => yesNo(disabled) },
  {
    what: 'agent.client',
    name: settingOfCode('Fc'),
    value: ({ claims, clients }) => limit(switchOf(claims, 'Fc'), clients),
    more: ({ clients }) => clients && counted(clients.length, 'client'),
  },
  {
    what: 'agent.ticket-type',
    name: settingOfCode('Ft'),
    value: ({ claims, ticketTypes }) => limit(switchOf(claims, 'Ft'), ticketTypes),
    more: ({ ticketTypes }) => ticketTypes && counted(ticketTypes.length, 'ticket type'),
  },
  {
    what: 'agent.asset-type',
    name: settingOfCode('Fa'),
    value: ({ claims, assetTypes }) => limit(switchOf(claims, 'Fa'), assetTypes),
    more: ({ assetTypes }) => assetTypes && counted(assetTypes.length, 'asset type'),
  },
  {
    what: 'agent.no-team',
    name: MEMBERSHIP,
    value: ({ teams, departments, allDepartments }) => {
      if (allDepartments === true) return 'yes'
      if (teams === null || departments === null) return null
      return yesNo(teams.length + departments.length > 0)
    },
  },
  {
    what: 'agent.unassigned',
    name: settingOfCode('l9'),
    value: ({ claims }) => yesNo(switchOf(claims, 'l9')),
  },
  {
    what: 'agent.others-tickets',
    name: settingOfCode('l8'),
    value: ({ claims }) => yesNo(switchOf(claims, 'l8')),
  },
]

/** The settings of an agent in kind: administrator, limits, memberships. Empty where the agent was not read. */
export const agentSettings = (of: string, agent: AgentPermissions | null): readonly FleetSetting[] =>
  agent === null
    ? []
    : KINDS.map(({ what, name, value, more }) => {
        const is = value(agent)
        const listed = is === 'limited' ? (more?.(agent) ?? null) : null
        return {
          what,
          of,
          name,
          value: is,
          evidence: `${whoIs(agent)}: ${name} ${is ?? 'not known'}${listed === null ? '' : ` (${listed})`}.`,
        }
      })

/** Its level for each feature, by Halo's names of both. */
export const levelSettings = (of: string, agent: AgentPermissions | null): readonly FleetSetting[] =>
  agent === null
    ? []
    : FEATURES.map((feature) => {
        const level = levelOf(agent.claims, feature.code)
        const value = level === null ? null : levelName(feature, level)
        return {
          what: 'agent.feature-level' as const,
          of,
          name: feature.name,
          value,
          evidence: `${whoIs(agent)}: ${feature.name} ${value ?? 'not known'}.`,
        }
      })

const whoIs = ({ name, agentId }: AgentPermissions): string => `Agent ${isolated(name)} (${agentId})`
