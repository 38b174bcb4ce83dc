import type { ReasonCode } from './reason-code'
import type { RecordSummary } from './record'

/** What one side got for one resource. Unknown is not denied, refused is not empty. */
export type Observation = Listed | Refused | Failed | Skipped

export interface Listed {
  readonly state: 'listed'
  /** Distinct rows in the order of {@link compareIds}. `records.length` is "fetched". */
  readonly records: readonly RecordSummary[]
  /** What Halo says the total is (`record_count`), or the length of an exhausted bare array; null: not known. */
  readonly total: number | null
  /** True only when paging was exhausted and fetched equals total. */
  readonly complete: boolean
  /** Why it is incomplete, in a sentence; null when complete. */
  readonly incompleteReason: string | null
}

/** 401 or 403. Both mean refused (halo-api.md section 2.7); null where the refusal is predicted. */
export interface Refused {
  readonly state: 'refused'
  readonly status: 401 | 403 | null
}

interface Failed {
  readonly state: 'failed'
  readonly failure: Failure
}

/** Not asked, and why: cancelled, or the side could not connect. */
interface Skipped {
  readonly state: 'skipped'
  readonly reason: string
}

/** Why something could not be got, as told to the user. Never carries a secret or a raw error. */
export interface Failure {
  readonly code: ReasonCode | 'request.failed' | 'request.cancelled'
  /** What happened, one sentence. */
  readonly message: string
  /** What to do next, in the order to try it. */
  readonly advice: readonly string[]
  /** HTTP status where there was one. */
  readonly status: number | null
}
