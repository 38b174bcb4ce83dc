import { setTimeout as after } from 'node:timers/promises'
import { applicationContext } from './application-context'
import { watchLoop, type LoopLag } from './loop-lag'
import { createPassingTime } from './passing-time'
import { mostMemoryEver } from './process-memory'
import { createWindowRuns } from './window-runs'

/**
 * Main's part of a window in a process of its own: compares tickets of every tenant whose address
 * comes in, some at a time, and tells what came of it: `node … AT_ONCE ADDRESS…`.
 */

export interface ManyTenants {
  /** Tenants by what their comparison says, such as `same 50000, complete`. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Bytes at most. */
  readonly memory: number
  readonly idle: LoopLag
  readonly lag: LoopLag
  readonly recorded: number
}

const main = async (): Promise<void> => {
  const [, , atOnce = '1', ...addresses] = process.argv
  const idleWatch = watchLoop()
  await after(300)
  const idle = idleWatch()
  // Halo’s limit of 700 requests would make a tenant of this size wait: time passes at once.
  const windowRuns = createWindowRuns(createPassingTime())
  const outcomes: Record<string, number> = {}
  const left = [...addresses]
  const watch = watchLoop()
  const work = async (): Promise<void> => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const id = await windowRuns.store({
        tenantName: url,
        url,
        app: applicationContext(url),
        agent: applicationContext(url, 'agent'),
        inspector: null,
      })
      const runId = windowRuns.start(id, ['tickets'])
      await windowRuns.ended(runId)
      const { complete, resources } = windowRuns.comparison(runId)
      const outcome = `${resources[0]?.verdict ?? 'none'} ${String(resources[0]?.both)}, ${complete ? 'complete' : 'incomplete'}`
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: Number(atOnce) }, work))
  const result: ManyTenants = {
    outcomes,
    memory: mostMemoryEver(),
    idle,
    lag: watch(),
    recorded: windowRuns.recorded.length,
  }
  process.stdout.write(JSON.stringify(result))
  await windowRuns.runs.close()
}

void main()
