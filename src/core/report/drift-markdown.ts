import { counted, countText } from '../comparison/count-text'
import type { Drift, ResourceDrift } from '../drift/drift'
import { moment } from '../inventory/inventory-words'
import { resourceDefinition } from '../halo/resource'
import { firstOf, inert, markdownTable, markdownText, problemLines, severityCounts } from './markdown'

const SETTINGS = 10
const ROWS = 10
const FINDINGS = 5
const GAPS = 4

/**
 * What differs between two snapshots of a tenant in at most 60 lines of Markdown: settings first, then what moved,
 * then findings; what could not be read is said. Its numbers are those of `crossview.drift/1`.
 */
export const driftMarkdown = (drift: Drift): string => {
  const { findings } = drift
  const moved = drift.resources.filter(({ state }) => state === 'compared').filter(hasMoved)
  return markdownText([
    [`## Drift: ${inert(drift.tenant.name)}`],
    [
      `**${verdict(drift, moved)}**  `,
      `From ${moment(drift.from.at)} to ${moment(drift.to.at)} UTC${incompleteEnds(drift)}.  `,
      `Findings: ${countText(findings.new.length)} new (${severityCounts(findings.new)}), ${countText(findings.fixed.length)} fixed, ${countText(findings.still.length)} still there, ${countText(findings.unknown.length)} unknown.`,
    ],
    drift.settings.length === 0
      ? []
      : [
          '### Settings that changed',
          '',
          ...firstOf(drift.settings, SETTINGS, ({ message }) => [`- ${inert(message)}`], [
            'setting',
            'settings',
          ]),
        ],
    movedTable(drift, moved),
    findings.new.length === 0
      ? []
      : ['### New findings', '', ...firstOf(findings.new, FINDINGS, problemLines, ['finding', 'findings'])],
    exceptionLines(drift),
    firstOf([...drift.unread, ...unknownResources(drift)], GAPS, (gap) => [`- Not known: ${inert(gap)}`], [
      'gap',
      'gaps',
    ]),
  ])
}

const hasMoved = ({ appeared, vanished, created, deleted, undecided }: ResourceDrift): boolean =>
  appeared.length + vanished.length + created.length + deleted.length + undecided.length > 0

const verdict = (
  { settings, findings, resources, unread }: Drift,
  moved: readonly ResourceDrift[],
): string => {
  const records = moved.reduce((sum, { appeared, vanished }) => sum + appeared.length + vanished.length, 0)
  const news = findings.new.length + findings.fixed.length
  const gap =
    unread.length > 0 || resources.some(({ state }) => state === 'unknown') || findings.unknown.length > 0
  if (settings.length + records + news > 0)
    return `${counted(settings.length, 'setting')} changed; ${counted(records, 'record')} moved.`
  return gap ? 'No change is known, and not everything could be read.' : 'No setting and no view changed.'
}

const incompleteEnds = ({ from, to }: Drift): string => {
  const ends = [...(from.complete ? [] : ['the first']), ...(to.complete ? [] : ['the second'])]
  return ends.length === 0 ? '' : `; ${ends.join(' and ')} incomplete`
}

const nameOf = ({ resource, application, side }: ResourceDrift): string =>
  `${resourceDefinition(resource).label}, ${application === null ? `${side} side` : application.name}`

const movedTable = ({ settings, kind }: Drift, moved: readonly ResourceDrift[]): readonly string[] =>
  moved.length === 0
    ? []
    : [
        ...markdownTable(
          [
            kind === 'applications' ? 'Predicted view of' : 'View of',
            'Appeared',
            'Vanished',
            'Created',
            'Deleted',
            'Undecided',
            'Because of',
          ],
          moved
            .slice(0, ROWS)
            .map((each) => [
              nameOf(each),
              countText(each.appeared.length),
              countText(each.vanished.length),
              countText(each.created.length),
              countText(each.deleted.length),
              countText(each.undecided.length),
              becauseText(each, settings),
            ]),
        ),
        ...(moved.length > ROWS ? ['', `and ${countText(moved.length - ROWS)} more.`] : []),
      ]

const becauseText = ({ because, appeared, vanished }: ResourceDrift, settings: Drift['settings']): string => {
  if (appeared.length + vanished.length === 0) return ''
  const values = because.flatMap((at) => settings[at] ?? []).map(({ of, value }) => `${of}: ${value}`)
  if (values.length === 0) return 'no setting that is known'
  const [first = ''] = values
  return values.length === 1 ? first : `${first} and ${countText(values.length - 1)} more`
}

const exceptionLines = ({ exceptions: { applied, expired } }: Drift): readonly string[] =>
  applied.length + expired.length === 0
    ? []
    : [
        `Exceptions: ${counted(applied.length, 'accepted deviation')}, ${countText(expired.length)} expired and back.`,
      ]

const unknownResources = ({ resources }: Drift): readonly string[] =>
  resources.flatMap((each) =>
    each.state === 'unknown' ? [`${nameOf(each)}${each.reason === null ? '' : `: ${each.reason}`}`] : [],
  )
