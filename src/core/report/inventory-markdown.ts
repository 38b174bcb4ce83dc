import { countText, counted } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import type { Fix, Severity } from '../comparison/finding'
import { reviewedEntries } from '../inventory/review-counts'
import type { Inventory } from '../inventory/inventory'
import type { ApplicationSection, RiskText } from './inventory-section'
import { buildInventoryReport, type InventoryReport, type ReviewInput } from './inventory-model'
import { firstOf, inert, markdownTable, markdownText, problemLines, severityCounts } from './markdown'

const ROWS = 12
const RISKS = 6
const GAPS = 4

/**
 * The applications of a tenant in at most 60 lines of Markdown: how many have which risks, those that are worst with
 * their fixes, how far the review is, and what could not be read. Its numbers are those of the JSON.
 */
export const inventoryMarkdown = (inventory: Inventory, input: ReviewInput): string => {
  const report = buildInventoryReport(inventory, input)
  const risks = reviewedEntries(inventory).flatMap((entry) => entry.risks)
  return markdownText([
    [`## ${report.heading}: ${inert(report.tenantName)}`],
    [
      ...(report.incomplete.length === 0
        ? []
        : ['**Incomplete.** What is missing is no evidence of anything.  ']),
      `**${inert(report.coverage)}.** What each would see is predicted: nobody logged in as it.  `,
      `${counted(risks.length, 'risk')}: ${severityCounts(risks)}.`,
    ],
    worstTable(report.applications),
    riskLines(report.applications),
    report.review === null ? [] : report.review.sums.map((sum) => `- ${inert(sum)}`),
    gapLines([...report.incomplete, ...report.limits, ...report.gaps, ...report.contradicted]),
    redactionLine(report),
  ])
}

const gapLines = (gaps: readonly string[]): readonly string[] =>
  gaps.length === 0
    ? []
    : ['### What is not known', '', ...firstOf(gaps, GAPS, (gap) => [`- ${inert(gap)}`], ['gap', 'gaps'])]

const redactionLine = ({ facts }: InventoryReport): readonly string[] =>
  facts.flatMap(([label, value]) => (label === 'Redaction' ? [inert(value)] : []))

/** What somebody accepted is counted above. */
const told = ({ risks }: ApplicationSection): readonly RiskText[] =>
  risks.filter(({ severity, accepted }) => severity !== 'info' && accepted === undefined)

/** Errors count most, then warnings. */
const weight = (section: ApplicationSection): number =>
  told(section).reduce((sum, { severity }) => sum + (severity === 'error' ? 1000 : 1), 0)

const worstTable = (applications: readonly ApplicationSection[]): readonly string[] => {
  const risky = applications
    .filter((section) => told(section).length > 0)
    .sort((a, b) => weight(b) - weight(a))
  if (risky.length === 0) return []
  return [
    ...markdownTable(
      ['Application', 'Logs in as', 'Risks'],
      risky.slice(0, ROWS).map((section) => [
        section.name,
        section.login,
        told(section)
          .map(({ short }) => short)
          .join(', '),
      ]),
    ),
    ...(risky.length > ROWS ? ['', `and ${countText(risky.length - ROWS)} more with such risks.`] : []),
  ]
}

interface RiskKind {
  readonly severity: Severity
  readonly message: string
  readonly fix: Fix | null
}

/** Each kind of risk once, worst first, with the message and the fix of the first application that has it. */
const riskLines = (applications: readonly ApplicationSection[]): readonly string[] => {
  const kinds = new Map<string, { readonly first: RiskText; readonly names: string[] }>()
  for (const section of applications)
    for (const risk of told(section)) {
      const key = `${risk.severity} ${risk.code}`
      const kind = kinds.get(key)
      if (kind === undefined) kinds.set(key, { first: risk, names: [section.name] })
      else kind.names.push(section.name)
    }
  const ordered = [...kinds.values()].sort((a, b) => rank(a.first) - rank(b.first)).map(riskKind)
  return ordered.length === 0
    ? []
    : ['### Risks', '', ...firstOf(ordered, RISKS, problemLines, ['kind of risk', 'kinds of risks'])]
}

const rank = ({ severity }: Pick<RiskText, 'severity'>): number => (severity === 'error' ? 0 : 1)

const riskKind = ({
  first,
  names,
}: {
  readonly first: RiskText
  readonly names: readonly string[]
}): RiskKind => {
  const [name = ''] = names
  const others = names.length === 1 ? '' : ` (and ${counted(names.length - 1, 'other', 'others')})`
  return {
    severity: first.severity,
    message: `${first.short}: ${isolated(name)}${others}. ${first.message}`,
    fix: first.fix,
  }
}
