import { countText, counted, plural } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import { countOf, labelOf, nameSome } from '../explain/words'
import { SIDE_WORDS } from '../words/words'
import { driftResult } from './accepted-drift'
import type { Drift, Move, ResourceDrift } from './drift'

/** What window, reports and terminal say of a drift. Counts nothing that is not in it. */

/** What a drift comes to, in sentences: settings, records, findings, and what is not known. */
export const driftHeadline = (drift: Drift): readonly string[] => {
  const { settings, findings, resources, unread } = drift
  const accepted = settings.filter((setting) => setting.accepted !== undefined).length
  const unknown = resources.filter(({ state }) => state === 'unknown').length
  const undecided = distinct(resources, 'undecided')
  const sentences = [
    settings.length === 0
      ? 'No setting is known to have changed.'
      : `${counted(settings.length, 'setting')} changed${accepted === 0 ? '' : `, ${countText(accepted)} of them accepted`}.`,
    movedSentence(drift),
    `Findings: ${countText(findings.new.length)} new, ${countText(findings.fixed.length)} fixed, ${countText(findings.still.length)} still there${findings.unknown.length === 0 ? '' : `, ${countText(findings.unknown.length)} unknown`}.`,
  ]
  if (unknown + undecided + unread.length > 0)
    sentences.push(
      `Not known: ${[
        ...(unknown === 0 ? [] : [counted(unknown, 'view of a resource', 'views of resources')]),
        ...(undecided === 0 ? [] : [counted(undecided, 'record')]),
        ...(unread.length === 0
          ? []
          : [counted(unread.length, 'gap in what was read', 'gaps in what was read')]),
      ].join(', ')}.`,
    )
  return sentences
}

/** "Nothing changed.", as far as is known. */
export const driftVerdict = (drift: Drift): string => {
  switch (driftResult(drift)) {
    case 'changed':
      return 'Changed.'
    case 'unknown':
      return 'Nothing is known to have changed, and not everything could be told.'
    case 'same':
      return drift.settings.length > 0 || drift.findings.new.length > 0
        ? 'Nothing changed that is not accepted.'
        : 'Nothing changed.'
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const movedSentence = ({ kind, resources }: Drift): string => {
  const count = (of: (drift: ResourceDrift) => readonly string[]) =>
    sum(resources.map((each) => of(each).length))
  const [appeared, vanished] = [count((each) => each.appeared), count((each) => each.vanished)]
  const [created, deleted] = [distinct(resources, 'created'), distinct(resources, 'deleted')]
  const views = kind === 'applications' ? 'predicted views of applications' : 'the views of the two sides'
  const made = (records: string) =>
    `${records} ${plural(created, 'was', 'were')} made in Halo and ${countText(deleted)} deleted.`
  const moved =
    appeared + vanished === 0
      ? `No record is known to have moved in ${views}.`
      : `In ${views}, ${counted(appeared, 'record')} ${howWord('appeared', kind === 'applications')} and ${countText(vanished)} ${howWord('vanished', kind === 'applications')}.`
  if (created + deleted === 0) return moved
  return appeared + vanished === 0
    ? `${moved} ${made(counted(created, 'record'))}`
    : `${moved} Apart from these, ${made(countText(created))}`
}

/** Both sides, and several applications, gain what is made: it is one record. */
const distinct = (resources: readonly ResourceDrift[], list: 'created' | 'deleted' | 'undecided'): number =>
  new Set(resources.flatMap((each) => each[list].map((id) => `${each.resource} ${id}`))).size

/** What is predicted is never said to have happened. */
export const howWord = (how: Move['how'], isPredicted: boolean): string =>
  isPredicted ? `would ${how === 'appeared' ? 'appear' : 'vanish'}` : how

/** Whose view it is: "App side", or the application, of which it is predicted. */
export const viewName = ({ side, application }: ResourceDrift): string =>
  application === null ? SIDE_WORDS[side] : `${isolated(application.name)} (predicted)`

/** "1,085 tickets vanished (app side)". */
export const moveText = (drift: ResourceDrift, { how, ids }: Move): string => {
  const whose = drift.application === null ? SIDE_WORDS[drift.side].toLowerCase() : viewName(drift)
  return `${countOf(ids.length, drift.resource)} ${howWord(how, drift.application !== null)} (${whose})`
}

/** What moved because of a setting, the most first. @param place of the setting in the drift */
export const movedBy = ({ resources }: Drift, place: number): readonly string[] =>
  resources
    .flatMap((drift) =>
      drift.moves.filter(({ because }) => because.includes(place)).map((move) => ({ drift, move })),
    )
    .sort((a, b) => b.move.ids.length - a.move.ids.length)
    .map(({ drift, move }) => moveText(drift, move))

/** Why records moved: the settings by their numbers, from 1. */
export const becauseText = ({ because, record }: Move): string => {
  const settings =
    because.length === 0
      ? []
      : [`${plural(because.length, 'setting')} ${because.map((at) => countText(at + 1)).join(', ')}`]
  const reasons = [...settings, ...(record === null ? [] : ['the records were reassigned in Halo'])]
  return reasons.length === 0 ? 'no setting that was read explains it' : reasons.join(', and ')
}

/** What cannot be told, a sentence for each view and reason. */
export const notKnownTexts = ({ resources }: Pick<Drift, 'resources'>): readonly string[] => {
  const unknown = new Map<string, ResourceDrift[]>()
  for (const drift of resources) {
    if (drift.state !== 'unknown') continue
    const key = JSON.stringify([viewName(drift), drift.reason])
    unknown.set(key, [...(unknown.get(key) ?? []), drift])
  }
  return [
    ...[...unknown.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            `${viewName(first)}, ${nameSome([first, ...others].map(({ resource }) => labelOf(resource)))}: ${first.reason ?? 'not read.'}`,
          ],
    ),
    ...resources.flatMap(undecidedText),
  ]
}

const undecidedText = (drift: ResourceDrift): readonly string[] => {
  const { resource, undecided } = drift
  return undecided.length === 0
    ? []
    : [
        `${viewName(drift)}: of ${countOf(undecided.length, resource)} it cannot be told whether ${plural(undecided.length, 'it', 'they')} moved or ${plural(undecided.length, 'was', 'were')} made or deleted.`,
      ]
}
