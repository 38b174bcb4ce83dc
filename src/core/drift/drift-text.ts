import { counted, countText, plural } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import { countOf, labelOf, sentence } from '../explain/words'
import { SIDE_WORDS } from '../words/words'
import type { Drift, Move, ResourceDrift } from './drift'

/** What drift is called: the same in the window, in reports and at a terminal. */

/** Whether something changed between the two ends; what is unknown or undecided is no change. */
export const hasDrift = ({ settings, resources, findings }: Drift): boolean =>
  settings.length > 0 ||
  findings.new.length + findings.fixed.length > 0 ||
  resources.some(({ appeared, vanished, created, deleted }) =>
    [appeared, vanished, created, deleted].some(({ length }) => length > 0),
  )

/** “3 settings changed; 12 records appeared and 4 vanished for the app side; 2 were created.” */
export const driftHeadline = (drift: Drift): string => {
  const parts = [
    ...(drift.settings.length === 0 ? [] : [`${counted(drift.settings.length, 'setting')} changed`]),
    ...movedParts(drift),
    ...madeParts(drift),
    ...findingParts(drift),
  ]
  const open = openParts(drift)
  const said = parts.length === 0 ? ['Nothing changed that both snapshots tell of'] : parts
  return `${sentence([...said, ...open].join('; '))}.`
}

/** Per side: those of several applications together, as records of each. */
const movedParts = ({ resources, kind }: Drift): readonly string[] =>
  (['app', 'agent'] as const).flatMap((side) => {
    const own = resources.filter((each) => each.side === side)
    const [appeared, vanished] = [sum(own, 'appeared'), sum(own, 'vanished')]
    if (appeared + vanished === 0) return []
    const [first, second] = kind === 'applications' ? PREDICTED : OBSERVED
    const words = [
      ...(appeared === 0 ? [] : [`${counted(appeared, 'record')} ${first}`]),
      ...(vanished === 0
        ? []
        : [`${appeared === 0 ? counted(vanished, 'record') : countText(vanished)} ${second}`]),
    ].join(' and ')
    return [
      `${words} for ${kind === 'applications' ? 'applications (predicted)' : `the ${SIDE_WORDS[side].toLowerCase()}`}`,
    ]
  })

const OBSERVED = ['appeared', 'vanished'] as const
const PREDICTED = ['would appear', 'would vanish'] as const

const sum = (resources: readonly ResourceDrift[], list: 'appeared' | 'vanished'): number =>
  resources.reduce((total, each) => total + each[list].length, 0)

const madeParts = ({ resources }: Drift): readonly string[] =>
  (['created', 'deleted'] as const).flatMap((how) => {
    const count = distinct(resources, how)
    return count === 0 ? [] : [`${counted(count, 'record')} ${plural(count, 'was', 'were')} ${how}`]
  })

/** Both sides gain what is created: it is one record. */
const distinct = (resources: readonly ResourceDrift[], list: 'created' | 'deleted' | 'undecided'): number =>
  new Set(resources.flatMap((each) => each[list].map((id) => `${each.resource} ${id}`))).size

const findingParts = ({ findings }: Drift): readonly string[] => [
  ...(findings.new.length === 0 ? [] : [counted(findings.new.length, 'new finding')]),
  ...(findings.fixed.length === 0 ? [] : [`${counted(findings.fixed.length, 'finding')} fixed`]),
]

const openParts = ({ resources, unread, findings }: Drift): readonly string[] => {
  const undecided = distinct(resources, 'undecided')
  const unknown = new Set(
    resources.filter(({ state }) => state === 'unknown').map(({ resource }) => resource),
  ).size
  return [
    ...(undecided === 0
      ? []
      : [`${counted(undecided, 'record')} ${plural(undecided, 'is', 'are')} undecided`]),
    ...(unknown === 0 ? [] : [`${counted(unknown, 'resource')} ${plural(unknown, 'is', 'are')} unknown`]),
    ...(findings.unknown.length === 0
      ? []
      : [`of ${counted(findings.unknown.length, 'finding')} it is not known`]),
    ...(unread.length === 0 ? [] : ['not all settings could be read']),
  ]
}

/** “Tickets, app side: 12 appeared, 4 vanished, 2 created.” */
export const resourceDriftText = (drift: ResourceDrift): string => {
  const { resource, side, application } = drift
  const whose = application === null ? SIDE_WORDS[side].toLowerCase() : isolated(application.name)
  const head = `${sentence(labelOf(resource))}, ${whose}`
  if (drift.state === 'unknown') return `${head}: unknown. ${drift.reason ?? ''}`.trim()
  const isPredicted = application !== null
  const counts = (
    [
      [drift.appeared, isPredicted ? 'would appear' : 'appeared'],
      [drift.vanished, isPredicted ? 'would vanish' : 'vanished'],
      [drift.created, 'created'],
      [drift.deleted, 'deleted'],
      [drift.undecided, 'undecided'],
    ] as const
  ).flatMap(([ids, word]) => (ids.length === 0 ? [] : [`${countText(ids.length)} ${word}`]))
  return `${head}: ${counts.join(', ')}.`
}

/**
 * Why records moved, with the sentences of the settings: “12 tickets appeared, because: The scope read:tickets was
 * ticked for Reporting sync.”
 * @param isSure false of records of which it is not known whether they were in the tenant at both ends
 */
export const moveText = (
  { how, ids, because, record }: Move,
  { resource, application }: Pick<ResourceDrift, 'resource' | 'application'>,
  settings: Drift['settings'],
  isSure = true,
): string => {
  const verb = isSure
    ? (application === null ? OBSERVED : PREDICTED)[how === 'appeared' ? 0 : 1]
    : `may have ${how}`
  const reasons = [
    ...because.flatMap((index) => settings[index]?.message ?? []),
    ...(record === null
      ? []
      : [`${plural(ids.length, 'It has', 'They have')} another client, team, type or agent in Halo now.`]),
  ]
  return `${countOf(ids.length, resource)} ${verb}${
    reasons.length === 0 ? ', and no setting that was read explains it.' : `, because: ${reasons.join(' ')}`
  }`
}
