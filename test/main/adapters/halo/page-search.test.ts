import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GetPage } from '../../../../src/main/adapters/halo/list-page'
import { findAgain } from '../../../../src/main/adapters/halo/page-search'
import { recordOf } from '../../../../src/main/adapters/halo/record-mapping'
import { err, ok } from '../../../../src/shared/result'
import { COUNTS, ENDS, pageOfServer, type ListServer } from '../../../support/lying-list'

const listed = (ids: readonly number[], complete = true) =>
  ({
    state: 'listed',
    records: ids.map((id) => recordOf('tickets', { id })!),
    total: ids.length,
    complete,
    incompleteReason: complete ? null : 'it was cut.',
  }) as const

/** Pages of a hundred of these ids, in this order, with what was asked for. */
const serving = (
  ids: readonly number[],
  fails: (pageNo: number, ahead: boolean) => boolean = () => false,
) => {
  const pages: number[] = []
  const out = { now: 0, most: 0 }
  const getPage: GetPage = async (pageNo, pageSize, { ahead }) => {
    pages.push(pageNo)
    out.most = Math.max(out.most, (out.now += 1))
    for (let turns = 0; turns < 5; turns++) await Promise.resolve()
    out.now -= 1
    if (fails(pageNo, ahead))
      return err({ code: 'request.failed', message: 'It failed.', advice: [], status: 503 })
    const rows = ids.slice((pageNo - 1) * pageSize, pageNo * pageSize).map((id) => ({ id }))
    return ok({ record_count: ids.length, tickets: rows })
  }
  return { getPage, pages, out }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const texts = (ids: readonly number[]) => ids.map(String)

describe('asking again for ids', () => {
  it.each([
    ['of a list of one page, inside of it', 40, [3, 17], [1]],
    ['of a list of two pages, inside of both', 150, [3, 120], [1, 2]],
    ['of a list of two pages, inside of one', 150, [120, 149], [2]],
    ['behind the last of a short list, where only the page past the end tells', 40, [3, 41], [1, 2]],
    ['of a long list', 1_000, [250, 251, 920], [3, 10]],
  ])('asks for the pages that decide and no other: %s', async (_name, count, ids, pages) => {
    const server = serving(upTo(count))
    const found = await findAgain('tickets', texts(ids), listed(upTo(count)), server.getPage, {
      rowsOfPage: Math.min(count, 100),
    })
    expect(found).toEqual(new Set(texts(ids.filter((id) => id <= count))))
    expect(server.pages).toEqual(pages)
  })

  it('has up to eight of the pages out at once, once the first came', async () => {
    const server = serving(upTo(3_000))
    const ids = upTo(30).map((page) => page * 100 - 50)
    const found = await findAgain('tickets', texts(ids), listed(upTo(3_000)), server.getPage)
    expect(found?.size).toBe(30)
    expect(server.pages).toHaveLength(30)
    expect(server.out.most).toBe(8)
  })

  it('asks for the whole list where its pages are out of order, a short one for its first page once', async () => {
    const server = serving([...upTo(40)].reverse())
    expect(
      await findAgain('tickets', ['3', '99'], listed(upTo(40)), server.getPage, { rowsOfPage: 40 }),
    ).toEqual(new Set(['3']))
    expect(server.pages).toEqual([1, 2])
  })

  it('cannot tell where a page has fewer rows than Halo counts for it', async () => {
    const server = serving(upTo(1_000))
    const leaky: GetPage = async (pageNo, pageSize, asking) => {
      const answer = await server.getPage(pageNo, pageSize, asking)
      if (!answer.ok) return answer
      const { record_count, tickets } = answer.value as { record_count: number; tickets: { id: number }[] }
      return ok({ record_count, tickets: tickets.filter(({ id }) => id !== 250) })
    }
    expect(await findAgain('tickets', ['250'], listed(upTo(1_000)), leaky)).toBeNull()
  })

  it('asks for the whole list where the first list was cut', async () => {
    const server = serving(upTo(40))
    await findAgain('tickets', ['3'], listed(upTo(40), false), server.getPage, { rowsOfPage: 40 })
    expect(server.pages).toEqual([1, 2])
  })

  it('is certain of an id that is not listed, whatever came and went since, whichever pages fail', async () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { maxLength: 500 })
    await fc.assert(
      fc.asyncProperty(
        some,
        some,
        fc.uniqueArray(fc.integer({ min: 1, max: 950 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom('in order', 'in order', 'as they come'),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.boolean()), { maxLength: 2 }),
        async (before, came, ids, order, failing) => {
          const sorted = (list: readonly number[]) => [...list].sort((one, other) => one - other)
          // Most of the list is as it was.
          const now = [...new Set([...before.slice(came.length % 20), ...came.slice(0, came.length % 30)])]
          const server = serving(order === 'in order' ? sorted(now) : now, (pageNo, ahead) =>
            failing.some(([page, always]) => page === pageNo && (always || ahead)),
          )
          const rowsOfPage = Math.max(1, Math.min(before.length, 100))
          const found = await findAgain('tickets', texts(ids), listed(sorted(before)), server.getPage, {
            rowsOfPage,
          })
          if (found !== null) expect(found).toEqual(new Set(texts(ids.filter((id) => now.includes(id)))))
          else expect(failing.length + Number(order !== 'in order')).toBeGreaterThan(0)
          expect(server.out.most).toBeLessThanOrEqual(8)
        },
      ),
      { seed: 20261126, numRuns: 400 },
    )
  })

  it('is certain of it with a server that says anything of a list that was whole', async () => {
    const server = fc.record({
      records: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(49, 50, 51, 99, 100, 101, 200)),
      cap: fc.constantFrom(50, 100, 100, 1_000),
      placedBy: fc.constantFrom('asked', 'sent'),
      paging: fc.constantFrom('honoured', 'honoured', 'ignored'),
      envelope: fc.constantFrom('tickets', 'other', 'bare'),
      count: fc.constantFrom(...COUNTS),
      end: fc.constantFrom(...ENDS),
      repeated: fc.constantFrom(0, 0, 0, 1, 7),
    }) as fc.Arbitrary<ListServer>
    await fc.assert(
      fc.asyncProperty(
        server,
        fc.array(fc.integer({ min: 1, max: 420 }), { maxLength: 20 }),
        async (list, ids) => {
          const rowsOfPage = Math.min(list.records, list.cap, list.paging === 'ignored' ? 1_000 : 100)
          const found = await findAgain(
            'tickets',
            texts(ids),
            listed(upTo(list.records)),
            (pageNo, pageSize) => Promise.resolve(pageOfServer(list, pageNo, pageSize)),
            { rowsOfPage },
          )
          const isThere = (id: number) => id <= list.records
          if (found !== null) expect(found).toEqual(new Set(texts(ids.filter(isThere))))
        },
      ),
      { seed: 20261126, numRuns: 1_000 },
    )
  })
})
