import type { Comparison } from '../src/core/comparison/comparison'
import { createHaloConnector } from '../src/main/adapters/halo/connector'
import { systemClock } from '../src/main/adapters/system/system-clock'
import { demoPlan } from '../src/main/demo-plan'
import { runComparison } from '../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../src/main/services/runs/plan'
import { forkDemo } from './fork-demo'

const PAGE_SIZE = 100
/** On each side: discovery may be left out, a token and `Agent/me` may not. */
const LEAST_BESIDES = 2 * 2

/**
 * Lists tickets on both sides from a demo tenant in a process of its own: 10,000 with 50 ms an
 * answer for the requests and the time, 100,000 without for the memory. Prints what was needed
 * against the least that could be.
 */
export const run = async (): Promise<void> => {
  await list(10_000, 50)
  process.stdout.write('\n')
  await list(100_000, 0)
}

const list = async (tickets: number, latencyMs: number): Promise<void> => {
  const { demo, stop } = await forkDemo({ tickets, latencyMs })
  try {
    const plan = comparisonPlan(demoPlan(demo, 'Benchmark'), ['tickets'])
    if (!plan.ok) throw new Error(plan.error.message)
    // The allowance of requests is not measured: waiting for it passes at once.
    let waited = 0
    const clock = { now: () => systemClock.now(), monotonic: () => systemClock.monotonic() + waited }
    const sleep = (milliseconds: number) => {
      waited += milliseconds
      return Promise.resolve()
    }
    const rssBefore = process.memoryUsage().rss
    const started = performance.now()
    const comparison = await runComparison(
      { connector: createHaloConnector({ clock, sleep }), clock },
      plan.value,
      {
        signal: new AbortController().signal,
      },
    )
    report(comparison, { tickets, latencyMs, wallMs: performance.now() - started, rssBefore })
  } finally {
    stop()
  }
}

interface Measured {
  readonly tickets: number
  readonly latencyMs: number
  readonly wallMs: number
  readonly rssBefore: number
}

const report = (comparison: Comparison, { tickets, latencyMs, wallMs, rssBefore }: Measured): void => {
  const [listed] = comparison.resources
  const fetched = listed?.agent.state === 'listed' && listed.app.state === 'listed' ? listed.both : 0
  if (!comparison.complete || fetched !== tickets)
    throw new Error(`Only ${fetched} of ${tickets} tickets were compared`)
  const pages = (2 * tickets) / PAGE_SIZE
  const least = pages + LEAST_BESIDES
  const { agent, app, inspector } = comparison.requests
  const leastMs = pages * latencyMs
  const grownMb = process.resourceUsage().maxRSS / 1024 - rssBefore / 1024 / 1024
  const lines = [
    `tickets on each side            ${tickets}`,
    `least possible requests         ${least}: ${pages} pages, two tokens, two Agent/me`,
    `requests of both sides          ${agent + app} (${percent((agent + app) / least)} of the least)`,
    `requests of the inspector       ${inspector}`,
    ...(latencyMs === 0
      ? []
      : [
          `least requests x latency        ${(leastMs / 1000).toFixed(2)} s, one after the other`,
          `wall time                       ${(wallMs / 1000).toFixed(2)} s (${percent(wallMs / leastMs)} of that)`,
        ]),
    `memory grown by, at its peak    ${grownMb.toFixed(0)} MB`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`
