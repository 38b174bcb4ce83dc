import type { Finding } from '../comparison/finding'
import { isolated } from '../comparison/name-text'
import type { ReasonCode } from '../comparison/reason-code'
import type { Recipe } from '../comparison/recipe'
import type { Feature, Verb } from '../halo/feature'

/** What the findings of a purpose have in common. */

/** What the application lacks of its purpose, by where in Halo it is set. */
export interface Lacks {
  readonly scopes: readonly string[]
  /** What the agent's level does not allow, by feature. */
  readonly rights: ReadonlyMap<Feature, readonly Verb[]>
  readonly membership: boolean
  readonly settings: readonly { readonly setting: Recipe['settings'][number]; readonly why: string }[]
}

/** A finding about the application as a whole, and about no record. */
export const ofPurpose = (
  code: ReasonCode,
  { name }: Recipe,
  rest: Pick<Finding, 'severity' | 'message' | 'evidence' | 'fix'>,
): Finding => ({
  code,
  side: 'app',
  resource: null,
  records: [],
  confidence: 'computed',
  ...rest,
  evidence: [{ what: 'recipe', value: name }, ...rest.evidence],
})

export const titleOf = ({ title }: Pick<Recipe, 'title'>): string => `“${isolated(title)}”`

/** "a, b and c": all of them, since each is a thing to do. */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`
