import { randomUUID } from 'node:crypto'
import { createScrubber } from '../src/main/security/secret-scrubber'
import { cpuOf } from './cpu'
import type { Benchmark } from './figure'

const ROWS = 100_000
const SECRETS = 120
const RUNS = 7

/**
 * The second net on everything that the window is told: 100,000 rows through a scrubber that knows
 * the secrets of forty tenants, against making JSON of them, which telling them costs anyway.
 */
export const run: Benchmark = async () => {
  const scrubber = createScrubber()
  for (let count = 0; count < SECRETS; count += 1) scrubber.add(`${randomUUID()}-${randomUUID()}`)
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    record: {
      id: String(index),
      label: `Printer on floor ${String(index % 40)} does not print since the update`,
      client: `Client ${String(index % 300)}`,
      team: 'Service Desk',
    },
    seenBy: index % 3 === 0 ? 'agent' : 'both',
  }))
  const json = await cpuOf(RUNS, () => JSON.stringify(rows))
  const scrubbed = await cpuOf(RUNS, () => scrubber.scrubData(rows))
  return [
    {
      what: 'scrub 100,000 rows with 120 secrets known',
      ours: scrubbed,
      unit: 'ms',
      reference: { what: 'making JSON of them', value: json },
      aim: null,
      runs: RUNS,
    },
  ]
}
