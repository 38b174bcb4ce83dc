import type { Verb } from '../halo/feature'

/** A named minimum permission set for a use, with where its text comes from. */
export interface Recipe {
  /** What `--recipe NAME` takes. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly source: { readonly title: string; readonly url: string | null; readonly date: string }
  /** Scopes that are needed by name; `all` and `edit:x` count as more than `read:x`. */
  readonly scopes: readonly string[]
  /** What the agent must be able to do, by Halo's feature names. */
  readonly permissions: readonly { readonly feature: string; readonly verbs: readonly Verb[] }[]
  /** Whether the agent must be a member of some team or department. */
  readonly membership: boolean
  /** Settings the source asks for, by claim code: `l9`, `l8`, `Fc`, `Ft` … */
  readonly settings: readonly { readonly code: string; readonly value: string; readonly why: string }[]
  /** What the source asks for that cannot be checked, in sentences. */
  readonly unchecked: readonly string[]
}
