import { CANCELLED_MS, CASE_MS, runFault, SHORT } from '../test/support/fault-runner'
import { FAULTS } from '../test/support/faults'
import type { Benchmark } from './figure'

interface Tried {
  readonly isRight: boolean
  /** What it took of its deadline. */
  readonly share: number
}

/** Tries every fault, and prints what the user is told, and how long it took against its deadline. */
const tried = async (): Promise<readonly Tried[]> => {
  process.stdout.write(
    `Deadlines where nobody answers in time: ${SHORT.idleTimeoutMs} ms without a byte, ${SHORT.deadlineMs} ms a request; ${CASE_MS} ms a case, waits left out.\n\n`,
  )
  const all: Tried[] = []
  for (const fault of FAULTS) {
    const { outcome, message, advice, ms } = await runFault(fault)
    const deadline = fault.cancelAfterMs === undefined ? CASE_MS : CANCELLED_MS
    const isRight = outcome === fault.outcome && fault.tells.test(message) && ms <= deadline
    all.push({ isRight, share: ms / deadline })
    process.stdout.write(
      `${isRight ? 'ok   ' : 'WRONG'} ${fault.from.padEnd(4)} ${fault.name}\n      ${outcome}: ${message}\n${advice.map((line) => `      - ${line}\n`).join('')}      ${ms.toFixed(0)} ms of ${deadline}\n`,
    )
  }
  return all
}

/** @returns how many faults were told wrongly or late */
export const wronglyTold = async (): Promise<number> => {
  const all = await tried()
  const wrong = all.filter(({ isRight }) => !isRight).length
  process.stdout.write(`\n${all.length - wrong} of ${all.length} faults told rightly and in time\n`)
  return wrong
}

export const run: Benchmark = async () => {
  const all = await tried()
  return [
    {
      what: 'faults of servers, networks and proxies, told rightly and in time',
      ours: all.filter(({ isRight }) => isRight).length,
      unit: 'faults',
      reference: { what: 'all', value: all.length },
      aim: 'all',
      runs: 1,
    },
    {
      what: 'the slowest of them, of its deadline',
      ours: 100 * Math.max(...all.map(({ share }) => share)),
      unit: '%',
      reference: null,
      aim: 'under 100 %',
      runs: all.length,
    },
  ]
}
