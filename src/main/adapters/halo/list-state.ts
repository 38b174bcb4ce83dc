import type { Observation } from '../../../core/comparison/observation'
import { sortedById, type RecordSummary } from '../../../core/comparison/record'
import { ROUND, whyIncomplete, type PagingEnd } from './completeness'
import type { ListPage } from './list-page'
import type { ReadBudget } from './read-budget'

/** Halo's cap, whatever is asked (halo-api.md section 6.2). */
export const PAGE_SIZE = 100

/** What is known of a list from its pages, taken in their order. */
export class ListState {
  private readonly records = new Map<string, RecordSummary>()
  private withoutId = 0
  private lastPage = 0
  private lastIds: ReadonlySet<string> = new Set()
  private evenPages = true
  private overlap = false
  private bare = false
  private oddTotal = false
  private totalChanged = false
  private totalFell = false
  private mostCounted = 0
  /** Rows of the first page. */
  firstPage = 0
  total: number | null = null
  /** How many rows to ask for. */
  pageSize = PAGE_SIZE

  constructor(private readonly budget: ReadBudget) {}

  get fetched(): number {
    return this.records.size
  }

  /**
   * How many pages Halo's count still names, the one past the end included. 1, as without a count, where the
   * pages are not as a count would have them: their size is none that servers cut at, or one was shorter than
   * those before it. A list that is read with fewer rights than it is counted with looks like that.
   */
  get pagesLeft(): number {
    const { firstPage, lastPage, total } = this
    if (total === null || !this.evenPages || lastPage !== firstPage || firstPage % ROUND !== 0) return 1
    return Math.max(0, Math.ceil((total - this.fetched - this.withoutId) / firstPage)) + 1
  }

  /**
   * Takes a page: whether the list goes on, how it ended, or why no more of it is read.
   * @param countedBefore the highest count that was known before this page was asked for
   */
  add(page: ListPage, pageNo: number, countedBefore: number): 'more' | PagingEnd | { readonly stop: string } {
    const { rows, records, noList } = page
    this.count(page, pageNo, countedBefore)
    if (rows === 0) return noList && pageNo > 1 ? 'missing' : 'empty'
    const before = this.records.size
    const ids = new Set(records.map(({ id }) => id))
    const stop = this.keep(records)
    if (stop !== null) return { stop }
    const brought = this.records.size - before
    // A page that comes again brings nothing, the rows without an id included.
    const repeats = brought === 0 && pageNo > 1 && this.isLastPage(ids)
    if (!repeats) this.withoutId += rows - records.length
    if (repeats) return pageNo === 2 ? 'unpaged' : 'last-again'
    if (brought === 0 && pageNo > 1) return 'again'
    this.bare ||= page.bare
    this.shape(rows, pageNo)
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

  /**
   * Pages that are out at once are answered in any order, so a count that is less than that of an earlier page
   * fell for certain only where that one was there before the other was asked for. A list that grows is none
   * whose count fell.
   */
  private count(page: ListPage, pageNo: number, countedBefore: number): void {
    this.oddTotal ||= page.oddTotal
    const total = countOf(page, pageNo)
    if (total === null) return
    if (this.total !== null && total !== this.total) this.totalChanged = true
    if (total < countedBefore) this.totalFell = true
    this.mostCounted = Math.max(this.mostCounted, total)
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
    const { fetched, withoutId, total, oddTotal, evenPages, overlap, bare, firstPage, lastPage } = this
    const reason = whyIncomplete({
      fetched,
      withoutId,
      total,
      oddTotal,
      // No page came after that would tell whether it grew to the most that was counted, or fell from it.
      totalFell: this.totalFell || (total ?? 0) < this.mostCounted,
      end,
      evenPages,
      firstPage,
      lastPage,
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

/** Halo's count on a page; a page past the end counts what came with it, which is none (halo-api.md section 15). */
export const countOf = ({ rows, total }: ListPage, pageNo: number): number | null =>
  pageNo > 1 && rows === 0 && total === 0 ? null : total
