import type { Comparison } from '../../../core/comparison/comparison'
import { runGap } from '../../../core/comparison/outcome'
import type { Finding } from '../../../core/comparison/finding'
import type { Inventory } from '../../../core/inventory/inventory'

/** Exit statuses of docs/cli.md. */
export const EXIT = { done: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/**
 * What a command exits with whose standard output took not all of it.
 * @param code the system's. A closed pipe (`| head`) has had enough; a terminal that is gone (EIO) was closed
 */
export const statusOfLostOutput = (code: string, status: ExitStatus): ExitStatus =>
  code === 'EPIPE' || code === 'EOF' ? status : code === 'EIO' ? EXIT.interrupted : EXIT.incomplete

/** 1 when any finding is an error that nobody accepted, else 0. */
export const statusOfFindings = (findings: readonly Pick<Finding, 'severity' | 'accepted'>[]): ExitStatus =>
  findings.some(({ severity, accepted }) => severity === 'error' && accepted === undefined)
    ? EXIT.findings
    : EXIT.done

/** What a finished, partial or interrupted comparison exits with. */
export const statusOfComparison = (comparison: Comparison): ExitStatus => {
  if (comparison.cancelled) return EXIT.interrupted
  if (!comparison.complete) return EXIT.incomplete
  const status = statusOfFindings(comparison.findings)
  // Refused everything on both sides is an answer, and no comparison.
  return status === EXIT.done && runGap(comparison) === 'nothing-compared' ? EXIT.incomplete : status
}

/** What a finished, partial or interrupted inventory exits with. */
export const statusOfInventory = ({ complete, entries }: Inventory, isInterrupted: boolean): ExitStatus => {
  if (isInterrupted) return EXIT.interrupted
  if (!complete) return EXIT.incomplete
  return statusOfFindings(entries.flatMap((entry) => entry.risks))
}

/** Of several tenants: what was interrupted or is not complete over what is wrong in another. */
export const worstOf = (statuses: readonly ExitStatus[]): ExitStatus =>
  [EXIT.interrupted, EXIT.incomplete, EXIT.findings].find((status) => statuses.includes(status)) ?? EXIT.done
