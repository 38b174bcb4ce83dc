import type { Cause } from './cause'
import type { Comparison, Coverage, RequestCounts, SideResult, TenantFacts, Verdict } from './comparison'
import type { Accepted, Evidence, Finding, Fix } from './finding'
import { withoutIsolates } from './name-text'
import type { Observation } from './observation'
import { knownCount, resourceCounts, resourceOutcome, type ResourceCounts } from './outcome'
import { reasonIndexes } from './reasons'
import type { Resource } from '../halo/resource'

/** `crossview.comparison/1` as docs/cli.md describes it. */
export interface ComparisonJson {
  readonly schema: 'crossview.comparison/1'
  readonly tenant: TenantFacts
  readonly startedAt: string
  readonly finishedAt: string
  readonly complete: boolean
  readonly requests: RequestCounts
  readonly identities: {
    readonly agent: IdentityJson | null
    readonly app: IdentityJson | null
    readonly sameAgent: boolean | null
    readonly sameApplication: boolean | null
  }
  readonly coverage: Coverage
  readonly resources: readonly ResourceJson[]
  readonly findings: readonly FindingJson[]
  /** Name of the recipe that the application is there for; null: none was chosen. */
  readonly purpose: string | null
  readonly causes: readonly CauseJson[]
}

/** @see Finding */
interface FindingJson extends Omit<Finding, 'resources'> {
  /** Index into `causes`; null: it hides no records. */
  readonly cause: number | null
}

/** @see Cause */
type CauseJson = Omit<Cause, 'findings'>

export interface IdentityJson {
  readonly agentId: number | null
  readonly name: string | null
  readonly administrator: boolean | null
  readonly scopes: readonly string[]
}

interface ResourceJson {
  readonly resource: Resource
  readonly agent: ObservationJson
  readonly app: ObservationJson
  readonly verdict: Verdict
  readonly both: number
  readonly onlyAgent: readonly string[]
  readonly onlyApp: readonly string[]
  readonly changed: readonly string[]
  /** null where a list that it rests on is missing or not whole. */
  readonly counts: Readonly<Record<Exclude<keyof ResourceCounts, 'undecided'>, number | null>>
  /** Indexes into `findings` of all that explain the verdict, findings about a whole side or run included. */
  readonly findings: readonly number[]
}

export type ObservationJson =
  | {
      readonly state: 'listed'
      readonly fetched: number
      /** null: not known. */
      readonly total: number | null
      readonly complete: boolean
      readonly reason?: string
    }
  | { readonly state: 'refused'; readonly status: 401 | 403 | null }
  | { readonly state: 'failed'; readonly code: string; readonly message: string }
  | { readonly state: 'skipped'; readonly reason: string }

/** The machine-readable result: ids and counts instead of rows, and every finding. */
export const comparisonToJson = (comparison: Comparison): ComparisonJson => {
  const { tenant, requests, coverage } = comparison
  // Each object is written out: a field added to a type later must not slip into the contract.
  return {
    schema: 'crossview.comparison/1',
    tenant: { name: tenant.name, url: tenant.url, version: tenant.version },
    startedAt: comparison.startedAt,
    finishedAt: comparison.finishedAt,
    complete: comparison.complete,
    requests: {
      agent: requests.agent,
      app: requests.app,
      inspector: requests.inspector,
      throttled: requests.throttled,
    },
    identities: {
      agent: identityJson(comparison.agent),
      app: identityJson(comparison.app),
      sameAgent: comparison.sameAgent,
      sameApplication: comparison.sameApplication,
    },
    coverage: {
      resources: coverage.resources,
      compared: coverage.compared,
      refused: coverage.refused,
      failed: coverage.failed,
      skipped: coverage.skipped,
    },
    resources: comparison.resources.map((compared) => {
      const { resource, agent, app, verdict, both, onlyAgent, onlyApp, changed } = compared
      const counts = resourceCounts(resourceOutcome(compared))
      return {
        resource,
        agent: observationJson(agent),
        app: observationJson(app),
        verdict,
        both,
        onlyAgent,
        onlyApp,
        changed,
        counts: {
          both: knownCount(counts.both),
          onlyAgent: knownCount(counts.onlyAgent),
          onlyApp: knownCount(counts.onlyApp),
          changed: knownCount(counts.changed),
        },
        findings: reasonIndexes(comparison, compared),
      }
    }),
    findings: comparison.findings.map((finding, index) => ({
      ...findingJson(finding),
      cause: causeOf(comparison, index),
    })),
    purpose: comparison.purpose?.name ?? null,
    causes: comparison.causes.map(causeJson),
  }
}

/** A side that could not connect has no identity; its reason is among the findings. */
const identityJson = (side: SideResult): IdentityJson | null => {
  if (side.state === 'failed') return null
  const { agentId, name, administrator, scopes } = side.identity
  return { agentId: agentNumber(agentId), name, administrator, scopes }
}

/** Halo's agent ids are whole numbers (halo-api.md section 7). */
export const agentNumber = (id: string | null): number | null => {
  if (id === null || !/^-?\d+$/.test(id)) return null
  const value = Number(id)
  return Number.isSafeInteger(value) ? value : null
}

const observationJson = (observation: Observation): ObservationJson => {
  switch (observation.state) {
    case 'listed': {
      const { records, total, complete, incompleteReason } = observation
      const counts = { state: 'listed', fetched: records.length, total, complete } as const
      return incompleteReason === null ? counts : { ...counts, reason: incompleteReason }
    }
    case 'refused':
      return { state: 'refused', status: observation.status }
    case 'failed':
      return { state: 'failed', code: observation.failure.code, message: observation.failure.message }
    case 'skipped':
      return { state: 'skipped', reason: observation.reason }
  }
}

/** What somebody accepted; no field where nobody did. */
export const acceptedJson = ({
  accepted,
}: {
  readonly accepted?: Accepted
}): { readonly accepted?: Accepted } =>
  accepted === undefined
    ? {}
    : { accepted: { reason: accepted.reason, by: accepted.by, until: accepted.until } }

export const findingJson = (finding: Finding): Omit<FindingJson, 'cause'> => ({
  code: finding.code,
  severity: finding.severity,
  side: finding.side,
  resource: finding.resource,
  records: finding.records,
  confidence: finding.confidence,
  message: withoutIsolates(finding.message),
  evidence: finding.evidence.map(evidenceJson),
  fix: finding.fix && fixJson(finding.fix),
  ...acceptedJson(finding),
})

const causeOf = ({ causes }: Comparison, finding: number): number | null => {
  const index = causes.findIndex(({ findings }) => findings.includes(finding))
  return index < 0 ? null : index
}

const causeJson = (cause: Cause): CauseJson => ({
  code: cause.code,
  side: cause.side,
  setting: withoutIsolates(cause.setting),
  confidence: cause.confidence,
  severity: cause.severity,
  resources: cause.resources.map(({ resource, records, refused }) => ({ resource, records, refused })),
  records: cause.records,
  alone: cause.alone,
  undecided: cause.undecided,
  message: withoutIsolates(cause.message),
  fix: cause.fix && fixJson(cause.fix),
  ...acceptedJson(cause),
})

export const evidenceJson = ({ what, value }: Evidence): Evidence => ({ what, value: withoutIsolates(value) })

export const fixJson = ({ text, path }: Fix): Fix => ({
  text: withoutIsolates(text),
  path: path && withoutIsolates(path),
})
