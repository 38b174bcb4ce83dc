import type { Judge } from '../access/judge'
import type { ResourceView, SideFacts } from '../access/side-facts'
import { applicationOf, applicationPath, labelOf, scopesText, sentence, subjectOf } from './words'
import type { Evidence, Finding, Fix, Severity } from '../comparison/finding'
import { resourceDefinition } from '../halo/resource'
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
  message: `${subjectOf(facts)} ${outcome(view)}: its token holds no scope for them (read:${area}).`,
  evidence: [
    ...outcomeEvidence(view),
    { what: 'granted scopes', value: scopesText(facts.scopes) },
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
  // What a token holds that is not known cannot be less than what another holds.
  if (scopes === null) return null
  const moreScopes = (other.scopes ?? []).filter((scope) => !scopes.includes(scope))
  if (
    facts.sameAgent !== true ||
    moreScopes.length === 0 ||
    view.other.state !== 'listed' ||
    view.other.records.length === 0
  ) {
    return null
  }
  const { label: what, contestedScope } = resourceDefinition(view.resource)
  const first = contestedScope === null ? '' : ` ${contestedScope} is the one to try first.`
  return {
    code: 'scope.missing',
    severity: lossSeverity(facts, view),
    side: facts.side,
    resource: view.resource,
    records: view.lost.map(({ id }) => id),
    confidence: 'observed',
    message: `${subjectOf(facts)} ${outcome(view)}, although the same agent sees them with more scopes: likely one of those is needed.`,
    evidence: [
      ...outcomeEvidence(view),
      { what: 'granted scopes', value: scopesText(scopes) },
      { what: 'scopes of the other side only', value: moreScopes.join(' ') },
    ],
    fix: {
      text: `Tick one of the scopes that ${applicationOf(facts)} lacks and the other side has, as far as ${what} are needed.${first}`,
      path: applicationPath(facts, 'Permissions'),
    },
  }
}

/** "is refused tickets (403)" or "gets an empty list of teams". */
export const outcome = ({ resource, own }: ResourceView): string =>
  own.state === 'refused'
    ? `is refused ${labelOf(resource)} (HTTP ${own.status})`
    : `gets an empty list of ${labelOf(resource)}`

export const outcomeEvidence = ({ resource, own, other }: ResourceView): readonly Evidence[] => [
  {
    what: sentence(labelOf(resource)),
    value: own.state === 'refused' ? `refused, HTTP ${own.status}` : 'empty list',
  },
  ...(other.state === 'listed'
    ? [{ what: 'seen by the other side', value: String(other.records.length) }]
    : []),
]

/** The smallest change depends on what is ticked and what the token request asks for. */
const scopeFix = (facts: SideFacts, area: string): Fix => {
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
