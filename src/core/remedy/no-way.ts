import type { AccessCause } from '../access/access'
import type { ResourceView, SideFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { reasonSentence, reasonsFor } from '../comparison/reasons'
import { compareIds } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import type { Need } from './alternatives'

/**
 * Why no change is known that shows some records. `not-listed`: what the app side lacks is not
 * known. `inactive`: nothing helps before the application is active again. `not-an-agent`: nothing helps before the login type is set. `undecided`: a rule rests on
 * something that was not read. `no-cause`: nothing that was read hides them. `no-change`: what hides
 * them is known, and no single setting takes it away. `not-lacking`: the app sees them, or neither
 * side does.
 */
export type NoWayCode =
  'not-listed' | 'inactive' | 'not-an-agent' | 'undecided' | 'no-cause' | 'no-change' | 'not-lacking'

export interface NoWay {
  readonly code: NoWayCode
  /** One sentence. */
  readonly message: string
  /** Ids in the order of `compareIds`. Empty: the resource as a whole. */
  readonly records: readonly string[]
}

/** What stands between a need and a fix; null: nothing that is known before changes are tried. */
export const obstacleOf = (app: SideFacts, { causes, undecided }: Need): NoWayCode | null => {
  if (app.rootCause === 'application.inactive') return 'inactive'
  if (app.rootCause === 'connection.not-an-agent' || app.rootCause === 'application.no-login')
    return 'not-an-agent'
  if (undecided.length > 0) return 'undecided'
  return causes.length === 0 ? 'no-cause' : null
}

/** One reason for all needs that have the same obstacle. */
export const noWay = (
  code: 'inactive' | 'not-an-agent' | 'undecided' | 'no-cause' | 'no-change',
  app: SideFacts,
  { resource }: ResourceView,
  needs: readonly Need[],
): NoWay => ({
  code,
  message: MESSAGES[code](app, label(resource), needs),
  records: needs.flatMap(({ ids }) => ids).sort(compareIds),
})

const label = (resource: Resource): string => resourceDefinition(resource).label.toLowerCase()

type Words = (app: SideFacts, what: string, needs: readonly Need[]) => string

const MESSAGES: Readonly<Record<Parameters<typeof noWay>[0], Words>> = {
  inactive: () => 'The application is inactive: until it is active again, no other change shows anything.',
  'not-an-agent': () =>
    'The application does not log in as an agent: until its login type is set, no other change shows anything.',
  undecided: (app, what, needs) => {
    const open = [...new Set(needs.flatMap(({ undecided }) => undecided))]
    const ofAgent = open.some((code) => code.startsWith('agent.'))
    return [
      ...(open.includes('scope.missing') ? [`Which scope governs ${what} is not known for this token.`] : []),
      ...(ofAgent && app.permissions === null ? ["The settings of the app's agent were not read."] : []),
      ...(ofAgent && app.permissions !== null
        ? [`What was read leaves open whether a setting hides them: ${open.filter(isAgents).join(', ')}.`]
        : []),
    ].join(' ')
  },
  'no-cause': (_app, what) => `No cause is known: nothing that was read hides these ${what}.`,
  'no-change': (_app, _what, needs) =>
    `What hides them is known (${[...new Set(needs.flatMap(({ causes }) => causes.map(({ code }) => code)))].join(', ')}), but no change of a single setting takes it away.`,
}

const isAgents = (code: AccessCause['code']): boolean => code.startsWith('agent.')

/**
 * The app side has no whole list and was not refused either.
 * The message ends with the findings that say why.
 */
export const notListed = (
  comparison: Comparison,
  { result, predicted }: SideFacts,
  resource: Resource,
  records: readonly string[],
): NoWay => {
  const compared = comparison.resources.find((each) => each.resource === resource)
  const reasons = compared === undefined ? [] : reasonsFor(comparison, compared)
  if (predicted !== null) {
    const why = compared?.app.state === 'skipped' ? ` ${compared.app.reason}` : ''
    const message = `Nothing decides what the app would get of ${label(resource)}.${why}`
    return { code: 'not-listed', message, records }
  }
  const what =
    result.state === 'failed'
      ? 'The app side could not connect, so what it lacks is not known.'
      : `The app side has no whole list of ${label(resource)}, so what it lacks is not known.`
  const why = reasons
    .filter(({ side }) => side !== 'agent' || compared?.app.state === 'skipped')
    .map(reasonSentence)
  return { code: 'not-listed', message: [what, ...why].join(' '), records }
}

/** What was chosen and is not missing, or that nothing is. */
export const notLacking = (
  { predicted }: SideFacts,
  view: ResourceView,
  chosen: readonly string[] | null,
): readonly NoWay[] => {
  if (chosen === null) {
    return view.unseen.length + view.undecided.length > 0 || view.own.state === 'refused'
      ? []
      : [
          {
            code: 'not-lacking',
            message:
              predicted === null
                ? `The app side lacks none of the ${label(view.resource)} that the other side sees.`
                : `The app would get all of the ${label(view.resource)} that the inspector gets (predicted).`,
            records: [],
          },
        ]
  }
  const unseen = new Set([...view.unseen, ...view.undecided].map(({ id }) => id))
  const records = chosen.filter((id) => !unseen.has(id)).sort(compareIds)
  return records.length === 0
    ? []
    : [
        {
          code: 'not-lacking',
          message:
            predicted === null
              ? 'The app sees these, or neither side does, or they changed while they were read.'
              : 'The app would get these (predicted), or the inspector does not get them.',
          records,
        },
      ]
}
