import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, changeKey, type AccessFacts, type Change } from '../access/change'
import { facetIndex } from '../access/facets'
import { judgeFor, type Judge, type SideJudge } from '../access/judge'
import { isKnown, sideFacts, type ResourceView } from '../access/side-facts'
import { facetOf, RECORD_REASONS } from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'
import { compareIds, type RecordSummary } from '../comparison/record'
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
        records.filter(({ id }) => wanted?.has(id) ?? true),
        view.resource,
      ),
    )
    .map((records) => ({
      record: records[0],
      ids: records.map(({ id }) => id),
      ...judge.record(view, records[0]),
    }))
}

/** Records that no rule tells apart, together: what holds for one of them holds for all. */
const alike = (records: readonly RecordSummary[], resource: Resource) => {
  const groups = new Map<string, [RecordSummary, ...RecordSummary[]]>()
  for (const record of records) {
    const key = RECORD_REASONS.map((code) => facetOf(code, resource, record)).join('/')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [record])
    else known.push(record)
  }
  return [...groups.values()]
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
    const left = isOfResource ? [judged.resource(view)] : judged.all(view, examples).groups
    return left.every(({ causes, undecided }) => sizeOf(causes) + sizeOf(undecided) === 0)
  }
  const tried = new Map<string, TriedWay>()
  const add = (candidate: readonly Change[]): void => {
    if (!works(candidate)) return
    const changes = withoutNeedless(candidate, works)
    const key = changes.map(changeKey).sort().join('\n')
    if (tried.has(key)) return
    const moved = outlook(after(changes))
    const opened = moved
      .map(({ resource: other, appears }) => ({
        resource: other,
        records: other === resource ? appears.filter((id) => !ids.has(id)) : appears,
      }))
      .filter((entry) => entry.records.length > 0)
    tried.set(key, {
      changes,
      opened,
      opens: opened.reduce((sum, entry) => sum + entry.records.length, 0),
      hides: moved.reduce((sum, { disappears }) => sum + disappears.length, 0),
    })
  }
  const memberOf = new Set(facts.permissions?.teams?.map(({ teamId }) => teamId))
  const kinds = alternativesFor(needs, resource, shownNames(comparison), context.departmentOf, memberOf)
  for (const candidate of products(kinds)) add(candidate)
  for (const candidate of otherAgent(comparison, needs)) add(candidate)
  return fewWays([...tried.values()], comparison.predicted !== null)
}

const sizeOf = (codes: ReadonlySet<unknown> | readonly unknown[]): number =>
  'size' in codes ? codes.size : codes.length

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
