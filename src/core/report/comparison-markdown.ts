import { findingsWithoutCause } from '../comparison/cause'
import type { Comparison, Verdict } from '../comparison/comparison'
import { countText } from '../comparison/count-text'
import { countWords, VERDICT_WORDS } from '../words/words'
import {
  firstOf,
  inert,
  markdownTable,
  markdownText,
  problemLines,
  severityCounts,
  worstFirst,
} from './markdown'
import { buildReport, type ReportModel } from './model'
import type { ResourceRow } from './tables'

const ROWS = 8
const CAUSES = 5
const FINDINGS = 4
const GAPS = 3

/**
 * A comparison in at most 60 lines of Markdown, for a pull request, a chat or a ticket: what it comes to, the
 * settings that hide most with their fixes, and what could not be compared. Its numbers are those of the JSON.
 */
export const comparisonMarkdown = (comparison: Comparison): string => {
  const report = buildReport(comparison, { kind: 'summary' })
  const others = findingsWithoutCause(comparison)
    .filter(({ severity }) => severity !== 'info')
    .sort(worstFirst)
  const causes = [...report.summary.causes, ...report.summary.shut]
    .map((card) => ({ ...card, accepted: comparison.causes[card.number - 1]?.accepted }))
    // Most records first, as they are, but for what somebody accepted.
    .sort((a, b) => Number(a.accepted !== undefined) - Number(b.accepted !== undefined))
  return markdownText([
    [`## ${report.heading}: ${inert(report.tenantName)}`],
    [verdict(report)],
    [
      `${severityCounts(comparison.findings)}. ${verdictCounts(comparison)}.`,
      ...report.sides.map(({ heading, identity }) => `${heading}: ${inert(identity)}.`),
      ...(comparison.purpose === null ? [] : [`Purpose: ${inert(comparison.purpose.title)}.`]),
      ...(report.redaction === null ? [] : [inert(report.redaction)]),
    ].map(brokenLine),
    resourceTable(report.resources),
    causes.length === 0
      ? []
      : ['### Causes', '', ...firstOf(causes, CAUSES, problemLines, ['cause', 'causes'])],
    others.length === 0
      ? []
      : ['### Findings besides the causes', '', ...firstOf(others, FINDINGS, problemLines, FINDING)],
    [
      `**Coverage:** ${report.coverage}.`,
      ...firstOf([...notCompared(report.resources), ...report.gaps], GAPS, (gap) => [`- ${inert(gap)}`], [
        'gap',
        'gaps',
      ]),
    ],
  ])
}

const FINDING = ['finding', 'findings'] as const

/** Two blanks at its end keep a line a line of its own. */
const brokenLine = (line: string, at: number, all: readonly string[]): string =>
  at === all.length - 1 ? line : `${line}  `

const verdict = ({ incomplete, summary: { headline } }: ReportModel): string =>
  [
    ...(incomplete === null ? [] : [`**Incomplete.** ${inert(incomplete)}`]),
    ...headline.map((sentence, at) => (at === 0 ? `**${inert(sentence)}**` : inert(sentence))),
  ].join(' ')

const VERDICTS: readonly Verdict[] = ['same', 'app-sees-less', 'app-sees-more', 'differs', 'unknown']

/** "26 resources: 20 same, 5 app sees less, 1 unknown": every verdict that there is. */
const verdictCounts = ({ resources, coverage }: Comparison): string => {
  const counts = VERDICTS.flatMap((wanted) => {
    const count = resources.filter((resource) => resource.verdict === wanted).length
    return count === 0 ? [] : [`${countText(count)} ${VERDICT_WORDS[wanted].toLowerCase()}`]
  })
  return `Resources: ${countText(coverage.resources)}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`
}

/** Those that are not the same, what could not be compared last. */
const resourceTable = (rows: readonly ResourceRow[]): readonly string[] => {
  const shown = rows.filter(({ verdict: of }) => of !== 'same')
  if (shown.length === 0) return []
  const known = (row: ResourceRow): number => (row.verdict === 'unknown' ? 1 : 0)
  const ordered = [...shown].sort((a, b) => known(a) - known(b))
  return [
    ...markdownTable(
      ['Resource', 'Agent side', 'App side', 'Only agent', 'Only app', 'Verdict'],
      ordered
        .slice(0, ROWS)
        .map((row) => [
          row.label,
          row.agent,
          row.app,
          countWords(row.counts.onlyAgent),
          countWords(row.counts.onlyApp),
          row.verdictText,
        ]),
    ),
    ...(ordered.length > ROWS
      ? ['', `and ${countText(ordered.length - ROWS)} more that are not the same.`]
      : []),
  ]
}

/** A gap never reads as a pass: what has no verdict is named, in one line. */
const notCompared = (rows: readonly ResourceRow[]): readonly string[] => {
  const unknown = rows.filter(({ verdict: of }) => of === 'unknown').map(({ label }) => label)
  return unknown.length === 0 ? [] : [`No verdict: ${unknown.join(', ')}.`]
}
