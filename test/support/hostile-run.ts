import { readFileSync, writeFileSync } from 'node:fs'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { runComparison } from '../../src/main/services/runs/comparison-service'
import { applicationContext } from './application-context'
import { startFairWatch } from './fair-watch'
import { watchLoop } from './loop-lag'

/**
 * A process of its own that compares tickets of two tenants at once, one of which means harm:
 * `node … HOSTILE GOOD`. Tells how both ended, the most memory, the longest time without a turn of the
 * event loop, and how long it still ran after SIGINT, which ends it as Ctrl-C does.
 */
const [, , hostile = '', good = ''] = process.argv
const interrupt = new AbortController()
let sinceInterrupt = () => 0
process.on('SIGINT', () => {
  sinceInterrupt = startFairWatch()
  interrupt.abort()
})

const compare = async (url: string) => {
  const { resources, complete } = await runComparison(
    { connector: createHaloConnector({ clock: systemClock }), clock: systemClock },
    {
      tenantName: 'Tenant',
      url,
      app: applicationContext(url),
      agent: applicationContext(url, 'agent'),
      inspector: null,
      resources: ['tickets'],
      expectedAgent: null,
      purpose: null,
    },
    { signal: interrupt.signal },
  )
  const [tickets] = resources
  const seen = tickets?.app
  const told =
    seen?.state === 'failed' ? seen.failure.message : seen?.state === 'listed' ? seen.incompleteReason : null
  return { verdict: tickets?.verdict, complete, told }
}

const mostMemory = (): number =>
  process.platform === 'linux'
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
    : process.resourceUsage().maxRSS * 1024

const main = async (): Promise<void> => {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5')
  const watch = watchLoop()
  const [harmful, harmless] = await Promise.all([compare(hostile), good === '' ? null : compare(good)])
  process.stdout.write(
    JSON.stringify({
      hostile: harmful,
      good: harmless,
      memory: mostMemory(),
      longest: watch().most / 1000,
      left: sinceInterrupt() / 1000,
    }),
  )
}

void main()
