import type { Cause } from './cause'
import type { Recipe } from './recipe'
import type { Finding } from './finding'
import type { Identity } from './identity'
import type { Failure, Observation } from './observation'
import type { Configuration } from '../halo/permission'
import type { Resource } from '../halo/resource'
import type { ReasonCode } from './reason-code'

/** Never anything but `unknown` when either side is incomplete, refused, failed or skipped. */
export type Verdict = 'same' | 'app-sees-less' | 'app-sees-more' | 'differs' | 'unknown'

/** One resource seen from both sides. Ids are in the order of `compareIds`. */
export interface ResourceComparison {
  readonly resource: Resource
  readonly agent: Observation
  readonly app: Observation
  readonly verdict: Verdict
  /** Number of records both sides see. */
  readonly both: number
  readonly onlyAgent: readonly string[]
  readonly onlyApp: readonly string[]
  /**
   * Ids that appeared, changed or vanished during the scan; in none of the other sets and never
   * part of the verdict.
   */
  readonly changed: readonly string[]
  /**
   * Ids of which nothing decides whether the app side would see them; in none of the other sets. Empty but
   * where the app side is predicted: of what was seen nothing is undecided.
   */
  readonly undecided: readonly string[]
}

/** compared + refused + failed + skipped = resources. */
export interface Coverage {
  readonly resources: number
  /** Both sides listed completely. */
  readonly compared: number
  /** At least one side refused, and neither failed. */
  readonly refused: number
  /** At least one side failed or stayed incomplete. */
  readonly failed: number
  /** Not asked on at least one side, for no failure of its own. */
  readonly skipped: number
}

export interface TenantFacts {
  readonly name: string
  readonly url: string
  /** `InstanceInfo.app_version`; null when the tenant does not say. */
  readonly version: string | null
}

export interface RequestCounts {
  readonly agent: number
  readonly app: number
  readonly inspector: number
  /** Answers with status 429. */
  readonly throttled: number
}

/** One side's connection: who it is, or why it could not be had. */
export type SideResult =
  | { readonly state: 'connected'; readonly identity: Identity; readonly identityFailure: Failure | null }
  | { readonly state: 'failed'; readonly failure: Failure; readonly requestedScopes: readonly string[] }

/**
 * A whole comparison: what was observed, what was read, and what follows. Everything in
 * `resources`, `coverage` and `findings` can be recomputed from the observations and the
 * configuration, which is what a snapshot relies on.
 */
export interface Comparison {
  readonly tenant: TenantFacts
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly finishedAt: string
  /** Both sides connected, and every asked resource was listed completely or refused. */
  readonly complete: boolean
  /** Ended by the user before it was done. */
  readonly cancelled: boolean
  readonly requests: RequestCounts
  readonly agent: SideResult
  readonly app: SideResult
  readonly sameAgent: boolean | null
  /**
   * Both sides are one application, which makes a comparison of nothing; null: not known, as in
   * snapshots that do not say.
   */
  readonly sameApplication: boolean | null
  readonly configuration: Configuration
  readonly resources: readonly ResourceComparison[]
  readonly coverage: Coverage
  readonly findings: readonly Finding[]
  /** The settings that hide records, each once, most records first; drawn from the same facts as the findings. */
  readonly causes: readonly Cause[]
  /** What the application is there for, as somebody chose it: decides how bad a loss is. null: nobody did. */
  readonly purpose: Recipe | null
  /**
   * Set where the app side was worked out from an inventory and nobody logged in as the application: its records
   * are predicted, and never called seen. No snapshot is made of it.
   */
  readonly predicted: Predicted | null
  /** Left out where names are names. */
  readonly redaction?: Redaction
}

/** Names are stand-ins: by which rules, and what the result came to, so that it is known again. */
export interface Redaction {
  /** Version of the rules (`core/report/redaction.ts`) that it was made by. */
  readonly rules: string
  /** SHA-256, in hexadecimal, of the redacted snapshot as canonical JSON, without this field. */
  readonly sha256: string
  /** False: what was opened is not what was redacted any more. */
  readonly intact: boolean
}

/** Of which application the app side was predicted. */
interface Predicted {
  readonly applicationId: string
  readonly applicationName: string
  /** Nobody is named for it to log in as, so that it is refused every call. */
  readonly noLogin: boolean
  /** Its scopes could not be read: the app side names none, which is not the same as none being ticked. */
  readonly scopesUnknown: boolean
  /** Rules that a real comparison contradicted: what they would hide is undecided. */
  readonly contradicted: readonly Contradicted[]
  /** What this prediction cannot know, in sentences. */
  readonly limits: readonly string[]
}

/** A rule that Halo was seen not to follow for the records of a resource. */
export interface Contradicted {
  readonly code: ReasonCode
  readonly resource: Resource
  /** It may be that only Halo administrators are exempt from it. */
  readonly administratorsOnly: boolean
}
