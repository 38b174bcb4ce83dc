import type { Comparison } from '../comparison/comparison'
import type { Finding, Severity } from '../comparison/finding'
import { runGap } from '../comparison/outcome'
import type { Inventory } from '../inventory/inventory'
import type { ExpectationResult } from '../policy/expectation'

/** Exit statuses of docs/cli.md but for wrong usage and an interrupt: done; with an error finding; not completed. */
export type WorkExit = 0 | 1 | 3

/** 1 when any of them is an error that nobody accepted, else 0. */
export const exitOfFindings = (
  findings: readonly { readonly severity: Severity; readonly accepted?: unknown }[],
): WorkExit =>
  findings.some(({ severity, accepted }) => severity === 'error' && accepted === undefined) ? 1 : 0

/** Of a preflight. */
export const exitOfCheck = ({
  steps,
  findings,
}: {
  readonly steps: readonly { readonly state: string }[]
  readonly findings: readonly Finding[]
}): WorkExit => (steps.some(({ state }) => state === 'failed') ? 1 : exitOfFindings(findings))

/** Of a comparison that nobody interrupted. Refused everything on both sides is an answer, and no comparison. */
export const exitOfComparison = (comparison: Comparison): WorkExit => {
  if (!comparison.complete) return 3
  const exit = exitOfFindings(comparison.findings)
  return exit === 0 && runGap(comparison) === 'nothing-compared' ? 3 : exit
}

/** Of an inventory that nobody interrupted. */
export const exitOfInventory = ({ complete, entries }: Inventory): WorkExit =>
  complete ? exitOfFindings(entries.flatMap(({ risks }) => risks)) : 3

/** Of policy tests. */
export const exitOfExpectations = (results: readonly Pick<ExpectationResult, 'state'>[]): WorkExit => {
  const states = results.map(({ state }) => state)
  return states.includes('failed') ? 1 : states.includes('unknown') ? 3 : 0
}

/** Of several: what could not be completed over what is wrong. */
export const worstExit = (exits: readonly WorkExit[]): WorkExit =>
  ([3, 1] as const).find((exit) => exits.includes(exit)) ?? 0
