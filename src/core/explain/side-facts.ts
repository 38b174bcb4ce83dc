import type { Comparison, ResourceComparison, SideResult } from '../comparison/comparison'
import type { Identity } from '../comparison/identity'
import { nameDirectory } from '../comparison/names'
import type { NameOf } from '../comparison/names'
import type { Observation } from '../comparison/observation'
import type { AgentPermissions, ApplicationSettings, TenantTeam } from '../halo/permission'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'

/** A comparison before it is explained. */
export type ComparisonFacts = Omit<Comparison, 'findings'>

export type SideName = 'agent' | 'app'

/**
 * Why a whole side is refused everything: its token holds no scope, its agent is disabled, or its
 * application does not log in as an agent. It is told once, not for every resource.
 */
type RootCause = 'connection.no-scope' | 'agent.disabled' | 'connection.not-an-agent'

/** One side of a comparison with all that is known about it, as explaining needs it. */
export interface SideFacts {
  readonly side: SideName
  readonly result: SideResult
  /** null when the side could not connect. */
  readonly identity: Identity | null
  /** Scopes of the token; null when the side could not connect, or when they cannot be right. */
  readonly scopes: readonly string[] | null
  readonly permissions: AgentPermissions | null
  /** The application record; known for the app side only, and only with an inspector. */
  readonly application: ApplicationSettings | null
  /** Its agent's name where one is known. */
  readonly agentName: string | null
  readonly rootCause: RootCause | null
  /** What both sides got, seen from this one. */
  readonly views: readonly ResourceView[]
}

/** One resource seen from one side: what it sees, and what only the other side does. */
export interface ResourceView {
  readonly resource: Resource
  readonly own: Observation
  readonly other: Observation
  readonly seen: readonly RecordSummary[]
  /** Records the other side sees and this one does not, in the order of `compareIds`. */
  readonly lost: readonly RecordSummary[]
}

/** What explaining a side needs besides the side itself. */
export interface ExplainContext {
  /** null when either agent is unknown: then an agent's restriction is possible. */
  readonly sameAgent: boolean | null
  readonly teams: readonly TenantTeam[] | null
  readonly nameOf: NameOf
}

export const contextOf = (input: ComparisonFacts): ExplainContext => ({
  sameAgent: input.sameAgent,
  teams: input.configuration.teams,
  nameOf: nameDirectory(input),
})

export const sideFacts = (input: ComparisonFacts, side: SideName): SideFacts => {
  const result = input[side]
  const identity = result.state === 'connected' ? result.identity : null
  const permissions = side === 'app' ? input.configuration.appSide : input.configuration.agentSide
  const views = input.resources.map((comparison) => viewFrom(comparison, side))
  const seesAnything = views.some(({ seen }) => seen.length > 0)
  return {
    side,
    result,
    identity,
    // A token that opens records does hold scopes, even if its answer did not say which.
    scopes: identity === null || (identity.scopes.length === 0 && seesAnything) ? null : identity.scopes,
    permissions,
    application: side === 'app' ? input.configuration.application : null,
    agentName: identity?.name ?? permissions?.name ?? null,
    rootCause: rootCauseOf({ result, permissions, views, seesAnything }),
    views,
  }
}

const viewFrom = (comparison: ResourceComparison, side: SideName): ResourceView => {
  const [own, other] =
    side === 'app' ? [comparison.app, comparison.agent] : [comparison.agent, comparison.app]
  const lostIds = new Set(side === 'app' ? comparison.onlyAgent : comparison.onlyApp)
  const byId = new Map(recordsOf(other).map((record) => [record.id, record]))
  const lost = [...lostIds].map((id) => byId.get(id)).filter((record) => record !== undefined)
  return { resource: comparison.resource, own, other, seen: recordsOf(own), lost }
}

const recordsOf = (observation: Observation): readonly RecordSummary[] =>
  observation.state === 'listed' ? observation.records : []

interface SideEvidence {
  readonly result: SideResult
  readonly permissions: AgentPermissions | null
  readonly views: readonly ResourceView[]
  readonly seesAnything: boolean
}

/**
 * No scope: the token answer named none. Disabled: so its settings say, and it is refused or gets
 * empty lists. Not an agent: `Agent/me` was refused and so was every resource asked, although the
 * token holds scopes (halo-api.md section 8). A side that sees anything has none of these.
 */
const rootCauseOf = ({ result, permissions, views, seesAnything }: SideEvidence): RootCause | null => {
  if (result.state === 'failed' || seesAnything) return null
  const { identity, identityFailure } = result
  if (identity.scopes.length === 0) return 'connection.no-scope'
  const asked = views.filter(({ own }) => own.state !== 'skipped')
  const isRefused = ({ own }: ResourceView): boolean => own.state === 'refused'
  const lacks = identityFailure !== null || asked.some((view) => isRefused(view) || view.lost.length > 0)
  if (permissions?.disabled === true && lacks) return 'agent.disabled'
  if (identityFailure?.code === 'connection.not-an-agent') return 'connection.not-an-agent'
  const meRefused = identityFailure?.status === 401 || identityFailure?.status === 403
  return meRefused && asked.length > 0 && asked.every(isRefused) ? 'connection.not-an-agent' : null
}
