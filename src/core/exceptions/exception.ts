import type { FindingSide } from '../comparison/finding'
import { REASON_CODES } from '../comparison/reason-code'
import type { Resource } from '../halo/resource'

/** What an exception can be about: a reason code, a scope that was ticked or unticked, an application that came or went. */
export const EXCEPTION_CODES = ['scope', 'application', ...REASON_CODES] as const

/**
 * A finding or a change that somebody accepted. It silences nothing for ever: what it covers is shown as accepted and
 * counted, and is back from the day after `until`.
 */
export interface Exception {
  /** What it covers: everything that agrees in each of these; null: whatever it is. */
  readonly code: (typeof EXCEPTION_CODES)[number]
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

/** What became of the exceptions that a result was held against. Those that name another tenant are in none. */
export interface ExceptionsOutcome {
  readonly applied: readonly AppliedException[]
  /** Over, while what they covered is still there or back. */
  readonly expired: readonly Exception[]
  /** That cover nothing here: over or not. Information, so that a file does not grow without end. */
  readonly unused: readonly Exception[]
}
