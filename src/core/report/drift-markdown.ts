import { second } from '../comparison/moment-text'
import type { Drift } from '../drift/drift'
import { becauseText, driftHeadline, driftVerdict, moveText, notKnownTexts } from '../drift/drift-words'
import { acceptedText, outcomeWords } from '../exceptions/exception-words'
import { firstOf, inert, markdownText, problemLines, severityCounts, worstFirst } from './markdown'

const SETTINGS = 10
const MOVES = 10
const FINDINGS = 5
const GAPS = 4

/**
 * What differs between two snapshots of a tenant in at most 60 lines of Markdown: settings first, then what moved,
 * then findings; what could not be read is said. Its words and numbers are those of terminal, report and JSON.
 */
export const driftMarkdown = (drift: Drift): string => {
  const { tenant, from, to, settings, findings, exceptions } = drift
  const moves = drift.resources
    .flatMap((resource) => resource.moves.map((move) => ({ resource, move })))
    .sort((a, b) => b.move.ids.length - a.move.ids.length)
  const hasExceptions = exceptions.applied.length + exceptions.expired.length > 0
  return markdownText([
    [`## Drift: ${inert(tenant.name)}`],
    [`**${driftVerdict(drift)}** ${driftHeadline(drift).map(inert).join(' ')}`],
    [
      `From ${second(from.at)} UTC${from.complete ? '' : ', incomplete'}, to ${second(to.at)} UTC${to.complete ? '' : ', incomplete'}.`,
    ],
    titled(
      'Settings',
      firstOf(
        settings.map((setting, at) => ({ ...setting, number: at + 1 })),
        SETTINGS,
        ({ number, message, accepted }) => [
          `${number}. ${inert(message)}${accepted === undefined ? '' : ` (${inert(acceptedText(accepted))})`}`,
        ],
        ['setting', 'settings'],
      ),
    ),
    titled(
      'Records that moved',
      firstOf(
        moves,
        MOVES,
        ({ resource, move }) => [`- ${inert(moveText(resource, move))}: ${becauseText(move)}`],
        ['move', 'moves'],
      ),
    ),
    titled(
      `New findings: ${severityCounts(findings.new)}`,
      firstOf([...findings.new].sort(worstFirst), FINDINGS, problemLines, ['finding', 'findings']),
    ),
    hasExceptions ? [`Exceptions: ${inert(outcomeWords(exceptions))}.`] : [],
    titled(
      'What is not known',
      firstOf([...drift.unread, ...notKnownTexts(drift)], GAPS, (gap) => [`- ${inert(gap)}`], [
        'gap',
        'gaps',
      ]),
    ),
  ])
}

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, '', ...lines]
