import { teamOf } from '../access/visibility'
import type { RecordSummary } from '../comparison/record'
import type { AgentPermissions, TeamMembership } from '../halo/permission'
import type { Resource } from '../halo/resource'
import {
  bearing,
  difference,
  NOTHING,
  openEntries,
  unread,
  type AgentDifferences,
  type AgentSubject,
  type Told,
} from './agent-difference'
import { listDifference, withEntryOf } from './list-settings'
import * as text from './setting-text'

const RIGHTS = [
  ['unassignedAccess', 'agent.unassigned', 'unassigned'],
  ['otherAgentAccess', 'agent.others-tickets', 'others-tickets'],
] as const

/** The teams of an agent, and its rights in them. */
export const teams = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): readonly AgentDifferences[] => {
  if (was.teams === null || is.teams === null)
    return [unread('its teams', was.teams !== null, is.teams !== null)]
  const found = listDifference(was.teams, is.teams, ({ teamId }) => teamId)
  const called = ({ teamId, name }: TeamMembership) => subject.called('team', teamId, name)
  const withTeamOf = (id: string) => (agent: AgentPermissions, toward: AgentPermissions) => ({
    ...agent,
    teams: withEntryOf(agent.teams, toward.teams, ({ teamId }) => teamId, id),
  })
  const told = (op: 'added' | 'removed') =>
    found[op].map((team) => {
      const entry: Told = {
        what: 'agent.team',
        change: op,
        value: called(team),
        message: text.membershipMessage(op, 'team', called(team), subject.of),
        order: [text.ORDER.team, team.teamId],
        // A team that counts for no record by itself may be the one that keeps its agent from being in none.
        bearing: bearing(
          ['team', 'unassigned', 'others-tickets'],
          withTeamOf(team.teamId),
          sameTeam(team.teamId),
        ),
      }
      return difference(`team ${team.teamId}`, entry, is, subject)
    })
  const rights = found.kept.flatMap(([before, after]) =>
    RIGHTS.map(([field, what, rule]) => {
      const [then, now] = [before[field], after[field]]
      if (then === now) return NOTHING
      if (then === null || now === null)
        return unread(text.rightLabel(rule, called(after)), then !== null, now !== null)
      const entry: Told = {
        what,
        change: now ? 'added' : 'removed',
        value: called(after),
        message: text.rightMessage(now, rule, called(after), subject.of),
        order: [text.ORDER.teamRight, `${after.teamId} ${rule}`],
        bearing: bearing(
          [rule],
          (agent, toward) => withRightOf(agent, toward, after.teamId, field),
          sameTeam(after.teamId),
        ),
      }
      return difference(`team ${after.teamId} ${rule}`, entry, is, subject)
    }),
  )
  return [
    ...told('added'),
    ...told('removed'),
    ...rights,
    ...openEntries(found.open, 'teams that are named without an id'),
  ]
}

const sameTeam = (teamId: string) => (resource: Resource, record: RecordSummary) =>
  (teamOf(resource, record) ?? record.teamId ?? teamId) === teamId

const withRightOf = (
  agent: AgentPermissions,
  toward: AgentPermissions,
  id: string,
  field: (typeof RIGHTS)[number][0],
): AgentPermissions => {
  const other = toward.teams?.find(({ teamId }) => teamId === id)
  if (other === undefined || agent.teams === null) return agent
  return {
    ...agent,
    teams: agent.teams.map((team) => (team.teamId === id ? { ...team, [field]: other[field] } : team)),
  }
}

/** The departments of an agent. */
export const departments = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): readonly AgentDifferences[] => {
  const all = allDepartments(was, is, subject)
  if (was.departments === null || is.departments === null)
    return [unread('its departments', was.departments !== null, is.departments !== null), all]
  const found = listDifference(was.departments, is.departments, ({ departmentId }) => departmentId)
  const told = (op: 'added' | 'removed') =>
    found[op].map(({ departmentId, name }) => {
      const value = subject.called('department', departmentId, name)
      const entry: Told = {
        what: 'agent.team',
        change: op,
        value,
        message: text.membershipMessage(op, 'department', value, subject.of),
        order: [text.ORDER.department, departmentId],
        bearing: bearing(['team'], (agent, toward) => ({
          ...agent,
          departments: withEntryOf(
            agent.departments,
            toward.departments,
            (each) => each.departmentId,
            departmentId,
          ),
        })),
      }
      return difference(`department ${departmentId}`, entry, is, subject)
    })
  return [
    ...told('added'),
    ...told('removed'),
    ...openEntries(found.open, 'departments that are named without an id'),
    all,
  ]
}

/** Absent is “no”: an older Halo has no such setting. Whether one that is on came with a newer Halo is not known. */
const allDepartments = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): AgentDifferences => {
  const [before, after] = [was.allDepartments, is.allDepartments]
  if ((before ?? false) === (after ?? false)) return NOTHING
  if (before === null || after === null)
    return unread('whether it is in all departments', before !== null, after !== null)
  const told: Told = {
    what: 'agent.team',
    change: 'changed',
    value: after ? 'all departments' : 'its departments only',
    before: before ? 'all departments' : 'its departments only',
    message: text.allDepartmentsMessage(after, subject.of),
    order: [text.ORDER.department + 1, ''],
    bearing: bearing(['team'], (agent, toward) => ({ ...agent, allDepartments: toward.allDepartments })),
  }
  return difference('all departments', told, is, subject)
}
