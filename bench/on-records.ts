import { compareResource } from '../src/core/comparison/compare'
import type { Comparison } from '../src/core/comparison/comparison'
import type { RecordSummary } from '../src/core/comparison/record'
import { median, type Figure } from './figure'

/** What the cases about a comparison of many records have in common. */

const RUNS = 5

/** The comparison with so many tickets: its own, repeated under new ids. */
export const enlarged = (comparison: Comparison, count: number): Comparison => ({
  ...comparison,
  resources: comparison.resources.map((compared) => {
    if (
      compared.resource !== 'tickets' ||
      compared.agent.state !== 'listed' ||
      compared.app.state !== 'listed'
    )
      return compared
    const { agent, app } = compared
    const seen = new Set(app.records.map(({ id }) => id))
    const all = Array.from({ length: count }, (_, index): { record: RecordSummary; isSeen: boolean } => {
      const record = agent.records[index % agent.records.length]
      if (record === undefined) throw new Error('The tenant has tickets')
      return { record: { ...record, id: String(index + 1) }, isSeen: seen.has(record.id) }
    })
    const list = (records: readonly RecordSummary[]) => ({ ...agent, records, total: records.length })
    return compareResource(
      'tickets',
      list(all.map(({ record }) => record)),
      list(all.filter(({ isSeen }) => isSeen).map(({ record }) => record)),
      new Set(),
    )
  }),
})

/** A comparison of which nothing was worked out before: what was is kept with its observations and its names. */
const fresh = (comparison: Comparison): Comparison => ({
  ...comparison,
  configuration: { ...comparison.configuration },
  resources: comparison.resources.map((compared) => ({
    ...compared,
    agent: copied(compared.agent),
    app: copied(compared.app),
  })),
})

const copied = <T extends Comparison['resources'][number]['agent']>(observation: T): T =>
  observation.state === 'listed' ? { ...observation, records: [...observation.records] } : observation

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of the processor that work takes. */
export const cpuOf = (work: () => unknown): number => {
  const before = cpuMs()
  work()
  return cpuMs() - before
}

/** The floor: each field that a rule looks at is read once of every record, and counted. */
const onePass = ({ resources }: Comparison): number => {
  let known = 0
  for (const { agent, app } of resources)
    for (const side of [agent, app])
      for (const record of side.state === 'listed' ? side.records : []) {
        const { id, clientId, typeId, teamId, departmentId, agentId } = record
        for (const value of [id, clientId, typeId, teamId, departmentId, agentId])
          if (value !== null) known += value.length
      }
  return known
}

/**
 * The processor's time that work on a comparison takes, garbage and compiling included.
 * @param prepare what is done before and not measured, on a comparison that nobody worked on yet
 */
export const onRecords = (
  what: string,
  comparison: Comparison,
  prepare: (comparison: Comparison) => () => unknown,
  aim: string | null = null,
): Figure => {
  const floors: number[] = []
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const input = fresh(comparison)
    const work = prepare(input)
    floors.push(cpuOf(() => onePass(input)))
    times.push(cpuOf(work))
  }
  return {
    what: `${what}, time of the processor`,
    ours: median(times),
    unit: 'ms',
    reference: { what: 'every field that a rule looks at, read once', value: median(floors) },
    aim,
    runs: RUNS,
  }
}
