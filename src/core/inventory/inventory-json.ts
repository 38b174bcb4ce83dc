import type { TenantFacts } from '../comparison/comparison'
import { acceptedJson, agentNumber, evidenceJson, fixJson } from '../comparison/comparison-json'
import type { Accepted, Evidence, Fix, Severity } from '../comparison/finding'
import { withoutIsolates } from '../comparison/name-text'
import type { ReasonCode } from '../comparison/reason-code'
import type { Verb } from '../halo/feature'
import type { Resource } from '../halo/resource'
import type { ApplicationMethod, InspectorList, LoginType } from './application'
import type {
  Agreement,
  Inventory,
  InventoryCoverage,
  InventoryEntry,
  PredictedView,
  RiskCode,
} from './inventory'
import type { PredictedRecords, Predictor } from './predict'
import { listUnknown } from './predicted-words'
import { decisionsOf, type Decision, type Review } from './review'
import { reviewCounts, reviewedEntries, type ReviewCounts } from './review-counts'

/** `crossview.applications/1` as docs/cli.md describes it. */
export interface ApplicationsJson {
  readonly schema: 'crossview.applications/1'
  readonly tenant: TenantFacts
  readonly startedAt: string
  readonly finishedAt: string
  /** The list and every list of records asked for was read whole. */
  readonly complete: boolean
  readonly requests: number
  /** null: it could not connect. */
  readonly inspector: {
    readonly agentId: number | null
    readonly name: string | null
    readonly scopes: readonly string[]
  } | null
  /** What no prediction here can know, in sentences. */
  readonly limits: readonly string[]
  readonly lists: readonly ListJson[]
  readonly coverage: InventoryCoverage
  readonly applications: readonly ApplicationJson[]
  /** Rules that real comparisons contradicted, and that were therefore not used, in sentences. */
  readonly calibration: readonly string[]
  /** Predicted beside seen, where an application was compared for real. */
  readonly agreement: readonly Agreement[]
  /** null: nothing was decided about any application. */
  readonly review: ReviewJson | null
}

export interface ListJson {
  readonly resource: Resource
  readonly state: 'listed' | 'refused' | 'failed' | 'skipped'
  /** Records that the inspector got; null: no list. */
  readonly fetched: number | null
  /** null: not known. */
  readonly total: number | null
  readonly complete: boolean
  /** Why it is not complete; absent where it is. */
  readonly reason?: string
}

export interface ApplicationJson {
  readonly id: string
  readonly clientId: string | null
  readonly name: string
  readonly system: boolean
  readonly inactive: boolean | null
  readonly method: ApplicationMethod
  readonly login: {
    readonly type: LoginType
    readonly agentId: number | null
    readonly name: string | null
    readonly administrator: boolean | null
    readonly apiOnly: boolean | null
    readonly disabled: boolean | null
  }
  /** null: not readable. */
  readonly scopes: readonly string[] | null
  readonly createdAt: string | null
  readonly createdBy: string | null
  readonly sees: readonly SeesJson[]
  readonly can: readonly {
    /** Halo's feature, in lower case. */
    readonly feature: string
    readonly verb: Verb
    readonly allowed: 'yes' | 'no' | 'unknown'
  }[]
  readonly risks: readonly {
    readonly code: RiskCode
    readonly severity: Severity
    readonly message: string
    readonly evidence: readonly Evidence[]
    readonly fix: Fix | null
    readonly owasp: string | null
    readonly accepted?: Accepted
  }[]
  /** Name of a recipe; null: nobody said what it is for. */
  readonly purpose: string | null
  /** null: no purpose, or something that it needs could not be told. */
  readonly meets: boolean | null
  /** Scopes that the purpose does not need; null: no purpose, or its scopes are not known. */
  readonly excess: readonly string[] | null
  readonly owner: string | null
  readonly decision: Decision | null
}

export type SeesJson =
  | {
      readonly resource: Resource
      readonly state: 'predicted'
      readonly visible: number
      readonly unknown: number
      readonly of: number
      readonly causes: readonly ReasonCode[]
      /** Codes of what could not be decided. */
      readonly undecided: readonly ReasonCode[]
      /** Ids of the records that it would see, and of those that nothing decides; only where records were asked for. */
      readonly records?: readonly string[]
      readonly unknownRecords?: readonly string[]
    }
  | { readonly resource: Resource; readonly state: 'refused'; readonly causes: readonly ReasonCode[] }
  | { readonly resource: Resource; readonly state: 'unknown'; readonly reason: string }

export interface ReviewJson extends ReviewCounts {
  readonly reviewer: string | null
  /** The applications that `open` counts. */
  readonly withoutDecision: readonly { readonly id: string; readonly name: string }[]
}

export interface InventoryJsonOptions {
  readonly review: Review | null
  /** Ids of records as well, which may be millions. */
  readonly withRecords: boolean
  readonly predictor: Pick<Predictor, 'records'>
}

/** The machine-readable result: each number in it is the number on screen and on paper. */
export const inventoryToJson = (inventory: Inventory, options: InventoryJsonOptions): ApplicationsJson => {
  const { facts, coverage, calibration } = inventory
  const { tenant, inspector } = facts
  const { review } = options
  const decisionOf = review === null ? () => null : decisionsOf(review)
  // Each object is written out: a field added to a type later must not slip into the contract.
  return {
    schema: 'crossview.applications/1',
    tenant: { name: tenant.name, url: tenant.url, version: tenant.version },
    startedAt: facts.startedAt,
    finishedAt: facts.finishedAt,
    complete: inventory.complete,
    requests: facts.requests,
    inspector:
      inspector.state === 'failed'
        ? null
        : {
            agentId: agentNumber(inspector.identity.agentId),
            name: inspector.identity.name,
            scopes: inspector.identity.scopes,
          },
    limits: inventory.limits.map(withoutIsolates),
    lists: facts.lists.map(listJson),
    coverage: { applications: coverage.applications, read: coverage.read, unread: coverage.unread },
    applications: inventory.entries.map((entry) => ({
      ...applicationJson(entry, options),
      decision: decisionJson(decisionOf(entry.application.id)),
    })),
    calibration: calibration.contradicted.map(({ message }) => withoutIsolates(message)),
    agreement: calibration.agreement.map((agreement) => ({
      applicationId: agreement.applicationId,
      resource: agreement.resource,
      comparedAt: agreement.comparedAt,
      predicted: agreement.predicted,
      seen: agreement.seen,
      agreed: agreement.agreed,
      onlyPredicted: agreement.onlyPredicted,
      onlySeen: agreement.onlySeen,
      undecided: agreement.undecided,
      undecidedSeen: agreement.undecidedSeen,
    })),
    review: review === null || isEmpty(review) ? null : reviewJson(inventory, review),
  }
}

const isEmpty = ({ reviewer, decisions }: Review): boolean =>
  reviewer === null && Object.keys(decisions).length === 0

const reviewJson = (inventory: Inventory, review: Review): ReviewJson => {
  const decisionOf = decisionsOf(review)
  const { applications, reviewed, keep, reduce, remove, defer, open, aside } = reviewCounts(inventory, review)
  return {
    reviewer: review.reviewer,
    applications,
    reviewed,
    keep,
    reduce,
    remove,
    defer,
    open,
    aside: aside.map(({ id, decision, why }) => ({ id, decision, why })),
    withoutDecision: reviewedEntries(inventory)
      .filter(({ application: { id } }) => decisionOf(id) === null)
      .map(({ application: { id, name } }) => ({ id, name })),
  }
}

const listJson = ({ resource, observation }: InspectorList): ListJson => {
  const reason = listUnknown(resource, observation)
  const list =
    observation.state === 'listed'
      ? {
          state: observation.state,
          fetched: observation.records.length,
          total: observation.total,
          complete: observation.complete,
        }
      : { state: observation.state, fetched: null, total: null, complete: false }
  return { resource, ...list, ...(reason !== null && { reason }) }
}

const applicationJson = (
  { application, agent, sees, can, risks, note, purpose }: InventoryEntry,
  { withRecords, predictor }: InventoryJsonOptions,
): Omit<ApplicationJson, 'decision'> => ({
  id: application.id,
  clientId: application.clientId,
  name: application.name,
  system: application.system,
  inactive: application.inactive,
  method: application.method,
  login: {
    type: application.login.type,
    agentId: agentNumber(application.login.agentId),
    name: application.login.name,
    administrator: agent?.administrator ?? null,
    apiOnly: agent?.apiOnly ?? null,
    disabled: agent?.disabled ?? null,
  },
  scopes: application.scopes,
  createdAt: application.createdAt,
  createdBy: application.createdBy,
  sees: seesJson(sees, withRecords ? predictor.records(application) : []),
  can: can.map(({ feature, verb, effective: { allowed } }) => ({
    feature: feature.toLowerCase(),
    verb,
    allowed: allowed === true ? 'yes' : allowed === false ? 'no' : 'unknown',
  })),
  risks: risks.map(({ code, severity, message, evidence, fix, owasp, accepted }) => ({
    code,
    severity,
    message: withoutIsolates(message),
    evidence: evidence.map(evidenceJson),
    fix: fix && fixJson(fix),
    owasp,
    ...acceptedJson({ ...(accepted && { accepted }) }),
  })),
  purpose: note.purpose,
  meets: purpose === null || purpose.result === 'unknown' ? null : purpose.result === 'meets',
  excess:
    purpose === null || application.scopes === null
      ? null
      : purpose.excess.flatMap(({ scope }) => scope ?? []),
  owner: note.owner,
})

const decisionJson = (decided: Decision | null): Decision | null =>
  decided && {
    decision: decided.decision,
    by: decided.by,
    on: decided.on,
    reason: decided.reason,
    ticket: decided.ticket,
    until: decided.until,
  }

const seesJson = (
  sees: readonly PredictedView[],
  records: readonly PredictedRecords[],
): readonly SeesJson[] => {
  const byResource = new Map(records.map((each) => [each.resource, each]))
  return sees.map((view): SeesJson => {
    const { resource } = view
    if (view.state === 'refused') return { resource, state: 'refused', causes: view.causes }
    if (view.state === 'unknown') return { resource, state: 'unknown', reason: withoutIsolates(view.reason) }
    const { visible, unknown, of, causes, undecided } = view
    const counts = { resource, state: 'predicted', visible, unknown, of, causes, undecided } as const
    const named = byResource.get(resource)
    return named === undefined
      ? counts
      : {
          ...counts,
          records: named.visible.map(({ id }) => id),
          unknownRecords: named.unknown.map(({ id }) => id),
        }
  })
}
