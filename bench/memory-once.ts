import { setTimeout as pause } from 'node:timers/promises'
import { compareResource } from '../src/core/comparison/compare'
import { createHaloConnector } from '../src/main/adapters/halo/connector'
import { systemClock } from '../src/main/adapters/system/system-clock'
import { openSnapshot, toSnapshot } from '../src/main/services/reports/snapshot'
import { runComparison } from '../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../src/main/services/runs/plan'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { quickTenant } from './compare-once'
import { enlarged } from './on-records'

/** Megabytes. */
export interface Memory {
  /** By which the whole process grew at most. */
  readonly peak: number
  /** By which what is in use has grown once it is done. */
  readonly held: number
}

const MB = 1e6

/** What a piece of work takes of a process that has done nothing else, under `--expose-gc`. */
const memoryOf = async (work: () => Promise<unknown>): Promise<Memory> => {
  await settled()
  const before = process.memoryUsage()
  const result = await work()
  const peak = process.resourceUsage().maxRSS * 1024 - before.rss
  await settled()
  const held = process.memoryUsage().heapUsed - before.heapUsed
  if (result === undefined) throw new Error('Nothing came of it')
  return { peak: peak / MB, held: held / MB }
}

/** Some memory is let go only after what ends with a turn has ended. */
const settled = async (): Promise<void> => {
  if (globalThis.gc === undefined) throw new Error('It is measured with --expose-gc')
  for (let time = 0; time < 4; time += 1) {
    await globalThis.gc({ execution: 'async' })
    await pause(20)
  }
}

/** A comparison of a quick tenant (`quick-halo.mjs`) whose allowance of requests waits for nobody. */
export const compared = (url: string): Promise<Memory> => {
  const plan = comparisonPlan(quickTenant(url), ['tickets'])
  if (!plan.ok) throw new Error(plan.error.message)
  let waited = 0
  const clock = { now: () => systemClock.now(), monotonic: () => systemClock.monotonic() + waited }
  const sleep = (milliseconds: number) => {
    waited += milliseconds
    return Promise.resolve()
  }
  return memoryOf(async () => {
    const comparison = await runComparison(
      { connector: createHaloConnector({ clock, sleep }), clock },
      plan.value,
      { signal: new AbortController().signal },
    )
    if (!comparison.complete) throw new Error('The comparison is not complete')
    return comparison
  })
}

/** A snapshot of which one side sees all records and the other all but one in a hundred. */
export const opened = async (tickets: number): Promise<Memory> => {
  const text = snapshotText(tickets)
  return memoryOf(async () => {
    const comparison = await openSnapshot(text)
    if (!comparison.ok) throw new Error(comparison.error.message)
    return comparison.value
  })
}

const snapshotText = (tickets: number): string => {
  const large = enlarged(comparisonOf(restrictedTenant()), tickets)
  const resources = large.resources.map((each) => {
    if (each.resource !== 'tickets' || each.agent.state !== 'listed') return each
    const records = each.agent.records.filter((_record, at) => at % 100 > 0)
    return compareResource(
      'tickets',
      each.agent,
      { ...each.agent, records, total: records.length },
      new Set(),
    )
  })
  return Buffer.from(JSON.stringify(toSnapshot({ ...large, resources }))).toString()
}
