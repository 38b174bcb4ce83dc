import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, changeKey, type AccessFacts, type Change } from '../access/change'
import { judgeFor, type Judge, type SideJudge } from '../access/judge'
import { isKnown, sideFacts, type ResourceView } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'
import { compareIds, type RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'
import { alternativesFor, type Need } from './alternatives'
import { noWay, notLacking, notListed, obstacleOf, type NoWay } from './no-way'
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
  /** Chosen records that the app side lacks and no way shows, in the order of `compareIds`. */
  readonly open: readonly string[]
  /** Why there is no way, or none for some records, each reason once. */
  readonly reasons: readonly NoWay[]
}

/** Sets of alternatives tried; a tenant whose restrictions multiply to more gets the first ones. */
const MOST_WAYS = 48

/**
 * The least sets of changes that make records of one resource visible to the app side, computed
 * by the judge and checked by applying them. Where the app side is refused a resource of which no
 * record is known, the ways open the resource as a whole.
 * @param chosen ids; null: every record that the app side does not see
 */
export const smallestFixes = (
  comparison: Comparison,
  resource: Resource,
  chosen: readonly string[] | null,
): SmallestFixes => {
  const app = sideFacts(comparison, 'app')
  const view = app.views.find((candidate) => candidate.resource === resource)
  if (view === undefined || !isKnown(view)) {
    const open = [...(chosen ?? [])].sort(compareIds)
    return { ways: [], open, reasons: [notListed(comparison, app, resource, open)] }
  }
  const judge = judgeFor(app)
  const needs = needsOf(view, judge, chosen)
  const withObstacle = (code: ReturnType<typeof obstacleOf>) =>
    needs.filter((need) => obstacleOf(app, need) === code)
  const fixable = withObstacle(null)
  const ways = fixable.length === 0 ? [] : waysFor(comparison, view, fixable, judge)
  const obstacles = [
    ...OBSTACLES.map((code) => ({ code, of: withObstacle(code) })),
    { code: 'no-change' as const, of: ways.length === 0 ? fixable : [] },
  ].filter(({ of }) => of.length > 0)
  return {
    ways,
    open: obstacles.flatMap(({ of }) => of.flatMap(({ record }) => record?.id ?? [])).sort(compareIds),
    reasons: [
      ...obstacles.map(({ code, of }) => noWay(code, app, view, of)),
      ...notLacking(app, view, chosen),
    ],
  }
}

const OBSTACLES = ['inactive', 'not-an-agent', 'undecided', 'no-cause'] as const

/** A need for each chosen record; one for the resource where it is refused and no record is known. */
const needsOf = (view: ResourceView, judge: Judge, chosen: readonly string[] | null): readonly Need[] => {
  const isRefused = view.own.state === 'refused'
  if (isRefused && chosen === null && view.unseen.length === 0)
    return [{ record: null, ...judge.resource(view) }]
  const wanted = chosen === null ? null : new Set(chosen)
  return [...view.unseen, ...view.undecided]
    .filter(({ id }) => wanted?.has(id) ?? true)
    .map((record) => ({ record, ...judge.record(view, record) }))
}

const waysFor = (
  comparison: Comparison,
  view: ResourceView,
  needs: readonly Need[],
  judge: SideJudge,
): readonly FixWay[] => {
  const { resource } = view
  const facts = accessFactsOf(comparison)
  const context = changeContextOf(comparison)
  const outlook = outlookFor(comparison)
  const ids = new Set(needs.flatMap(({ record }) => record?.id ?? []))
  const after = (changes: readonly Change[]): AccessFacts => applyChanges(facts, changes, context)
  const works = (changes: readonly Change[]): boolean => {
    const judged = judge.after(after(changes))
    return needs.every(({ record }) => isOpen(judged, view, record))
  }
  const distinct = new Map<string, readonly Change[]>()
  for (const candidate of products(
    alternativesFor(needs, resource, shownNames(comparison), context.departmentOf),
  )) {
    if (!works(candidate)) continue
    const least = withoutNeedless(candidate, works)
    distinct.set(least.map(changeKey).sort().join('\n'), least)
  }
  const ways = [...distinct.values()].map((changes): FixWay => {
    const opened = outlook(after(changes))
      .map(({ resource: other, appears }) => ({
        resource: other,
        records: other === resource ? appears.filter((id) => !ids.has(id)) : appears,
      }))
      .filter((entry) => entry.records.length > 0)
    return { changes, opened, opens: opened.reduce((sum, entry) => sum + entry.records.length, 0) }
  })
  return ways.sort((a, b) => a.opens - b.opens || a.changes.length - b.changes.length)
}

const isOpen = (judge: Judge, view: ResourceView, record: RecordSummary | null): boolean => {
  const { causes, undecided } = record === null ? judge.resource(view) : judge.record(view, record)
  return causes.length === 0 && undecided.length === 0
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
