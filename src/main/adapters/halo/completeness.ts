import { counted, countText } from '../../../core/comparison/count-text'

/** How paging ended. */
export type PagingEnd =
  /** A page without rows. */
  | 'empty'
  /** 404 or an envelope without a list where the next page would be. */
  | 'missing'
  /** The second page was the first once more: the list is not paged. */
  | 'unpaged'
  /** The last page came again, as where a page number beyond the end is taken for the last. */
  | 'last-again'
  /** A page brought known rows only, in some other way. */
  | 'again'

/** What was seen of a list, from which alone it is told whether it is whole. */
export interface ListEvidence {
  /** Distinct records. */
  readonly fetched: number
  /** Rows that have no id, so that they are no records. */
  readonly withoutId: number
  /** The last count that Halo named; null for none. */
  readonly total: number | null
  /** A count was named that is none. */
  readonly oddTotal: boolean
  /** The count became less between two pages: rows moved up, and may have slipped past. */
  readonly totalFell: boolean
  readonly end: PagingEnd
  /** All pages but the last have the same number of rows. */
  readonly evenPages: boolean
  /** Rows of the first page, and of the last one that brought any. */
  readonly firstPage: number
  readonly lastPage: number
  /** A page repeated rows of those before it beside new ones: rows moved. */
  readonly overlap: boolean
  /** The answers were arrays without an envelope. */
  readonly bare: boolean
}

/**
 * The one place that decides whether a list is whole. @returns what is missing, or what there is no
 * evidence for, in a sentence; null when the list is whole
 *
 * It is whole when paging came to its end **and** nothing that Halo said speaks against it:
 *
 * - Halo's count must be the number of records that came. A count alone proves nothing: it was seen stuck
 *   at the page size (halo-api.md section 6.2), so the page after the last is always asked for, too.
 * - Without a count, only an empty page after even ones is an end. A page that is missing, or comes
 *   again, may as well be all that the server is willing to send.
 * - A list that is not paged (every page is the first) is whole where Halo's count says so, or where it is
 *   a bare array: those are sent whole (section 6.1). But not at a round number of rows: servers cut at 50,
 *   100, 1000 without a word (section 6.2), and no request would tell.
 */
export const whyIncomplete = (seen: ListEvidence): string | null => {
  const { fetched, withoutId, total, oddTotal, totalFell, end, firstPage } = seen
  if (withoutId > 0) return `${rows(withoutId)} came without an id.`
  if (total !== null && total !== fetched)
    return `Halo counts ${countText(total)} but served ${countText(fetched)}.`
  if (totalFell)
    return 'Halo’s count became less while the list was read, and again when it was read once more, so that records may have been missed.'
  if (end === 'unpaged' && firstPage % ROUND === 0)
    return `Halo sent the same ${rows(firstPage)} for every page; it may be the most that it sends at once, and there may be more.`
  const missing = total === null ? gapWithoutCount(seen) : null
  if (missing === null) return null
  return `${oddTotal ? 'Halo’s count of the list is none' : 'Halo named no count of the list'}, and ${missing}.`
}

/** Every size that pages and caps were seen with is a multiple of it. */
export const ROUND = 50

/** What speaks against the end of a list that was not counted, as a clause; null when nothing does. */
const gapWithoutCount = ({
  end,
  bare,
  evenPages,
  firstPage,
  lastPage,
  overlap,
}: ListEvidence): string | null => {
  if (overlap) return 'rows moved from page to page while it was read, so that some may have been missed'
  if (!evenPages) return 'its pages are of different lengths, so that rows may have been left out'
  switch (end) {
    case 'empty':
      return null
    case 'unpaged':
      return bare ? null : 'every page brings the same rows, so that there may be more'
    case 'last-again':
      return lastPage < firstPage ? null : 'its last page came again, so that there may be more'
    case 'again':
      return 'a page brought nothing but rows that came before, so that there may be more'
    case 'missing':
      return 'the page after the last one is missing instead of empty, so that there may be more'
  }
}

const rows = (count: number): string => counted(count, 'row')
