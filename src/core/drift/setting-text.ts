import type { SideName } from '../access/side-facts'
import { counted } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import { nameSome, sentence } from '../explain/words'

/** What changes of settings are called: one sentence each, the same in the window, in reports and at a terminal. */

/** In which order changes are told; claims and flags come one after another from theirs. */
export const ORDER = {
  application: 0,
  inactive: 1,
  login: 2,
  scope: 3,
  flag: 4,
  role: 10,
  claim: 20,
  client: 60,
  'ticket-type': 61,
  'asset-type': 62,
  team: 63,
  teamRight: 64,
  department: 65,
  teamDepartment: 70,
} as const

/** Rights by what Halo's agent screen calls them (halo-api.md section 4.3). */
export const SWITCHES = {
  l9: 'view unassigned tickets',
  l8: 'view tickets assigned to others',
  Fc: 'all clients',
  Ft: 'all ticket types',
  Fa: 'all asset types',
  l6: 'add tickets',
  l4: 'remove tickets',
} as const

export type SwitchCode = keyof typeof SWITCHES

export type Op = 'added' | 'removed'

// --- The application ----------------------------------------------------------------------------

export const applicationMessage = (now: string, before: string): string =>
  `The app side connects as another application now: ${isolated(now)}, before ${isolated(before)}.`

export const inactiveMessage = (inactive: boolean, of: string): string =>
  `${isolated(of)} was made ${inactive ? 'inactive' : 'active again'}.`

/** @param of the application; null: a side of which none is known */
export const loginMessage = (side: SideName, of: string | null, now: string, before: string): string =>
  of === null
    ? `The ${side} side is ${isolated(now)} now, before it was ${isolated(before)}.`
    : `${sentence(isolated(of))} logs in as ${isolated(now)} now, before as ${isolated(before)}.`

export const NOBODY = 'nobody'

/**
 * `ticked`: so the application record says; `asked`: the token request of the run asked for something else; `granted`:
 * all that is known is what the token holds.
 */
export type ScopeSource = 'ticked' | 'asked' | 'granted'

export const scopeMessage = (op: Op, scope: string, source: ScopeSource, of: string): string => {
  const who = isolated(of)
  switch (source) {
    case 'ticked':
      return `The scope ${scope} was ${op === 'added' ? 'ticked' : 'unticked'} for ${who}.`
    case 'asked':
      return op === 'added'
        ? `The token of ${who} holds the scope ${scope} now: the later run asked for it, the earlier one did not.`
        : `The token of ${who} no longer holds the scope ${scope}: the later run did not ask for it.`
    case 'granted':
      return `The token of ${who} ${op === 'added' ? 'holds' : 'no longer holds'} the scope ${scope}${op === 'added' ? ' now' : ''}.`
  }
}

// --- The agent ----------------------------------------------------------------------------------

const FLAG_WORDS = {
  disabled: ['was disabled', 'was enabled again'],
  administrator: ['is a Halo administrator now', 'is no Halo administrator any more'],
  apiOnly: ['is API-only now', 'is not API-only any more'],
} as const

export const flagMessage = (flag: keyof typeof FLAG_WORDS, isOn: boolean, of: string): string =>
  `${isolated(of)} ${FLAG_WORDS[flag][isOn ? 0 : 1]}.`

export const levelMessage = (feature: string, now: string, before: string, of: string): string =>
  `The level of ${isolated(of)} for ${feature} is ${now} now, before it was ${before}.`

export const appointmentsMessage = (now: string, before: string, of: string): string =>
  `${isolated(of)} sees these appointments now: ${now}; before: ${before}.`

export const switchMessage = (code: SwitchCode, isOn: boolean, of: string): string =>
  `“${sentence(SWITCHES[code])}” was switched ${isOn ? 'on' : 'off'} for ${isolated(of)}.`

export const roleMessage = (op: Op, role: string, of: string): string =>
  op === 'added'
    ? `${isolated(of)} was given the role ${isolated(role)}.`
    : `The role ${isolated(role)} was taken from ${isolated(of)}.`

export const clientMessage = (op: Op, client: string, of: string): string =>
  op === 'added'
    ? `${isolated(client)} was added to the clients of ${isolated(of)}.`
    : `${isolated(client)} was removed from the clients of ${isolated(of)}.`

export const typeMessage = (op: Op, kind: string, type: string, of: string): string =>
  `${isolated(of)} may ${op === 'added' ? 'view' : 'no longer view'} the ${kind} ${isolated(type)}${op === 'added' ? ' now' : ''}.`

export const membershipMessage = (op: Op, what: 'team' | 'department', name: string, of: string): string =>
  op === 'added'
    ? `${isolated(of)} was made a member of the ${what} ${isolated(name)}.`
    : `${isolated(of)} was taken out of the ${what} ${isolated(name)}.`

export const allDepartmentsMessage = (isOn: boolean, of: string): string =>
  `${isolated(of)} is a member of ${isOn ? 'all departments now' : 'its own departments only now, before of all'}.`

const RIGHT_WORDS = {
  unassigned: 'unassigned tickets',
  'others-tickets': 'tickets assigned to others',
} as const

export const rightLabel = (right: keyof typeof RIGHT_WORDS, team: string): string =>
  `whether it may view ${RIGHT_WORDS[right]} of the team ${isolated(team)}`

export const rightMessage = (
  isOn: boolean,
  right: keyof typeof RIGHT_WORDS,
  team: string,
  of: string,
): string =>
  `${isolated(of)} may ${isOn ? 'view' : 'no longer view'} ${RIGHT_WORDS[right]} of the team ${isolated(team)}${isOn ? ' now' : ''}.`

export const teamDepartmentMessage = (team: string, now: string, before: string): string =>
  `The team ${isolated(team)} belongs to the department ${isolated(now)} now, before to ${isolated(before)}.`

// --- Limits -------------------------------------------------------------------------------------

const LIMITED = {
  client: ['client', 'clients'],
  'ticket-type': ['ticket type', 'ticket types'],
  'asset-type': ['asset type', 'asset types'],
} as const

/** An entry that may not be viewed limits as well: to none. */
export const orNone = (names: readonly string[]): readonly string[] => (names.length === 0 ? ['none'] : names)

/** “2 clients: Contoso (11), Fabrikam Ltd (12)”, “all clients”. */
export const listValue = (kind: keyof typeof LIMITED, names: readonly string[]): string => {
  const [one, many] = LIMITED[kind]
  if (names.length === 0) return `all ${many}`
  return names[0] === 'none' ? `no ${one}` : `${counted(names.length, one, many)}: ${names.join(', ')}`
}

/**
 * Of a list that is not empty any more, or is: an empty one means all (halo-api.md section 4.3).
 * @param isMoot a right to all of them makes the list of no matter
 */
export const limitMessage = (
  kind: keyof typeof LIMITED,
  before: readonly string[],
  after: readonly string[],
  isMoot: boolean,
  of: string,
): string => {
  const [one, many] = LIMITED[kind]
  const who = isolated(of)
  const names = (list: readonly string[]) =>
    list[0] === 'none' ? `no ${one}` : `${counted(list.length, one, many)} (${nameSome(list.map(isolated))})`
  const moot = isMoot ? ` Its right to all ${many} makes that of no matter.` : ''
  return after.length > 0
    ? `${who} is limited to ${names(after)} now; before, it was limited to none and could see all.${moot}`
    : `${who} is no longer limited to ${names(before)}: it can see all ${many}.${moot}`
}
