import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Comparison } from '../src/core/comparison'
import { createHaloConnector } from '../src/main/adapters/halo/connector'
import { systemClock } from '../src/main/adapters/system-clock'
import { demoPlan } from '../src/main/demo-plan'
import { runComparison } from '../src/main/services/comparison-service'
import { comparisonPlan } from '../src/main/services/plan'
import type { DemoServer } from '../src/demo/index'

const TICKETS = 10_000
const PAGE_SIZE = 100
const LATENCY_MS = 50

/**
 * Lists 10,000 tickets on both sides from a demo tenant in a process of its own, which answers
 * each request after 50 ms. Prints what was needed against the least that could be.
 */
export const run = async (): Promise<void> => {
  const server = fork(fileURLToPath(new URL('demo-server.mjs', import.meta.url)), [], {
    env: { ...process.env, TICKETS: String(TICKETS), LATENCY_MS: String(LATENCY_MS) },
  })
  try {
    const demo = await new Promise<Omit<DemoServer, 'counts' | 'close'>>((resolve, reject) => {
      server.once('message', (message) => {
        resolve(message as Omit<DemoServer, 'counts' | 'close'>) // the message is what demo-server.mjs sends
      })
      server.once('exit', (code) => {
        reject(new Error(`The demo tenant ended with ${code ?? 'a signal'}`))
      })
    })
    const plan = comparisonPlan(demoPlan(demo, 'Benchmark'), ['tickets'])
    if (!plan.ok) throw new Error(plan.error.message)
    const started = performance.now()
    const comparison = await runComparison(
      { connector: createHaloConnector({ clock: systemClock }), clock: systemClock },
      plan.value,
      { signal: new AbortController().signal },
    )
    report(comparison, performance.now() - started)
  } finally {
    server.kill()
  }
}

const report = (comparison: Comparison, wallMs: number): void => {
  const [tickets] = comparison.resources
  const fetched = tickets?.agent.state === 'listed' && tickets.app.state === 'listed' ? tickets.both : 0
  if (!comparison.complete || fetched !== TICKETS)
    throw new Error(`Only ${fetched} of ${TICKETS} tickets were compared`)
  const leastPages = (2 * TICKETS) / PAGE_SIZE
  const { agent, app, inspector } = comparison.requests
  const leastMs = leastPages * LATENCY_MS
  const peakMb = process.resourceUsage().maxRSS / 1024
  const lines = [
    `tickets on each side            ${TICKETS}`,
    `least possible list requests    ${leastPages}`,
    `requests of both sides          ${agent + app} (${percent((agent + app) / leastPages)} of the least; with token, discovery, Agent/me)`,
    `requests of the inspector       ${inspector}`,
    `least requests x latency        ${(leastMs / 1000).toFixed(2)} s, one after the other`,
    `wall time                       ${(wallMs / 1000).toFixed(2)} s (${percent(wallMs / leastMs)} of that)`,
    `peak memory of this process     ${peakMb.toFixed(0)} MB`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`
