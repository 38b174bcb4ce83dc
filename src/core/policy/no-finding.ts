import { tokenScopes } from '../access/side-facts'
import { followsClient, isLimitedByTeam, isLimitedByType, isTicketLike } from '../access/visibility'
import type { Comparison, ResourceComparison } from '../comparison/comparison'
import { sameAgent } from '../comparison/identity'
import { coveragePart, listEndOf, type CoveragePart } from '../comparison/outcome'
import type { ReasonCode } from '../comparison/reason-code'
import { resourceDefinition, type Resource } from '../halo/resource'

type IsSubject = (resource: Resource) => boolean
const anything: IsSubject = () => true

/**
 * The resources whose lists have to be there for a finding to be made; null: it is about a connection,
 * an agent or the pair, whatever their lists.
 */
const SUBJECTS: Readonly<Record<ReasonCode, IsSubject | null>> = {
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
  unknownOfSides(code, comparison, recipes) ?? notCompared(code, comparison) ?? unexplained(code, comparison)

const unknownOfSides = (code: ReasonCode, comparison: Comparison, recipes: number): string | null => {
  const { agent, app, sameApplication, configuration } = comparison
  const identity = app.state === 'failed' ? null : app.identity
  const { appSide } = configuration
  const settings = 'the settings of the agent that the app logs in as were not read'
  switch (code) {
    case 'scope.excess':
      if (recipes === 0) return 'more than what is needed is told by a recipe, and none is among these'
      return tokenScopes(comparison, 'app') === null ? 'the scopes of the app are not known' : null
    case 'scope.not-granted':
    case 'connection.no-scope':
      return tokenScopes(comparison, 'app') === null || tokenScopes(comparison, 'agent') === null
        ? 'the scopes of both sides are not known'
        : null
    case 'identity.same-application':
      return sameApplication === null ? 'whether both sides are one application is not known' : null
    case 'identity.different-agent':
    case 'identity.unknown':
      return sameAgent(agent.state === 'failed' ? null : agent.identity, identity) === null
        ? 'who the two sides are is not known'
        : null
    case 'agent.administrator':
      return (identity?.administrator ?? appSide?.administrator ?? null) === null ? settings : null
    case 'agent.disabled':
      return (appSide?.disabled ?? null) === null ? settings : null
    default:
      return code.startsWith('agent.') && appSide === null ? settings : null
  }
}

/** What was refused, failed or not asked may hold anything. */
const notCompared = (code: ReasonCode, { resources }: Comparison): string | null => {
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
const unexplained = (code: ReasonCode, { findings }: Comparison): string | null => {
  if (code !== 'scope.missing' && !code.startsWith('agent.')) return null
  const isSubject = SUBJECTS[code]
  const open = findings.flatMap((finding) =>
    finding.code === 'data.unexplained' && finding.resource !== null && isSubject?.(finding.resource) === true
      ? [labelOf({ resource: finding.resource })]
      : [],
  )
  return open.length === 0
    ? null
    : `differences without a known cause are left in ${[...new Set(open)].join(', ')}`
}
