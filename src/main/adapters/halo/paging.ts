import type { Failure, Observation } from '../../../core/observation'
import { compareIds, type RecordSummary } from '../../../core/record'
import { resourceDefinition, type Resource } from '../../../core/resource'
import type { Result } from '../../../shared/result'
import { recordOf } from './record-mapping'
import { rowsOf, type Rows } from './envelope'

/** Halo's cap, whatever is asked (halo-api.md section 6.2). */
export const PAGE_SIZE = 100
/** 500,000 rows: beyond this a list is called endless. */
const MOST_PAGES = 5_000
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
): Promise<Observation> => {
  const state = new ListState(resource)
  for (let pageNo = 1; pageNo <= MOST_PAGES; pageNo++) {
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
    if (rows === null) {
      const what = `${resourceDefinition(resource).path} answered with JSON that is no list.`
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
    const isLast = state.add(rows, pageNo)
    onPage(state.fetched, state.total)
    if (isLast) return state.end(null)
  }
  return state.end(`The list did not end after ${MOST_PAGES} pages.`)
}

class ListState {
  private readonly records = new Map<string, RecordSummary>()
  private withoutId = 0
  private firstPage = 0
  total: number | null = null

  constructor(private readonly resource: Resource) {}

  get fetched(): number {
    return this.records.size
  }

  /** Takes a page; true when the list is at its end. */
  add({ rows, total, bare }: Rows, pageNo: number): boolean {
    const before = this.records.size
    let withoutId = 0
    for (const row of rows) {
      const record = recordOf(this.resource, row)
      if (record === null) withoutId += 1
      else this.records.set(record.id, record)
    }
    // A page that comes again brings nothing, the rows without an id included.
    if (pageNo === 1 || this.records.size > before) this.withoutId += withoutId
    if (pageNo === 1) this.firstPage = rows.length
    this.total = total ?? this.total
    if (rows.length === 0 || this.records.size === before) return true
    // A bare array is the whole list, unless it is just one page long.
    if (bare) return rows.length !== PAGE_SIZE
    return this.total !== null && this.records.size === this.total && this.totalIsCredible(pageNo)
  }

  /** A total that equals the first page may be stuck at the page size (halo-api.md section 6.2). */
  private totalIsCredible(pageNo: number): boolean {
    return pageNo > 1 || this.firstPage < SMALLEST_CAP
  }

  end(problem: string | null): Observation {
    const records = [...this.records.values()].sort((a, b) => compareIds(a.id, b.id))
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
