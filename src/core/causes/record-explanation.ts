import type { RuleBasis } from '../access/visibility'
import type { ComparedRow } from '../comparison/rows'
import type { Resource } from '../halo/resource'
import type { SettingCode } from './setting'

/** One record against what a side may see: its own facts, rule by rule, and what follows. */
export interface RecordExplanation {
  readonly resource: Resource
  readonly id: string
  /** “Ticket 10007 “Printer on fire” of Fabrikam Ltd”, as it stands in a sentence. */
  readonly name: string
  readonly seenBy: ComparedRow['seenBy']
  /** The side whose rules the lines are: the one that does not see it, else the app. */
  readonly side: 'agent' | 'app'
  /**
   * `hidden`: the side is known not to see it; `seen`: it sees it; `open`: nothing decides it; `changed` while it
   * was read. Of a predicted side it would.
   */
  readonly state: 'hidden' | 'seen' | 'open' | 'changed'
  /** What it comes to, in one or two sentences. */
  readonly message: string
  /** Each rule that applies to the resource, those that hide it first. */
  readonly lines: readonly RecordLine[]
}

/** What one rule says of one record. */
export interface RecordLine {
  /** What is looked at: “client”, “ticket type”, “scope”. */
  readonly what: string
  /** The record's own value, by name: “Fabrikam Ltd”. */
  readonly value: string
  /** What is allowed: “14 clients, not this one”. */
  readonly allowed: string
  /** The reason that it hides the record for, or would. */
  readonly code: SettingCode
  readonly decided: 'hides' | 'shows' | 'open'
  /** How sure it is that it hides the record; null where it does not. */
  readonly basis: RuleBasis | 'observed' | null
  /** Index into the causes of the comparison; null where it hides nothing. */
  readonly cause: number | null
  /** What was observed decides otherwise than the rule by itself would. */
  readonly overruled: boolean
}
