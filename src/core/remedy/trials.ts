import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, changeKey, type Change } from '../access/change'
import { alike, facetIndex } from '../access/facets'
import { judgeFor, type Judge } from '../access/judge'
import { sideFacts, type ResourceView } from '../access/side-facts'
import { facetOf } from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'
import type { Need } from './alternatives'

/** A need for the chosen records of each kind; one for the resource where it is refused and no record is known. */
export const needsOf = (
  view: ResourceView,
  judge: Judge,
  chosen: readonly string[] | null,
): readonly Need[] => {
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

/** Sets of changes, tried by applying them. */
export interface Trials {
  /** Nothing keeps any of the records from the app side then. */
  readonly works: (changes: readonly Change[]) => boolean
  /** Of a set that works, made of alternatives for the needs: without each in turn that the rest works without. */
  readonly needed: (changes: readonly Change[]) => readonly Change[]
}

/** @param needs those that have causes, and nothing undecided */
export const trialsFor = (comparison: Comparison, view: ResourceView, needs: readonly Need[]): Trials => {
  const { resource } = view
  const facts = accessFactsOf(comparison)
  const context = changeContextOf(comparison)
  const judge = judgeFor(sideFacts(comparison, 'app'))
  const isOfResource = needs.some(({ record }) => record === null)
  const examples = needs.flatMap(({ record }) => record ?? [])
  const trial = (before: typeof facts, records: readonly RecordSummary[]): Trials['works'] => {
    const index = facetIndex(resource, records)
    return (changes) => {
      const after = judge.after(applyChanges(before, changes, context))
      if (!isOfResource) return after.isClear(view, index)
      const { causes, undecided } = after.resource(view)
      return causes.length + undecided.length === 0
    }
  }
  const works = trial(facts, examples)
  const fewer = oneOfEach(resource, examples)
  return {
    works,
    needed: (changes) => {
      // Another agent brings lists of its own.
      if (changes.some(({ kind }) => kind === 'agent')) return withoutNeedless(changes, works)
      const settled = settledIn(changes)
      const sure = changes.filter((change) => settled.get(change) === true)
      // Thousands of clients are not tried one by one: the rest is tried as if all clients and types were open.
      const before = applyChanges(facts, [...LISTS_OPEN, ...sure], context)
      const open = changes.filter((change) => !settled.has(change))
      const kept = new Set(withoutNeedless(open, trial(before, fewer)))
      return changes.filter((change) => settled.get(change) ?? kept.has(change))
    },
  }
}

/**
 * Whether changes are needed, where that takes no trial: clients, types and the rights in teams are. Of the memberships
 * in a team with such a right the one is that the right takes: the last before the first right.
 */
const settledIn = (changes: readonly Change[]): ReadonlyMap<Change, boolean> => {
  const settled = new Map<Change, boolean>()
  const joined = new Map<string, Change>()
  const withRight = new Set<string>()
  for (const change of changes) {
    if (isOfList(change)) settled.set(change, true)
    else if (change.kind === 'team') {
      if (!withRight.has(change.id)) joined.set(change.id, change)
    } else if (change.kind === 'team-unassigned' || change.kind === 'team-others') {
      settled.set(change, true)
      withRight.add(change.id)
    }
  }
  for (const change of changes)
    if (change.kind === 'team' && withRight.has(change.id))
      settled.set(change, joined.get(change.id) === change)
  return settled
}

/** Every client and every type. */
const LISTS_OPEN = ['Fc', 'Ft', 'Fa'].map((code): Change => ({ kind: 'claim', code, value: '1' }))

const OPENING: ReadonlySet<string> = new Set(LISTS_OPEN.map(changeKey))

/**
 * Of the clients or the types that an agent may see. Never needless: each is there because of a record that nothing
 * else in the set shows, and no change of another kind bears on these lists.
 */
const isOfList = (change: Change): boolean =>
  change.kind === 'client' ||
  change.kind === 'ticket-type' ||
  change.kind === 'asset-type' ||
  (change.kind === 'claim' && OPENING.has(changeKey(change)))

/** The first record of each that only those lists tell apart. */
const oneOfEach = (resource: Resource, records: readonly RecordSummary[]): readonly RecordSummary[] => {
  const firsts = new Map<string, RecordSummary>()
  for (const record of records) {
    const key = JSON.stringify(OTHER_FACETS.map((facet) => facetOf(facet, resource, record)))
    if (!firsts.has(key)) firsts.set(key, record)
  }
  return [...firsts.values()]
}

const OTHER_FACETS = ['team', 'department', 'assignee'] as const

const withoutNeedless = (changes: readonly Change[], works: Trials['works']): readonly Change[] => {
  let kept = changes
  for (const change of changes) {
    const fewer = kept.filter((other) => other !== change)
    if (works(fewer)) kept = fewer
  }
  return kept
}
