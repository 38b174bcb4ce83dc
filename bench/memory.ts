import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, type Benchmark, type Figure } from './figure'
import type { Memory } from './memory-once'

const RECORDS = 100_000
const RUNS = 2

/** As `npm run crossview` starts the command line. */
const SWITCHES = ['--expose-gc', '--max-semi-space-size=16']

/** Memory of 100,000 tickets on each side, each time in a process of its own (`memory-once.ts`). */
export const run: Benchmark = async () => {
  const tenant = child('quick-halo.mjs', {
    lists: [{ path: '/Tickets', listKey: 'tickets', rows: RECORDS }],
    latencyMs: 0,
  })
  try {
    const { url } = (await tenant.told) as { url: string } // what quick-halo.mjs sends first
    return [
      ...(await measured('compared', url, 'compare 100,000 tickets a side')),
      ...(await measured('opened', RECORDS, 'open a snapshot of 100,000 tickets a side')),
    ]
  } finally {
    tenant.end()
  }
}

const measured = async (
  work: 'compared' | 'opened',
  given: string | number,
  what: string,
): Promise<readonly Figure[]> => {
  const took: Memory[] = []
  for (let time = 0; time < RUNS; time += 1)
    took.push((await child('memory-once.mjs', { work, given }).told) as Memory) // what memory-once.mjs sends
  return [
    {
      what: `${what}: memory at its peak`,
      ours: median(took.map(({ peak }) => peak)),
      unit: 'MB',
      reference: null,
      aim: work === 'compared' ? 'under 200 MB' : null,
      runs: RUNS,
    },
    {
      what: `${what}: memory held after it`,
      ours: median(took.map(({ held }) => held)),
      unit: 'MB',
      reference: null,
      aim: work === 'opened' ? 'half of what it was, 45 MB' : null,
      runs: RUNS,
    },
  ]
}

const child = (file: string, options: object) => {
  const forked = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...process.env, OPTIONS: JSON.stringify(options) },
    execArgv: SWITCHES,
  })
  return {
    told: new Promise<unknown>((resolve, reject) => {
      forked.once('message', resolve)
      forked.once('exit', (code) => {
        reject(new Error(`${file} ended with ${String(code ?? 'a signal')}`))
      })
    }),
    end: () => forked.kill(),
  }
}
