import type { SideName } from '../access/side-facts'
import { teamOf } from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import { seenName } from '../comparison/name-text'
import { nameDirectory } from '../comparison/names'
import { compareIds, unnamed } from '../comparison/record'
import type { SettingChange } from './drift'
import * as text from './setting-text'
import type { SettingDifference, SideState } from './setting-difference'
import { sideDifferences } from './side-settings'
import { snapshotSide } from './snapshot-side'

/** All settings that differ, in their order, with what each bears on. */
export interface SettingDrift {
  readonly differences: readonly SettingDifference[]
  readonly unread: readonly string[]
}

export const settingDrift = (from: Comparison, to: Comparison): SettingDrift => {
  const sides = (['app', 'agent'] as const).map((side) =>
    sideDifferences(snapshotSide(from, side), snapshotSide(to, side)),
  )
  const told = [...sides.flatMap(({ differences }) => differences), ...movedTeams(from, to)]
  return {
    differences: [...once(told).values()].sort(byOrder),
    unread: [...new Set(sides.flatMap(({ unread }) => unread))],
  }
}

/** Where one agent acts on both sides, its settings are told once, and bear on both. */
const once = (told: readonly SettingDifference[]): ReadonlyMap<string, SettingDifference> => {
  const byKey = new Map<string, SettingDifference>()
  for (const difference of told) {
    const { key, side, sides } = difference
    const whole = sides.length === 1 && isOfSide(difference) ? `${side ?? ''} ${key}` : key
    const before = byKey.get(whole)
    byKey.set(whole, before === undefined ? difference : { ...before, sides: [...before.sides, ...sides] })
  }
  return byKey
}

/** Scopes and logins are a side's own; all else is of an agent, who may be the same on both. */
const isOfSide = ({ what, order: [kind] }: SettingDifference): boolean =>
  what === 'scope' || kind <= text.ORDER.scope

const SIDES: readonly (SideName | null)[] = ['app', 'agent', null]

const byOrder = (a: SettingDifference, b: SettingDifference): number =>
  SIDES.indexOf(a.side) - SIDES.indexOf(b.side) ||
  a.order[0] - b.order[0] ||
  compareIds(a.order[1], b.order[1])

/** The change alone, as it is told. */
export const changeOf = ({
  what,
  side,
  of,
  ofId,
  change,
  value,
  before,
  message,
}: SettingDifference): SettingChange => ({ what, side, of, ofId, change, value, before, message })

/** A team in another department is seen by others, on both sides. */
const movedTeams = (from: Comparison, to: Comparison): readonly SettingDifference[] => {
  const [was, is] = [departmentsOf(from), departmentsOf(to)]
  const names = nameDirectory(to)
  const called = (kind: 'team' | 'department', id: string): string => {
    const name = seenName(names(kind, id)) ?? unnamed(id)
    return name === unnamed(id) ? name : `${name} (${id})`
  }
  return [...is].flatMap(([id, now]): readonly SettingDifference[] => {
    const before = was.get(id)
    if (before === undefined || before === now) return []
    const [team, value, then] = [called('team', id), called('department', now), called('department', before)]
    return [
      {
        key: `department of team ${id}`,
        what: 'agent.team',
        side: null,
        sides: ['app', 'agent'],
        of: team,
        ofId: id,
        change: 'changed',
        value,
        before: then,
        message: text.teamDepartmentMessage(team, value, then),
        order: [text.ORDER.teamDepartment, id],
        bearing: {
          rules: ['team'],
          concerns: (resource, record) => (teamOf(resource, record) ?? id) === id,
          turned: (state, toward) => withDepartmentOf(state, toward, id),
        },
      },
    ]
  })
}

/** By team: as the list of teams has it, else as an agent's memberships have it. */
const departmentsOf = ({ configuration }: Comparison): ReadonlyMap<string, string> => {
  const departments = new Map<string, string>()
  const lists = [configuration.teams, configuration.appSide?.teams, configuration.agentSide?.teams]
  for (const list of lists)
    for (const { teamId, departmentId } of list ?? [])
      if (teamId !== '' && departmentId !== null && !departments.has(teamId))
        departments.set(teamId, departmentId)
  return departments
}

const withDepartmentOf = (state: SideState, toward: SideState, id: string): SideState => {
  const lists = [toward.teams, toward.access.permissions?.teams]
  const department = lists.flatMap((list) => list ?? []).find(({ teamId }) => teamId === id)?.departmentId
  if (department === undefined || department === null) return state
  const moved = <T extends { readonly teamId: string; readonly departmentId: string | null }>(
    list: readonly T[] | null,
  ): readonly T[] | null =>
    list?.map((team) => (team.teamId === id ? { ...team, departmentId: department } : team)) ?? null
  const { permissions } = state.access
  return {
    teams: moved(state.teams),
    access: {
      ...state.access,
      permissions: permissions && { ...permissions, teams: moved(permissions.teams) },
    },
  }
}
