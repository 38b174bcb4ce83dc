import { createHash, randomUUID } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { createHistoryStore } from '../src/main/adapters/history/history-store'
import { newHistoryKey } from '../src/main/adapters/history/history-key'
import { seal, type SealedHeader } from '../src/main/adapters/history/sealed-file'
import { HistoryKeeper } from '../src/main/services/history/keep-history'
import { toSnapshot } from '../src/main/services/reports/snapshot'
import { historySettingsSchema, type HistoryCounts } from '../src/shared/files/history'
import { watchLoop } from '../test/support/loop-lag'
import { MemorySecrets } from '../test/support/memory-secrets'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { storedProfile } from '../test/support/stored-profile'
import { median, type Benchmark, type Figure } from './figure'
import { enlarged } from './on-records'

const SNAPSHOTS = 5_000
const LISTS = 15
const TICKETS = 100_000
const KEEPS = 3

const profile = storedProfile(1)

/** Lists many sealed snapshots without their key, and keeps and opens a large one. */
export const run: Benchmark = async () => [...(await listing()), ...(await keeping())]

const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const openStore = (userData: string) =>
  createHistoryStore({
    userData,
    secrets: new MemorySecrets(),
    profiles: {
      load: () => Promise.resolve({ data: { profiles: [profile] }, readOnly: false, notice: null }),
    },
    clock: { now: () => new Date() },
  })

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const COUNTS: HistoryCounts = {
  complete: true,
  errors: 1,
  warnings: 12,
  both: 90_000,
  onlyAgent: 10_000,
  onlyApp: 0,
  applications: null,
}

const listing = (): Promise<readonly Figure[]> =>
  inFolder(async (userData) => {
    const folder = path.join(userData, 'history', profile.id)
    await mkdir(folder, { recursive: true })
    const key = newHistoryKey()
    for (let count = 0; count < SNAPSHOTS; count += 1) {
      const at = new Date(Date.now() - count * 3_600_000).toISOString()
      const header: SealedHeader = {
        id: randomUUID(),
        tenant: profile.id,
        key: key.id,
        kind: 'comparison',
        at,
        keptAt: at,
        sha256: createHash('sha256').update(at).digest('hex'),
        app: null,
        signed: false,
        counts: COUNTS,
      }
      const pieces: Buffer[] = []
      for await (const piece of seal(header, `{"at":"${at}"}`, key)) pieces.push(piece)
      await writeFile(path.join(folder, `${header.id}.sealed`), Buffer.concat(pieces))
    }
    const history = openStore(userData)
    const list = async () => {
      if ((await history.list(profile.id)).entries.length < SNAPSHOTS) throw new Error('Not all were listed')
    }
    const withoutIndex = await timed(list)
    // Makes the index: it is written with a change.
    const [first] = (await history.list(profile.id)).entries
    await history.setSettings(historySettingsSchema.parse({ count: 5_000, days: 3_650 }))
    await history.remove(profile.id, [randomUUID()])
    if (first === undefined) throw new Error('Nothing is there')
    const times: number[] = []
    for (let count = 0; count < LISTS; count += 1) times.push(await timed(list))
    const floor = await timed(async () => {
      for (const name of await readdir(folder)) await lstat(path.join(folder, name))
    })
    const reference = {
      what: 'asking the system for name, size and time of each, one after another',
      value: floor,
    }
    return [
      {
        what: '5,000 snapshots of a tenant: list them without the key',
        ours: median(times),
        unit: 'ms',
        reference,
        aim: 'under 200 ms',
        runs: LISTS,
      },
      {
        what: 'the same where the index is lost',
        ours: withoutIndex,
        unit: 'ms',
        reference,
        aim: null,
        runs: 1,
      },
    ]
  })

const keeping = (): Promise<readonly Figure[]> =>
  inFolder(async (userData) => {
    const comparison = enlarged(comparisonOf(restrictedTenant()), TICKETS)
    const text = JSON.stringify(toSnapshot(comparison))
    const of = `comparison of 100,000 tickets (${(text.length / 1e6).toFixed(0)} MB)`
    const history = openStore(userData)
    const keeper = new HistoryKeeper(history, { scrub: (each) => each })
    const times: number[] = []
    const stalls: number[] = []
    let last = ''
    for (let count = 0; count < KEEPS; count += 1) {
      const ended = watchLoop()
      times.push(
        await timed(async () => {
          const kept = await keeper.comparison(profile.id, null, comparison)
          if (kept.state !== 'kept') throw new Error(JSON.stringify(kept))
          last = kept.entry.id
        }),
      )
      stalls.push(ended().most)
    }
    const packed = await timed(async () => {
      const bytes = await promisify(gzip)(JSON.stringify(toSnapshot(comparison)), { level: 4 })
      await writeFile(path.join(userData, 'plain.gz'), bytes)
    })
    const opened = await timed(async () => {
      const read = await history.read(profile.id, last)
      if (!read.ok) throw new Error(read.error.message)
    })
    const file = path.join(userData, 'history', profile.id, `${last}.sealed`)
    const raw = await timed(() => readFile(file))
    return [
      {
        what: `keep a ${of}, sealed`,
        ours: median(times) / 1000,
        unit: 's',
        reference: { what: 'JSON.stringify, gzip and a plain file', value: packed / 1000 },
        aim: 'under 2 times it',
        runs: KEEPS,
      },
      {
        what: `the longest that nothing else could run while it is kept`,
        ours: median(stalls),
        unit: 'ms',
        reference: {
          what: 'JSON.stringify of it alone',
          value: await timed(() => Promise.resolve(JSON.stringify(toSnapshot(comparison)))),
        },
        aim: 'under 100 ms',
        runs: KEEPS,
      },
      {
        what: 'its text read back, checked and unpacked',
        ours: opened / 1000,
        unit: 's',
        reference: { what: 'reading its file', value: raw / 1000 },
        aim: null,
        runs: 1,
      },
    ]
  })
