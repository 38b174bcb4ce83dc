import { administrator, disabledAgent, identityUnknown } from './identity-findings'
import { failureTexts, reasonOf } from '../comparison/failure-text'
import type { Evidence, Finding } from '../comparison/finding'
import type { Failure } from '../comparison/observation'
import { KNOWN_SCOPES, covers, scopeGrant } from '../halo/scope'
import { resourceDefinition } from '../halo/resource'
import type { SideFacts, ComparisonFacts } from '../access/side-facts'
import { applicationOf, applicationPath, refusedEvidence, scopesText, subjectOf } from './words'

/** Findings about a side as a whole: its connection, who it is, and its scopes. */
export const explainSide = (facts: SideFacts): readonly Finding[] => {
  if (facts.result.state === 'failed')
    return [connectionFailed(facts, facts.result.failure, facts.result.requestedScopes)]
  return [
    rootCause(facts),
    disabledAgent(facts),
    identityUnknown(facts, facts.result.identityFailure),
    scopesNotGranted(facts),
    administrator(facts),
  ].filter((finding) => finding !== null)
}

/** The run was ended early: what it did not reach was not compared. */
export const explainCancelled = ({ cancelled, resources }: ComparisonFacts): readonly Finding[] => {
  if (!cancelled) return []
  const left = resources.filter(({ verdict }) => verdict === 'unknown').length
  return [
    {
      code: 'data.incomplete',
      severity: 'warning',
      side: 'both',
      resource: null,
      records: [],
      confidence: 'observed',
      message: `The comparison was ended before it was done: ${left} of ${resources.length} resources have no verdict.`,
      evidence: [],
      fix: { text: 'Run the comparison again and let it finish.', path: null },
    },
  ]
}

const connectionFailed = (facts: SideFacts, failure: Failure, requested: readonly string[]): Finding => {
  const texts = failureTexts(failure)
  const inactive = facts.application?.inactive === true && failure.code === 'connection.invalid-client'
  return {
    code: reasonOf(failure.code),
    severity: failure.code === 'request.cancelled' ? 'warning' : 'error',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'observed',
    message: `${subjectOf(facts)} could not connect: ${texts.message}`,
    evidence: [
      ...(failure.status === null ? [] : [{ what: 'HTTP status', value: String(failure.status) }]),
      ...(inactive ? [{ what: 'application', value: 'inactive' }] : []),
      ...(failure.code === 'connection.invalid-scope' ? requestedScopes(requested) : []),
      ...texts.advice.map((value) => ({ what: 'check', value })),
    ],
    fix: connectionFix(facts, failure, texts.advice, requested, inactive),
  }
}

const requestedScopes = (requested: readonly string[]): readonly Evidence[] => [
  { what: 'requested scopes', value: scopesText(requested) },
  ...unknownScopes(requested).map((value) => ({ what: 'unknown scope', value })),
]

const unknownScopes = (requested: readonly string[]): readonly string[] =>
  requested.filter((scope) => !KNOWN_SCOPES.has(scope))

const connectionFix = (
  facts: SideFacts,
  { code }: Failure,
  advice: readonly string[],
  requested: readonly string[],
  inactive: boolean,
): Finding['fix'] => {
  if (inactive) return { text: `Make ${applicationOf(facts)} active again.`, path: applicationPath(facts) }
  const unknown = unknownScopes(requested)
  if (code === 'connection.invalid-scope' && unknown.length > 0) {
    return {
      text: `Ask for “all” or known scope names only; Halo does not know ${unknown.join(', ')}.`,
      path: null,
    }
  }
  const [first] = advice
  if (first === undefined) return null
  const inHalo = code === 'connection.invalid-client' || code === 'connection.not-an-agent'
  return { text: first, path: inHalo ? applicationPath(facts) : null }
}

const rootCause = (facts: SideFacts): Finding | null => {
  // A disabled agent is reported by identity-findings.ts, even one that is not refused.
  if (facts.rootCause === null || facts.rootCause === 'agent.disabled') return null
  const common = {
    severity: 'error',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'observed',
  } as const
  return facts.rootCause === 'connection.no-scope'
    ? {
        ...common,
        code: 'connection.no-scope',
        message: `${subjectOf(facts)} got a token without any scope, so Halo refuses its calls whatever its agent may do.`,
        evidence: [
          { what: 'requested scopes', value: scopesText(facts.identity?.requestedScopes ?? []) },
          { what: 'granted scopes', value: 'none' },
          ...refusedEvidence(facts),
        ],
        fix: noScopeFix(facts),
      }
    : {
        ...common,
        code: 'connection.not-an-agent',
        message: `${subjectOf(facts)} has a token with scopes, but Halo refuses Agent/me and its other calls: likely it does not log in as an agent.`,
        evidence: [{ what: 'granted scopes', value: scopesText(facts.scopes) }, ...refusedEvidence(facts)],
        fix: {
          text: `Set the login type of ${applicationOf(facts)} to Agent and choose the agent to log in as.`,
          path: applicationPath(facts),
        },
      }
}

/** Nothing asked for gives nothing; asked for and not given means nothing is ticked. */
export const noScopeFix = (facts: SideFacts): NonNullable<Finding['fix']> =>
  facts.identity?.requestedScopes.length === 0
    ? { text: 'Send a scope with the token request, for example “all”.', path: null }
    : {
        text: `Tick the scopes that ${applicationOf(facts)} needs, then get a new token.`,
        path: applicationPath(facts, 'Permissions'),
      }

const scopesNotGranted = (facts: SideFacts): Finding | null => {
  const { identity, scopes } = facts
  if (identity === null || scopes === null || scopes.length === 0) return null
  const { notGranted } = scopeGrant(identity.requestedScopes, scopes)
  if (notGranted.length === 0) return null
  const areas = new Set(notGranted.map((scope) => scope.slice(scope.indexOf(':') + 1)))
  const refused = facts.views.some(({ resource, own }) => {
    const { scopeArea } = resourceDefinition(resource)
    return (
      own.state === 'refused' &&
      scopeArea !== null &&
      areas.has(scopeArea) &&
      covers(scopes, scopeArea) === false
    )
  })
  return {
    code: 'scope.not-granted',
    severity: refused && facts.side === 'app' ? 'error' : 'warning',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'observed',
    message: `${subjectOf(facts)} asked for ${notGranted.join(', ')}, and its token came without ${notGranted.length === 1 ? 'it' : 'them'}.`,
    evidence: [
      { what: 'requested scopes', value: scopesText(identity.requestedScopes) },
      { what: 'granted scopes', value: scopesText(scopes) },
    ],
    fix: {
      text: `Tick ${notGranted.join(', ')} for ${applicationOf(facts)}, or stop asking for what it does not need.`,
      path: applicationPath(facts, 'Permissions'),
    },
  }
}
