import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { runComparison } from '../../src/main/services/runs/comparison-service'
import { applicationContext } from './application-context'

/**
 * A process of its own that compares tickets of two tenants at once, one of which means harm:
 * `node … HOSTILE GOOD`. Tells how both ended, the most memory and the longest time without a turn of
 * the event loop. SIGINT ends it as Ctrl-C does.
 */
const [, , hostile = '', good = ''] = process.argv
const interrupt = new AbortController()
process.on('SIGINT', () => {
  process.stderr.write('stopping\n')
  interrupt.abort()
})

const compare = async (url: string) => {
  const started = performance.now()
  const { resources, complete } = await runComparison(
    { connector: createHaloConnector({ clock: systemClock }), clock: systemClock },
    {
      tenantName: 'Tenant',
      url,
      app: { ...applicationContext(url), role: 'app' },
      agent: { ...applicationContext(url), role: 'agent' },
      inspector: null,
      resources: ['tickets'],
      expectedAgent: null,
    },
    { signal: interrupt.signal },
  )
  const [tickets] = resources
  const seen = tickets?.app
  const told =
    seen?.state === 'failed' ? seen.failure.message : seen?.state === 'listed' ? seen.incompleteReason : null
  return { verdict: tickets?.verdict, complete, told, seconds: (performance.now() - started) / 1000 }
}

const mostMemory = (): number =>
  process.platform === 'linux'
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
    : process.resourceUsage().maxRSS * 1024

const main = async (): Promise<void> => {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5')
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  const [harmful, harmless] = await Promise.all([compare(hostile), good === '' ? null : compare(good)])
  process.stdout.write(
    JSON.stringify({ hostile: harmful, good: harmless, memory: mostMemory(), longest: delays.max / 1e9 }),
  )
}

void main()
