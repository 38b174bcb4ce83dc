import type { PageAnswer } from '../../src/main/adapters/halo/list-page'
import { err, ok } from '../../src/shared/result'

/** How a server sends one list. Everything but `records` may be a lie or a quirk. */
export interface ListServer {
  readonly records: number
  /** Rows that it sends at once, whatever is asked for. */
  readonly cap: number
  /** Whether a page's place is counted in the size asked for or in the size sent. */
  readonly placedBy: 'asked' | 'sent'
  /** `ignored`: every page is the first. */
  readonly paging: 'honoured' | 'ignored'
  readonly envelope: 'tickets' | 'other' | 'bare'
  readonly count: Count
  readonly end: End
  /** Rows of the page before that each page repeats. */
  readonly repeated: number
}

export const COUNTS = [
  'right',
  'right as text',
  'none',
  'null',
  'negative',
  'fraction',
  'NaN',
  'word',
  'huge',
  'too small',
  'too big',
  'rows of the page',
  'rows of the page as text',
  'falling',
  'rising',
  'zero',
] as const
type Count = (typeof COUNTS)[number]

export const ENDS = ['empty', 'empty, counting 0', '404', 'last again', 'null list', 'no list'] as const
type End = (typeof ENDS)[number]

const counted = (count: Count, { records }: ListServer, rows: number, pageNo: number): unknown =>
  ({
    right: records,
    'right as text': String(records),
    none: undefined,
    null: null,
    negative: -records,
    fraction: records + 0.5,
    NaN: 'NaN',
    word: 'many',
    huge: 1e300,
    'too small': Math.floor(records / 2),
    'too big': records + 1,
    'rows of the page': rows,
    'rows of the page as text': String(rows),
    falling: records + 3 - pageNo,
    rising: records - 3 + pageNo,
    zero: 0,
  })[count]

/** A page of it, as the client gets it. */
export const pageOfServer = (server: ListServer, pageNo: number, asked: number): PageAnswer => {
  const { records, cap, placedBy, paging, envelope, count, end, repeated } = server
  const size = Math.min(asked, cap)
  const step = placedBy === 'asked' ? asked : size
  const startOf = (page: number) => (page === 1 ? 0 : Math.max(0, (page - 1) * step - repeated))
  const page = paging === 'ignored' ? 1 : pageNo
  const isPastEnd = page > 1 && startOf(page) >= records
  const ids = Array.from({ length: records }, (_, index) => ({ id: index + 1 }))
  const rowsOf = (from: number) => ids.slice(from, from + size)
  const body = (rows: readonly unknown[] | null | undefined, total: unknown): PageAnswer =>
    ok(
      envelope === 'bare'
        ? rows
        : { record_count: total, [envelope === 'tickets' ? 'tickets' : 'data']: rows },
    )
  if (!isPastEnd) {
    const rows = rowsOf(startOf(page))
    return body(rows, counted(count, server, rows.length, pageNo))
  }
  const total = counted(count, server, 0, pageNo)
  switch (end) {
    case 'empty':
      return body([], total)
    case 'empty, counting 0':
      return body([], 0)
    case '404':
      return err({ code: 'request.failed', message: 'answered 404.', advice: [], status: 404 })
    case 'last again': {
      let last = page
      while (last > 1 && startOf(last) >= records) last -= 1
      return body(rowsOf(startOf(last)), total)
    }
    case 'null list':
      return body(null, total)
    case 'no list':
      return body(undefined, total)
  }
}
