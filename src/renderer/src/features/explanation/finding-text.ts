import type { Finding } from '../../../../core/comparison/finding'
import { CONFIDENCE_WORDS, SEVERITY_WORDS, SIDE_WORDS } from '../../../../core/words/words'
import { counted, formatCount } from '../../ui/counted'
import type { Subject } from './select-findings'

/** "Covers this record and 118 more": how many records a finding covers, of those asked about and in all. */
export const coverText = ({ records }: Finding, covers: number, asked: Subject['kind']): string | null => {
  if (records.length === 0) return null
  if (asked === 'resource') return `Covers ${counted(records.length, 'record')}`
  const others = records.length - covers
  const here = asked === 'row' ? 'this record' : `${counted(covers, 'record')} here`
  return others === 0 ? `Covers ${here}` : `Covers ${here} and ${formatCount(others)} more`
}

/** A finding as plain text for a ticket or a message: what, why and what to do. */
export const findingText = (finding: Finding): string =>
  [
    `${SEVERITY_WORDS[finding.severity]}: ${finding.message} [${finding.code}]`,
    `Side: ${SIDE_WORDS[finding.side]}. Confidence: ${CONFIDENCE_WORDS[finding.confidence].word}.`,
    finding.records.length > 0 ? `Records: ${String(finding.records.length)}` : null,
    ...finding.evidence.map(({ what, value }) => `- ${what}: ${value}`),
    finding.fix === null ? null : `Fix: ${finding.fix.text}`,
    finding.fix?.path == null ? null : `Where: ${finding.fix.path}`,
  ]
    .filter((line) => line !== null)
    .join('\n')

/** Several findings under one heading. */
export const findingsText = (heading: string, findings: readonly Finding[]): string =>
  [heading, ...findings.map(findingText)].join('\n\n')
