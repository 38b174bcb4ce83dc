import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageAnswer } from '../../../../src/main/adapters/halo/list-page'
import { listPages } from '../../../../src/main/adapters/halo/paging'
import { ok } from '../../../../src/shared/result'
import { COUNTS, ENDS, pageOfServer, type ListServer } from '../../../support/lying-list'

const SEED = 20261126

const nobody = () => undefined

const list = async (getPage: (pageNo: number, pageSize: number) => PageAnswer) => {
  let requests = 0
  const listed = await listPages(
    'tickets',
    (pageNo, pageSize) => {
      requests += 1
      return Promise.resolve(getPage(pageNo, pageSize))
    },
    nobody,
  )
  if (listed.state !== 'listed') return { ...listed, requests, complete: false, fetched: 0, reason: '' }
  const { complete, records, incompleteReason: reason } = listed
  return { ...listed, requests, complete, fetched: records.length, reason }
}

const listFrom = (server: ListServer) => list((pageNo, pageSize) => pageOfServer(server, pageNo, pageSize))

const anyServer = (more: Partial<Record<keyof ListServer, fc.Arbitrary<unknown>>> = {}) =>
  fc.record({
    records: fc.oneof(fc.integer({ min: 0, max: 330 }), fc.constantFrom(0, 1, 49, 50, 51, 99, 100, 101, 200)),
    cap: fc.oneof(fc.integer({ min: 1, max: 130 }), fc.constantFrom(50, 100, 1_000)),
    placedBy: fc.constantFrom('asked', 'sent'),
    paging: fc.constantFrom('honoured', 'honoured', 'ignored'),
    envelope: fc.constantFrom('tickets', 'other', 'bare'),
    count: fc.constantFrom(...COUNTS),
    end: fc.constantFrom(...ENDS),
    repeated: fc.constantFrom(0, 0, 0, 1, 7),
    ...more,
  }) as fc.Arbitrary<ListServer>

/**
 * What is not told from a whole list: one that is cut at a number of rows that no cap was seen with, by a
 * server that counts just those or is one that does not count. No request would tell, if it is not paged;
 * if it is, and its pages are placed by the size asked for, only one that the other side does not send.
 */
const isBeyondTelling = ({ paging, placedBy, cap, records, envelope, count }: ListServer) => {
  const countsThose =
    envelope !== 'bare' &&
    (count === 'rows of the page' ||
      count === 'rows of the page as text' ||
      (count === 'too small' && Math.floor(records / 2) === cap))
  return (
    cap < records &&
    cap % 50 !== 0 &&
    (paging === 'ignored' ? envelope === 'bare' || countsThose : placedBy === 'asked' && countsThose)
  )
}

/** Counts that tell nothing. */
const UNUSABLE: ReadonlySet<ListServer['count']> = new Set([
  'none',
  'null',
  'negative',
  'fraction',
  'NaN',
  'word',
])

describe('a list', () => {
  it('is called complete only when every record came, whatever the server says of it, and always ends', async () => {
    await fc.assert(
      fc.asyncProperty(anyServer(), async (server) => {
        fc.pre(server.repeated < server.cap && !isBeyondTelling(server))
        const { complete, fetched, requests, reason, ...list } = await listFrom(server)
        const total = 'total' in list ? list.total : null
        // -0 is a count of 0 too.
        if (complete) expect(total === fetched).toBe(true)
        else if (server.envelope === 'bare' || (server.records > 0 && UNUSABLE.has(server.count)))
          expect(total).toBeNull()
        if (complete) expect(fetched).toBe(server.records)
        else expect(reason).toEqual(expect.any(String))
        // Each page once, the one past the end, and all of it once more.
        expect(requests).toBeLessThanOrEqual(2 * (server.records + 2))
      }),
      { seed: SEED, numRuns: 4_000 },
    )
  })

  const COUNTED = { count: fc.constantFrom('right', 'right as text') }
  const UNCOUNTED = {
    count: fc.constantFrom('none', 'null', 'negative', 'fraction', 'NaN', 'word', 'huge'),
    envelope: fc.constant('tickets'),
  }
  it.each([
    [
      'counts right, however it pages and ends',
      anyServer({
        ...COUNTED,
        paging: fc.constant('honoured'),
        envelope: fc.constantFrom('tickets', 'other'),
      }),
    ],
    [
      'does not count, or in a way that cannot be used, but pages evenly and ends with an empty page',
      anyServer({
        ...UNCOUNTED,
        paging: fc.constant('honoured'),
        end: fc.constantFrom('empty, counting 0'),
        repeated: fc.constant(0),
      }),
    ],
    [
      'sends pages of bare arrays, the last of them empty',
      anyServer({
        envelope: fc.constant('bare'),
        paging: fc.constant('honoured'),
        end: fc.constantFrom('empty', 'empty, counting 0'),
        repeated: fc.constant(0),
      }),
    ],
    [
      'sends the whole list for every page, with its count',
      anyServer({
        ...COUNTED,
        paging: fc.constant('ignored'),
        cap: fc.constant(1_000),
        envelope: fc.constantFrom('tickets', 'other'),
      }),
    ],
    [
      'sends the whole list for every page, as a bare array',
      anyServer({
        paging: fc.constant('ignored'),
        cap: fc.constant(1_000),
        envelope: fc.constant('bare'),
      }),
    ],
  ])('is complete where an honest server %s', async (_name, servers) => {
    await fc.assert(
      fc.asyncProperty(servers, async (server) => {
        const { paging, records, envelope, end, cap, repeated } = server
        const size = 100
        // Pages that repeat as much as they have lead nowhere.
        fc.pre(repeated < cap)
        fc.pre(paging === 'honoured' || (records <= size && (records === 0 || records % 50 !== 0)))
        // One page of 50 that comes again may be a server that cuts there.
        fc.pre(!(end === 'last again' && records <= Math.min(cap, size) && records % 50 === 0))
        // Without rows there is no telling an error from a list of another name.
        fc.pre(!(envelope === 'other' && records === 0 && end === 'no list'))
        const { complete, fetched, reason } = await listFrom(server)
        expect({ complete, fetched, reason }).toEqual({ complete: true, fetched: records, reason: null })
      }),
      { seed: SEED, numRuns: 600 },
    )
  })
})

describe('what is told of a list that is not known to be whole', () => {
  const rows = (count: number, from = 1) =>
    Array.from({ length: count }, (_, index) => ({ id: from + index }))
  it.each<readonly [string, RegExp, (pageNo: number) => unknown]>([
    ['a count as text', /counts 137 but served 40/, () => ({ record_count: '137', tickets: rows(40) })],
    ['a bare array of 50, again and again', /same 50 rows for every page/, () => rows(50)],
    ['a bare array of 100, again and again', /same 100 rows for every page/, () => rows(100)],
    ['a count stuck at 50', /same 50 rows/, () => ({ record_count: 50, tickets: rows(50) })],
    [
      'a list that is not paged and not counted',
      /named no count.*every page brings the same rows/,
      () => ({ tickets: rows(40) }),
    ],
    [
      'a count of none, in which nobody can count',
      /count of the list is none.*every page brings the same rows/,
      () => ({ record_count: -5, tickets: rows(40) }),
    ],
    ['a count of 0 beside rows', /counts 0 but served 40/, () => ({ record_count: 0, tickets: rows(40) })],
    [
      'a page in the middle that is short',
      /different lengths/,
      (pageNo) => ({ tickets: rows([100, 60, 100, 0][pageNo - 1] ?? 0, pageNo * 100) }),
    ],
    [
      'a full page that comes again',
      /its last page came again/,
      (pageNo) => ({ tickets: rows(100, Math.min(pageNo, 2) * 100) }),
    ],
    [
      'pages that overlap',
      /moved from page to page/,
      (pageNo) => ({ tickets: pageNo > 2 ? [] : rows(100, pageNo * 90) }),
    ],
    [
      'a count that falls every time',
      /became less.*once more/,
      (pageNo) => ({
        record_count: pageNo === 1 ? 151 : 150,
        tickets: [rows(100), rows(50, 101)][pageNo - 1] ?? [],
      }),
    ],
    ['rows without an id', /^1 row came without an id\.$/, () => ({ record_count: 1, tickets: [{}] })],
    ['two lists, of which neither is known', /no list/, () => ({ a: rows(3), b: rows(4), record_count: 3 })],
    ['an empty list of errors', /no list/, () => ({ errors: [] })],
    ['an empty list beside an error', /an error in place of a list/, () => ({ tickets: [], error: 'late' })],
    ['an error', /an error in place of a list/, () => ({ error: { code: 5 } })],
    ['null, with a count', /no list/, () => ({ record_count: 12, tickets: null })],
  ])('%s', async (_name, told, page) => {
    const answer = await list((pageNo) => ok(page(pageNo)))
    expect(answer.complete).toBe(false)
    expect(answer.state === 'failed' ? answer.failure.message : answer.reason).toMatch(told)
  })

  it('an endless list', async () => {
    const answer = await list((pageNo) => ok([{ id: pageNo }]))
    expect(answer).toMatchObject({ complete: false, reason: 'The list did not end after 5,000 pages.' })
  })
})

describe('a list that changes while it is read', () => {
  /** 150 tickets; `change` happens after the first page, once. */
  const changing = (change: (ids: number[]) => void) => {
    let ids = Array.from({ length: 150 }, (_, index) => index + 1)
    let requests = 0
    return (pageNo: number, pageSize: number): PageAnswer => {
      requests += 1
      if (requests === 2) {
        ids = [...ids]
        change(ids)
      }
      const page = ids.slice((pageNo - 1) * pageSize, pageNo * pageSize).map((id) => ({ id }))
      return ok({ record_count: ids.length, tickets: page })
    }
  }

  it('is read once more where records went, so that none slips past', async () => {
    const { complete, fetched, records } = await list(changing((ids) => ids.splice(0, 1))).then((answer) =>
      answer.state === 'listed' ? answer : { ...answer, records: [] },
    )
    expect({ complete, fetched }).toEqual({ complete: true, fetched: 149 })
    expect(records.map(({ id }) => id)).toContain('101')
    expect(records.map(({ id }) => id)).not.toContain('1')
  })

  it('is whole with what came at its end, read once', async () => {
    const { complete, fetched, requests } = await list(changing((ids) => ids.push(151, 152)))
    expect({ complete, fetched, requests }).toEqual({ complete: true, fetched: 152, requests: 3 })
  })

  it('is read once more where records came in its middle', async () => {
    const { complete, fetched } = await list(changing((ids) => ids.unshift(0)))
    expect({ complete, fetched }).toEqual({ complete: true, fetched: 151 })
  })
})
