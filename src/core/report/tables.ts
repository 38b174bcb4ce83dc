import type { Comparison, ResourceComparison, Verdict } from '../comparison/comparison'
import type { Finding, Severity } from '../comparison/finding'
import type { Observation } from '../comparison/observation'
import {
  listEndOf,
  resourceCounts,
  resourceOutcome,
  verdictTone,
  type ResourceCounts,
  type Tone,
} from '../comparison/outcome'
import { reasonsFor } from '../comparison/reasons'
import type { ReasonCode } from '../comparison/reason-code'
import { accessFactsOf } from '../access/access'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { FEATURES } from '../halo/feature'
import { nameless, shownRecords } from '../comparison/names'
import { resourceDefinition, type Resource } from '../halo/resource'
import {
  answerWord,
  CONFIDENCE_WORDS,
  listWords,
  SEVERITY_WORDS,
  SIDE_WORDS,
  VERDICT_WORDS,
} from '../words/words'

/** What a comparison has of rows, for pages and for spreadsheets alike. Nothing is cut. */
export interface ReportTables {
  readonly resources: readonly ResourceRow[]
  /** The worst first. */
  readonly findings: readonly ReportFinding[]
  readonly differences: readonly DifferenceSection[]
  /** Effective permissions of the app side, a row for each of Halo's features. */
  readonly permissions: readonly PermissionLine[]
}

export interface ResourceRow {
  readonly label: string
  readonly agent: string
  readonly app: string
  readonly counts: ResourceCounts
  readonly verdict: Verdict
  readonly verdictText: string
  readonly tone: Tone
  /** Codes of the findings that explain the verdict, each once. */
  readonly reasons: readonly ReasonCode[]
}

export interface ReportFinding extends Finding {
  /** Among the findings of the comparison. */
  readonly index: number
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

export interface DifferenceRow {
  readonly id: string
  readonly label: string
  /** Names where one was read anywhere, else "client 12"; empty where the record has none. */
  readonly client: string
  readonly team: string
  readonly type: string
  readonly assignee: string
  readonly seenBy: 'agent' | 'app' | 'changed'
  /** Reason codes whose findings cover the record. */
  readonly codes: readonly ReasonCode[]
}

const SEVERITY_ORDER: readonly Severity[] = ['error', 'warning', 'info']

/** Every row that a report of a comparison has. */
export const reportTables = (comparison: Comparison): ReportTables => {
  const findings = comparison.findings.map(reportFinding)
  return {
    resources: comparison.resources.map((resource) => resourceRow(comparison, resource)),
    findings: SEVERITY_ORDER.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity),
    ),
    differences: differencesOf(comparison),
    permissions: permissionLines(comparison),
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

/** With the status of a refusal, which the window shows beside its list. */
const observed = (observation: Observation): string => {
  const words = listWords(listEndOf(observation))
  return observation.state === 'refused' ? `${words} (${observation.status})` : words
}

const resourceRow = (comparison: Comparison, resource: ResourceComparison): ResourceRow => {
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

const reportFinding = (finding: Finding, index: number): ReportFinding => {
  const where = lowerFirst(SIDE_WORDS[finding.side])
  return {
    ...finding,
    index,
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

const codesByRecord = (findings: readonly Finding[]): ReadonlyMap<string, readonly ReasonCode[]> => {
  const codes = new Map<string, ReasonCode[]>()
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
