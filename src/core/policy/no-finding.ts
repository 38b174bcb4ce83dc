import { tokenScopes } from '../access/side-facts'
import { followsClient, isLimitedByTeam, isLimitedByType, isTicketLike } from '../access/visibility'
import type { Comparison, ResourceComparison, SideResult } from '../comparison/comparison'
import { sameAgent, type Identity } from '../comparison/identity'
import { coveragePart, listEndOf, type CoveragePart } from '../comparison/outcome'
import { resourcesOf } from '../comparison/finding'
import type { ReasonCode } from '../comparison/reason-code'
import { resourceDefinition, type Resource } from '../halo/resource'

type IsSubject = (resource: Resource) => boolean
const anything: IsSubject = () => true

/** Risks of a tenant's applications are worked out from its inventory, not from a comparison. */
type ApplicationCode = Extract<ReasonCode, `application.${string}`>
type ComparedCode = Exclude<ReasonCode, ApplicationCode>

const isOfApplication = (code: ReasonCode): code is ApplicationCode => code.startsWith('application.')

/**
 * The resources whose lists have to be there for a finding to be made; null: it is about a connection,
 * an agent or the pair, whatever their lists.
 */
const SUBJECTS: Readonly<Record<ComparedCode, IsSubject | null>> = {
  'connection.invalid-client': null,
  'connection.invalid-scope': null,
  'connection.no-scope': null,
  'connection.not-an-agent': null,
  'connection.not-halo': null,
  'connection.tls': null,
  'connection.unreachable': null,
  'connection.rate-limited': null,
  'identity.same-application': null,
  'identity.different-agent': null,
  'identity.unknown': null,
  'scope.missing': anything,
  'scope.not-granted': null,
  'scope.excess': null,
  'agent.feature-level': anything,
  'agent.no-team': isLimitedByTeam,
  'agent.team': isLimitedByTeam,
  'agent.client': followsClient,
  'agent.ticket-type': (resource) => isLimitedByType('ticket type', resource),
  'agent.asset-type': (resource) => isLimitedByType('asset type', resource),
  'agent.unassigned': isTicketLike,
  'agent.others-tickets': isTicketLike,
  'agent.disabled': null,
  'agent.administrator': null,
  'app.more-than-person': anything,
  'data.incomplete': anything,
  'data.changed': anything,
  'data.unexplained': anything,
  'data.contradicts-rule': anything,
}

/**
 * Why a finding that is not there could not have been made, so that its absence says nothing; the end of
 * a sentence, null when it could have been made wherever it can be.
 * @param recipes how many say what is needed
 */
export const whyNotFound = (code: ReasonCode, comparison: Comparison, recipes: number): string | null =>
  isOfApplication(code)
    ? 'a comparison does not look for it: `crossview applications` does'
    : (unknownOfSides(code, comparison, recipes) ??
      notCompared(code, comparison) ??
      unexplained(code, comparison))

/** Whether it is known what a finding about a side or the pair turns on, and what is said where it is not. */
interface Fact {
  readonly isKnown: (comparison: Comparison) => boolean
  readonly unknown: string
}

const unknownOfSides = (code: ComparedCode, comparison: Comparison, recipes: number): string | null => {
  if (code === 'scope.excess' && recipes === 0)
    return 'more than what is needed is told by a recipe, and none is among these'
  const fact = FACTS[code] ?? (code.startsWith('agent.') ? SETTINGS : null)
  return fact === null || fact.isKnown(comparison) ? null : fact.unknown
}

const identityOf = (side: SideResult): Identity | null => (side.state === 'failed' ? null : side.identity)

const SETTINGS: Fact = {
  isKnown: ({ configuration }) => configuration.appSide !== null,
  unknown: 'the settings of the agent that the app logs in as were not read',
}

const SCOPES: Fact = {
  isKnown: (comparison) =>
    tokenScopes(comparison, 'app') !== null && tokenScopes(comparison, 'agent') !== null,
  unknown: 'the scopes of both sides are not known',
}

const IDENTITIES: Fact = {
  isKnown: ({ agent, app }) => sameAgent(identityOf(agent), identityOf(app)) !== null,
  unknown: 'who the two sides are is not known',
}

const FACTS: Readonly<Partial<Record<ReasonCode, Fact>>> = {
  'scope.excess': {
    isKnown: (comparison) => tokenScopes(comparison, 'app') !== null,
    unknown: 'the scopes of the app are not known',
  },
  'scope.not-granted': SCOPES,
  'connection.no-scope': SCOPES,
  'identity.same-application': {
    isKnown: ({ sameApplication }) => sameApplication !== null,
    unknown: 'whether both sides are one application is not known',
  },
  'identity.different-agent': IDENTITIES,
  'identity.unknown': IDENTITIES,
  'agent.administrator': {
    isKnown: ({ app, configuration: { appSide } }) =>
      (identityOf(app)?.administrator ?? appSide?.administrator ?? null) !== null,
    unknown: SETTINGS.unknown,
  },
  'agent.disabled': {
    isKnown: ({ configuration: { appSide } }) => (appSide?.disabled ?? null) !== null,
    unknown: SETTINGS.unknown,
  },
}

/** What was refused, failed or not asked may hold anything. */
const notCompared = (code: ComparedCode, { resources }: Comparison): string | null => {
  const isSubject = SUBJECTS[code]
  if (isSubject === null) return null
  const subjects = resources.filter(({ resource }) => isSubject(resource))
  if (subjects.length === 0) return 'nothing was compared that it could be about'
  const gaps = subjects.flatMap((compared) => {
    const part = partOf(compared)
    return part === 'compared' ? [] : [`${labelOf(compared)} (${part})`]
  })
  return gaps.length === 0 ? null : `no comparison was possible of ${gaps.join(', ')}`
}

const partOf = ({ agent, app }: ResourceComparison): CoveragePart =>
  coveragePart(listEndOf(agent), listEndOf(app))

const labelOf = ({ resource }: { readonly resource: Resource }): string =>
  resourceDefinition(resource).label.toLowerCase()

/** A difference without a cause may have this one. */
const unexplained = (code: ComparedCode, { findings }: Comparison): string | null => {
  if (code !== 'scope.missing' && !code.startsWith('agent.')) return null
  const isSubject = SUBJECTS[code]
  const open = findings.flatMap((finding) =>
    finding.code === 'data.unexplained'
      ? resourcesOf(finding)
          .filter((resource) => isSubject?.(resource) === true)
          .map((resource) => labelOf({ resource }))
      : [],
  )
  return open.length === 0
    ? null
    : `differences without a known cause are left in ${[...new Set(open)].join(', ')}`
}
