import { outcomeTexts, outcomeWords } from '../exceptions/exception-words'
import type { ExceptionsOutcome } from '../exceptions/exception'
import { redactionText } from './redaction-text'
import type { Redaction, SideResult } from '../comparison/comparison'
import { countText, counted } from '../comparison/count-text'
import { failureTexts } from '../comparison/failure-text'
import { isBlank, isolated, seenName } from '../comparison/name-text'
import { listEndOf } from '../comparison/outcome'
import { sideFailureWords } from '../comparison/reasons'
import { labelOf } from '../explain/words'
import { resourceDefinition } from '../halo/resource'
import { indexOf } from '../inventory/applications'
import type { ApplicationFacts } from '../inventory/application'
import type { Inventory, InventoryEntry, Risk } from '../inventory/inventory'
import { decisionsOf, type ClosedReview, type Decision, type Review } from '../inventory/review'
import {
  reviewChanges,
  reviewCounts,
  reviewedEntries,
  type ReviewChanges,
  type ReviewCounts,
} from '../inventory/review-counts'
import { agreementWords, moment, owaspWords, RISK_WORDS } from '../inventory/inventory-words'
import { answerWord, listWords, SEVERITY_WORDS } from '../words/words'
import { applicationSection, type ApplicationSection } from './inventory-section'

/** An inventory on paper as plain data: everything a page shows, in the order it is shown. */
export interface InventoryReport {
  readonly title: string
  readonly heading: string
  readonly tenantName: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What keeps it from being whole, in sentences; empty: nothing does. */
  readonly incomplete: readonly string[]
  readonly coverage: string
  /** null: nothing was decided, nor ever before, and nobody is named: it is no access review. */
  readonly review: ReviewPart | null
  readonly lists: readonly { readonly label: string; readonly got: string }[]
  readonly risks: readonly RiskLine[]
  /** Agents that several applications log in as, with all of these. */
  readonly shared: readonly { readonly agent: string; readonly applications: readonly string[] }[]
  readonly overview: readonly OverviewLine[]
  readonly applications: readonly ApplicationSection[]
  /** Halo's own, by name: listed, and no more. */
  readonly system: readonly string[]
  readonly contradicted: readonly string[]
  readonly agreement: readonly {
    readonly application: string
    readonly resource: string
    readonly words: string
    readonly when: string
  }[]
  readonly limits: readonly string[]
  readonly gaps: readonly string[]
  /** ISO 8601; the date of the document. */
  readonly finishedAt: string
}

export interface ReviewPart {
  readonly reviewer: string | null
  readonly counts: ReviewCounts
  /** Sums, each of which adds up. */
  readonly sums: readonly string[]
  /** What was decided to be changed or put off, and why. */
  readonly decided: readonly { readonly name: string; readonly decision: Decision }[]
  /** Applications without a decision. */
  readonly open: readonly string[]
  readonly aside: readonly string[]
  readonly last: Pick<ClosedReview, 'closedAt' | 'reviewer' | 'population'> | null
  /** null: no review was closed before. */
  readonly changes: ReviewChanges | null
  readonly sha256: string
  readonly redacted: boolean
}

interface RiskLine {
  readonly words: string
  readonly code: string
  readonly severity: string
  readonly owasp: string
  readonly applications: number
}

interface OverviewLine {
  readonly name: string
  readonly login: string
  readonly scopes: string
  readonly risks: string
  readonly decision: string
}

/** What an inventory is reported with. */
export interface ReviewInput {
  readonly review: Review
  /** null: none was closed before. */
  readonly last: ClosedReview | null
  /** Of what was read: `populationSha256`. */
  readonly sha256: string
  /** Names were replaced: the SHA-256 is of what they stood in for. */
  readonly redacted: boolean
  /** What a redacted one is known by again. */
  readonly redaction?: Redaction
  /** What became of the exceptions that it was held against; left out: none were named. */
  readonly exceptions?: ExceptionsOutcome
}

/** The report of an inventory: an access review as soon as there is anything to one. Nothing is cut. */
export const buildInventoryReport = (inventory: Inventory, input: ReviewInput): InventoryReport => {
  const { facts, calibration } = inventory
  const { nameOf } = indexOf(facts)
  const decisionOf = decisionsOf(input.review)
  const isReview = hasReview(input)
  const heading = isReview ? 'Access review' : 'Inventory of applications'
  const entries = reviewedEntries(inventory)
  const sections = entries.map((entry) =>
    applicationSection(entry, {
      name: nameOf(entry.application),
      decision: isReview ? decisionOf(entry.application.id) : undefined,
    }),
  )
  return {
    title: `${heading}: ${facts.tenant.name}`,
    heading,
    tenantName: facts.tenant.name,
    facts: coverFacts(inventory, input, isReview),
    incomplete: incompleteTexts(inventory),
    coverage: coverageText(inventory),
    review: isReview ? reviewPart(inventory, input, nameOf) : null,
    lists: facts.lists.map(({ resource, observation }) => ({
      label: resourceDefinition(resource).label,
      got: listWords(listEndOf(observation)),
    })),
    risks: riskLines(entries),
    shared: sharedAgents(facts),
    overview: sections.map(({ name, login, scopesShort, risks, decision }) => ({
      name,
      login,
      scopes: scopesShort,
      risks: risks.map(({ short }) => short).join(', '),
      decision: decision?.word ?? '',
    })),
    applications: sections,
    system: inventory.entries.flatMap(({ application }) => (application.system ? [nameOf(application)] : [])),
    contradicted: calibration.contradicted.map(({ message }) => message),
    agreement: calibration.agreement.map((one) => ({
      application: nameById(facts.applications, nameOf, one.applicationId),
      resource: resourceDefinition(one.resource).label,
      words: agreementWords(one),
      when: moment(one.comparedAt),
    })),
    limits: inventory.limits,
    gaps: facts.gaps,
    finishedAt: facts.finishedAt,
  }
}

const hasReview = ({ review, last }: ReviewInput): boolean =>
  last !== null ||
  Object.keys(review.decisions).length > 0 ||
  (review.reviewer !== null && !isBlank(review.reviewer))

const nameById = (
  applications: readonly ApplicationFacts[],
  nameOf: (application: ApplicationFacts) => string,
  id: string,
): string => {
  const found = applications.find((application) => application.id.toLowerCase() === id.toLowerCase())
  return found === undefined ? id : nameOf(found)
}

// --- The cover -----------------------------------------------------------------------------------

const coverFacts = (
  { facts, complete }: Inventory,
  { review, sha256, redacted, redaction, exceptions }: ReviewInput,
  isReview: boolean,
): InventoryReport['facts'] => [
  ['Tenant', facts.tenant.name],
  ['Address', facts.tenant.url],
  ['Halo version', facts.tenant.version ?? 'not reported'],
  ...(isReview ? [['Reviewer', seenName(review.reviewer) ?? 'not named'] as const] : []),
  ['Read', `${moment(facts.startedAt)} to ${moment(facts.finishedAt)} UTC`],
  ['Read by', inspectorText(facts.inspector)],
  [
    'How',
    'Halo’s list of API applications, the record of each, the agents and roles they log in as, and the lists of records; with read requests only, and without any application’s secret',
  ],
  ['Read whole', answerWord(complete)],
  ['Requests', `${countText(facts.requests)}, ${countText(facts.throttled)} throttled`],
  ['SHA-256', redacted ? `${sha256} (of what was read, with its names)` : sha256],
  ...(redaction === undefined ? [] : [['Redaction', redactionText(redaction)] as const]),
  ...(exceptions === undefined
    ? []
    : [
        ['Exceptions', outcomeWords(exceptions)] as const,
        ...outcomeTexts(exceptions).map((text) => ['', text] as const),
      ]),
]

const inspectorText = (inspector: SideResult): string => {
  if (inspector.state === 'failed') return sideFailureWords(inspector)
  const { name, agentId, administrator, scopes } = inspector.identity
  const who = seenName(name) ?? 'an inspector whose name is not known'
  return [
    `${isolated(who)}${agentId === null ? '' : ` (agent ${agentId})`}`,
    administrator === true
      ? 'Halo administrator'
      : administrator === false
        ? 'no Halo administrator'
        : 'whether a Halo administrator is not known',
    `scopes ${scopes.length === 0 ? 'not named' : scopes.join(' ')}`,
  ].join(', ')
}

const coverageText = ({ coverage, entries, facts }: Inventory): string => {
  const notAll = 'How many applications the tenant has is not known'
  if (facts.listFailure !== null && coverage.applications === 0) return notAll
  const system = entries.filter(({ application }) => application.system).length
  return (
    (facts.listFailure === null ? '' : `${notAll}; of those that came: `) +
    `${counted(coverage.applications, 'application')} = ${countText(coverage.read)} read + ${countText(coverage.unread)} unread` +
    `; ${countText(system)} of them ${system === 1 ? 'is' : 'are'} Halo’s own`
  )
}

const incompleteTexts = ({ facts, coverage }: Inventory): readonly string[] => {
  const lists = facts.lists.filter(
    ({ observation }) => !(observation.state === 'listed' && observation.complete),
  )
  return [
    ...(facts.inspector.state === 'failed'
      ? [`The inspector could not connect: ${failureTexts(facts.inspector.failure).message}`]
      : facts.listFailure === null
        ? []
        : [`The list of applications could not be read: ${failureTexts(facts.listFailure).message}`]),
    ...(facts.cancelled
      ? ['Reading was ended before it was done. What follows is what was read until then.']
      : []),
    ...(coverage.unread === 0
      ? []
      : [
          `${counted(coverage.unread, 'application')} could not be read: what ${coverage.unread === 1 ? 'it can' : 'they can'} do is unknown, and not known to be harmless.`,
        ]),
    ...(lists.length === 0
      ? []
      : [
          `Not read whole: ${lists.map(({ resource, observation }) => `${labelOf(resource)} (${listWords(listEndOf(observation))})`).join(', ')}. What an application would see of these is not known.`,
        ]),
  ]
}

// --- The review ----------------------------------------------------------------------------------

const reviewPart = (
  inventory: Inventory,
  { review, last, sha256, redacted }: ReviewInput,
  nameOf: (application: ApplicationFacts) => string,
): ReviewPart => {
  const counts = reviewCounts(inventory, review)
  const decisionOf = decisionsOf(review)
  const entries = reviewedEntries(inventory)
  return {
    reviewer: seenName(review.reviewer),
    counts,
    sums: sumsOf(counts, inventory),
    decided: entries.flatMap(({ application }) => {
      const decision = decisionOf(application.id)
      return decision === null || decision.decision === 'keep'
        ? []
        : [{ name: nameOf(application), decision }]
    }),
    open: entries.flatMap(({ application }) =>
      decisionOf(application.id) === null ? [nameOf(application)] : [],
    ),
    aside: counts.aside.map(({ id, decision, why }) => {
      const name = inventory.entries.find(
        ({ application }) => application.id.toLowerCase() === id.toLowerCase(),
      )
      const before = last?.applications.find(
        (application) => application.id.toLowerCase() === id.toLowerCase(),
      )
      const called = name === undefined ? before?.name : nameOf(name.application)
      const what = called === undefined ? id : `${isolated(called)} (${id})`
      return `${what}, ${decision}: ${ASIDE[why]}.`
    }),
    last: last && { closedAt: last.closedAt, reviewer: last.reviewer, population: last.population },
    changes: reviewChanges(inventory, last),
    sha256,
    redacted,
  }
}

const ASIDE: Readonly<Record<ReviewCounts['aside'][number]['why'], string>> = {
  gone: 'it is in the list no more',
  system: 'it is Halo’s own, which is not reviewed',
  'not-read': 'the list of applications could not be read',
}

const sumsOf = (counts: ReviewCounts, { entries }: Inventory): readonly string[] => [
  `${countText(counts.reviewed)} reviewed = ${countText(counts.keep)} kept + ${countText(counts.reduce)} to be reduced + ${countText(counts.remove)} to be removed + ${countText(counts.defer)} deferred`,
  `${counted(counts.applications, 'application')} = ${countText(counts.reviewed)} reviewed + ${countText(counts.open)} open`,
  `${countText(entries.length)} in Halo’s list = ${countText(counts.applications)} to be reviewed + ${countText(entries.length - counts.applications)} of Halo’s own`,
]

/** Halo's own among them: what uses an agent uses it, whoever made it. */
const sharedAgents = (facts: Inventory['facts']): InventoryReport['shared'] => {
  const { nameOf, agentNameOf } = indexOf(facts)
  const byAgent = new Map<string, ApplicationFacts[]>()
  for (const application of facts.applications) {
    const { agentId } = application.login
    if (agentId !== null) byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), application])
  }
  return [...byAgent.values()].flatMap((applications) => {
    const [first] = applications
    return first === undefined || applications.length < 2
      ? []
      : [{ agent: agentNameOf(first) ?? '', applications: applications.map(nameOf) }]
  })
}

// --- Risks ---------------------------------------------------------------------------------------

/** How many applications have each risk, the worst first. */
const riskLines = (entries: readonly InventoryEntry[]): readonly RiskLine[] => {
  const found = new Map<string, { readonly risk: Risk; applications: number }>()
  for (const { risks } of entries) {
    for (const risk of risks) {
      // One code may be worse for one application than for another.
      const key = `${risk.code} ${risk.severity}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { risk, applications: 1 })
      else known.applications += 1
    }
  }
  const rank = { error: 0, warning: 1, info: 2 }
  return [...found.values()]
    .sort((a, b) => rank[a.risk.severity] - rank[b.risk.severity] || b.applications - a.applications)
    .map(({ risk, applications }) => ({
      words: RISK_WORDS[risk.code],
      code: risk.code,
      severity: SEVERITY_WORDS[risk.severity],
      owasp: owaspWords(risk.owasp) ?? '',
      applications,
    }))
}
