import type { ApplicationGate } from './change'
import type { Comparison, Contradicted, ResourceComparison, SideResult } from '../comparison/comparison'
import type { Identity } from '../comparison/identity'
import type { Failure, Observation } from '../comparison/observation'
import type { AgentPermissions, ApplicationSettings, TenantTeam } from '../halo/permission'
import { seenName } from '../comparison/name-text'
import { shownNames } from '../comparison/names'
import { isInOrder, type RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'
import { grantableScopes } from '../halo/scope'

/** A comparison before it is explained. */
export type ComparisonFacts = Omit<Comparison, 'findings' | 'causes'>

export type SideName = 'agent' | 'app'

/**
 * Why a whole side is refused everything: its token holds no scope, its agent is disabled, or its
 * application does not log in as an agent; of a predicted side also that the application is inactive or
 * logs in as nobody. It is reported once, not for every resource.
 */
type RootCause =
  | 'connection.no-scope'
  | 'agent.disabled'
  | 'connection.not-an-agent'
  | 'application.inactive'
  | 'application.no-login'

/** One side of a comparison with all that is known about it, as judging and explaining need it. */
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
  /** Whether it got any record of any resource. */
  readonly seesAnything: boolean
  /** Whether the other side did. */
  readonly otherSeesAnything: boolean
  /** null when either agent is unknown: then an agent's restriction is possible. */
  readonly sameAgent: boolean | null
  readonly teams: readonly TenantTeam[] | null
  /** Set where nobody logged in as this side's application: what it gets is predicted. */
  readonly predicted: PredictedSide | null
  /** The other side of a predicted one: the inspector, whose lists it is predicted from. */
  readonly isInspector: boolean
  /** What both sides got, seen from this one. */
  readonly views: readonly ResourceView[]
}

/** What a predicted side rests on besides scopes and settings. */
interface PredictedSide {
  readonly gate: ApplicationGate
  /** Rules that are not used, since a real comparison contradicted them. */
  readonly contradicted: readonly Contradicted[]
}

/** One resource seen from one side: what it sees, and what only the other side does. */
export interface ResourceView {
  readonly resource: Resource
  readonly own: Observation
  readonly other: Observation
  /** Without those that changed while they were read. */
  readonly seen: readonly RecordSummary[]
  /** Records the other side sees and this one does not, in the order of `compareIds`; empty without a verdict. */
  readonly lost: readonly RecordSummary[]
  /**
   * Records the other side sees and this one is known not to: `lost`, and where this side is refused
   * all that the other one sees.
   */
  readonly unseen: readonly RecordSummary[]
  /** Records that the other side sees and of which nothing decides whether this one would; a predicted side has such. */
  readonly undecided: readonly RecordSummary[]
}

/** All that the facts of a side are made of, besides the observations. */
const SOURCES = ['configuration', 'agent', 'app', 'sameAgent', 'predicted'] as const
type Sources = Pick<ComparisonFacts, (typeof SOURCES)[number]>

/**
 * Explanations, causes, summary, fixes, what-if and single records all ask for the same facts, and what is worked out
 * from them is kept with them (judge.ts, facets.ts). Kept by the observations and not handed along: a comparison is
 * copied with its findings, its causes and a purpose, and the observations are all that these copies share.
 */
const known = new WeakMap<
  ComparisonFacts['resources'],
  Map<SideName, Sources & { readonly facts: SideFacts }>
>()

/** One side of a comparison, worked out once. */
export const sideFacts = (input: ComparisonFacts, side: SideName): SideFacts => {
  const sides = known.get(input.resources) ?? new Map<SideName, Sources & { readonly facts: SideFacts }>()
  known.set(input.resources, sides)
  const before = sides.get(side)
  if (before !== undefined && SOURCES.every((source) => before[source] === input[source])) return before.facts
  const { configuration, agent, app, sameAgent, predicted } = input
  const facts = factsOf(input, side)
  sides.set(side, { configuration, agent, app, sameAgent, predicted, facts })
  return facts
}

const factsOf = (input: ComparisonFacts, side: SideName): SideFacts => {
  const result = input[side]
  const identity = result.state === 'connected' ? result.identity : null
  const permissions = side === 'app' ? input.configuration.appSide : input.configuration.agentSide
  const views = input.resources.map((comparison) => viewFrom(comparison, side))
  const scopes = tokenScopes(input, side)
  const evidence = {
    result,
    scopes,
    permissions,
    views,
    sameAgent: input.sameAgent,
    seesAnything: seesAnything(input, side),
    otherSeesAnything: otherSeesAnything(input, side),
  }
  return {
    ...evidence,
    side,
    identity,
    application: side === 'app' ? input.configuration.application : null,
    predicted: side === 'app' ? predictedSide(input) : null,
    isInspector: side === 'agent' && input.predicted !== null,
    agentName: agentNameOf(
      input,
      seenName(identity?.name) ?? seenName(permissions?.name),
      identity?.agentId ?? permissions?.agentId ?? null,
    ),
    rootCause: gateCause(input, side) ?? rootCauseOf(evidence),
    teams: input.configuration.teams,
  }
}

const predictedSide = (input: Pick<Comparison, 'predicted' | 'configuration'>): PredictedSide | null => {
  const gate = applicationGate(input)
  return gate && input.predicted && { gate, contradicted: input.predicted.contradicted }
}

/** What is known of the app side's application by itself; null where somebody logged in as it. */
export const applicationGate = ({
  predicted,
  configuration,
}: Pick<Comparison, 'predicted' | 'configuration'>): ApplicationGate | null =>
  predicted && { inactive: configuration.application?.inactive ?? null, noLogin: predicted.noLogin }

/** As the agent is called everywhere: told apart from another of its name. */
const agentNameOf = (input: ComparisonFacts, name: string | null, agentId: string | null): string | null =>
  name === null || agentId === null ? name : shownNames(input)('agent', agentId)

/**
 * Scopes of a side's token; empty where it holds none. null: not known, since the side could not
 * connect, or nothing tells what a token holds whose answer named no scope. Some tenants never name
 * any (halo-api.md section 15), so that alone is no evidence: that none was asked for is, or that Halo
 * keeps something from the side and gives it nothing (section 2.6). Where the application record was
 * read, what is ticked there tells; of a predicted side nothing else does.
 */
export const tokenScopes = (
  input: Pick<Comparison, SideName | 'resources' | 'configuration' | 'predicted'>,
  side: SideName,
): readonly string[] | null => {
  const ticked = side === 'app' ? (input.configuration.application?.scopes ?? null) : null
  if (side === 'app' && input.predicted !== null) return ticked
  const result = input[side]
  if (result.state === 'failed') return null
  const { scopes, requestedScopes } = result.identity
  if (scopes.length > 0) return scopes
  const seesRecords = seesAnything(input, side)
  if (ticked !== null) {
    const granted = grantableScopes(requestedScopes, ticked)
    return granted.length === 0 && seesRecords ? null : granted
  }
  if (seesRecords) return null
  const isShutOut =
    requestedScopes.length === 0 ||
    result.identityFailure !== null ||
    input.resources.some((comparison) => lacksSomething(viewFrom(comparison, side)))
  return isShutOut ? [] : null
}

/** Whether it is known what the side lacks of a resource: it has the whole list, or was refused. */
export const isKnown = ({ own }: ResourceView): boolean =>
  own.state === 'refused' || (own.state === 'listed' && own.complete)

/** Whether a side got any row of a resource. */
export const getsRows = (observation: Observation): boolean =>
  observation.state === 'listed' && observation.records.length > 0

const seesAnything = ({ resources }: Pick<Comparison, 'resources'>, side: SideName): boolean =>
  resources.some((comparison) => getsRows(comparison[side]))

/** What is predicted of the app side shows nothing of the inspector. */
const otherSeesAnything = (input: Pick<Comparison, 'resources' | 'predicted'>, side: SideName): boolean =>
  side === 'app' ? seesAnything(input, 'agent') : input.predicted === null && seesAnything(input, 'app')

const viewFrom = (comparison: ResourceComparison, side: SideName): ResourceView => {
  const [own, other] =
    side === 'app' ? [comparison.app, comparison.agent] : [comparison.agent, comparison.app]
  const changed = new Set(comparison.changed)
  const settled = (observation: Observation): readonly RecordSummary[] =>
    observation.state !== 'listed'
      ? []
      : changed.size === 0
        ? observation.records
        : observation.records.filter(({ id }) => !changed.has(id))
  const others = distinct(settled(other))
  const lost = recordsOf(side === 'app' ? comparison.onlyAgent : comparison.onlyApp, others)
  return {
    resource: comparison.resource,
    own,
    other,
    seen: settled(own),
    lost,
    unseen: own.state === 'refused' ? others : lost,
    undecided: recordsOf(comparison.undecided, others),
  }
}

/** Each id once, as it comes last. */
const distinct = (records: readonly RecordSummary[]): readonly RecordSummary[] =>
  isInOrder(records) ? records : [...new Map(records.map((record) => [record.id, record])).values()]

/** The records with these ids, in their order: one step through both where they are in the same. */
const recordsOf = (ids: readonly string[], records: readonly RecordSummary[]): readonly RecordSummary[] => {
  if (ids.length === 0) return []
  const found: RecordSummary[] = []
  for (const record of records) if (record.id === ids[found.length]) found.push(record)
  if (found.length === ids.length) return found
  const byId = new Map(records.map((record) => [record.id, record]))
  return ids.map((id) => byId.get(id)).filter((record) => record !== undefined)
}

/** Before its scopes and its agent matter. */
const gateCause = (
  input: Pick<Comparison, 'predicted' | 'configuration'>,
  side: SideName,
): RootCause | null => {
  const gate = side === 'app' ? applicationGate(input) : null
  if (gate?.inactive === true) return 'application.inactive'
  return gate?.noLogin === true ? 'application.no-login' : null
}

type SideEvidence = Pick<
  SideFacts,
  'result' | 'scopes' | 'permissions' | 'views' | 'sameAgent' | 'seesAnything' | 'otherSeesAnything'
>

/**
 * No scope: the token holds none, as far as is known. Disabled: so its settings say, and it is refused or gets
 * empty lists. Not an agent: `Agent/me` was refused and so was every resource asked, although the
 * token holds scopes (halo-api.md section 8). A side that sees anything has none of these, and an
 * agent that sees something on the other side is not shut out as disabled.
 */
const rootCauseOf = (evidence: SideEvidence): RootCause | null => {
  const { result, scopes, permissions, views, sameAgent } = evidence
  if (result.state === 'failed' || evidence.seesAnything) return null
  const { identityFailure } = result
  if (scopes?.length === 0) return 'connection.no-scope'
  const asked = views.filter(({ own }) => own.state !== 'skipped')
  const lacks = identityFailure !== null || asked.some(lacksSomething)
  const isShutOut = permissions?.disabled === true && !(sameAgent === true && evidence.otherSeesAnything)
  if (isShutOut && lacks) return 'agent.disabled'
  const isNobody = identityFailure !== null && saysNotAnAgent(identityFailure, asked)
  return isNobody ? 'connection.not-an-agent' : null
}

const isRefused = ({ own }: ResourceView): boolean => own.state === 'refused'

const lacksSomething = (view: ResourceView): boolean => isRefused(view) || view.lost.length > 0

const saysNotAnAgent = ({ code, status }: Failure, asked: readonly ResourceView[]): boolean =>
  code === 'connection.not-an-agent' ||
  // Any other failure of Agent/me is not Halo's own no. That the token has no scope was a guess from an
  // answer that names none; here the scopes are known.
  ((code === 'identity.unknown' || code === 'connection.no-scope') &&
    (status === 401 || status === 403) &&
    asked.length > 0 &&
    asked.every(isRefused))
