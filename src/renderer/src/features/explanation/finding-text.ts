import type { Confidence, Finding, FindingSide, Severity } from '../../../../core/comparison/finding'
import { counted, formatCount } from '../../ui/counted'
import type { Subject } from './select-findings'

export const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
}

export const SIDES: Readonly<Record<FindingSide, string>> = {
  agent: 'Agent side',
  app: 'App side',
  both: 'Both sides',
}

/** What a confidence means, so that a guess never reads as a fact. */
export const CONFIDENCES: Readonly<Record<Confidence, { readonly word: string; readonly meaning: string }>> =
  {
    documented: { word: 'Documented', meaning: 'Halo documents that it works this way.' },
    computed: {
      word: 'Computed',
      meaning: 'Worked out from the configuration that could be read, by a rule that Halo does not document.',
    },
    observed: {
      word: 'Observed',
      meaning: 'Concluded from the data alone, where the configuration does not decide it or was not read.',
    },
  }

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
    `${SEVERITIES[finding.severity]}: ${finding.message} [${finding.code}]`,
    `Side: ${SIDES[finding.side]}. Confidence: ${finding.confidence}.`,
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
