import type { FindingSide } from '../comparison/finding'
import type { ReasonCode } from '../comparison/reason-code'
import type { Resource } from '../halo/resource'

/**
 * A finding or a change that somebody accepted. It silences nothing for ever: what it covers is shown as accepted and
 * counted, and is back from the day after `until`.
 */
export interface Exception {
  /** What it covers: everything that agrees in each of these; null: whatever it is. */
  readonly code: ReasonCode | 'scope' | 'application'
  /** Name or host of the tenant. */
  readonly tenant: string | null
  readonly side: FindingSide | null
  readonly resource: Resource | null
  /** Whose setting: name or id of an agent or application. */
  readonly of: string | null
  /** Name or id of what was added or removed, a scope, a client. */
  readonly value: string | null
  readonly reason: string
  readonly by: string
  /** The last day that it holds, YYYY-MM-DD. */
  readonly until: string
  /** Where it stands in its file, from 1. */
  readonly line: number
}

/** One exception and how much it covered. */
export interface AppliedException {
  readonly exception: Exception
  readonly findings: number
  readonly settings: number
}
