import { addsText, stepTexts } from './step-text'
import type { FixPlan, FixStep, Summary } from './summary'
import type { Comparison } from '../comparison/comparison'
import { countText, counted, plural } from '../comparison/count-text'
import type { Finding } from '../comparison/finding'

/** At most so many sentences say what to do first. */
const MOST = 4

/** What to do first: faults that strike a whole side, the best change, what is left, what is not known. */
export const firstSteps = (
  comparison: Comparison,
  { everything, purpose, hidden, changes }: Omit<Summary, 'first'>,
): readonly string[] => {
  const plan = purpose ?? everything
  const faults = comparison.findings.filter(
    (finding, index) => isFault(finding) && !canBeTried(comparison, index, changes),
  )
  const steps = [
    ...faults.slice(0, 2).map(({ message, fix }) => `${message}${fix === null ? '' : ` ${fix.text}`}`),
    ...planSentences(comparison, plan, purpose !== null),
    ...unexplained(hidden),
    ...gaps(comparison),
  ].slice(0, MOST)
  return steps.length > 0 ? steps : [nothingToDo(comparison)]
}

const isFault = ({ resource, severity, side }: Finding): boolean =>
  resource === null && severity === 'error' && side !== 'agent'

const canBeTried = ({ causes }: Comparison, finding: number, changes: Summary['changes']): boolean => {
  const cause = causes.findIndex(({ findings }) => findings.includes(finding))
  return cause >= 0 && (changes[cause]?.length ?? 0) > 0
}

const planSentences = (comparison: Comparison, plan: FixPlan, isForPurpose: boolean): readonly string[] => {
  const until = plan.steps.findIndex(({ records }) => records > 0)
  if (until < 0) return []
  const begin = plan.steps.slice(0, until + 1)
  const shows = comparison.predicted === null ? 'shows' : 'would show'
  const rest = plan.steps.length - begin.length
  const wanted = isForPurpose ? 'records that the purpose needs' : 'hidden records'
  return [
    `${begin.map((step) => stepSentence(comparison, step)).join(' ')} ${plural(begin.length, 'This', 'Together this')} ${shows} ${addsText(plan.steps[until]?.adds ?? [])}.`,
    ...(rest === 0
      ? []
      : [
          `With ${counted(rest, 'further change')} it is ${countText(plan.wanted - plan.open)} of ${countText(plan.wanted)} ${wanted}.`,
        ]),
  ]
}

/** One sentence for all changes of a step. */
const stepSentence = (comparison: Comparison, step: FixStep): string => {
  const texts = stepTexts(comparison, step)
  return texts.length === 1 ? texts.join('') : (comparison.causes[step.cause ?? -1]?.fix?.text ?? texts.join(' '))
}

const unexplained = ({ records, explained }: Summary['hidden']): readonly string[] => {
  const left = records - explained
  return left === 0
    ? []
    : [`For ${counted(left, 'hidden record')} no cause is known: see what the findings suggest.`]
}

const gaps = ({ coverage, cancelled }: Comparison): readonly string[] => {
  const left = coverage.failed + coverage.skipped
  return left === 0
    ? []
    : [
        `${counted(left, 'resource')} ${plural(left, 'was', 'were')} not compared${cancelled ? ', since it was ended before it was done' : ''}: compare ${plural(left, 'it', 'them')} again before relying on the rest.`,
      ]
}

const nothingToDo = (comparison: Comparison): string =>
  comparison.predicted === null
    ? 'Nothing to do: the app side sees all that the agent side sees, as far as was compared.'
    : 'Nothing to do: the app would get all that the inspector gets (predicted), as far as is known.'
