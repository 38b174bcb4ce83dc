import type { PermissionRow } from '../access/effective'
import type { Accepted, Evidence, Fix, Severity } from '../comparison/finding'
import type { ReasonCode } from '../comparison/reason-code'
import type { Resource } from '../halo/resource'
import type { RecipeCheck } from '../policy/recipe-check'
import type { AgentPermissions } from '../halo/permission'
import type { ApplicationFacts, InventoryFacts } from './application'

/** What follows from the facts about a tenant's applications: predicted, and never called seen. */

/** What an application would see of one resource. visible + hidden + unknown = of. */
export type PredictedView =
  | {
      readonly resource: Resource
      readonly state: 'predicted'
      /** Records that it would see; undecided ones are in neither. */
      readonly visible: number
      readonly hidden: number
      readonly unknown: number
      /** Records that the inspector saw: nobody's prediction goes beyond. */
      readonly of: number
      /** Codes of what hides records, those that hide most first. */
      readonly causes: readonly ReasonCode[]
      /** Codes of what could not be decided. */
      readonly undecided: readonly ReasonCode[]
    }
  /** It would be refused the resource as a whole. */
  | { readonly resource: Resource; readonly state: 'refused'; readonly causes: readonly ReasonCode[] }
  /** Nothing can be said, and why, in a sentence. */
  | { readonly resource: Resource; readonly state: 'unknown'; readonly reason: string }

/** The reason codes of an application's risks (docs/product.md). */
export type RiskCode = Extract<ReasonCode, `application.${string}`>

export interface Risk {
  readonly code: RiskCode
  readonly severity: Severity
  /** One sentence a person understands. */
  readonly message: string
  readonly evidence: readonly Evidence[]
  readonly fix: Fix | null
  /** OWASP Non-Human Identities Top 10 2025, such as `NHI5`; null: none of them fits. */
  readonly owasp: string | null
  /** Left out: nobody accepted it, or not any more. */
  readonly accepted?: Accepted
}

/** What the admin wrote down about an application; kept with the tenant. */
export interface ApplicationNote {
  /** Name of a recipe. */
  readonly purpose: string | null
  readonly owner: string | null
  /** `YYYY-MM-DD`. */
  readonly nextReview: string | null
}

/** Notes by client id, in whatever way it is written (halo/client-id.ts). */
export type ApplicationNotes = Readonly<Record<string, ApplicationNote>>

/** An application against its purpose. */
export interface PurposeCheck extends RecipeCheck {
  /** Scopes to untick of which the purpose needs none, riskiest first, with what goes then: proven on the records. */
  readonly reductions: readonly Reduction[]
}

/** A change that takes rights away, and exactly what goes with it. */
export interface Reduction {
  /** In words: "Untick edit:tickets". */
  readonly text: string
  /** In the syntax of changes, for what-if. */
  readonly changes: readonly string[]
  /** Records that the application would no longer see. */
  readonly hides: readonly {
    readonly resource: Resource
    readonly records: number
    readonly unknown: number
  }[]
  /** Rights that go: "update Tickets". */
  readonly rights: readonly string[]
}

/** One application with all that is concluded of it. */
export interface InventoryEntry {
  readonly application: ApplicationFacts
  /** The agent that it logs in as; null: none, or not read. */
  readonly agent: AgentPermissions | null
  readonly sees: readonly PredictedView[]
  readonly can: readonly PermissionRow[]
  readonly risks: readonly Risk[]
  readonly note: ApplicationNote
  /** null where no purpose is named, or its recipe is not known. */
  readonly purpose: PurposeCheck | null
  /** A recipe that fits its name or scopes; never assigned by itself. */
  readonly suggestion: { readonly recipe: string; readonly why: string } | null
}

/** What a real comparison of this tenant says about the rules. */
export interface Calibration {
  /** Rules that were contradicted, and are therefore not used: what they would hide is undecided. */
  readonly contradicted: readonly {
    readonly code: ReasonCode
    readonly resource: Resource
    /** Records that were seen all the same. */
    readonly records: number
    /** Name of the application, or of the side, that saw them. */
    readonly application: string
    /** Seen by a Halo administrator alone: it may be that only those are exempt. */
    readonly administratorsOnly: boolean
    readonly message: string
  }[]
  /** Predicted and real view of each application that was compared for real, by resource. */
  readonly agreement: readonly Agreement[]
}

/** predicted = agreed + onlyPredicted; seen = agreed + onlySeen + undecidedSeen. */
export interface Agreement {
  readonly applicationId: string
  readonly resource: Resource
  /** When it was compared for real; ISO 8601. */
  readonly comparedAt: string
  /** Of the records that both the inspector's list and the comparison know. */
  readonly predicted: number
  readonly seen: number
  readonly agreed: number
  readonly onlyPredicted: readonly string[]
  readonly onlySeen: readonly string[]
  /** Of which nothing decided whether it would see them; in none of the above but `seen`. */
  readonly undecided: number
  readonly undecidedSeen: number
}

export interface InventoryCoverage {
  readonly applications: number
  /** Record, scopes and the settings of its agent read: all but those with the risk `application.unread`. */
  readonly read: number
  /** read + unread = applications. */
  readonly unread: number
}

/** A tenant's applications with what is concluded. */
export interface Inventory {
  readonly facts: InventoryFacts
  readonly entries: readonly InventoryEntry[]
  readonly coverage: InventoryCoverage
  /** The list and every list of records asked for was read whole. */
  readonly complete: boolean
  readonly calibration: Calibration
  /** What no prediction here can know, in sentences. */
  readonly limits: readonly string[]
}
