import type { Comparison, ResourceComparison } from '../../../core/comparison/comparison'
import { findingsWithoutCause, type Cause } from '../../../core/comparison/cause'
import { counted, countText } from '../../../core/comparison/count-text'
import type { Finding, Fix } from '../../../core/comparison/finding'
import { isolated, seenName } from '../../../core/comparison/name-text'
import { resourceDefinition } from '../../../core/halo/resource'
import type { Observation } from '../../../core/comparison/observation'
import { listEndOf, runGap, type RunGap } from '../../../core/comparison/outcome'
import { checkRecipe } from '../../../core/policy/recipe-check'
import { reasonsFor, sideFailureWords } from '../../../core/comparison/reasons'
import {
  coverageWords,
  listWords,
  RECIPE_RESULT_WORDS,
  SEVERITY_WORDS,
  SIDE_WORDS,
  VERDICT_WORDS,
} from '../../../core/words/words'
import { KINDS_IN_A_MESSAGE } from '../../../core/causes/cause-text'
import { countOf, labelOf } from '../../../core/explain/words'
import { buildSummary } from '../../../core/summary/build-summary'
import { stepTexts } from '../../../core/summary/step-text'
import type { ExceptionsOutcome } from '../../../core/exceptions/exception'
import { acceptedLines, exceptionLines } from './exceptions-text'
import type { CheckOutcome } from '../../services/runs/check-service'

/** What the commands say to a person at a terminal: a line each. */

/** A comparison in a few lines. */
export const comparisonText = (
  comparison: Comparison,
  exceptions: ExceptionsOutcome | null = null,
): readonly string[] => {
  const { coverage, tenant, requests } = comparison
  const lines = [
    `${tenant.name} (${tenant.url})`,
    `  ${SIDE_WORDS.app}:   ${sideText(comparison, 'app')}`,
    `  ${SIDE_WORDS.agent}: ${sideText(comparison, 'agent')}`,
    ...purposeLine(comparison),
    ...(comparison.redaction?.intact === false ? [CHANGED] : []),
    '',
    ...comparison.resources.map(
      (compared) =>
        `  ${resourceDefinition(compared.resource).label.padEnd(20)} agent ${end(compared.agent)}   app ${end(compared.app)}   ${VERDICT_WORDS[compared.verdict]}${why(comparison, compared)}`,
    ),
    '',
    ...causeLines(comparison.causes),
    ...findingLines(findingsWithoutCause(comparison)),
    ...planLines(comparison),
    ...exceptionLines(exceptions),
    `Coverage: ${coverageWords(coverage)}.`,
    `Requests: ${countText(requests.agent)} agent side, ${countText(requests.app)} app side, ${countText(requests.inspector)} inspector, ${countText(requests.throttled)} throttled.`,
  ]
  const gap = GAPS[runGap(comparison)]
  return gap === null ? lines : [...lines, gap]
}

const CHANGED = '  This redacted snapshot was changed after it was redacted.'

const GAPS: Readonly<Record<RunGap, string | null>> = {
  none: null,
  cancelled: 'INCOMPLETE: the comparison was cancelled.',
  incomplete: 'INCOMPLETE: see the coverage.',
  'nothing-compared': 'NOTHING COMPARED: see the coverage.',
  'partly-compared': 'NOT ALL COMPARED: see the coverage.',
}

/** The codes that stand in the way of a verdict, which the findings below explain. */
const why = (comparison: Comparison, compared: ResourceComparison): string => {
  if (compared.verdict !== 'unknown') return ''
  const codes = new Set(reasonsFor(comparison, compared).map(({ code }) => code))
  return codes.size === 0 ? '' : `: ${[...codes].join(', ')}`
}

/** "Purpose: Perimeters (perimeters): something is missing, 3 of 14 needs met". Nothing where none was chosen. */
const purposeLine = (comparison: Comparison): readonly string[] => {
  const { purpose } = comparison
  if (purpose === null) return []
  const { result, items } = checkRecipe(purpose, comparison)
  const met = items.filter(({ state }) => state === 'met').length
  return [
    `  Purpose: ${isolated(purpose.title)} (${purpose.name}): ${lowerFirst(RECIPE_RESULT_WORDS[result])}, ${countText(met)} of ${counted(items.length, 'need')} met`,
  ]
}

const sideText = (comparison: Comparison, side: 'agent' | 'app'): string => {
  const result = comparison[side]
  if (result.state === 'failed') return lowerFirst(sideFailureWords(result))
  const { name, agentId, scopes } = result.identity
  return `${isolated(seenName(name) ?? 'unknown agent')} (agent ${agentId ?? '?'}), scopes: ${scopes.join(' ') || 'none named'}`
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const end = (observation: Observation): string => listWords(listEndOf(observation)).padStart(10)

/** Each setting that hides records once, with all of what it hides and its one fix. */
const causeLines = (causes: readonly Cause[]): string[] =>
  causes.flatMap(({ severity, code, message, fix, resources, accepted }) => [
    `${SEVERITY_WORDS[severity]} ${code}: ${message}`,
    ...acceptedLines({ ...(accepted && { accepted }) }),
    // The sentence names the most of them.
    ...(resources.length > KINDS_IN_A_MESSAGE ? [`  hides: ${resources.map(causeResource).join(', ')}`] : []),
    ...fixLines(fix),
    '',
  ])

const causeResource = ({ resource, records }: Cause['resources'][number]): string =>
  records === 0 ? `${labelOf(resource)}, of which no record is known` : countOf(records, resource)

/** The changes to make, in order, with what each shows; those for the purpose where there is one. */
const planLines = (comparison: Comparison): string[] => {
  const summary = buildSummary(comparison)
  const plan = summary.purpose ?? summary.everything
  if (plan.steps.length === 0) return []
  const shown = plan.wanted - plan.open
  const of = summary.purpose === null ? 'hidden from the app' : 'that the purpose needs and the app lacks'
  return [
    `In order, for ${countText(shown)} of ${counted(plan.wanted, 'record')} ${of}:`,
    ...plan.steps.flatMap((step, place) => {
      const number = `  ${place + 1}. `
      const adds = step.adds.map(({ resource, records }) => `+${countOf(records, resource)}`)
      return [...stepTexts(comparison, step), adds.join(', ') || 'shows nothing before the next'].map(
        (text, line) => `${line === 0 ? number : ' '.repeat(number.length)}${text}`,
      )
    }),
    '',
  ]
}

/** Findings, each with its fix, in the order given. */
const findingLines = (findings: readonly Finding[]): string[] =>
  findings.flatMap((finding) => [
    `${SEVERITY_WORDS[finding.severity]} ${finding.code}: ${finding.message}`,
    ...acceptedLines(finding),
    ...fixLines(finding.fix),
    '',
  ])

const fixLines = (fix: Fix | null): readonly string[] =>
  fix === null ? [] : [`  fix: ${fix.text}${fix.path === null ? '' : ` [${fix.path}]`}`]

/** The preflight, step by step. */
export const checkText = (result: CheckOutcome): readonly string[] => [
  ...result.steps.flatMap(({ role, step, state, message, failure }) => [
    `${state.padEnd(8)} ${role.padEnd(10)} ${step.padEnd(9)} ${message}`,
    ...(failure?.advice ?? []).map((advice) => `  - ${advice}`),
  ]),
  '',
  ...findingLines(result.findings),
  result.passed ? 'Check passed.' : 'Check found errors.',
]
