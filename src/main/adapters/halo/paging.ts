import type { Failure, Observation } from '../../../core/comparison/observation'
import { sortedById, type RecordSummary } from '../../../core/comparison/record'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import { LIST } from '../../../shared/bounds'
import type { Result } from '../../../shared/result'
import { rowsOf, type Rows } from './answers/envelope'
import { ReadBudget } from './read-budget'
import { recordsOf } from './record-mapping'

/** Halo's cap, whatever is asked (halo-api.md section 6.2). */
export const PAGE_SIZE = 100
/** Halo serves pages of 50 or 100 at least, so a shorter first page is the whole list. */
const SMALLEST_CAP = 50

/** The answer to one page: its rows, a refusal, or why there is none. */
export type PageAnswer = Result<unknown, Failure | { readonly code: 'refused'; readonly status: 401 | 403 }>
export type GetPage = (pageNo: number) => Promise<PageAnswer>

/** The query of one page: byte for byte the same on both sides. Without these, Halo ignores paging. */
export const pageQuery = (resource: Resource, pageNo: number): Readonly<Record<string, string>> => ({
  pageinate: 'true',
  page_size: String(PAGE_SIZE),
  page_no: String(pageNo),
  order: 'id',
  orderdesc: 'false',
  ...resourceDefinition(resource).query,
})

/**
 * Lists a resource page by page until a page brings nothing new or the total is reached. The
 * total that Halo names is a hint: it counts only when it agrees with what came.
 */
export const listPages = async (
  resource: Resource,
  getPage: GetPage,
  onPage: (fetched: number, total: number | null) => void,
  budget = new ReadBudget(),
): Promise<Observation> => {
  const state = new ListState(resource, budget)
  for (let pageNo = 1; pageNo <= LIST.pages; pageNo++) {
    const answer = await getPage(pageNo)
    if (!answer.ok) {
      const { error } = answer
      if (error.code !== 'refused')
        return pageNo === 1
          ? { state: 'failed', failure: error }
          : state.end(`Page ${pageNo} failed: ${error.message}`)
      return pageNo === 1
        ? { state: 'refused', status: error.status }
        : state.end(`Page ${pageNo} was refused (${error.status}).`)
    }
    const rows = rowsOf(resource, answer.value)
    const bad = rows === null ? 'JSON that is no list' : tooManyRows(rows)
    if (rows === null || bad !== null) {
      const what = `${resourceDefinition(resource).path} answered with ${bad ?? ''}.`
      if (pageNo > 1) return state.end(what)
      return {
        state: 'failed',
        failure: {
          code: 'request.failed',
          message: what,
          advice: ['Check that the address is that of a Halo.'],
          status: 200,
        },
      }
    }
    const next = await state.add(rows, pageNo)
    onPage(state.fetched, state.total)
    if (next !== 'more') return state.end(next === 'last' ? null : next.stop)
  }
  return state.end(`The list did not end after ${LIST.pages} pages.`)
}

/** Halo itself sends a page of 100, or the whole list; one that is longer than any is read nowhere. */
const tooManyRows = ({ rows }: Rows): string | null =>
  rows.length > LIST.rowsOfPage
    ? `${rows.length.toLocaleString('en')} rows at once, more than the ${LIST.rowsOfPage.toLocaleString('en')} that are read`
    : null

class ListState {
  private readonly records = new Map<string, RecordSummary>()
  private withoutId = 0
  private firstPage = 0
  total: number | null = null

  constructor(
    private readonly resource: Resource,
    private readonly budget: ReadBudget,
  ) {}

  get fetched(): number {
    return this.records.size
  }

  /** Takes a page: whether the list goes on, is at its end, or why no more of it is read. */
  async add(
    { rows, total, bare }: Rows,
    pageNo: number,
  ): Promise<'more' | 'last' | { readonly stop: string }> {
    const before = this.records.size
    const records = (await recordsOf(this.resource, rows)).filter((record) => record !== null)
    const stop = this.keep(records)
    if (stop !== null) return { stop }
    const withoutId = rows.length - records.length
    // A page that comes again brings nothing, the rows without an id included.
    if (pageNo === 1 || this.records.size > before) this.withoutId += withoutId
    if (pageNo === 1) this.firstPage = rows.length
    // A page past the end counts what came with it, which is none (halo-api.md section 15).
    const isPastEnd = pageNo > 1 && rows.length === 0 && total === 0
    if (!isPastEnd) this.total = total ?? this.total
    const bringsNothing = rows.length === 0 || this.records.size === before
    // A bare array is the whole list, unless it is just one page long.
    const isWhole = bare ? rows.length !== PAGE_SIZE : this.totalIsReached(pageNo)
    return bringsNothing || isWhole ? 'last' : 'more'
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

  /** A total that equals the first page may be stuck at the page size (halo-api.md section 6.2). */
  private totalIsReached(pageNo: number): boolean {
    const isCredible = pageNo > 1 || this.firstPage < SMALLEST_CAP
    return this.records.size === this.total && isCredible
  }

  end(problem: string | null): Observation {
    const records = sortedById([...this.records.values()])
    const total = this.total ?? records.length
    const reason =
      problem ??
      (this.withoutId > 0
        ? `${this.withoutId} rows came without an id.`
        : total !== records.length
          ? `Halo counts ${total} but served ${records.length}.`
          : null)
    return { state: 'listed', records, total, complete: reason === null, incompleteReason: reason }
  }
}
