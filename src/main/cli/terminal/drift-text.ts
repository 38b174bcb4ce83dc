import type { Finding } from '../../../core/comparison/finding'
import { second } from '../../../core/comparison/moment-text'
import type { Drift } from '../../../core/drift/drift'
import {
  becauseText,
  driftHeadline,
  driftVerdict,
  moveText,
  notKnownTexts,
} from '../../../core/drift/drift-words'
import { SEVERITY_WORDS } from '../../../core/words/words'
import { acceptedLines, exceptionLines } from './exceptions-text'

/** A drift as the command line tells it: a line each. @param withExceptions whether any were named */
export const driftText = (drift: Drift, withExceptions: boolean): readonly string[] => {
  const { tenant, from, to, settings, resources, findings, exceptions } = drift
  const notKnown = [...drift.unread, ...notKnownTexts(drift)]
  const moves = resources.flatMap((resource) =>
    resource.moves.map((move) => `  ${moveText(resource, move)}: ${becauseText(move)}`),
  )
  return [
    `${tenant.name} (${tenant.url})`,
    `  From: ${second(from.at)} UTC${from.complete ? '' : ', incomplete'}`,
    `  To:   ${second(to.at)} UTC${to.complete ? '' : ', incomplete'}`,
    '',
    ...section(
      'Settings:',
      settings.flatMap((setting, at) => [
        `  ${at + 1}. ${setting.message}`,
        ...acceptedLines(setting, '     '),
      ]),
    ),
    ...section('Records that moved:', moves),
    ...section('New findings:', findings.new.flatMap(findingLines)),
    ...section('Fixed:', findings.fixed.flatMap(findingLines)),
    ...section('Not known whether still there:', findings.unknown.flatMap(findingLines)),
    ...section(
      'Not known:',
      notKnown.map((text) => `  ${text}`),
    ),
    ...exceptionLines(withExceptions ? exceptions : null),
    ...driftHeadline(drift),
    driftVerdict(drift),
  ]
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, '']

const findingLines = (finding: Finding): readonly string[] => [
  `  ${SEVERITY_WORDS[finding.severity]} ${finding.code}: ${finding.message}`,
  ...acceptedLines(finding, '    '),
]
