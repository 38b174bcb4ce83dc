import type { Comparison, ResourceComparison, SideResult, Verdict } from '../comparison/comparison'
import type { Finding, Severity } from '../comparison/finding'
import type { Observation } from '../comparison/observation'
import {
  listEndOf,
  resourceCounts,
  resourceOutcome,
  runGap,
  verdictTone,
  type ResourceCounts,
  type RunGap,
  type Tone,
} from '../comparison/outcome'
import { reasonsFor, sideFailureWords } from '../comparison/reasons'
import { accessFactsOf } from '../access/access'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { FEATURES } from '../halo/feature'
import type { RecipeCheck } from '../policy/recipe-check'
import { counted } from '../comparison/count-text'
import { second } from '../comparison/moment-text'
import { isolated, seenName } from '../comparison/name-text'
import { nameless, shownRecords } from '../comparison/names'
import { resourceDefinition, type Resource } from '../halo/resource'
import {
  answerWord,
  CONFIDENCE_WORDS,
  coverageWords,
  listWords,
  sameAgentWords,
  SEVERITY_WORDS,
  SIDE_WORDS,
  VERDICT_WORDS,
} from '../words/words'

/** A report as plain data: everything a page shows, in the order it is shown. */
export interface ReportModel {
  readonly title: string
  readonly tenantName: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What kept the comparison from being whole; null when nothing did. */
  readonly incomplete: string | null
  readonly gap: RunGap
  readonly coverage: string
  readonly sides: readonly ReportSide[]
  readonly relation: string
  readonly summary: readonly SummaryRow[]
  readonly findings: readonly ReportFinding[]
  readonly differences: readonly DifferenceSection[]
  /** Effective permissions of the app side, a row for each of Halo's features. */
  readonly permissions: readonly PermissionLine[]
  /** The application against a recipe; null when none was chosen. */
  readonly recipe: RecipeCheck | null
  /** What could not be read, in sentences. */
  readonly gaps: readonly string[]
  /** ISO 8601; the date of the document. */
  readonly finishedAt: string
}

interface ReportSide {
  readonly heading: string
  readonly identity: string
  readonly scopes: string
}

export interface SummaryRow {
  readonly label: string
  readonly agent: string
  readonly app: string
  readonly counts: ResourceCounts
  readonly verdict: Verdict
  readonly verdictText: string
  readonly tone: Tone
  /** Codes of the findings that explain the verdict, each once. */
  readonly reasons: readonly string[]
}

export interface ReportFinding extends Finding {
  readonly severityText: string
  readonly confidenceText: string
  /** "Tickets, app side". */
  readonly about: string
}

export interface DifferenceSection {
  readonly label: string
  readonly rows: readonly DifferenceRow[]
}

interface PermissionLine {
  readonly feature: string
  /** One for each of `VERBS`: what is allowed, and which half denies or leaves it open. */
  readonly cells: readonly string[]
  /** What the levels and scopes rest on, without repeats. */
  readonly provenance: string
}

interface DifferenceRow {
  readonly id: string
  readonly label: string
  /** Names where one was read anywhere, else "client 12"; empty where the record has none. */
  readonly client: string
  readonly team: string
  readonly type: string
  readonly assignee: string
  readonly seenBy: 'agent' | 'app' | 'changed'
  /** Reason codes whose findings cover the record. */
  readonly codes: readonly string[]
}

const SEVERITY_ORDER: readonly Severity[] = ['error', 'warning', 'info']

/** The report of a comparison. Nothing is cut: every differing record has its row. */
export const buildReport = (comparison: Comparison, recipe: RecipeCheck | null = null): ReportModel => {
  const { tenant, coverage, requests } = comparison
  return {
    title: `Permission report: ${tenant.name}`,
    tenantName: tenant.name,
    facts: [
      ['Tenant', tenant.name],
      ['Address', tenant.url],
      ['Halo version', tenant.version ?? 'not reported'],
      ['Compared', `${second(comparison.startedAt)} to ${second(comparison.finishedAt)} UTC`],
      [
        'Requests',
        `${requests.agent} agent side, ${requests.app} app side, ${requests.inspector} inspector; ${requests.throttled} throttled`,
      ],
    ],
    incomplete: incompleteText(comparison),
    gap: runGap(comparison),
    coverage: coverageWords(coverage),
    sides: [side(SIDE_WORDS.agent, comparison.agent), side(SIDE_WORDS.app, comparison.app)],
    relation: `${sameAgentWords(comparison.sameAgent)}.`,
    summary: comparison.resources.map((resource) => summaryRow(comparison, resource)),
    findings: SEVERITY_ORDER.flatMap((severity) =>
      comparison.findings.filter((finding) => finding.severity === severity),
    ).map(reportFinding),
    differences: differencesOf(comparison),
    permissions: permissionLines(comparison),
    recipe,
    gaps: comparison.configuration.gaps,
    finishedAt: comparison.finishedAt,
  }
}

const permissionLines = (comparison: Comparison): readonly PermissionLine[] => {
  const rows = effectivePermissions({
    ...accessFactsOf(comparison),
    roles: comparison.configuration.roles,
  })
  return FEATURES.map(({ name }) => {
    const ofFeature = rows.filter(({ feature }) => feature === name)
    return {
      feature: name,
      cells: ofFeature.map(permissionText),
      provenance: [...new Set(ofFeature.flatMap(({ effective }) => effective.provenance))].join('; '),
    }
  })
}

const permissionText = ({ application, agent, effective }: PermissionRow): string => {
  if (effective.allowed === true) return answerWord(true)
  const because = effective.allowed === false ? false : 'unknown'
  const halves = [
    ...(application.allowed === because ? ['application'] : []),
    ...(agent.allowed === because ? ['agent'] : []),
  ]
  return `${answerWord(because)} (${halves.join(', ')})`
}

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

/** With the status of a refusal, which the window shows beside its list. */
const observed = (observation: Observation): string => {
  const words = listWords(listEndOf(observation))
  return observation.state === 'refused' ? `${words} (${observation.status})` : words
}

const summaryRow = (comparison: Comparison, resource: ResourceComparison): SummaryRow => {
  const outcome = resourceOutcome(resource)
  return {
    label: resourceDefinition(resource.resource).label,
    agent: observed(resource.agent),
    app: observed(resource.app),
    counts: resourceCounts(outcome),
    verdict: resource.verdict,
    verdictText: VERDICT_WORDS[resource.verdict],
    tone: verdictTone(outcome),
    reasons: [...new Set(reasonsFor(comparison, resource).map(({ code }) => code))],
  }
}

/** Words for a place inside a sentence. */
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const reportFinding = (finding: Finding): ReportFinding => {
  const where = lowerFirst(SIDE_WORDS[finding.side])
  return {
    ...finding,
    severityText: SEVERITY_WORDS[finding.severity],
    confidenceText: lowerFirst(CONFIDENCE_WORDS[finding.confidence].word),
    about: finding.resource === null ? where : `${resourceDefinition(finding.resource).label}, ${where}`,
  }
}

const differencesOf = (comparison: Comparison): readonly DifferenceSection[] => {
  const codes = codesByRecord(comparison.findings)
  const shown = shownRecords(comparison)
  return comparison.resources.flatMap((compared) => {
    const { label } = resourceDefinition(compared.resource)
    const records = new Map(
      [compared.agent, compared.app].flatMap((observation) =>
        observation.state === 'listed'
          ? observation.records.map((record) => [record.id, record] as const)
          : [],
      ),
    )
    const rows = (ids: readonly string[], seenBy: DifferenceRow['seenBy']): readonly DifferenceRow[] =>
      ids.map((id) => {
        const read = records.get(id)
        const record = read && shown(compared.resource, read)
        return {
          id,
          label: record?.label ?? nameless(compared.resource, id),
          client: record?.clientName ?? '',
          team: record?.teamName ?? '',
          type: record?.typeName ?? '',
          assignee: record?.agentName ?? '',
          seenBy,
          codes: codes.get(key(compared.resource, id)) ?? [],
        }
      })
    const all = [
      ...rows(compared.onlyAgent, 'agent'),
      ...rows(compared.onlyApp, 'app'),
      ...rows(compared.changed, 'changed'),
    ]
    return all.length === 0 ? [] : [{ label, rows: all }]
  })
}

const key = (resource: Resource, id: string): string => `${resource}\n${id}`

const codesByRecord = (findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> => {
  const codes = new Map<string, string[]>()
  for (const { resource, records, code } of findings) {
    if (resource === null) continue
    for (const id of records) {
      const known = codes.get(key(resource, id))
      if (known === undefined) codes.set(key(resource, id), [code])
      else if (!known.includes(code)) known.push(code)
    }
  }
  return codes
}
