/** The benchmark's demo tenant, in a process of its own so that its memory does not count. */
import { runnerImport } from 'vite'
import { fileURLToPath } from 'node:url'

const { module } = await runnerImport(fileURLToPath(new URL('../src/demo/index.ts', import.meta.url)), {
  configFile: false,
})
const demo = await module.startDemo(process.env.SCENARIO ?? 'healthy', {
  tickets: Number(process.env.TICKETS),
  latencyMs: Number(process.env.LATENCY_MS),
  requestLimit: Number.POSITIVE_INFINITY,
})
const { url, tenant, scenario, app, agent, inspector } = demo
// It is forked: there is somebody to tell.
process.send?.({ url, tenant, scenario, app, agent, inspector })
process.on('disconnect', () => process.exit(0))
