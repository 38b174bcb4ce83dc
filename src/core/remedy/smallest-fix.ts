import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, changeKey, type AccessFacts, type Change } from '../access/change'
import { judgeFor } from '../access/judge'
import { isKnown, sideFacts, type ResourceView } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'
import { compareIds } from '../comparison/record'
import type { Resource } from '../halo/resource'
import { alternativesFor, otherAgent, type Need } from './alternatives'
import { fewWays, type FixWay, type TriedWay } from './fix-ways'
import { noWay, notLacking, notListed, obstacleOf, type NoWay } from './no-way'
import { needsOf, trialsFor } from './trials'
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
  const ways = fixable.length === 0 ? [] : waysFor(comparison, view, fixable)
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

const waysFor = (comparison: Comparison, view: ResourceView, needs: readonly Need[]): readonly FixWay[] => {
  const { resource } = view
  const facts = accessFactsOf(comparison)
  const context = changeContextOf(comparison)
  const outlook = outlookFor(comparison)
  const ids = new Set(needs.flatMap((need) => need.ids))
  const after = (changes: readonly Change[]): AccessFacts => applyChanges(facts, changes, context)
  const { works, needed } = trialsFor(comparison, view, needs)
  const tried = new Map<string, TriedWay>()
  const add = (candidate: readonly Change[]): void => {
    if (!works(candidate)) return
    const changes = needed(candidate)
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

/** Every choice of one alternative for each kind of cause, the first ones first: at most a few dozen. */
const products = (
  alternatives: readonly (readonly (readonly Change[])[])[],
): readonly (readonly Change[])[] =>
  alternatives.reduce<readonly (readonly Change[])[]>(
    (sets, options) => sets.flatMap((set) => options.map((option) => [...set, ...option])),
    [[]],
  )
