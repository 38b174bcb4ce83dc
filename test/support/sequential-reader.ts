import type { Failure, Observation } from '../../src/core/comparison/observation'
import { sortedById, type RecordSummary } from '../../src/core/comparison/record'
import { resourceDefinition, type Resource } from '../../src/core/halo/resource'
import { LIST } from '../../src/shared/bounds'
import { noListText, rowsOf, type Rows } from '../../src/main/adapters/halo/answers/envelope'
import { ROUND, whyIncomplete, type PagingEnd } from '../../src/main/adapters/halo/completeness'
import { ReadBudget } from '../../src/main/adapters/halo/read-budget'
import type { PageAnswer } from '../../src/main/adapters/halo/list-page'
import { recordsOf } from '../../src/main/adapters/halo/record-mapping'

/** Halo's cap, whatever is asked (halo-api.md section 6.2). */
const PAGE_SIZE = 100

type GetPageInTurn = (pageNo: number, pageSize: number) => Promise<PageAnswer>

/**
 * The reader that asks for one page after another, which the product had before it asked ahead (`paging.ts`): what
 * the quicker one is held equal to.
 *
 * Where the first page may have been cut, it tells how many rows the server really sends at once, and the
 * pages after it are asked for in that size. So their place is the same whether a server that cuts pages counts pages by the size
 * asked for or by its own.
 *
 * @param onPage told the records so far, Halo's count, and the rows of the page
 */
export const listInTurn = async (
  resource: Resource,
  getPage: GetPageInTurn,
  onPage: (fetched: number, total: number | null, rows: number) => void,
  budget = new ReadBudget(),
): Promise<Observation> => {
  const first = await readPages(resource, getPage, onPage, budget)
  // Records came or went while it was read. A second reading is most likely undisturbed.
  return first.moved ? (await readPages(resource, getPage, onPage, budget)).observation : first.observation
}

const readPages = async (
  resource: Resource,
  getPage: GetPageInTurn,
  onPage: (fetched: number, total: number | null, rows: number) => void,
  budget: ReadBudget,
): Promise<{ readonly observation: Observation; readonly moved: boolean }> => {
  const state = new ListState(resource, budget)
  const told = (observation: Observation) => ({ observation, moved: false })
  for (let pageNo = 1; pageNo <= LIST.pages; pageNo++) {
    const answer = await getPage(pageNo, state.pageSize)
    if (!answer.ok) {
      const { error } = answer
      if (error.code === 'refused')
        return told(
          pageNo === 1
            ? { state: 'refused', status: error.status }
            : state.stopped(`Page ${pageNo} was refused (${error.status}).`),
        )
      if (pageNo === 1) return told({ state: 'failed', failure: error })
      if (error.status === 404) return state.ended('missing')
      return told(state.stopped(`Page ${pageNo} failed: ${error.message}`))
    }
    const page = pageOf(resource, answer.value, pageNo)
    if (typeof page === 'string') {
      const what = `${resourceDefinition(resource).path} answered with ${page}.`
      return told(pageNo === 1 ? { state: 'failed', failure: noList(what) } : state.stopped(what))
    }
    const next = await state.add(page, pageNo)
    onPage(state.fetched, state.total, page.rows.length)
    if (typeof next === 'object') return told(state.stopped(next.stop))
    if (next !== 'more') return state.ended(next)
  }
  return told(state.stopped(`The list did not end after ${LIST.pages} pages.`))
}

const noList = (message: string): Failure => ({
  code: 'request.failed',
  message,
  advice: ['Check that the address is that of a Halo.'],
  status: 200,
})

/** A page's rows, or what was sent in their place. */
const pageOf = (resource: Resource, value: unknown, pageNo: number): Rows | string => {
  const page = rowsOf(resource, value)
  // At the beginning, no list is "no records" only where Halo counts none.
  if (page === null || (page.noList && pageNo === 1 && page.total !== 0)) return noListText(value)
  const { length } = page.rows
  // Halo itself sends a page of 100, or the whole list; one that is longer than any is read nowhere.
  return length > LIST.rowsOfPage
    ? `${length.toLocaleString('en')} rows at once, more than the ${LIST.rowsOfPage.toLocaleString('en')} that are read`
    : page
}

class ListState {
  private readonly records = new Map<string, RecordSummary>()
  private withoutId = 0
  private firstPage = 0
  private lastPage = 0
  private lastIds: ReadonlySet<string> = new Set()
  private evenPages = true
  private overlap = false
  private bare = false
  private oddTotal = false
  private totalChanged = false
  private totalFell = false
  total: number | null = null
  /** How many rows to ask for. */
  pageSize = PAGE_SIZE

  constructor(
    private readonly resource: Resource,
    private readonly budget: ReadBudget,
  ) {}

  get fetched(): number {
    return this.records.size
  }

  /** Takes a page: whether the list goes on, how it ended, or why no more of it is read. */
  async add(page: Rows, pageNo: number): Promise<'more' | PagingEnd | { readonly stop: string }> {
    const { rows, noList } = page
    this.count(page, pageNo)
    if (rows.length === 0) return noList && pageNo > 1 ? 'missing' : 'empty'
    const records = (await recordsOf(this.resource, rows)).filter((record) => record !== null)
    const before = this.records.size
    const ids = new Set(records.map(({ id }) => id))
    const stop = this.keep(records)
    if (stop !== null) return { stop }
    const brought = this.records.size - before
    // A page that comes again brings nothing, the rows without an id included.
    const repeats = brought === 0 && pageNo > 1 && this.isLastPage(ids)
    if (!repeats) this.withoutId += rows.length - records.length
    if (repeats) return pageNo === 2 ? 'unpaged' : 'last-again'
    if (brought === 0 && pageNo > 1) return 'again'
    this.bare ||= page.bare
    this.shape(rows.length, pageNo)
    if (pageNo > 1 && brought < ids.size) this.overlap = true
    this.lastIds = ids
    return 'more'
  }

  /** Only the last page may be shorter than the first. */
  private shape(rows: number, pageNo: number): void {
    if (pageNo === 1) {
      this.firstPage = rows
      // A short list asks for its end in the size it began with, so that both sides send the same query.
      const isShort = this.total === rows && rows % ROUND !== 0
      if (!isShort) this.pageSize = Math.min(rows, PAGE_SIZE)
    } else if (this.lastPage !== this.firstPage || rows > this.firstPage) this.evenPages = false
    this.lastPage = rows
  }

  private isLastPage(ids: ReadonlySet<string>): boolean {
    return ids.size === this.lastIds.size && [...ids].every((id) => this.lastIds.has(id))
  }

  private count({ rows, total, oddTotal }: Rows, pageNo: number): void {
    this.oddTotal ||= oddTotal
    // A page past the end counts what came with it, which is none (halo-api.md section 15).
    if (total === null || (pageNo > 1 && rows.length === 0 && total === 0)) return
    if (this.total !== null && total !== this.total) {
      this.totalChanged = true
      if (total < this.total) this.totalFell = true
    }
    this.total = total
  }

  /** Keeps the records that are new. @returns why it keeps no more; null when it has all */
  private keep(records: readonly RecordSummary[]): string | null {
    for (const record of records) {
      if (this.records.has(record.id)) continue
      const stop = this.budget.keep(record)
      if (stop !== null) return stop
      this.records.set(record.id, record)
    }
    return null
  }

  /** The list as it is when paging ended. `moved`: its count changed meanwhile, and it is not whole. */
  ended(end: PagingEnd): { readonly observation: Observation; readonly moved: boolean } {
    const { fetched, withoutId, total, oddTotal, totalFell, evenPages, overlap, bare } = this
    const reason = whyIncomplete({
      fetched,
      withoutId,
      total,
      oddTotal,
      totalFell,
      end,
      evenPages,
      firstPage: this.firstPage,
      lastPage: this.lastPage,
      overlap,
      bare,
    })
    return { observation: this.observed(reason), moved: this.totalChanged && reason !== null }
  }

  /** The list as far as it was read when something ended it. */
  stopped(why: string): Observation {
    return this.observed(why)
  }

  private observed(incompleteReason: string | null): Observation {
    const records = sortedById([...this.records.values()])
    return {
      state: 'listed',
      records,
      // An exhausted bare array counts itself; where that is not certain nobody knows.
      total: this.total ?? (incompleteReason === null ? records.length : null),
      complete: incompleteReason === null,
      incompleteReason,
    }
  }
}
