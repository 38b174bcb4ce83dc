import { assertNever } from '../../../../core/assert-never'
import { gotWords } from '../../../../core/comparison/count-text'
import type { ListEnd } from '../../../../core/comparison/outcome'
import { countWords, END_WORDS, SIDE_WORDS } from '../../../../core/words/words'
import type { ObservationSummary, ResourceSummary } from '../../../../shared/ipc/api'

/**
 * Short form for the list of resources: a number, "200+" for a list that is not complete, or the
 * word for why there is none.
 */
export const shortObservation = (observation: ListEnd): string => {
  switch (observation.state) {
    case 'listed':
      return countWords({ least: observation.fetched, exact: observation.complete })
    case 'refused':
    case 'failed':
    case 'skipped':
      return END_WORDS[observation.state]
    default:
      return assertNever(observation)
  }
}

/** Why a record that the other side sees is missing on this one, for the empty cell. */
export const gapText = (
  observation: ObservationSummary,
  side: 'agent' | 'app',
  predicted = false,
): string => {
  if (predicted && side === 'app') return predictedGapText(observation)
  switch (observation.state) {
    case 'listed':
      return observation.complete ? `not visible to the ${side}` : 'not known: list incomplete'
    case 'refused':
      return `not known: the ${side} was refused`
    case 'failed':
      return 'not known: could not be read'
    case 'skipped':
      return 'not known: not asked'
    default:
      return assertNever(observation)
  }
}

/** Of an app side that is worked out: nothing of it was seen, or asked. */
const predictedGapText = (observation: ObservationSummary): string => {
  switch (observation.state) {
    case 'listed':
      return observation.complete
        ? 'would not see it (predicted)'
        : 'not known: the inspector’s list is incomplete'
    case 'refused':
      return 'would be refused (predicted)'
    case 'failed':
    case 'skipped':
      return 'not known: nothing can be predicted'
    default:
      return assertNever(observation)
  }
}

/** For a record of which nothing decides whether the app side would see it. */
export const UNDECIDED_TEXT = 'undecided: nothing that was read decides it'

export interface ObservationProblem {
  readonly text: string
  readonly advice: readonly string[]
}

/** What kept one side's list from being complete; null when nothing did. */
const observationProblem = (
  observation: ObservationSummary,
  side: 'agent' | 'app',
  predicted: boolean,
): ObservationProblem | null => {
  if (predicted && side === 'app') return predictedProblem(observation)
  const who = predicted ? 'The inspector' : `The ${SIDE_WORDS[side].toLowerCase()}`
  switch (observation.state) {
    case 'listed':
      if (observation.complete) return null
      return {
        text:
          `${who} got ${gotWords(observation, { one: 'record', many: 'records' })}.` +
          (observation.incompleteReason === null ? '' : ` ${observation.incompleteReason}`),
        advice: [
          predicted
            ? 'Read the applications again. Of a list that is not whole nothing is predicted as a whole.'
            : 'Compare again. A list that stays incomplete never becomes a verdict.',
        ],
      }
    case 'refused':
      return {
        text: `${who} was refused (HTTP ${String(observation.status)}).`,
        advice: ['The reasons Crossview found are under Why?'],
      }
    case 'failed':
      return { text: `${who} failed: ${observation.failure.message}`, advice: observation.failure.advice }
    case 'skipped':
      return { text: `${who}: ${observation.reason}`, advice: [] }
    default:
      return assertNever(observation)
  }
}

/** What the app side would not get as a whole, or why nothing can be said of it. */
const predictedProblem = (observation: ObservationSummary): ObservationProblem | null => {
  switch (observation.state) {
    case 'listed':
      // What is missing of it is missing of the inspector's list, which says so itself.
      return null
    case 'refused':
      return {
        text: 'The application would be refused these (predicted).',
        advice: ['The reasons Crossview found are under Why?'],
      }
    case 'failed':
      return {
        text: `Nothing can be predicted: ${observation.failure.message}`,
        advice: observation.failure.advice,
      }
    case 'skipped':
      return { text: `Nothing can be predicted: ${observation.reason}`, advice: [] }
    default:
      return assertNever(observation)
  }
}

/** Everything that stands between a resource and its verdict. */
export const resourceProblems = (
  { agent, app }: ResourceSummary,
  predicted = false,
): readonly ObservationProblem[] =>
  [observationProblem(agent, 'agent', predicted), observationProblem(app, 'app', predicted)].filter(
    (problem) => problem !== null,
  )
