/** reviewed = keep + reduce + remove + defer; reviewed + open = applications (without Halo's own). */
export interface ReviewCounts {
  readonly applications: number
  readonly reviewed: number
  readonly keep: number
  readonly reduce: number
  readonly remove: number
  readonly defer: number
  readonly open: number
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
  /** Decided to be reduced or removed last time, and still as it was; or deferred, and due. */
  readonly notDone: readonly { readonly id: string; readonly name: string; readonly what: string }[]
}
