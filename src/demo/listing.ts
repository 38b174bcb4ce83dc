import type { Row } from './model'
import { servedAt } from './resources'

const DEFAULT_PAGE = 50

/** Filters that Halo documents for lists; an unknown parameter is ignored, as Halo does. */
const FILTERS: Readonly<Record<string, (row: Row, value: string) => boolean>> = {
  client_id: (row, value) => String(row.client_id) === value,
  site_id: (row, value) => String(row.site_id) === value,
  user_id: (row, value) => String(row.user_id) === value,
  agent_id: (row, value) => String(row.agent_id) === value,
  tickettype_id: (row, value) => String(row.tickettype_id) === value,
  status_id: (row, value) => String(row.status_id) === value,
  open_only: (row, value) => value !== 'true' || row.status_id !== 6,
  closed_only: (row, value) => value !== 'true' || row.status_id === 6,
  search: (row, value) => JSON.stringify(Object.values(row)).toLowerCase().includes(value.toLowerCase()),
}

/**
 * The answer to a list call. Paging counts only with `pageinate=true` and an explicit `page_no`;
 * without, `count` rows or the default page (halo-api.md section 6.2).
 * @param served only the first so many rows are served, though all are counted; null: all
 */
export const listAnswer = (
  path: string,
  rows: readonly Row[],
  query: URLSearchParams,
  { pageCap, served }: { pageCap: number; served: number | null },
): unknown => {
  const ordered = inOrder(
    rows.filter((row) => matches(path, row, query)),
    query,
  )
  const key = path === 'actions' ? 'actions' : servedAt(path)?.listKey
  if (key == null) return ordered
  const available = served === null ? ordered : ordered.slice(0, served)
  const count = positive(query.get('count'))
  const pageNo = positive(query.get('page_no'))
  if (query.get('pageinate')?.toLowerCase() === 'true' && pageNo !== null) {
    const size =
      path === 'asset'
        ? Math.min(DEFAULT_PAGE, pageCap)
        : Math.min(positive(query.get('page_size')) ?? DEFAULT_PAGE, pageCap)
    return {
      page_no: pageNo,
      page_size: size,
      record_count: ordered.length,
      [key]: available.slice((pageNo - 1) * size, pageNo * size),
    }
  }
  const size = count ?? DEFAULT_PAGE
  const page = available.slice(0, Math.min(size, pageCap))
  // With `count=N` the record count becomes N (halo-api.md section 6.2).
  return { record_count: count === null ? ordered.length : Math.min(count, ordered.length), [key]: page }
}

const matches = (path: string, row: Row, query: URLSearchParams): boolean => {
  if (path === 'agent') return true
  for (const [name, value] of query) {
    const filter = FILTERS[name.toLowerCase()]
    if (filter !== undefined && value !== '' && !filter(row, value)) return false
  }
  return true
}

const inOrder = (rows: readonly Row[], query: URLSearchParams): readonly Row[] => {
  const by = query.get('order')
  if (by === null || by === '') return rows
  const direction = query.get('orderdesc') === 'true' ? -1 : 1
  return [...rows].sort((a, b) => direction * compareValues(a[by], b[by]))
}

const compareValues = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en')

const positive = (text: string | null): number | null => {
  const value = Number(text)
  return text !== null && Number.isInteger(value) && value > 0 ? value : null
}
