import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { toSnapshot } from '../src/main/services/reports/snapshot'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { enlarged } from './on-records'
import { median, type Benchmark, type Figure } from './figure'
import { HOSTS, openScreen, type BenchHost } from './window-hosts'
import { openRows, scrollFrames, untilChanged } from './window-page'

const TICKETS = 100_000
const OPENINGS = 3
const FRAMES = 160

/** The window with 100,000 tickets a side, in each host that is here. */
export const run: Benchmark = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const closeScreen = await openScreen()
  try {
    const file = path.join(folder, 'snapshot.json')
    const text = JSON.stringify(toSnapshot(enlarged(comparisonOf(restrictedTenant()), TICKETS)))
    await writeFile(file, text)
    const parsing = median([1, 2, 3].map(() => timed(() => JSON.parse(text))))
    const figures: Figure[] = []
    for (const [name, open] of Object.entries(HOSTS)) {
      if (open === null) {
        process.stdout.write(`${name} is not on this machine: it was not measured.\n`)
        continue
      }
      const host = await open(file)
      try {
        figures.push(...(await measured(host, parsing)))
      } finally {
        await host.close()
      }
    }
    return figures
  } finally {
    closeScreen()
    await rm(folder, { recursive: true, force: true })
  }
}

const timed = (work: () => unknown): number => {
  const before = performance.now()
  work()
  return performance.now() - before
}

const measured = async (host: BenchHost, parsing: number): Promise<readonly Figure[]> => {
  const { page, name } = host
  await page.getByRole('button', { name: 'Open snapshot…' }).first().waitFor()
  const idle = await page.evaluate(scrollFrames, FRAMES)
  const [mainBefore, pageBefore] = [await host.mainMemory(), await host.pageMemory()]
  const openings = []
  for (let opened = 0; opened < OPENINGS; opened++) {
    if (opened > 0) await page.getByRole('button', { name: 'Close this result' }).click()
    await page.getByRole('button', { name: 'Open snapshot…' }).first().waitFor()
    openings.push(await page.evaluate(openRows))
  }
  const [mainAfter, pageAfter] = [await host.mainMemory(), await host.pageMemory()]
  const change = async (...kinds: Parameters<typeof untilChanged>[0][]): Promise<readonly number[]> => {
    const taken = []
    for (const kind of kinds) taken.push(await page.evaluate(untilChanged, kind))
    return taken
  }
  const filters = await change(
    { kind: 'filter', value: 'Only agent' },
    { kind: 'filter', value: 'Both' },
    { kind: 'filter', value: 'All' },
    { kind: 'filter', value: 'Only agent' },
    { kind: 'filter', value: 'All' },
  )
  const searches = await change(
    { kind: 'search', value: 'printer' },
    { kind: 'search', value: '9' },
    { kind: 'search', value: '99' },
    { kind: 'search', value: '' },
  )
  const frames = await page.evaluate(scrollFrames, FRAMES)
  const groupings = await change(
    { kind: 'grouping', value: 'client' },
    { kind: 'grouping', value: 'none' },
    { kind: 'grouping', value: 'type' },
    { kind: 'grouping', value: 'none' },
    { kind: 'grouping', value: 'client' },
  )
  const collapses = await change(
    { kind: 'collapse', value: 'ArrowLeft' },
    { kind: 'collapse', value: 'ArrowRight' },
  )
  const grouped = await page.evaluate(scrollFrames, FRAMES)
  const [mainLast, pageLast] = [await host.mainMemory(), await host.pageMemory()]
  const figure = (
    what: string,
    ours: number,
    unit: Figure['unit'],
    reference: Figure['reference'],
    aim: string | null,
    runs: number,
  ): Figure => ({ what: `window in ${name}: ${what}`, ours, unit, reference, aim, runs })
  const json = { what: 'JSON.parse of the file', value: parsing }
  const still = { what: 'p95 frame of the empty start page', value: at(idle, 0.95) }
  const empty = (value: number) => ({ what: 'with nothing open', value })
  return [
    figure(
      'open 100,000 tickets a side, to the rows',
      median(openings.map((each) => each.rows)),
      'ms',
      json,
      'under 2 s',
      OPENINGS,
    ),
    figure('to the summary', median(openings.map((each) => each.overview)), 'ms', json, null, OPENINGS),
    figure(
      'longest stall of the page meanwhile',
      median(openings.map((each) => each.stall)),
      'ms',
      null,
      'about 50 ms',
      OPENINGS,
    ),
    figure('filter, the slowest', Math.max(...filters), 'ms', json, 'under 200 ms', filters.length),
    figure('search, the slowest', Math.max(...searches), 'ms', json, 'under 200 ms', searches.length),
    figure('grouping, the slowest', Math.max(...groupings), 'ms', json, 'under 200 ms', groupings.length),
    figure('folding a group', Math.max(...collapses), 'ms', json, 'under 200 ms', collapses.length),
    figure('p50 frame, scrolling rows', at(frames, 0.5), 'ms', still, null, FRAMES),
    figure('p95 frame, scrolling rows', at(frames, 0.95), 'ms', still, 'under 33 ms without a GPU', FRAMES),
    figure(
      'p95 frame, scrolling groups',
      at(grouped, 0.95),
      'ms',
      still,
      'under 33 ms without a GPU',
      FRAMES,
    ),
    figure('heap of the page', pageAfter.heap, 'MB', empty(pageBefore.heap), null, 1),
    figure('page, resident', pageLast.resident, 'MB', empty(pageBefore.resident), 'under 240 MB', 1),
    figure('heap of the page, grouped', pageLast.heap, 'MB', empty(pageBefore.heap), null, 1),
    figure('heap of main', mainAfter.heap, 'MB', empty(mainBefore.heap), null, 1),
    figure('main, resident', mainLast.resident, 'MB', empty(mainBefore.resident), 'under 175 MB', 1),
  ]
}

/** @param ordered from the least */
const at = (ordered: readonly number[], share: number): number =>
  ordered[Math.floor(ordered.length * share)] ?? NaN
