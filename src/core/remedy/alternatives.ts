import type { Access, AccessCause } from '../access/access'
import { teamOf } from '../access/visibility'
import type { Change } from '../access/change'
import type { Comparison } from '../comparison/comparison'
import { shownNames, type NameOf } from '../comparison/names'
import type { RecordSummary } from '../comparison/record'
import { featureOfCode } from '../halo/feature'
import { resourceDefinition, type Resource } from '../halo/resource'

/** What keeps records that no rule tells apart from the app side. */
export interface Need extends Access {
  /** One of them; null: the resource as a whole, of which no record is known. */
  readonly record: RecordSummary | null
  /** All of them. */
  readonly ids: readonly string[]
}

/**
 * For each kind of cause the alternative sets of changes that take it away for all its records.
 * @param memberOf ids of the teams that the agent is in
 */
export const alternativesFor = (
  needs: readonly Need[],
  resource: Resource,
  nameOf: NameOf,
  departmentOf: (teamId: string) => string | null,
  memberOf: ReadonlySet<string>,
): readonly (readonly (readonly Change[])[])[] => {
  const hiddenBy = (...codes: readonly AccessCause['code'][]) =>
    needs.filter(({ causes }) => causes.some(({ code }) => codes.includes(code)))
  const valuesOf = (code: AccessCause['code']) => [
    ...new Set(
      needs.flatMap(({ causes }) => causes.filter((cause) => cause.code === code).map(({ value }) => value)),
    ),
  ]
  const listed = (
    code: 'agent.client' | 'agent.ticket-type' | 'agent.asset-type',
    kind: 'client' | 'ticket-type' | 'asset-type',
    everything: string,
  ): readonly (readonly Change[])[] => {
    const values = valuesOf(code)
    if (values.length === 0) return []
    const each = values.map((id): Change => ({
      kind,
      op: 'add',
      id,
      name: nameOf(kind === 'client' ? 'client' : kind === 'asset-type' ? 'asset type' : 'ticket type', id),
    }))
    return [each, [{ kind: 'claim', code: everything, value: '1' }]]
  }
  const assignment = (
    code: 'agent.unassigned' | 'agent.others-tickets',
    kind: 'team-unassigned' | 'team-others',
    claim: string,
  ): readonly (readonly Change[])[] => {
    const hidden = hiddenBy(code)
    if (hidden.length === 0) return []
    const teams = new Set(hidden.flatMap(({ record }) => record?.teamId ?? []))
    const perTeam = [...teams].flatMap((id): readonly Change[] => {
      const name = nameOf('team', id)
      // A right in a team takes being in it.
      const joins = memberOf.has(id) ? [] : [{ kind: 'team', op: 'add', id, name } as const]
      return [...joins, { kind, op: 'add', id, name }]
    })
    return [perTeam, [{ kind: 'claim', code: claim, value: '1' }]]
  }
  return [
    scopes([...valuesOf('scope.missing'), ...valuesOf('connection.no-scope')]),
    hiddenBy('agent.feature-level').length === 0 ? [] : [levelChange(resource)],
    hiddenBy('agent.disabled').length === 0 ? [] : [[{ kind: 'disabled', value: false } as const]],
    membership(hiddenBy('agent.team', 'agent.no-team'), resource, nameOf, departmentOf),
    listed('agent.client', 'client', 'Fc'),
    listed('agent.ticket-type', 'ticket-type', 'Ft'),
    listed('agent.asset-type', 'asset-type', 'Fa'),
    assignment('agent.unassigned', 'team-unassigned', 'l9'),
    assignment('agent.others-tickets', 'team-others', 'l8'),
  ].filter((options) => options.length > 0)
}

/**
 * Another agent to log in as, with the scopes that are missing: the one that the app is compared with, where its
 * settings were read. Nothing else about an agent stands in the way then.
 */
export const otherAgent = (
  comparison: Comparison,
  needs: readonly Need[],
): readonly (readonly Change[])[] => {
  const { agentSide, appSide } = comparison.configuration
  const causes = needs.flatMap((need) => need.causes)
  if (agentSide === null || appSide === null || agentSide.agentId === appSide.agentId) return []
  if (comparison.sameAgent === true || !causes.some(({ code }) => code.startsWith('agent.'))) return []
  const areas = new Set(causes.filter(({ code }) => isOfScopes(code)).map(({ value }) => value))
  const id = agentSide.agentId
  return [[...scopes([...areas]).flat(), { kind: 'agent', id, name: shownNames(comparison)('agent', id) }]]
}

const isOfScopes = (code: AccessCause['code']): boolean =>
  code === 'scope.missing' || code === 'connection.no-scope'

/** Where no scope is known to govern the resource, `all` surely does. */
const scopes = (areas: readonly string[]): readonly (readonly Change[])[] =>
  areas.length === 0
    ? []
    : [areas.map((area) => ({ kind: 'scope', op: 'add', scope: area === '' ? 'all' : `read:${area}` }))]

/** The lowest level that reads. */
const levelChange = (resource: Resource): readonly Change[] => {
  const { levelCode } = resourceDefinition(resource)
  if (levelCode === null) return []
  const level = featureOfCode(levelCode)?.ladder.read ?? 1
  return [{ kind: 'claim', code: levelCode, value: String(level) }]
}

/** Each team; each department; or the department only where it stands for several teams. */
const membership = (
  hidden: readonly Need[],
  resource: Resource,
  nameOf: NameOf,
  departmentOf: (teamId: string) => string | null,
): readonly (readonly Change[])[] => {
  if (hidden.length === 0) return []
  const teamsByDepartment = new Map<string | null, Set<string>>()
  const onlyDepartment = new Set<string>()
  for (const { record } of hidden) {
    const team = record === null ? null : teamOf(resource, record)
    if (record === null) return []
    const department = record.departmentId ?? (team === null ? null : departmentOf(team))
    if (team === null) {
      if (department === null) return []
      onlyDepartment.add(department)
      continue
    }
    teamsByDepartment.set(department, (teamsByDepartment.get(department) ?? new Set<string>()).add(team))
  }
  const teams = (ids: ReadonlySet<string>) =>
    [...ids].map((id): Change => ({ kind: 'team', op: 'add', id, name: nameOf('team', id) }))
  const asDepartment = (id: string): Change => ({
    kind: 'department',
    op: 'add',
    id,
    name: nameOf('department', id),
  })
  const departments = (isBetter: (count: number) => boolean) => [
    ...[...onlyDepartment].map(asDepartment),
    ...[...teamsByDepartment].flatMap(([id, ids]): readonly Change[] => {
      if (id !== null && onlyDepartment.has(id)) return []
      return id === null || !isBetter(ids.size) ? teams(ids) : [asDepartment(id)]
    }),
  ]
  return [departments(() => false), departments((count) => count > 1), departments(() => true)]
}
