import { counted } from '../src/core/comparison/count-text'
import { createHaloConnector } from '../src/main/adapters/halo/connector'
import { systemClock } from '../src/main/adapters/system/system-clock'
import { demoPlan } from '../src/main/demo-plan'
import { runComparison } from '../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../src/main/services/runs/plan'
import { RunRegistry } from '../src/main/services/runs/run-registry'
import type { Benchmark } from './figure'
import { forkDemo } from './fork-demo'

const RUNS = 500
const ROUND = 100
/** A request's deadline of 60 s keeps some of it in memory until then, also when it was answered at once. */
const UNTIL_DEADLINES_MS = 65_000

/**
 * The window's way through 500 comparisons in one process: what stays in memory, and what stays
 * open. Needs `--expose-gc`.
 */
export const run: Benchmark = async () => {
  const { demo, stop } = await forkDemo({ tickets: 60, scenario: 'mixed' })
  try {
    const plan = comparisonPlan(demoPlan(demo, 'Benchmark'), ['tickets', 'clients', 'teams'])
    if (!plan.ok) throw new Error(plan.error.message)
    // The allowance of requests is not measured: waiting for it passes at once.
    let waited = 0
    const clock = { now: () => systemClock.now(), monotonic: () => systemClock.monotonic() + waited }
    const sleep = (milliseconds: number) => {
      waited += milliseconds
      return Promise.resolve()
    }
    const connector = createHaloConnector({ clock, sleep })
    let made = 0
    const registry = new RunRegistry({ clock: systemClock, newId: () => `run-${String((made += 1))}` })
    const finished = new Map<string, () => void>()
    registry.onProgress(({ runId, phase }) => {
      if (phase === 'done') finished.get(runId)?.()
    })
    const heaps: number[] = []
    const handles: number[] = []
    for (let count = 1; count <= RUNS; count += 1) {
      const runId = registry.start((options) =>
        runComparison({ connector, clock }, plan.value, options).then((value) => ({
          ok: true as const,
          value,
        })),
      )
      await new Promise<void>((resolve) => finished.set(runId, resolve))
      finished.delete(runId)
      registry.rows({ runId, resource: 'tickets', offset: 0, limit: 5000 })
      if (count % ROUND !== 0) continue
      globalThis.gc?.()
      heaps.push(process.memoryUsage().heapUsed / 1e6)
      handles.push(process.getActiveResourcesInfo().length)
    }
    await new Promise((resolve) => setTimeout(resolve, UNTIL_DEADLINES_MS))
    globalThis.gc?.()
    const rest = process.memoryUsage().heapUsed / 1e6
    const [first = NaN] = heaps
    const [firstHandles = NaN] = handles
    const all = `${counted(RUNS, 'comparison')} in one process`
    const reference = { what: `after the first ${String(ROUND)}`, value: first }
    return [
      {
        what: `heap after ${all}`,
        ours: heaps.at(-1) ?? NaN,
        unit: 'MB',
        reference,
        aim: 'it does not grow',
        runs: 1,
      },
      {
        what: `heap when the deadlines of their requests have passed`,
        ours: rest,
        unit: 'MB',
        reference,
        aim: 'it does not grow',
        runs: 1,
      },
      {
        what: `open handles after ${all}`,
        ours: handles.at(-1) ?? NaN,
        unit: 'handles',
        reference: { what: reference.what, value: firstHandles },
        aim: 'none more',
        runs: 1,
      },
    ]
  } finally {
    stop()
  }
}
