/** The benchmark's demo tenant, in a process of its own so that its memory does not count. */
import { moduleAt } from '../scripts/lib/module-at.mjs'

const { startDemo } = await moduleAt('src/demo/index.ts')
const demo = await startDemo(process.env.SCENARIO ?? 'healthy', {
  tickets: Number(process.env.TICKETS),
  latencyMs: Number(process.env.LATENCY_MS),
  requestLimit: Number.POSITIVE_INFINITY,
})
const { url, tenant, scenario, app, agent, inspector } = demo
// It is forked: there is somebody to tell.
process.send?.({ url, tenant, scenario, app, agent, inspector })
process.on('disconnect', () => process.exit(0))
