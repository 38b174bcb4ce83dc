import { countText } from '../../../core/comparison/count-text'
import type { Failure } from '../../../core/comparison/observation'
import type { RecordSummary } from '../../../core/comparison/record'
import type { SharedRecords } from '../../../core/comparison/shared-records'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import { LIST } from '../../../shared/bounds'
import type { Result } from '../../../shared/result'
import { noListText, rowsOf, type Rows } from './answers/envelope'
import type { Asking } from './pages-ahead'
import { recordsOf } from './record-mapping'

/** The answer to one page: its rows, a refusal, or why there is none. */
export type PageAnswer = Result<unknown, Failure | { readonly code: 'refused'; readonly status: 401 | 403 }>
export type GetPage = (pageNo: number, pageSize: number, asking: Asking) => Promise<PageAnswer>

/** A page's records, in place of its rows, and what came with them. */
export interface ListPage extends Omit<Rows, 'rows'> {
  readonly state: 'listed'
  readonly rows: number
  /** In the order of the page; those without an id are left out. */
  readonly records: readonly RecordSummary[]
}

/** What became of a page. Only `listed` with rows is followed by another one. */
export type PageOutcome =
  | ListPage
  | { readonly state: 'refused'; readonly status: 401 | 403 }
  | { readonly state: 'failed'; readonly failure: Failure }
  /** `what` was sent in place of its rows. */
  | { readonly state: 'unreadable'; readonly what: string }

/**
 * Reads an answer as soon as it is there, so that its text and its rows are let go before its turn.
 * @returns null for one that was asked for ahead and says nothing of the page: a fault that may pass
 */
export const readPage = async (
  resource: Resource,
  pageNo: number,
  answer: PageAnswer,
  ahead: boolean,
  shared?: SharedRecords,
): Promise<PageOutcome | null> => {
  if (!answer.ok) {
    const { error } = answer
    if (error.code === 'refused') return { state: 'refused', status: error.status }
    return ahead && error.status !== 404 ? null : { state: 'failed', failure: error }
  }
  const page = pageOf(resource, answer.value, pageNo)
  if (typeof page === 'string') return { state: 'unreadable', what: page }
  const records = (await recordsOf(resource, page.rows, shared)).filter((record) => record !== null)
  return { ...page, state: 'listed', rows: page.rows.length, records }
}

/** A page's rows, or what was sent in their place. */
const pageOf = (resource: Resource, value: unknown, pageNo: number): Rows | string => {
  const page = rowsOf(resource, value)
  const answered = `${resourceDefinition(resource).path} answered with`
  // At the beginning, no list is "no records" only where Halo counts none.
  if (page === null || (page.noList && pageNo === 1 && page.total !== 0))
    return `${answered} ${noListText(value)}.`
  const { length } = page.rows
  // Halo itself sends a page of 100, or the whole list; one that is longer than any is read nowhere.
  return length > LIST.rowsOfPage
    ? `${answered} ${countText(length)} rows at once, more than the ${countText(LIST.rowsOfPage)} that are read.`
    : page
}
