import type { Comparison } from '../../../core/comparison/comparison'
import type { Finding } from '../../../core/comparison/finding'
import { resourceDefinition } from '../../../core/halo/resource'
import type { Observation } from '../../../core/comparison/observation'
import {
  coverageWords,
  listEndOf,
  listWords,
  SEVERITY_WORDS,
  SIDE_WORDS,
  VERDICT_WORDS,
} from '../../../core/words/words'
import type { CheckOutcome } from '../../services/runs/check-service'

/** What the commands say to a person at a terminal: a line each. */

/** A comparison in a few lines. */
export const comparisonText = (comparison: Comparison): readonly string[] => {
  const { coverage, tenant, requests } = comparison
  const lines = [
    `${tenant.name} (${tenant.url})`,
    `  ${SIDE_WORDS.app}:   ${sideText(comparison, 'app')}`,
    `  ${SIDE_WORDS.agent}: ${sideText(comparison, 'agent')}`,
    '',
    ...comparison.resources.map(
      ({ resource, agent, app, verdict }) =>
        `  ${resourceDefinition(resource).label.padEnd(20)} agent ${end(agent)}   app ${end(app)}   ${VERDICT_WORDS[verdict]}`,
    ),
    '',
    ...findingLines(comparison.findings),
    `Coverage: ${coverageWords(coverage)}.`,
    `Requests: ${requests.agent} agent side, ${requests.app} app side, ${requests.inspector} inspector, ${requests.throttled} throttled.`,
  ]
  if (!comparison.complete) {
    lines.push(
      comparison.cancelled ? 'INCOMPLETE: the comparison was cancelled.' : 'INCOMPLETE: see the coverage.',
    )
  }
  return lines
}

const sideText = (comparison: Comparison, side: 'agent' | 'app'): string => {
  const result = comparison[side]
  if (result.state === 'failed') return `not connected: ${result.failure.message}`
  const { name, agentId, scopes } = result.identity
  return `${name ?? 'unknown agent'} (agent ${agentId ?? '?'}), scopes: ${scopes.join(' ') || 'none named'}`
}

const end = (observation: Observation): string => listWords(listEndOf(observation)).padStart(10)

/** Findings, each with its fix, in the order given. */
const findingLines = (findings: readonly Finding[]): string[] =>
  findings.flatMap((finding) => [
    `${SEVERITY_WORDS[finding.severity]} ${finding.code}: ${finding.message}`,
    ...(finding.fix === null
      ? []
      : [`  fix: ${finding.fix.text}${finding.fix.path === null ? '' : ` [${finding.fix.path}]`}`]),
    '',
  ])

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
