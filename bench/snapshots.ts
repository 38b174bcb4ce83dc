import { compareResource } from '../src/core/comparison/compare'
import type { Comparison } from '../src/core/comparison/comparison'
import { openSnapshot, toSnapshot } from '../src/main/services/reports/snapshot'
import { FILES } from '../src/shared/bounds'
import { parseJson } from '../src/shared/files/json-text'
import { snapshotFileSchema } from '../src/shared/files/snapshot'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { cpuOf } from './cpu'
import { enlarged } from './on-records'
import type { Benchmark, Figure } from './figure'

/** Tickets that the agent sees, and how often each is measured. */
const SIZES = [
  { tickets: 100_000, runs: 5 },
  { tickets: 500_000, runs: 1 },
] as const

/** Opens and writes snapshots, against what `JSON.parse` and `JSON.stringify` take of the same. */
export const run: Benchmark = async () => {
  const figures: Figure[] = []
  for (const { tickets, runs } of SIZES) figures.push(...(await measured(tickets, runs)))
  return figures
}

const measured = async (tickets: number, runs: number): Promise<readonly Figure[]> => {
  const written = toSnapshot(enlarged(comparisonOf(restrictedTenant()), tickets))
  // Flat, as text that was read from a file.
  const text = Buffer.from(JSON.stringify(written)).toString()
  const json: unknown = JSON.parse(text)
  const opened = await openSnapshot(text)
  if (!opened.ok) throw new Error(opened.error.message)
  const comparison: Comparison = opened.value
  const parsed = {
    what: 'JSON.parse of it alone',
    value: (await cpuOf(runs, () => JSON.parse(text) as unknown)) / 1000,
  }
  const of = `snapshot of ${tickets.toLocaleString('en')} tickets (${(text.length / 1e6).toFixed(0)} MB)`
  const step = async (
    what: string,
    work: () => unknown,
    reference: Figure['reference'],
    aim: string | null = null,
  ): Promise<Figure> => ({
    what: `${what}: ${of}`,
    ours: (await cpuOf(runs, work)) / 1000,
    unit: 's',
    reference,
    aim,
    runs,
  })
  return [
    await step(
      'open, everything concluded anew',
      () => openSnapshot(text),
      parsed,
      tickets === 100_000 ? 'under 1.5 s' : null,
    ),
    await step(
      'of it bounds, JSON and fields that stand twice',
      () => parseJson(text, FILES.snapshot),
      parsed,
    ),
    await step('of it the schema', () => snapshotFileSchema.parse(json), parsed),
    await step(
      'of it comparing',
      () =>
        comparison.resources.map(({ resource, agent, app }) =>
          compareResource(resource, agent, app, new Set()),
        ),
      parsed,
    ),
    await step('write', () => JSON.stringify(toSnapshot(comparison)), {
      what: 'JSON.stringify of it alone',
      value: (await cpuOf(runs, () => JSON.stringify(written))) / 1000,
    }),
  ]
}
