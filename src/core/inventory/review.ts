/** Access reviews: what somebody decided about each application of an inventory, and what was decided last time. */

export const DECISIONS = ['keep', 'reduce', 'remove', 'defer'] as const
export type DecisionKind = (typeof DECISIONS)[number]

/** What was decided about one application. Empty texts are null. */
export interface Decision {
  readonly decision: DecisionKind
  readonly by: string
  /** `YYYY-MM-DD`. */
  readonly on: string
  readonly reason: string | null
  readonly ticket: string | null
  /** `YYYY-MM-DD`: how long it holds, or when a deferred one is due. */
  readonly until: string | null
}

/** `crossview.review/1` as data: decisions by the application's id (not its client id). */
export interface Review {
  readonly reviewer: string | null
  readonly decisions: Readonly<Record<string, Decision>>
}

/** What an application was when a review was closed: enough to tell what changed since. */
export interface ReviewedApplication {
  readonly id: string
  readonly name: string
  readonly agentId: string | null
  readonly loginName: string | null
  readonly inactive: boolean | null
  readonly scopes: readonly string[] | null
  /** Records that it would see, by resource; a resource of which that was not known is left out. */
  readonly visible: Readonly<Record<string, number>>
  readonly risks: readonly string[]
  readonly decision: Decision | null
}

/** A review that was closed, kept with the tenant as what the next one is held against. */
export interface ClosedReview {
  /** ISO 8601. */
  readonly closedAt: string
  readonly reviewer: string | null
  /** When the population was read, and the SHA-256 of its snapshot. */
  readonly population: { readonly readAt: string; readonly sha256: string }
  readonly applications: readonly ReviewedApplication[]
}
