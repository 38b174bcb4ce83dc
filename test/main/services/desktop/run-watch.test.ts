import { beforeEach, expect, it } from 'vitest'
import type { RunNames } from '../../../../src/main/desktop-port'
import { RunWatch, type Bar, type LongEnd } from '../../../../src/main/services/desktop/run-watch'
import { appError } from '../../../../src/shared/app-error'
import type { RunProgress } from '../../../../src/shared/ipc/api'
import type { InventoryProgress } from '../../../../src/shared/ipc/inventory'

let now = 0
let bars: Bar[] = []
let ends: LongEnd[] = []
let fleet: ReturnType<RunNames['fleet']> = null
let watch: RunWatch

beforeEach(() => {
  now = 0
  bars = []
  ends = []
  fleet = null
  watch = new RunWatch({
    clock: { monotonic: () => now },
    names: {
      name: (result) => Promise.resolve(`name of ${result.kind}`),
      end: (result, error) =>
        Promise.resolve(error === null ? (result.kind === 'applications' ? null : 'ended') : error.message),
      fleet: () => fleet,
    },
    onBar: (bar) => bars.push(bar),
    onLongEnd: (end) => ends.push(end),
  })
})

const listing = (runId: string, resourcesDone: number, resourcesTotal = 10): RunProgress => ({
  runId,
  phase: 'listing',
  active: [],
  resourcesDone,
  resourcesTotal,
  ended: [],
  requests: 0,
  waiting: null,
})
const reading = (
  phase: Extract<InventoryProgress, { requests: number }>['phase'],
  done: number,
  total: number | null,
): InventoryProgress => ({
  inventoryId: 'i',
  phase,
  at: null,
  begun: done,
  done,
  total,
  requests: 0,
  waiting: null,
})
const failed = (runId: string, code: 'INTERNAL' | 'CANCELLED' = 'INTERNAL'): RunProgress => ({
  runId,
  phase: 'failed',
  error: appError(code, 'It failed.'),
})
/** What is told after an end comes a moment later. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('shows one sum of all runs, unknown as long as nobody knows, and nothing at the end', () => {
  watch.comparison(listing('a', 0, 0))
  expect(bars).toEqual([{ kind: 'unknown' }])
  expect(watch.isUnderWay()).toBe(true)
  watch.comparison(listing('a', 5))
  watch.comparison(listing('a', 5))
  watch.inventory(reading('connecting', 0, null))
  watch.inventory(reading('listing', 1, 2))
  fleet = { total: 4, ended: 4 }
  watch.fleet({ fleetId: 'f', phase: 'running', tenants: [] })
  watch.comparison({ runId: 'a', phase: 'done' })
  watch.fleet({ fleetId: 'f', phase: 'ended', tenants: [] })
  watch.inventory({ inventoryId: 'i', phase: 'done' })
  expect(bars.slice(1)).toEqual([
    { kind: 'part', part: 0.5 },
    { kind: 'part', part: 0.25 },
    { kind: 'part', part: 0.63 },
    { kind: 'part', part: 0.75 },
    { kind: 'part', part: 0.88 },
    { kind: 'part', part: 0.75 },
    { kind: 'none' },
  ])
})

it('shows a failure until somebody looks or the next run begins, and none that was cancelled', () => {
  watch.comparison(listing('a', 1))
  watch.comparison(failed('a'))
  expect(bars.at(-1)).toEqual({ kind: 'failed' })
  watch.seen()
  expect(bars.at(-1)).toEqual({ kind: 'none' })
  watch.comparison(listing('b', 1))
  watch.comparison(failed('b'))
  watch.comparison(listing('c', 2))
  expect(bars.at(-1)).toEqual({ kind: 'part', part: 0.2 })
  watch.comparison(failed('c', 'CANCELLED'))
  expect(bars.at(-1)).toEqual({ kind: 'none' })
  watch.comparison(listing('d', 2))
  watch.comparison({ runId: 'd', phase: 'closed' })
  expect(bars.at(-1)).toEqual({ kind: 'none' })
  expect(watch.isUnderWay()).toBe(false)
})

it('tells the end of a run that took 15 seconds, and of no shorter one', async () => {
  watch.comparison(listing('a', 1))
  now = 14_999
  watch.comparison(listing('b', 1))
  watch.comparison({ runId: 'a', phase: 'done' })
  now += 15_000
  watch.comparison({ runId: 'b', phase: 'done' })
  // A snapshot that was opened: nothing ran.
  watch.comparison({ runId: 'c', phase: 'done' })
  await settled()
  expect(ends).toEqual([
    { result: { kind: 'comparison', runId: 'b' }, title: 'name of comparison', body: 'ended' },
  ])
})

it('tells a failure by its reason, and nothing of what was cancelled or has nothing to say', async () => {
  for (const id of ['a', 'b']) watch.comparison(listing(id, 1))
  watch.inventory(reading('applications', 0, null))
  now = 20_000
  watch.comparison(failed('a'))
  watch.comparison(failed('b', 'CANCELLED'))
  watch.inventory({ inventoryId: 'i', phase: 'done' })
  await settled()
  expect(ends.map(({ body }) => body)).toEqual(['It failed.'])
})
