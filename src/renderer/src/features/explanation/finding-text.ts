import { countText, counted } from '../../../../core/comparison/count-text'
import type { Finding } from '../../../../core/comparison/finding'
import { escapeMarkdown, plainLine } from '../../../../core/comparison/markdown-text'
import { withoutIsolates } from '../../../../core/comparison/name-text'
import { CONFIDENCE_WORDS, SEVERITY_WORDS, SIDE_WORDS } from '../../../../core/words/words'
import type { RelevantCause } from './select-causes'
import type { Subject } from './select-findings'

/** "Covers this record and 118 more": how many records a finding covers, of those asked about and in all. */
export const coverText = ({ records }: Finding, covers: number, asked: Subject['kind']): string | null => {
  if (records.length === 0) return null
  if (asked === 'resource') return `Covers ${counted(records.length, 'record')}`
  const others = records.length - covers
  const here = asked === 'row' ? 'this record' : `${counted(covers, 'record')} here`
  return others === 0 ? `Covers ${here}` : `Covers ${here} and ${countText(others)} more`
}

/** A finding or a cause, as it is copied: in lines, the first of which says what it is. */
type Told = readonly [string, ...string[]]

const toldFinding = (finding: Finding): Told => [
  `${SEVERITY_WORDS[finding.severity]}: ${finding.message} [${finding.code}]`,
  ...(finding.fix === null ? [] : [`Fix: ${finding.fix.text}`]),
  ...(finding.fix?.path == null ? [] : [`Where: ${finding.fix.path}`]),
  `Side: ${SIDE_WORDS[finding.side]}. Confidence: ${CONFIDENCE_WORDS[finding.confidence].word}.`,
  ...(finding.records.length > 0 ? [`Records: ${countText(finding.records.length)}`] : []),
  ...finding.evidence.map(({ what, value }) => `${what}: ${value}`),
]

const toldCause = ({ cause, hides, findings }: RelevantCause): Told => [
  `${SEVERITY_WORDS[cause.severity]}: ${cause.setting} [${cause.code}]`,
  ...(cause.fix === null ? [] : [`Fix: ${cause.fix.text}`]),
  ...(cause.fix?.path == null ? [] : [`Where: ${cause.fix.path}`]),
  ...(hides === 0 ? [] : [`Hides here: ${counted(hides, 'record')}, in all ${countText(cause.records)}`]),
  `Confidence: ${CONFIDENCE_WORDS[cause.confidence].word}.`,
  ...findings.map(({ message }) => message),
]

/** A finding as plain text for a ticket or a message: what, what to do, and why. */
export const findingText = (finding: Finding): string => plain(toldFinding(finding))

/** A cause likewise. */
export const causeText = (cause: RelevantCause): string => plain(toldCause(cause))

const plain = ([first, ...others]: Told): string =>
  [plainLine(first), ...others.map((line) => `- ${plainLine(line)}`)].join('\n')

interface Copied {
  /** What it is about: tenant and subject. */
  readonly heading: string
  /** How the causes overlap; null: there are not several. */
  readonly overlap: string | null
  readonly causes: readonly RelevantCause[]
  readonly findings: readonly Finding[]
}

/** All that a panel says, as plain text. */
export const panelText = ({ heading, overlap, causes, findings }: Copied): string =>
  [
    plainLine(heading),
    ...(overlap === null ? [] : [overlap]),
    ...causes.map(causeText),
    ...findings.map(findingText),
  ].join('\n\n')

/** The same as Markdown: nothing of a tenant in it becomes markup. */
export const panelMarkdown = ({ heading, overlap, causes, findings }: Copied): string =>
  [
    `**${marked(heading)}**`,
    ...(overlap === null ? [] : [marked(overlap)]),
    ...[...causes.map(toldCause), ...findings.map(toldFinding)].map(([first, ...others]) =>
      [`- ${marked(first)}`, ...others.map((line) => `  - ${marked(line)}`)].join('\n'),
    ),
    '',
  ].join('\n\n')

const marked = (text: string): string => escapeMarkdown(withoutIsolates(text)).trim()
