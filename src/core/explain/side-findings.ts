import { administrator, disabledAgent, sameApplicationFinding } from './identity-findings'
import { failureTexts, reasonOf } from '../comparison/failure-text'
import { countText, counted, plural } from '../comparison/count-text'
import type { Evidence, Finding, Fix } from '../comparison/finding'
import type { Failure } from '../comparison/observation'
import { KNOWN_SCOPES, covers, scopeGrant } from '../halo/scope'
import { resourceDefinition } from '../halo/resource'
import type { SideFacts, ComparisonFacts } from '../access/side-facts'
import { applicationOf, applicationPath, asObserved, refusedEvidence, scopesText, subjectOf } from './words'

/** Findings about a side as a whole: its agent, and its scopes. Of one that could not connect nothing is known. */
export const explainSide = (facts: SideFacts): readonly Finding[] =>
  facts.result.state === 'failed'
    ? []
    : [...rootCauses(facts), disabledAgent(facts), scopesNotGranted(facts), administrator(facts)].filter(
        (finding) => finding !== null,
      )

/** The run was ended early: what it did not reach was not compared. */
export const explainCancelled = ({
  cancelled,
  resources,
  predicted,
}: ComparisonFacts): readonly Finding[] => {
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
      message: `${predicted === null ? 'The comparison' : 'Reading the applications'} was ended before it was done: ${countText(left)} of ${counted(resources.length, 'resource')} ${plural(left, 'has', 'have')} no verdict.`,
      evidence: [],
      fix: {
        text:
          predicted === null
            ? 'Run the comparison again and let it finish.'
            : 'Read the applications again and let it finish.',
        path: null,
      },
    },
  ]
}

/** @param requested scopes of the token request */
export const connectionFailed = (
  facts: SideFacts,
  failure: Failure,
  requested: readonly string[],
): Finding => {
  const texts = failureTexts(failure)
  if (failure.code === 'identity.same-application') return sameApplicationFinding(texts)
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
  if (inactive) return activeFix(facts)
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

type ToldRootCause = Exclude<NonNullable<SideFacts['rootCause']>, 'agent.disabled'>

const rootCauses = (facts: SideFacts): readonly Finding[] => {
  const { rootCause, predicted, scopes } = facts
  const told = new Set<ToldRootCause>()
  // A disabled agent is reported by identity-findings.ts, even one that is not refused.
  if (rootCause !== null && rootCause !== 'agent.disabled') told.add(rootCause)
  // Of a prediction all are known at once, and each must go.
  if (predicted?.gate.noLogin === true) told.add('application.no-login')
  if (predicted !== null && scopes?.length === 0) told.add('connection.no-scope')
  return [...told].map((code): Finding => ({
    code,
    severity: 'error',
    side: facts.side,
    resource: null,
    records: [],
    confidence: asObserved(facts, 'observed', 'computed'),
    ...ROOT_CAUSES[code](facts),
  }))
}

type RootCauseWords = (facts: SideFacts) => Pick<Finding, 'message' | 'evidence' | 'fix'>

const ROOT_CAUSES: Readonly<Record<ToldRootCause, RootCauseWords>> = {
  'connection.no-scope': (facts) => ({
    message: asObserved(
      facts,
      `${subjectOf(facts)} got a token without any scope, so Halo refuses its calls whatever its agent may do.`,
      `${subjectOf(facts)} would get a token without any scope, so Halo would refuse its calls whatever its agent may do (predicted).`,
    ),
    evidence: asObserved(
      facts,
      [
        { what: 'requested scopes', value: scopesText(facts.identity?.requestedScopes ?? []) },
        { what: 'granted scopes', value: 'none' },
        ...refusedEvidence(facts),
      ],
      [{ what: 'ticked scopes', value: 'none' }, ...refusedEvidence(facts)],
    ),
    fix: noScopeFix(facts),
  }),
  'connection.not-an-agent': (facts) => ({
    message: `${subjectOf(facts)} has a token with scopes, but Halo refuses Agent/me and its other calls: likely it does not log in as an agent.`,
    evidence: [{ what: 'granted scopes', value: scopesText(facts.scopes) }, ...refusedEvidence(facts)],
    fix: loginFix(facts),
  }),
  'application.inactive': (facts) => ({
    message: `${subjectOf(facts)} would get no token and be refused everything (predicted): the application is inactive.`,
    evidence: [{ what: 'application', value: 'inactive' }, ...refusedEvidence(facts)],
    fix: activeFix(facts),
  }),
  'application.no-login': (facts) => ({
    message: `${subjectOf(facts)} would be refused everything (predicted): nobody is named for it to log in as.`,
    evidence: [{ what: 'logs in as', value: 'nobody' }, ...refusedEvidence(facts)],
    fix: loginFix(facts),
  }),
}

export const activeFix = (facts: SideFacts): Fix => ({
  text: `Make ${applicationOf(facts)} active again.`,
  path: applicationPath(facts),
})

export const loginFix = (facts: SideFacts): Fix => ({
  text: `Set the login type of ${applicationOf(facts)} to Agent and choose the agent to log in as.`,
  path: applicationPath(facts),
})

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
