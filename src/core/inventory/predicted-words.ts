import { counted, gotWords } from '../comparison/count-text'
import { failureTexts } from '../comparison/failure-text'
import { second } from '../comparison/moment-text'
import type { Observation } from '../comparison/observation'
import type { ReasonCode } from '../comparison/reason-code'
import { resourceDefinition, type Resource } from '../halo/resource'
import type { ApplicationFacts, InventoryFacts } from './application'
import { actingAs } from './login'

/** Why nothing is said of a resource, since the inspector has no whole list of it; null: it has. */
export const listUnknown = (resource: Resource, observation: Observation): string | null => {
  const { label, one } = resourceDefinition(resource)
  const many = label.toLowerCase()
  switch (observation.state) {
    case 'listed':
      return observation.complete
        ? null
        : `The inspector got ${gotWords({ fetched: observation.records.length, total: observation.total }, { one, many })} and no whole list.`
    case 'refused':
      return `The inspector itself is refused ${many}.`
    case 'failed':
      return `${label} could not be read by the inspector: ${failureTexts(observation.failure).message}`
    case 'skipped':
      return `${label} were not read: ${observation.reason}`
  }
}

/** Why nothing decides a resource: the half that was not read first. */
export const undecidedReason = (
  resource: Resource,
  undecided: readonly ReasonCode[],
  application: ApplicationFacts,
  facts: Pick<InventoryFacts, 'agents'>,
): string => {
  const what = resourceDefinition(resource).label.toLowerCase()
  const acting = actingAs(application, facts)
  const ofAgent = undecided.filter((code) => code.startsWith('agent.'))
  return [
    ...(undecided.includes('application.inactive') ? ['Whether it is active was not told.'] : []),
    ...(undecided.includes('scope.missing')
      ? [
          application.scopes === null
            ? unreadScopes(application)
            : `Which scope governs ${what} is not known for the scopes it holds.`,
        ]
      : []),
    ...(ofAgent.length === 0
      ? []
      : [
          acting.unknown === null
            ? `What was read leaves open whether a setting of its agent hides them: ${ofAgent.join(', ')}.`
            : `${acting.unknown}.`,
        ]),
  ].join(' ')
}

const unreadScopes = ({ detail }: ApplicationFacts): string => {
  switch (detail.state) {
    case 'read':
      return 'Its record carries no scopes, so they are not known.'
    case 'refused':
      return 'Its scopes are not known: the inspector is refused its details.'
    case 'failed':
      return `Its scopes are not known: ${failureTexts(detail.failure).message}`
    case 'not-read':
      return `Its scopes are not known: ${detail.reason}`
  }
}

/** What a prediction of an application cannot know. */
export const predictionLimits = (
  application: ApplicationFacts,
  facts: InventoryFacts,
  contradicted: readonly { readonly message: string }[],
): readonly string[] => {
  const unlisted = facts.lists.filter(
    ({ resource, observation }) => listUnknown(resource, observation) !== null,
  )
  return [
    `Worked out from what was read until ${second(facts.finishedAt)} UTC: nobody logged in as this application.`,
    'Records that the inspector does not get are not counted: the application may get those too.',
    'A token may be asked for with fewer scopes than are ticked.',
    ...(application.method === 'api-key'
      ? ['It uses a static API key, of which Halo does not document whether the same rules hold.']
      : []),
    ...(application.method === 'unknown' && application.login.type === 'agent'
      ? ['How it gets its token is not known: where people sign in through it, it acts as whoever does.']
      : []),
    ...(unlisted.length === 0
      ? []
      : [
          `The inspector has no whole list of ${counted(unlisted.length, 'resource')}: ${unlisted
            .map(({ resource }) => resourceDefinition(resource).label.toLowerCase())
            .join(', ')}.`,
        ]),
    ...contradicted.map(({ message }) => message),
  ]
}
