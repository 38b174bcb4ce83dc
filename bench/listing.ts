import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { RESOURCES, resourceDefinition, type Resource } from '../src/core/halo/resource'
import { median, type Benchmark, type Figure } from './figure'

const PAGE = 100
const RUNS = 3

/** What a tenant serves on each side, and how. */
interface Case {
  readonly what: string
  readonly resources: readonly Resource[]
  /** Records of each list. */
  readonly rows: number
  readonly latencyMs: number
  /** Requests that the tenant works on at once; absent: any number. */
  readonly workers?: number
  readonly aim: string | null
}

const CASES: readonly Case[] = [
  {
    what: 'compare 10,000 tickets a side, 50 ms an answer',
    resources: ['tickets'],
    rows: 10_000,
    latencyMs: 50,
    aim: 'under 0.35 of it',
  },
  {
    what: 'compare 26 lists of 250 a side, 50 ms an answer',
    resources: RESOURCES,
    rows: 250,
    latencyMs: 50,
    aim: 'under 0.35 of it',
  },
  {
    what: 'compare 26 lists of 20 a side, 50 ms an answer',
    resources: RESOURCES,
    rows: 20,
    latencyMs: 50,
    // Two requests a list, where the naive client asks for one: a quarter of the time at best is a half.
    aim: 'no slower than it',
  },
  {
    what: 'compare 10,000 tickets a side of a tenant that works on two requests at once',
    resources: ['tickets'],
    rows: 10_000,
    latencyMs: 50,
    workers: 2,
    aim: 'no slower than it',
  },
]

/**
 * Whole comparisons, each in a process of its own, against a naive client (`list-once.mjs`) in one like it. Time is
 * from the first request to the explanations; the tenant (`quick-halo.mjs`) is a third process and counts requests.
 */
export const run: Benchmark = async () => {
  const figures: Figure[] = []
  for (const each of CASES) figures.push(...(await measured(each)))
  return figures
}

const measured = async (of: Case): Promise<readonly Figure[]> => {
  const ours: Listed[] = []
  const naive: Listed[] = []
  for (let time = 0; time < RUNS; time++) {
    naive.push(await listOnce('naive', of))
    ours.push(await listOnce('ours', of))
  }
  const middle = (listed: readonly Listed[], value: (one: Listed) => number) => median(listed.map(value))
  const wall = (one: Listed) => one.wallMs / 1000
  const requests = ({ served }: Listed) =>
    served.tokens + served.whoAmI + served.pages + served.pastEnd + served.others
  const { what, resources, rows } = of
  const lists = 2 * resources.length
  const least = lists * (Math.ceil(rows / PAGE) + 1) + 2 + 2
  const name = 'a naive client: pages of 100 one after another, both sides at once'
  return [
    {
      what,
      ours: middle(ours, wall),
      unit: 's',
      reference: { what: name, value: middle(naive, wall) },
      aim: of.aim,
      runs: RUNS,
    },
    {
      what: `${what}: requests`,
      ours: middle(ours, requests),
      unit: 'requests',
      reference: {
        what: 'the least: every page, one past each end, two tokens, two Agent/me',
        value: least,
      },
      aim: 'within 3 % of it',
      runs: RUNS,
    },
    {
      what: `${what}: past the ends`,
      ours: middle(ours, ({ served }) => served.pastEnd),
      unit: 'requests',
      reference: { what: 'one a list and side', value: lists },
      aim: 'no more',
      runs: RUNS,
    },
    {
      what: `${what}: CPU of the process`,
      ours: middle(ours, ({ cpuMs }) => cpuMs / 1000),
      unit: 's',
      reference: { what: name, value: middle(naive, ({ cpuMs }) => cpuMs / 1000) },
      aim: null,
      runs: RUNS,
    },
    {
      what: `${what}: the tenant’s own time a page`,
      ours: middle(ours, ({ served }) => served.cpuMs / (served.pages + served.pastEnd)),
      unit: 'ms',
      reference: { what: 'its answer', value: of.latencyMs },
      aim: 'no bottleneck',
      runs: RUNS,
    },
  ]
}

/** What one client took, and what the tenant served it. */
interface Listed {
  readonly wallMs: number
  readonly cpuMs: number
  readonly served: Served
}

interface Served {
  readonly tokens: number
  readonly whoAmI: number
  readonly pages: number
  readonly pastEnd: number
  readonly others: number
  readonly mostAtOnce: number
  readonly cpuMs: number
}

const listOnce = async (
  who: 'ours' | 'naive',
  { resources, rows, latencyMs, workers }: Case,
): Promise<Listed> => {
  const lists = resources.map((resource) => {
    const { path, listKey } = resourceDefinition(resource)
    return { resource, path, listKey, rows }
  })
  const tenant = forked('quick-halo.mjs', { lists, latencyMs, workers })
  try {
    const { url } = (await tenant.told()) as { url: string } // what quick-halo.mjs sends first
    const client = forked('list-once.mjs', { who, url, lists })
    const took = (await client.told()) as { records: number; wallMs: number; cpuMs: number } // what list-once.mjs sends
    const records = 2 * resources.length * rows
    if (took.records !== records)
      throw new Error(`${took.records} of ${records} records were listed (${who})`)
    tenant.ask()
    return { ...took, served: (await tenant.told()) as Served } // what quick-halo.mjs answers with
  } finally {
    tenant.end()
  }
}

const forked = (file: string, options: object) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...process.env, OPTIONS: JSON.stringify(options) },
  })
  return {
    told: () =>
      new Promise<unknown>((resolve, reject) => {
        child.once('message', resolve)
        child.once('exit', (code) => {
          reject(new Error(`${file} ended with ${String(code ?? 'a signal')}`))
        })
      }),
    ask: () => child.send('counts'),
    end: () => {
      child.kill()
    },
  }
}
