import type { ReasonCode } from './reason-code'
import type { Resource } from '../halo/resource'

export type Severity = 'error' | 'warning' | 'info'

/** `documented` by Halo, `computed` from configuration, `observed` from the data alone. */
export type Confidence = 'documented' | 'computed' | 'observed'

/** Which side of the comparison a finding is about; `both` for facts about the pair. */
export type FindingSide = 'agent' | 'app' | 'both'

export interface Evidence {
  /** What was looked at, in the words of docs/product.md: "client", "granted scopes". */
  readonly what: string
  readonly value: string
}

export interface Fix {
  /** The smallest change, one imperative sentence. */
  readonly text: string
  /** Halo's click path, "Configuration > Teams & Agents > …"; null when none is known. */
  readonly path: string | null
}

/** Somebody accepted it for a while. It stays listed, and makes no command fail. */
export interface Accepted {
  readonly reason: string
  readonly by: string
  /** The last day that it is accepted, YYYY-MM-DD. */
  readonly until: string
}

/** A typed reason for a difference or a gap. */
export interface Finding {
  readonly code: ReasonCode
  readonly severity: Severity
  readonly side: FindingSide
  /** null: about the whole connection or run. */
  readonly resource: Resource | null
  /** What it struck, of a fault that is told once of several resources; `resource` is null then. */
  readonly resources?: readonly Resource[]
  /** Ids of the records it covers, in the order of `compareIds`. Empty: none in particular. */
  readonly records: readonly string[]
  readonly confidence: Confidence
  /** One sentence a person understands. */
  readonly message: string
  readonly evidence: readonly Evidence[]
  readonly fix: Fix | null
  /** Left out: nobody accepted it, or not any more. */
  readonly accepted?: Accepted
}

/** What it is about: one resource, those that a fault struck, or none in particular. */
export const resourcesOf = ({
  resource,
  resources = [],
}: Pick<Finding, 'resource' | 'resources'>): readonly Resource[] =>
  resource === null ? resources : [resource]

export const isAbout = (finding: Pick<Finding, 'resource' | 'resources'>, resource: Resource): boolean =>
  resourcesOf(finding).includes(resource)
