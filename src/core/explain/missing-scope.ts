import type { Judge } from '../access/judge'
import type { ResourceView, SideFacts } from '../access/side-facts'
import { countText } from '../comparison/count-text'
import {
  applicationOf,
  applicationPath,
  asObserved,
  labelOf,
  nameSome,
  scopesEvidence,
  scopesText,
  sentence,
  subjectOf,
} from './words'
import type { Evidence, Finding, Fix, Severity } from '../comparison/finding'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'

/**
 * Whether a missing scope is why a side gets nothing of a resource: it was refused, or its list is
 * empty where the other side's is not (both happen, halo-api.md section 2.7).
 * @returns null when the scopes suffice, when nothing shows that they do not, and when the token
 *   holds no scope at all, which is reported for the side as a whole
 */
export const missingScope = (
  facts: SideFacts,
  other: SideFacts,
  view: ResourceView,
  judge: Judge,
): Finding | null => {
  const { causes, undecided } = judge.resource(view)
  const missing = causes.find(({ code }) => code === 'scope.missing')
  if (missing !== undefined) return scopeFinding(facts, view, missing.value)
  return undecided.includes('scope.missing') ? scopeByElimination(facts, other, view) : null
}

/** How bad it is that a side gets nothing of a resource. */
export const lossSeverity = ({ side }: SideFacts, { other }: ResourceView): Severity =>
  side === 'app' && other.state !== 'refused' ? 'error' : 'warning'

const scopeFinding = (facts: SideFacts, view: ResourceView, area: string): Finding => ({
  code: 'scope.missing',
  severity: lossSeverity(facts, view),
  side: facts.side,
  resource: view.resource,
  records: view.lost.map(({ id }) => id),
  confidence: 'documented',
  message: `${subjectOf(facts)} ${outcome(facts, view)}: its token ${asObserved(facts, 'holds', 'would hold')} no scope for them (read:${area}).`,
  evidence: [
    ...outcomeEvidence(facts, view),
    scopesEvidence(facts),
    { what: 'scope needed', value: `read:${area}` },
  ],
  fix: scopeFix(facts, area),
})

/**
 * No known scope governs the resource, but the other side is the same agent, sees it, and holds
 * scopes that this side lacks: the difference can only come from those.
 */
const scopeByElimination = (facts: SideFacts, other: SideFacts, view: ResourceView): Finding | null => {
  const { scopes } = facts
  // What a token holds that is not known cannot be less than what another holds. Nor does a prediction show anything.
  if (scopes === null || facts.predicted !== null) return null
  const moreScopes = (other.scopes ?? []).filter((scope) => !scopes.includes(scope))
  if (
    facts.sameAgent !== true ||
    moreScopes.length === 0 ||
    view.other.state !== 'listed' ||
    view.other.records.length === 0
  ) {
    return null
  }
  return {
    code: 'scope.missing',
    severity: lossSeverity(facts, view),
    side: facts.side,
    resource: view.resource,
    records: view.lost.map(({ id }) => id),
    confidence: 'observed',
    message: `${subjectOf(facts)} ${outcome(facts, view)}, although the same agent sees them with more scopes: likely one of those is needed.`,
    evidence: [
      ...outcomeEvidence(facts, view),
      { what: 'granted scopes', value: scopesText(scopes) },
      { what: 'scopes of the other side only', value: moreScopes.join(' ') },
    ],
    fix: perhapsScopeFix(facts, [view.resource]),
  }
}

/** "is refused tickets (HTTP 403)", "gets an empty list of teams", "would be refused tickets (predicted)". */
export const outcome = (facts: SideFacts, { resource, own }: ResourceView): string => {
  const what = labelOf(resource)
  return own.state === 'refused'
    ? asObserved(facts, `is refused ${what} (HTTP ${own.status})`, `would be refused ${what} (predicted)`)
    : asObserved(facts, `gets an empty list of ${what}`, `would get an empty list of ${what} (predicted)`)
}

export const outcomeEvidence = (
  facts: SideFacts,
  { resource, own, other }: ResourceView,
): readonly Evidence[] => [
  {
    what: sentence(labelOf(resource)),
    value:
      own.state === 'refused'
        ? asObserved(facts, `refused, HTTP ${own.status}`, 'refusal predicted')
        : asObserved(facts, 'empty list', 'empty list predicted'),
  },
  ...(other.state === 'listed'
    ? [
        {
          what: asObserved(facts, 'seen by the other side', 'listed by the inspector'),
          value: countText(other.records.length),
        },
      ]
    : []),
]

/** One of several scopes, where it is not known which governs the resources. */
export const perhapsScopeFix = (facts: SideFacts, resources: readonly Resource[]): Fix => {
  const contested = [
    ...new Set(resources.flatMap((resource) => resourceDefinition(resource).contestedScope ?? [])),
  ]
  const [scope] = contested
  const first = scope === undefined ? '' : ` ${scope} is the one to try first.`
  return {
    text: `Tick one of the scopes that ${applicationOf(facts)} lacks and the other side has, as far as ${nameSome(resources.map(labelOf))} are needed.${first}`,
    path: applicationPath(facts, 'Permissions'),
  }
}

/** The smallest change depends on what is ticked and what the token request asks for. */
export const scopeFix = (facts: SideFacts, area: string): Fix => {
  const name = `read:${area}`
  const requested = facts.identity?.requestedScopes ?? []
  const isAskedFor = covers(requested, area) === true
  const isTicked = facts.application?.scopes != null && covers(facts.application.scopes, area) === true
  if (isTicked && !isAskedFor) {
    return { text: `Ask for ${name} in the token request: it is ticked, but not asked for.`, path: null }
  }
  const ask = isAskedFor ? '' : ' and ask for it in the token request'
  return {
    text: `Tick ${name} for ${applicationOf(facts)}${ask}; tokens issued from then on have it.`,
    path: applicationPath(facts, 'Permissions'),
  }
}
