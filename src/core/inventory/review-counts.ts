import { toldApart } from '../comparison/names'
import type { Resource } from '../halo/resource'
import type { InventoryFacts } from './application'
import type { Inventory, InventoryEntry } from './inventory'
import {
  decisionsOf,
  type ClosedReview,
  type DecisionKind,
  type Review,
  type ReviewedState,
  type ReviewedView,
} from './review'
import { differencesOf, notDone } from './reviewed-change'

/** reviewed = keep + reduce + remove + defer; reviewed + open = applications (without Halo's own). */
export interface ReviewCounts {
  readonly applications: number
  readonly reviewed: number
  readonly keep: number
  readonly reduce: number
  readonly remove: number
  readonly defer: number
  readonly open: number
  /** Decisions about what is not among these applications; in none of the other numbers. */
  readonly aside: readonly AsideDecision[]
}

interface AsideDecision {
  readonly id: string
  readonly decision: DecisionKind
  /**
   * `gone`: the list was read and does not have it. `system`: Halo's own, which are not reviewed. `not-read`: the
   * list could not be read.
   */
  readonly why: 'gone' | 'system' | 'not-read'
}

/** What is different from the population of the last closed review. */
export interface ReviewChanges {
  readonly added: readonly { readonly id: string; readonly name: string }[]
  readonly gone: readonly { readonly id: string; readonly name: string; readonly decision: string | null }[]
  readonly changed: readonly {
    readonly id: string
    readonly name: string
    /** A sentence each: "Scope edit:tickets was added." */
    readonly what: readonly string[]
  }[]
  /** What could not be held against last time, and is therefore not known to be unchanged. A sentence each. */
  readonly unknown: readonly {
    readonly id: string
    readonly name: string
    readonly what: readonly string[]
  }[]
  /** Decided to be reduced or removed last time, and still as it was; or put off, or kept until a day, and due. */
  readonly notDone: readonly { readonly id: string; readonly name: string; readonly what: string }[]
}

/** How far a review is. Halo's own applications are nobody's to decide about. */
export const reviewCounts = (inventory: Inventory, review: Review): ReviewCounts => {
  const decisionOf = decisionsOf(review)
  const decided = reviewedEntries(inventory).map(
    ({ application }) => decisionOf(application.id)?.decision ?? 'open',
  )
  const count = (what: DecisionKind | 'open') => decided.filter((each) => each === what).length
  return {
    applications: decided.length,
    reviewed: decided.length - count('open'),
    keep: count('keep'),
    reduce: count('reduce'),
    remove: count('remove'),
    defer: count('defer'),
    open: count('open'),
    aside: asideDecisions(inventory, review),
  }
}

/** The applications that a review is about, in the order of the inventory. */
export const reviewedEntries = ({ entries }: Inventory): readonly InventoryEntry[] =>
  entries.filter(({ application }) => !application.system)

const asideDecisions = ({ facts, entries }: Inventory, { decisions }: Review): readonly AsideDecision[] => {
  const system = new Map(entries.map(({ application: { id, system } }) => [id.toLowerCase(), system]))
  return Object.entries(decisions).flatMap(([id, { decision }]): readonly AsideDecision[] => {
    switch (system.get(id.toLowerCase())) {
      case false:
        return []
      case true:
        return [{ id, decision, why: 'system' }]
      case undefined:
        return [{ id, decision, why: facts.listFailure === null ? 'gone' : 'not-read' }]
    }
  })
}

// --- Closing -----------------------------------------------------------------------------------

/**
 * What is kept of a review for the next one.
 * @param closedAt ISO 8601
 * @param sha256 of the inventory's snapshot, hex
 */
export const closeReview = (
  inventory: Inventory,
  review: Review,
  { closedAt, sha256 }: { readonly closedAt: string; readonly sha256: string },
): ClosedReview => {
  const decisionOf = decisionsOf(review)
  return {
    closedAt,
    reviewer: review.reviewer,
    population: { readAt: inventory.facts.finishedAt, sha256 },
    applications: reviewedEntries(inventory).map((entry) => ({
      ...reviewedState(inventory, entry),
      decision: decisionOf(entry.application.id),
    })),
  }
}

const reviewedState = (
  { facts }: Inventory,
  { application, sees, risks }: InventoryEntry,
): ReviewedState => ({
  id: application.id,
  name: application.name,
  login: application.login.type,
  agentId: application.login.agentId,
  loginName: application.login.name,
  inactive: application.inactive,
  scopes: application.scopes,
  sees: Object.fromEntries(
    sees.flatMap((view): readonly (readonly [string, ReviewedView])[] => {
      if (view.state === 'refused') return [[view.resource, { visible: 0, of: null }]]
      // Of a part of a list, and with records undecided, the number is only the least.
      return view.state === 'predicted' && view.unknown === 0 && isWhole(facts, view.resource)
        ? [[view.resource, { visible: view.visible, of: view.of }]]
        : []
    }),
  ),
  risks: risks.map(({ code }) => code),
})

const isWhole = ({ lists }: InventoryFacts, of: Resource): boolean =>
  lists.some(
    ({ resource, observation }) => resource === of && observation.state === 'listed' && observation.complete,
  )

// --- Since the last review ---------------------------------------------------------------------

/**
 * What is different from the last closed review; null where there was none. Due is what was due on the day that
 * the inventory was read.
 */
export const reviewChanges = (inventory: Inventory, last: ClosedReview | null): ReviewChanges | null => {
  if (last === null) return null
  const { facts } = inventory
  const known = new Set(facts.applications.map(({ id }) => id.toLowerCase()))
  const missing = last.applications.filter(({ id }) => !known.has(id.toLowerCase()))
  const called = toldApart([...facts.applications, ...missing])
  const named = ({ id }: { readonly id: string }) => ({ id, name: called.get(id) ?? id })
  const before = new Map(last.applications.map((application) => [application.id.toLowerCase(), application]))
  const now = new Map(
    reviewedEntries(inventory).map((entry) => [
      entry.application.id.toLowerCase(),
      reviewedState(inventory, entry),
    ]),
  )
  const both = [...now].flatMap(([id, state]) => {
    const then = before.get(id)
    return then === undefined
      ? []
      : [{ ...named(state), then, state, differences: differencesOf(then, state) }]
  })
  const day = facts.finishedAt.slice(0, 10)
  return {
    added: [...now].flatMap(([id, state]) => (before.has(id) ? [] : [named(state)])),
    gone:
      facts.listFailure === null
        ? missing.map((then) => ({ ...named(then), decision: then.decision?.decision ?? null }))
        : [],
    changed: both.flatMap(({ id, name, differences: { changed } }) =>
      changed.length === 0 ? [] : [{ id, name, what: changed }],
    ),
    unknown: [
      ...both.flatMap(({ id, name, differences: { unknown } }) =>
        unknown.length === 0 ? [] : [{ id, name, what: unknown }],
      ),
      ...(facts.listFailure === null
        ? []
        : missing.map((then) => ({ ...named(then), what: ['The list of applications could not be read.'] }))),
    ],
    notDone: both.flatMap(({ id, name, then, state, differences }) => {
      const what = notDone(then, state, differences, day)
      return what === null ? [] : [{ id, name, what }]
    }),
  }
}
