import type { Comparison } from '../../../core/comparison/comparison'
import type { Finding } from '../../../core/comparison/finding'
import { exitOfComparison, exitOfFindings, exitOfInventory } from '../../../core/fleet/exit'
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

/** 1 when any finding is an error, else 0. */
export const statusOfFindings = (findings: readonly Finding[]): ExitStatus => exitOfFindings(findings)

/** What a finished, partial or interrupted comparison exits with. */
export const statusOfComparison = (comparison: Comparison): ExitStatus =>
  comparison.cancelled ? EXIT.interrupted : exitOfComparison(comparison)

/** What a finished, partial or interrupted inventory exits with. */
export const statusOfInventory = (inventory: Inventory, isInterrupted: boolean): ExitStatus =>
  isInterrupted ? EXIT.interrupted : exitOfInventory(inventory)

/** Of several tenants: what was interrupted or is not complete over what is wrong in another. */
export const worstOf = (statuses: readonly ExitStatus[]): ExitStatus =>
  [EXIT.interrupted, EXIT.incomplete, EXIT.findings].find((status) => statuses.includes(status)) ?? EXIT.done
