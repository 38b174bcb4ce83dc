import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../src/core/comparison/observation'
import type { PageAnswer } from '../../../../src/main/adapters/halo/list-page'
import { inStep, MOST_AHEAD_OF_OTHER } from '../../../../src/main/services/runs/in-step'
import { err } from '../../../../src/shared/result'
import { COUNTS, ENDS, pageOfServer, type ListServer } from '../../../support/lying-list'
import { listInTurn } from '../../../support/sequential-reader'
import {
  startVirtualHalo,
  type PageReply,
  type PageRequest,
  type VirtualHalo,
} from '../../../support/virtual-halo'

const SEED = 20261126
const nobody = () => undefined
const never = () => new AbortController().signal

/** One number of a list for each request, again and again. */
const drawnFrom =
  (latencies: readonly number[]) =>
  ({ side, pageNo, time }: PageRequest): number =>
    latencies[(side * 7 + pageNo * 13 + time * 29) % latencies.length] ?? 50

const latencies = fc.array(fc.constantFrom(1, 5, 40, 50, 50, 60, 150, 900), { minLength: 1, maxLength: 30 })

const anyList = fc.record({
  records: fc.oneof(
    fc.integer({ min: 0, max: 900 }),
    fc.integer({ min: 0, max: 900 }),
    fc.constantFrom(0, 49, 50, 51, 99, 100, 101, 150, 200, 300, 1_000),
  ),
  cap: fc.oneof(fc.integer({ min: 20, max: 130 }), fc.constantFrom(50, 50, 100, 100, 1_000)),
  placedBy: fc.constantFrom('asked', 'sent'),
  paging: fc.constantFrom('honoured', 'honoured', 'honoured', 'ignored'),
  envelope: fc.constantFrom('tickets', 'tickets', 'other', 'bare'),
  count: fc.oneof(fc.constantFrom('right', 'too big', 'a million'), fc.constantFrom(...COUNTS)),
  end: fc.constantFrom(...ENDS),
  repeated: fc.constantFrom(0, 0, 0, 0, 1, 7),
}) as fc.Arbitrary<Omit<ListServer, 'count'> & { count: ListServer['count'] | 'a million' }>
type AnyList = typeof anyList extends fc.Arbitrary<infer T> ? T : never

const pageOf = (list: AnyList, pageNo: number, pageSize: number): PageAnswer => {
  const { count } = list
  if (count !== 'a million') return pageOfServer({ ...list, count }, pageNo, pageSize)
  const page = pageOfServer({ ...list, count: 'right' }, pageNo, pageSize)
  if (!page.ok || Array.isArray(page.value)) return page
  return { ok: true, value: { ...(page.value as object), record_count: 1_000_000 } }
}

/** As JSON has it: a count of -0 is 0, one of NaN is null. */
const overTheWire = (answer: PageAnswer): PageAnswer =>
  answer.ok ? { ok: true, value: JSON.parse(JSON.stringify(answer.value ?? null)) as unknown } : answer

const replyOf = (answer: PageAnswer): PageReply =>
  answer.ok ? { body: answer.value } : { status: answer.error.status ?? 500 }

/** Faults of single pages: how often each fails before it is answered, and how. */
type Faults = ReadonlyMap<
  number,
  { readonly times: number; readonly how: Exclude<PageReply, { body: unknown }> }
>

const PASSING: readonly Exclude<PageReply, { body: unknown }>[] = [
  'reset',
  'cut',
  { status: 503 },
  { status: 500 },
  { status: 429, retryAfter: '2' },
  { status: 429 },
]
const faultsOf = (times: fc.Arbitrary<number>, how: typeof PASSING): fc.Arbitrary<Faults> =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 11 }), times, fc.constantFrom(...how)), { maxLength: 4 })
    .map((faults) => new Map(faults.map(([pageNo, often, fault]) => [pageNo, { times: often, how: fault }])))

const failing =
  (list: AnyList, faults: Faults) =>
  ({ pageNo, pageSize, time }: PageRequest): PageReply => {
    const fault = faults.get(pageNo)
    return fault !== undefined && time <= fault.times ? fault.how : replyOf(pageOf(list, pageNo, pageSize))
  }

/** The list as it is read one page after another, with the pages that fail for good. */
const inTurn = async (list: AnyList, faults: Faults) => {
  const pages: number[] = []
  const observation = await listInTurn(
    'tickets',
    (pageNo, pageSize) => {
      pages.push(pageNo)
      const fault = faults.get(pageNo)
      return Promise.resolve(
        fault?.times === Infinity
          ? err({ code: 'request.failed', message: 'it failed.', advice: [], status: null })
          : overTheWire(pageOf(list, pageNo, pageSize)),
      )
    },
    nobody,
  )
  return { observation, pages }
}

/** Why a page failed is told in the words of what failed it. */
const comparable = (observation: Observation): unknown => {
  if (observation.state === 'failed') return { state: 'failed' }
  if (observation.state !== 'listed') return observation
  const { incompleteReason } = observation
  return { ...observation, incompleteReason: incompleteReason?.replace(/ failed: .*/, ' failed') ?? null }
}

const read = (halo: VirtualHalo, side = 0, signal = never()) =>
  halo.time.until(halo.sessions[side]!.list('tickets', { signal }))

/** How often each page was asked for. */
const timesOf = (pages: readonly { readonly pageNo: number }[]): ReadonlyMap<number, number> => {
  const times = new Map<number, number>()
  for (const { pageNo } of pages) times.set(pageNo, (times.get(pageNo) ?? 0) + 1)
  return times
}

describe('a list that is asked for ahead', () => {
  it('is what it is when it is read one page after another, whatever the server says and however fast it answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, latencies, async (list, waits) => {
        fc.pre(list.repeated < list.cap)
        const reference = await inTurn(list, new Map())
        const halo = await startVirtualHalo(failing(list, new Map()), drawnFrom(waits))
        expect(await read(halo)).toEqual(reference.observation)
        expect(halo.mostOut()).toBeLessThanOrEqual(8)
        expect(halo.out()).toBe(0)
        // In one reading each page once, and of those past the end as many less one as came well in a row.
        const readings = reference.pages.filter((pageNo) => pageNo === 1).length
        const last = Math.max(...reference.pages)
        for (const times of timesOf(halo.pages).values()) expect(times).toBeLessThanOrEqual(readings)
        const beyond = halo.pages.filter(({ pageNo }) => pageNo > last).length
        expect(beyond).toBeLessThanOrEqual(readings * Math.max(0, Math.min(8, 2 * (last - 1)) - 1))
        if (list.count === 'right' && list.repeated === 0 && list.paging === 'honoured')
          expect(halo.pages).toHaveLength(reference.pages.length)
      }),
      { seed: SEED, numRuns: 400 },
    )
  })

  it('is the same where pages fail, for a while or for good', async () => {
    const times = fc.constantFrom(1, 1, 2, Infinity)
    await fc.assert(
      fc.asyncProperty(anyList, latencies, faultsOf(times, PASSING), async (list, waits, faults) => {
        fc.pre(list.repeated < list.cap)
        const reference = await inTurn(list, faults)
        const halo = await startVirtualHalo(failing(list, faults), drawnFrom(waits), { patienceMs: 60_000 })
        expect(comparable(await read(halo))).toEqual(comparable(reference.observation))
        expect(halo.mostOut()).toBeLessThanOrEqual(8)
        expect(halo.out()).toBe(0)
      }),
      { seed: SEED, numRuns: 150 },
    )
  })
})

describe('a tenant that is asked ahead by two sides', () => {
  it('has eight requests out at most, within its allowance, from sides that stay in step', async () => {
    const side = fc.integer({ min: 0, max: 5_000 })
    await fc.assert(
      fc.asyncProperty(side, side, latencies, fc.constantFrom(0.05, 1), async (agent, app, waits, share) => {
        const halo = await startVirtualHalo(
          (request) => replyOf(pageOf(honest([agent, app][request.side]!), request.pageNo, request.pageSize)),
          drawnFrom(waits),
          { sides: 2, share },
        )
        const has = [0, 0]
        const paces = inStep()
        let furthest = 0
        const listed = await halo.time.until(
          Promise.all(
            halo.sessions.map((session, which) => {
              const pace = paces[which]!
              return session.list('tickets', {
                signal: never(),
                pace: {
                  ...pace,
                  came: (pageNo) => {
                    has[which] = pageNo
                    pace.came(pageNo)
                  },
                  before: async (pageNo, signal) => {
                    await pace.before(pageNo, signal)
                    if (has[1 - which] !== Infinity) furthest = Math.max(furthest, pageNo - has[1 - which]!)
                  },
                  ended: () => {
                    has[which] = Infinity
                    pace.ended()
                  },
                },
              })
            }),
          ),
        )
        expect(listed).toMatchObject([
          { complete: true, total: agent },
          { complete: true, total: app },
        ])
        expect(furthest).toBeLessThanOrEqual(MOST_AHEAD_OF_OTHER)
        expect(halo.mostOut()).toBeLessThanOrEqual(8)
        expect(mostInAnyWindow(halo.sentAt)).toBeLessThanOrEqual(Math.floor(700 * share))
        // Each page once, and the one past each end.
        expect(halo.pages).toHaveLength(Math.ceil(agent / 100) + Math.ceil(app / 100) + 2)
      }),
      { seed: SEED, numRuns: 30 },
    )
  })

  it('is sent nothing after a cancel, whenever it comes, and nothing is left out', async () => {
    const times = fc.constantFrom(1, 2, Infinity)
    const any = faultsOf(times, [...PASSING, 'silent'])
    await fc.assert(
      fc.asyncProperty(anyList, latencies, any, fc.nat(3_000), async (list, waits, faults, at) => {
        fc.pre(list.repeated < list.cap)
        const halo = await startVirtualHalo(failing(list, faults), drawnFrom(waits), { sides: 2 })
        const controller = new AbortController()
        let sent = Infinity
        halo.time.after(at, () => {
          controller.abort()
          sent = halo.sentAt.length
        })
        const began = halo.time.now()
        const paces = inStep()
        await halo.time.until(
          Promise.all(
            halo.sessions.map((session, side) =>
              session.list('tickets', { signal: controller.signal, pace: paces[side]! }),
            ),
          ),
        )
        expect(halo.out()).toBe(0)
        if (sent !== Infinity) expect(halo.time.now()).toBeLessThanOrEqual(began + at)
        expect(halo.sentAt.length).toBeLessThanOrEqual(sent)
        const counted = halo.sessions.reduce((sum, session) => sum + session.counts().sent, 0)
        expect(counted).toBe(halo.sentAt.length)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it.each(['silent', 'reset', { status: 503 }, { status: 429 }] as const)(
    'is sent hardly more when it fails for good (%j) than by sides that ask for one page after another',
    async (how) => {
      await fc.assert(
        fc.asyncProperty(latencies, fc.integer({ min: 1, max: 12 }), async (waits, lastGood) => {
          /** Requests that fail, from the first one on for a page that is not answered any more. */
          const failed = async (ahead: boolean) => {
            let count = 0
            const halo = await startVirtualHalo(
              ({ pageNo, pageSize }) => {
                if (count === 0 && pageNo <= lastGood)
                  return replyOf(pageOf(honest(2_000, ahead), pageNo, pageSize))
                count += 1
                return how
              },
              drawnFrom(waits),
              { sides: 2, patienceMs: 60_000 },
            )
            for (let list = 0; list < 3; list++)
              await halo.time.until(
                Promise.all(halo.sessions.map((session) => session.list('tickets', { signal: never() }))),
              )
            return count
          }
          // What was out when it failed.
          expect(await failed(true)).toBeLessThanOrEqual((await failed(false)) + 8)
        }),
        { seed: SEED, numRuns: 12 },
      )
    },
  )
})

/** An honest list; without a count it is read one page after another. */
const honest = (records: number, counts = true): AnyList => ({
  records,
  cap: 100,
  placedBy: 'asked',
  paging: 'honoured',
  envelope: 'tickets',
  count: counts ? 'right' : 'none',
  end: 'empty',
  repeated: 0,
})

const mostInAnyWindow = (times: readonly number[]): number => {
  let first = 0
  let most = 0
  times.forEach((time, index) => {
    while ((times[first] ?? 0) <= time - 300_000) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}
