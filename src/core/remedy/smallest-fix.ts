import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, changeKey, type AccessFacts, type Change } from '../access/change'
import { alike, facetIndex } from '../access/facets'
import { judgeFor, type Judge, type SideJudge } from '../access/judge'
import { isKnown, sideFacts, type ResourceView } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'
import { compareIds } from '../comparison/record'
import type { Resource } from '../halo/resource'
import { alternativesFor, otherAgent, type Need } from './alternatives'
import { fewWays, type FixWay, type TriedWay } from './fix-ways'
import { noWay, notLacking, notListed, obstacleOf, type NoWay } from './no-way'
import { outlookFor } from './what-if'

export interface SmallestFixes {
  /** A few, as `fewWays` chooses and orders them. Empty: no way is known. */
  readonly ways: readonly FixWay[]
  /** Chosen records that the app side lacks and no way shows, in the order of `compareIds`. */
  readonly open: readonly string[]
  /** Why there is no way, or none for some records, each reason once. */
  readonly reasons: readonly NoWay[]
}

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
    open: obstacles.flatMap(({ of }) => of.flatMap(({ ids }) => ids)).sort(compareIds),
    reasons: [
      ...obstacles.map(({ code, of }) => noWay(code, app, view, of)),
      ...notLacking(app, view, chosen),
    ],
  }
}

const OBSTACLES = ['inactive', 'not-an-agent', 'undecided', 'no-cause'] as const

/** A need for the chosen records of each kind; one for the resource where it is refused and no record is known. */
const needsOf = (view: ResourceView, judge: Judge, chosen: readonly string[] | null): readonly Need[] => {
  const isRefused = view.own.state === 'refused'
  if (isRefused && chosen === null && view.unseen.length === 0)
    return [{ record: null, ids: [], ...judge.resource(view) }]
  const wanted = chosen === null ? null : new Set(chosen)
  return [view.unseen, view.undecided]
    .flatMap((records) =>
      alike(
        facetIndex(view.resource, wanted === null ? records : records.filter(({ id }) => wanted.has(id))),
      ),
    )
    .map((records) => ({
      record: records[0],
      ids: records.map(({ id }) => id),
      ...judge.record(view, records[0]),
    }))
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
  const ids = new Set(needs.flatMap((need) => need.ids))
  const examples = facetIndex(
    resource,
    needs.flatMap(({ record }) => record ?? []),
  )
  const isOfResource = needs.some(({ record }) => record === null)
  const after = (changes: readonly Change[]): AccessFacts => applyChanges(facts, changes, context)
  const works = (changes: readonly Change[]): boolean => {
    const judged = judge.after(after(changes))
    if (!isOfResource) return judged.isClear(view, examples)
    const { causes, undecided } = judged.resource(view)
    return causes.length + undecided.length === 0
  }
  const tried = new Map<string, TriedWay>()
  const add = (candidate: readonly Change[]): void => {
    if (!works(candidate)) return
    const changes = withoutNeedless(candidate, works)
    const key = changes.map(changeKey).sort().join('\n')
    if (tried.has(key)) return
    const moved = outlook(after(changes))
    const total = (fate: 'appears' | 'disappears') => moved.reduce((sum, { count }) => sum + count[fate], 0)
    tried.set(key, {
      changes,
      opened: () =>
        outlook(after(changes))
          .filter(({ count }) => count.appears > 0)
          .map(({ resource: other, ids: idsOf }) => ({
            resource: other,
            records: idsOf('appears').filter((id) => other !== resource || !ids.has(id)),
          }))
          .filter(({ records }) => records.length > 0),
      // All that are needed appear, since it works.
      opens: total('appears') - ids.size,
      hides: total('disappears'),
    })
  }
  const memberOf = new Set(facts.permissions?.teams?.map(({ teamId }) => teamId))
  const kinds = alternativesFor(needs, resource, shownNames(comparison), context.departmentOf, memberOf)
  for (const candidate of products(kinds)) add(candidate)
  for (const candidate of otherAgent(comparison, needs)) add(candidate)
  return fewWays([...tried.values()], comparison.predicted !== null)
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

/** Every choice of one alternative for each kind of cause, the first ones first: at most a few dozen. */
const products = (
  alternatives: readonly (readonly (readonly Change[])[])[],
): readonly (readonly Change[])[] =>
  alternatives.reduce<readonly (readonly Change[])[]>(
    (sets, options) => sets.flatMap((set) => options.map((option) => [...set, ...option])),
    [[]],
  )
