import { rankOf } from '../halo/claim'
import { FEATURES, levelName } from '../halo/feature'
import type { AgentPermissions } from '../halo/permission'
import { resourceDefinition } from '../halo/resource'
import {
  bearing,
  difference,
  NOTHING,
  unread,
  type AgentDifferences,
  type AgentSubject,
  type Told,
} from './agent-difference'
import type { Bearing, Rule, SettingDifference } from './setting-difference'
import * as text from './setting-text'

interface ClaimMeaning {
  readonly code: string
  readonly what: SettingDifference['what']
  readonly rules: readonly Rule[]
  /** What the rules take it for where it is absent; null: for unknown. */
  readonly absent: number | null
  readonly label: string
  readonly valueOf: (rank: number) => string
  readonly message: (rank: number, before: number, who: string) => string
  readonly concerns?: Bearing['concerns']
}

const onOff = (rank: number): string => (rank > 0 ? 'on' : 'off')

const aSwitch = (
  code: text.SwitchCode,
  what: SettingDifference['what'],
  rules: readonly Rule[],
  absent: number | null,
): ClaimMeaning => ({
  code,
  what,
  rules,
  absent,
  label: `“${text.SWITCHES[code]}”`,
  valueOf: (rank) => `${text.SWITCHES[code]}: ${onOff(rank)}`,
  message: (rank, _before, who) => text.switchMessage(code, rank > 0, who),
})

/** Halo's own names of what `lz` is set to (halo-api.md section 4.3). */
const APPOINTMENTS = ['own', 'team', 'team and department', 'all']

/** Claims whose meaning is known; of the others, which Halo does not publish, nothing can be said. */
const CLAIMS: readonly ClaimMeaning[] = [
  ...FEATURES.map((feature): ClaimMeaning => ({
    code: feature.code,
    what: 'agent.feature-level',
    rules: ['level'],
    absent: null,
    label: `level for ${feature.name}`,
    valueOf: (rank) => `${feature.name}: ${levelName(feature, rank)}`,
    message: (rank, before, who) =>
      text.levelMessage(feature.name, levelName(feature, rank), levelName(feature, before), who),
    concerns: (resource) => resourceDefinition(resource).levelCode === feature.code,
  })),
  {
    code: 'lz',
    what: 'agent.feature-level',
    rules: ['level'],
    absent: 0,
    label: 'whose appointments it sees',
    valueOf: (rank) => `Appointments of: ${appointmentsOf(rank)}`,
    message: (rank, before, who) =>
      text.appointmentsMessage(appointmentsOf(rank), appointmentsOf(before), who),
    concerns: (resource) => resourceDefinition(resource).levelCode === 'Ax',
  },
  aSwitch('l9', 'agent.unassigned', ['unassigned'], null),
  aSwitch('l8', 'agent.others-tickets', ['others-tickets'], null),
  aSwitch('Fc', 'agent.client', ['client'], 0),
  aSwitch('Ft', 'agent.ticket-type', ['ticket-type'], 0),
  aSwitch('Fa', 'agent.asset-type', ['asset-type'], 0),
  aSwitch('l6', 'agent.feature-level', [], null),
  aSwitch('l4', 'agent.feature-level', [], null),
]

const appointmentsOf = (rank: number): string => APPOINTMENTS[rank] ?? `level ${rank}`

const SWITCHED: ReadonlySet<string> = new Set(Object.keys(text.SWITCHES))

/** Levels and rights, by what they mean to the rules. */
export const claims = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): readonly AgentDifferences[] => {
  if (was.claims === null || is.claims === null)
    return [unread('its levels and rights', was.claims !== null, is.claims !== null)]
  const [before, after] = [was.claims, is.claims]
  return CLAIMS.map((meaning, place) => {
    const rankIn = (set: Readonly<Record<string, string>>): number | null => {
      // One that is there and says nothing that anybody described is not read: it is not the same as left out.
      const rank = set[meaning.code] === undefined ? meaning.absent : rankOf(set[meaning.code])
      return rank !== null && SWITCHED.has(meaning.code) ? Math.min(rank, 1) : rank
    }
    const [then, now] = [rankIn(before), rankIn(after)]
    if (then === now) return NOTHING
    if (then === null || now === null) return unread(meaning.label, then !== null, now !== null)
    const told: Told = {
      what: meaning.what,
      change: 'changed',
      value: meaning.valueOf(now),
      before: meaning.valueOf(then),
      message: meaning.message(now, then, subject.of),
      order: [text.ORDER.claim + place, ''],
      bearing:
        meaning.rules.length === 0
          ? null
          : bearing(
              meaning.rules,
              (agent, toward) => ({
                ...agent,
                claims: withClaimOf(agent.claims, toward.claims, meaning.code),
              }),
              meaning.concerns,
            ),
    }
    return difference(`claim ${meaning.code}`, told, is, subject)
  })
}

const withClaimOf = (
  own: AgentPermissions['claims'],
  other: AgentPermissions['claims'],
  code: string,
): AgentPermissions['claims'] => {
  if (own === null || other === null) return own
  const { [code]: _, ...rest } = own
  const value = other[code]
  return value === undefined ? rest : { ...rest, [code]: value }
}
