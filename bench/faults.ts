import { CANCELLED_MS, CASE_MS, runFault, SHORT } from '../test/support/fault-runner'
import { FAULTS } from '../test/support/faults'

/**
 * Prints every fault, what the user is told, and how long it took against its deadline.
 * @returns how many were told wrongly or late
 */
export const run = async (): Promise<number> => {
  process.stdout.write(
    `Deadlines where nobody answers in time: ${SHORT.idleTimeoutMs} ms without a byte, ${SHORT.deadlineMs} ms a request; ${CASE_MS} ms a case, waits left out.\n\n`,
  )
  let wrong = 0
  for (const fault of FAULTS) {
    const { outcome, message, advice, ms } = await runFault(fault)
    const deadline = fault.cancelAfterMs === undefined ? CASE_MS : CANCELLED_MS
    const isRight = outcome === fault.outcome && fault.tells.test(message) && ms <= deadline
    if (!isRight) wrong += 1
    process.stdout.write(
      `${isRight ? 'ok   ' : 'WRONG'} ${fault.from.padEnd(4)} ${fault.name}\n      ${outcome}: ${message}\n${advice.map((line) => `      - ${line}\n`).join('')}      ${ms.toFixed(0)} ms of ${deadline}\n`,
    )
  }
  process.stdout.write(`\n${FAULTS.length - wrong} of ${FAULTS.length} faults told rightly and in time\n`)
  return wrong
}
