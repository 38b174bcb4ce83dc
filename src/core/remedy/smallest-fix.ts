import {
  accessFactsOf,
  accessFor,
  appViewsOf,
  changeContextOf,
  holdingCauses,
  type AccessCause,
  type AppView,
} from '../access/access'
import { applyChanges, changeKey, type Change } from '../access/change'
import type { Comparison } from '../comparison/comparison'
import { featureOfCode } from '../halo/feature'
import { nameDirectory, type NameOf } from '../comparison/names'
import { compareIds, type RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { teamOf } from '../access/visibility'
import { outlookFor } from './what-if'

/** One way to make chosen records visible: no change of it can be left out. */
export interface FixWay {
  readonly changes: readonly Change[]
  /** Records that would appear although they were not chosen. */
  readonly opens: number
  readonly opened: readonly { readonly resource: Resource; readonly records: readonly string[] }[]
}

export interface SmallestFixes {
  /** Best first: what opens least else, then the fewest changes. Empty: no way is known. */
  readonly ways: readonly FixWay[]
  /** Chosen records for which no cause is known, or for which a rule is undecided. */
  readonly open: readonly string[]
}

/** Sets of alternatives tried; a tenant whose restrictions multiply to more gets the first ones. */
const MOST_WAYS = 48

/**
 * The least sets of changes that make records of one resource visible to the app side, computed
 * by the visibility rules and checked by applying them.
 * @param chosen ids; null: every record that the app side does not see
 */
export const smallestFixes = (
  comparison: Comparison,
  resource: Resource,
  chosen: readonly string[] | null,
): SmallestFixes => {
  const facts = accessFactsOf(comparison)
  const { teams } = comparison.configuration
  const access = accessFor(facts, teams)
  const view = appViewsOf(comparison, access).find((candidate) => candidate.resource === resource)
  if (view === undefined) return { ways: [], open: chosen ?? [] }
  const wanted = chosen === null ? null : new Set(chosen)
  const records = view.unseen.filter(({ id }) => wanted?.has(id) ?? true)

  const needs = records.map((record) => ({ record, ...needOf(view, record, access) }))
  const fixable = needs.filter(({ causes, isOpen }) => causes.length > 0 && !isOpen)
  const open = needs.filter((need) => !fixable.includes(need)).map(({ record }) => record.id)
  if (fixable.length === 0) return { ways: [], open: open.sort(compareIds) }

  const context = changeContextOf(comparison)
  const outlook = outlookFor(comparison, facts)
  const ids = new Set(fixable.map(({ record }) => record.id))
  const appearing = (changes: readonly Change[]) => outlook(applyChanges(facts, changes, context))
  const works = (changes: readonly Change[]): boolean => {
    const after = accessFor(applyChanges(facts, changes, context), teams)
    return fixable.every(({ record }) => {
      const is = after(resource, record)
      return holdingCauses(is, view).length === 0 && is.undecided.length === 0
    })
  }
  const alternatives = alternativesFor(fixable, resource, nameDirectory(comparison), context.departmentOf)
  const distinct = new Map<string, readonly Change[]>()
  for (const candidate of products(alternatives)) {
    if (!works(candidate)) continue
    const least = withoutNeedless(candidate, works)
    distinct.set(least.map(changeKey).sort().join('\n'), least)
  }
  const ways = [...distinct.values()].map((changes): FixWay => {
    const opened = appearing(changes)
      .map(({ resource: other, appears }) => ({
        resource: other,
        records: other === resource ? appears.filter((id) => !ids.has(id)) : appears,
      }))
      .filter((entry) => entry.records.length > 0)
    return { changes, opened, opens: opened.reduce((sum, entry) => sum + entry.records.length, 0) }
  })
  return {
    ways: ways.sort((a, b) => a.opens - b.opens || a.changes.length - b.changes.length),
    open: open.sort(compareIds),
  }
}

const needOf = (view: AppView, record: RecordSummary, access: ReturnType<typeof accessFor>) => {
  const judged = access(view.resource, record)
  return { causes: holdingCauses(judged, view), isOpen: judged.undecided.length > 0 }
}

/** Drops every change without which the rest still works. */
const withoutNeedless = (
  changes: readonly Change[],
  works: (changes: readonly Change[]) => boolean,
): readonly Change[] => {
  let kept = changes
  for (const change of changes) {
    const fewer = kept.filter((other) => other !== change)
    if (works(fewer)) kept = fewer
  }
  return kept
}

/** Every choice of one alternative for each need, the first ones first. */
const products = (
  alternatives: readonly (readonly (readonly Change[])[])[],
): readonly (readonly Change[])[] => {
  let sets: readonly (readonly Change[])[] = [[]]
  for (const options of alternatives)
    sets = sets.flatMap((set) => options.map((option) => [...set, ...option])).slice(0, MOST_WAYS)
  return sets
}

// --- What takes a cause away --------------------------------------------------------------------

interface Need {
  readonly record: RecordSummary
  readonly causes: readonly AccessCause[]
}

/** For each kind of cause the alternative sets of changes that take it away for all its records. */
const alternativesFor = (
  needs: readonly Need[],
  resource: Resource,
  nameOf: NameOf,
  departmentOf: (teamId: string) => string | null,
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
    const teams = new Set(hidden.flatMap(({ record }) => record.teamId ?? []))
    const perTeam = [...teams].map((id): Change => ({ kind, op: 'add', id, name: nameOf('team', id) }))
    return [perTeam, [{ kind: 'claim', code: claim, value: '1' }]]
  }
  return [
    valuesOf('scope.missing').length === 0
      ? []
      : [
          valuesOf('scope.missing').map((area): Change => ({
            kind: 'scope',
            op: 'add',
            scope: `read:${area}`,
          })),
        ],
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

/** The lowest level that reads. */
const levelChange = (resource: Resource): readonly Change[] => {
  const { levelCode } = resourceDefinition(resource)
  if (levelCode === null) return []
  return [{ kind: 'claim', code: levelCode, value: String(featureOfCode(levelCode)?.ladder.read ?? 1) }]
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
  for (const { record } of hidden) {
    const team = teamOf(resource, record)
    if (team === null) return []
    const department = record.departmentId ?? departmentOf(team)
    teamsByDepartment.set(department, (teamsByDepartment.get(department) ?? new Set<string>()).add(team))
  }
  const teams = (ids: ReadonlySet<string>) =>
    [...ids].map((id): Change => ({ kind: 'team', op: 'add', id, name: nameOf('team', id) }))
  const departments = (isBetter: (count: number) => boolean) =>
    [...teamsByDepartment].flatMap(([id, ids]): readonly Change[] =>
      id === null || !isBetter(ids.size)
        ? teams(ids)
        : [{ kind: 'department', op: 'add', id, name: nameOf('department', id) }],
    )
  return [departments(() => false), departments((count) => count > 1), departments(() => true)]
}
