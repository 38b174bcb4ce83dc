import type { TenantFacts } from '../comparison/comparison'
import type { Accepted, Finding } from '../comparison/finding'
import type { ReasonCode } from '../comparison/reason-code'
import type { Resource } from '../halo/resource'
import type { ExceptionsOutcome } from '../exceptions/exception'

/**
 * What differs between two snapshots of one tenant: settings first, then the records that each of them moved, then
 * findings. Never change where something was not read, was renamed, reordered or differently spelt: equal runs give
 * nothing, and what either end could not read is unknown, never “no change”.
 */
export interface Drift {
  readonly kind: 'comparison' | 'applications'
  /** As the later end names it. */
  readonly tenant: TenantFacts
  readonly from: DriftEnd
  readonly to: DriftEnd
  readonly settings: readonly SettingChange[]
  /** What of the settings could not be held against one another, as sentences. */
  readonly unread: readonly string[]
  readonly resources: readonly ResourceDrift[]
  readonly findings: FindingDrift
  readonly exceptions: ExceptionsOutcome
}

/** One of the two snapshots. */
export interface DriftEnd {
  /** When its run finished: ISO 8601, UTC. */
  readonly at: string
  /** Of the snapshot's text, in hexadecimal. */
  readonly sha256: string
  readonly complete: boolean
}

/** One setting that is not what it was. */
export interface SettingChange {
  /**
   * The reason code that the setting would give; `scope` for scopes, `application` for one that came or went or that
   * a side connects as instead of another.
   */
  readonly what: ReasonCode | 'scope' | 'application'
  /**
   * null: of an application in an inventory, or of the tenant itself (a team's department). Where one agent acts on
   * both sides, its settings are told once, of the app side.
   */
  readonly side: 'agent' | 'app' | null
  /** Whose it is, as it is called now: an agent, an application. */
  readonly of: string
  /** Halo's id of it; null where it is not known. */
  readonly ofId: string | null
  readonly change: 'added' | 'removed' | 'changed'
  /** What was added or removed, with its id where it has one: “Fabrikam Ltd (12)”. Of a change: what it is now. */
  readonly value: string
  /** Of a change: what it was. */
  readonly before: string | null
  /** One sentence a person understands. */
  readonly message: string
  /** Left out: nobody accepted it, or not any more. */
  readonly accepted?: Accepted
}

/** How the view of one side (of an application, in an inventory) on one resource moved. */
export interface ResourceDrift {
  readonly resource: Resource
  /** In an inventory always `app`. */
  readonly side: 'agent' | 'app'
  /** The application, in an inventory; else null. Its records are predicted, and never called seen. */
  readonly application: { readonly id: string; readonly name: string } | null
  readonly state: 'compared' | 'unknown'
  /** Why it is unknown, as a sentence; null where it is compared. */
  readonly reason: string | null
  /** Records of both ends' tenant that this side sees now and did not, in the order of `compareIds`. */
  readonly appeared: readonly string[]
  readonly vanished: readonly string[]
  /** Of both, which setting moved which. Every id of `appeared` and `vanished` is in exactly one. */
  readonly moves: readonly Move[]
  /** Indexes into `settings`: those of all moves. Empty: no setting explains it. */
  readonly because: readonly number[]
  /** Records that the other side gained or lost too: made or deleted in Halo meanwhile. */
  readonly created: readonly string[]
  readonly deleted: readonly string[]
  /** Records of which it cannot be told whether they moved or were made or deleted. */
  readonly undecided: readonly string[]
  /**
   * Of `undecided`, those that settings did move if they are in both ends' tenant: nothing tells whether they are, as
   * where one agent acts on both sides and both gained or lost them.
   */
  readonly perhaps: readonly Move[]
}

/** Records that moved alike. */
export interface Move {
  readonly how: 'appeared' | 'vanished'
  /** In the order of `compareIds`. */
  readonly ids: readonly string[]
  /** Indexes into `settings`: undoing them, and what `record` says, turns it back. Empty: no setting explains it. */
  readonly because: readonly number[]
  /** `reassigned`: the records themselves changed in Halo, to another client, team, type or agent. */
  readonly record: 'reassigned' | null
}

/** Findings (of an inventory: risks) by what became of them. */
export interface FindingDrift {
  readonly new: readonly Finding[]
  readonly fixed: readonly Finding[]
  readonly still: readonly Finding[]
  /** Told by one end, about what the other could not read. */
  readonly unknown: readonly Finding[]
}
