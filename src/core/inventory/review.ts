import { countText, counted } from '../comparison/count-text'
import { isBlank } from '../comparison/name-text'
import type { LoginType } from './application'

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
export interface ReviewedApplication extends ReviewedState {
  readonly decision: Decision | null
}

export interface ReviewedState {
  readonly id: string
  readonly name: string
  readonly login: LoginType
  readonly agentId: string | null
  readonly loginName: string | null
  readonly inactive: boolean | null
  readonly scopes: readonly string[] | null
  /** What it would see, by resource; a resource of which that was not known for every record is left out. */
  readonly sees: Readonly<Record<string, ReviewedView>>
  readonly risks: readonly string[]
}

/** Of one resource. `of` null: refused as a whole. */
export interface ReviewedView {
  readonly visible: number
  readonly of: number | null
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

/** UTF-16 units of the texts of a decision; those of names are also a reviewer's. */
export const DECISION_TEXT = { name: 200, ticket: 200, reason: 2_000 } as const

/** What is wrong with a decision, by its part; a sentence each that says what to do. */
export type DecisionFaults = Readonly<Partial<Record<keyof Decision, string>>>

/** Why this is no decision yet; empty: it is one. The window, a review file and the store ask the same. */
export const decisionFaults = ({ decision, by, on, reason, ticket, until }: Decision): DecisionFaults => {
  const noReason = decision !== 'keep' && (reason === null || isBlank(reason))
  const faults: Record<Exclude<keyof Decision, 'decision'>, string | null> = {
    by: isBlank(by) ? 'Say who decides.' : longFault('name of who decides', by, DECISION_TEXT.name),
    on: isDay(on) ? null : 'Give the day of the decision as YYYY-MM-DD.',
    reason: noReason
      ? 'Give a reason: an auditor asks for one wherever an application is not simply kept.'
      : longFault('reason', reason, DECISION_TEXT.reason),
    ticket: longFault('ticket', ticket, DECISION_TEXT.ticket),
    until: untilFault(decision, on, until),
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null))
}

/** The first of them; null: none. */
export const decisionFault = (decision: Decision): string | null =>
  Object.values(decisionFaults(decision))[0] ?? null

const untilFault = (decision: DecisionKind, on: string, until: string | null): string | null => {
  if (until === null) return decision === 'defer' ? 'Say until when it is put off.' : null
  if (!isDay(until)) return 'Give the day until when it holds as YYYY-MM-DD.'
  return isDay(on) && until <= on ? 'The day until when it holds has to come after the decision.' : null
}

const longFault = (what: string, text: string | null, most: number): string | null =>
  text === null || text.length <= most
    ? null
    : `Shorten the ${what}: it has ${counted(text.length, 'character')}, and ${countText(most)} is the most.`

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  // February 30 is taken for a day of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Which decision a review holds of an application, by its id; letter case of a GUID is of no account. */
export const decisionsOf = ({ decisions }: Review): ((applicationId: string) => Decision | null) => {
  const byId = new Map(Object.entries(decisions).map(([id, decision]) => [id.toLowerCase(), decision]))
  return (applicationId) => byId.get(applicationId.toLowerCase()) ?? null
}
