import { redactionText } from './redaction-text'
import type { ExceptionsOutcome } from '../exceptions/exception'
import type { Comparison, SideResult } from '../comparison/comparison'
import { countText, counted } from '../comparison/count-text'
import { second } from '../comparison/moment-text'
import { isolated, seenName } from '../comparison/name-text'
import { runGap, type RunGap } from '../comparison/outcome'
import { sideFailureWords } from '../comparison/reasons'
import type { RecipeCheck } from '../policy/recipe-check'
import { buildSummary } from '../summary/build-summary'
import { coverageWords, sameAgentWords, SIDE_WORDS } from '../words/words'
import type { Branding } from './branding'
import type { InventoryReport } from './inventory-model'
import { summaryPart, type SummaryPart } from './summary-part'
import { reportTables, type ReportTables } from './tables'

/** `summary`: some pages for whoever has five minutes. `full`: everything, nothing cut. */
export type ReportKind = 'summary' | 'full'

/** What is chosen about a report besides what it is about. */
export interface ReportChoice {
  readonly kind: ReportKind
  /** The application against a recipe; null when none was chosen. */
  readonly recipe: RecipeCheck | null
  /** As somebody typed it; null: not said. */
  readonly madeBy: string | null
  readonly madeFor: string | null
  /** Of Crossview, whose rules the findings follow; null: not said. */
  readonly version: string | null
  /** null: none. */
  readonly branding: Branding | null
  /** The access review of the tenant's applications, to be added; null: without it. */
  readonly review: InventoryReport | null
  /** What became of the exceptions that it was held against; null: none were named. */
  readonly exceptions: ExceptionsOutcome | null
}

/** A report of which nothing was chosen. */
const PLAIN_REPORT: ReportChoice = {
  kind: 'full',
  recipe: null,
  madeBy: null,
  madeFor: null,
  version: null,
  branding: null,
  review: null,
  exceptions: null,
}

/** A report as plain data: everything a page shows, in the order it is shown. */
export interface ReportModel
  extends ReportTables, Pick<ReportChoice, 'kind' | 'recipe' | 'branding' | 'review' | 'exceptions'> {
  readonly title: string
  readonly heading: string
  readonly tenantName: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What kept the comparison from being whole; null when nothing did. */
  readonly incomplete: string | null
  readonly gap: RunGap
  readonly coverage: string
  readonly sides: readonly ReportSide[]
  readonly relation: string
  readonly summary: SummaryPart
  /** What could not be read, in sentences. */
  readonly gaps: readonly string[]
  /** What is said of stand-ins, in sentences; null where names are names. */
  readonly redaction: string | null
  /** ISO 8601; the date of the document. */
  readonly finishedAt: string
}

interface ReportSide {
  readonly heading: string
  readonly identity: string
  readonly scopes: string
}

/** The report of a comparison. Of the full one nothing is cut: every differing record has its row. */
export const buildReport = (comparison: Comparison, chosen: Partial<ReportChoice> = {}): ReportModel => {
  const { tenant, coverage } = comparison
  const choice = { ...PLAIN_REPORT, ...chosen }
  const heading = choice.kind === 'summary' ? 'Permission summary' : 'Permission report'
  return {
    ...reportTables(comparison),
    kind: choice.kind,
    recipe: choice.recipe,
    branding: choice.branding,
    review: choice.review,
    exceptions: choice.exceptions,
    title: `${heading}: ${tenant.name}`,
    heading,
    tenantName: tenant.name,
    facts: titleFacts(comparison, choice),
    incomplete: incompleteText(comparison),
    gap: runGap(comparison),
    coverage: coverageWords(coverage),
    sides: [side(SIDE_WORDS.agent, comparison.agent), side(SIDE_WORDS.app, comparison.app)],
    relation: `${sameAgentWords(comparison.sameAgent)}.`,
    summary: summaryPart(comparison, buildSummary(comparison)),
    gaps: comparison.configuration.gaps,
    redaction: comparison.redaction === undefined ? null : redactionText(comparison.redaction),
    finishedAt: comparison.finishedAt,
  }
}

const titleFacts = (
  { tenant, requests, purpose, startedAt, finishedAt }: Comparison,
  { madeBy, madeFor, version }: ReportChoice,
): ReportModel['facts'] => [
  ['Tenant', tenant.name],
  ['Purpose', purpose === null ? 'none chosen' : purpose.title],
  ['Address', tenant.url],
  ['Halo version', tenant.version ?? 'not reported'],
  ['Compared', `${second(startedAt)} to ${second(finishedAt)} UTC`],
  [
    'Requests',
    `${countText(requests.agent)} agent side, ${countText(requests.app)} app side, ${countText(requests.inspector)} inspector; ${countText(requests.throttled)} throttled`,
  ],
  ...(madeBy === null ? [] : ([['Made by', madeBy]] as const)),
  ...(madeFor === null ? [] : ([['Made for', madeFor]] as const)),
  ...(version === null ? [] : ([['Made with', `Crossview ${version}, and the rules in it`]] as const)),
]

const incompleteText = (comparison: Comparison): string | null => {
  const { cancelled, complete, coverage, agent, app } = comparison
  if (runGap(comparison) === 'nothing-compared')
    return 'Nothing could be compared: no resource was listed whole on both sides.'
  // A refusal is an answer: the coverage, below, counts it.
  if (complete) return null
  if (cancelled) return 'This comparison was cancelled. What follows is what was done until then.'
  const lost = [
    ...(agent.state === 'failed' ? ['agent side'] : []),
    ...(app.state === 'failed' ? ['app side'] : []),
  ]
  if (agent.state === 'failed' && agent.failure.code === 'identity.same-application')
    return 'Nothing was compared: both sides are the same application.'
  if (lost.length > 0) return `Nothing could be compared: the ${lost.join(' and the ')} could not connect.`
  return `This comparison is incomplete: ${counted(coverage.failed, 'resource')} failed or could not be listed whole. What is missing is no evidence of anything.`
}

const side = (heading: string, result: SideResult): ReportSide => {
  if (result.state === 'failed') {
    return { heading, identity: sideFailureWords(result), scopes: 'not known' }
  }
  const { name, agentId, administrator, scopes } = result.identity
  const why = result.identityFailure?.message ?? 'Halo did not say'
  const who =
    agentId === null ? `Not known: ${why}` : `${isolated(seenName(name) ?? 'Agent')} (agent ${agentId})`
  return {
    heading,
    identity: administrator === true ? `${who}, Halo administrator` : who,
    scopes: scopes.length === 0 ? 'none named' : scopes.join(' '),
  }
}
