import type { Row } from './model'
import type { Query } from './query'
import { servedAt } from './resources'

const DEFAULT_PAGE = 50
/** Pages of `/Asset` never exceed it (halo-api.md section 15). */
const ASSET_PAGE = 50
const CLOSED_STATUS = 6

/** Filters that Halo documents for lists (section 5), and the field that each looks at. */
const ONE_NUMBER = {
  client_id: 'client_id',
  site_id: 'site_id',
  user_id: 'user_id',
  agent_id: 'agent_id',
  status_id: 'status_id',
  tickettype_id: 'tickettype_id',
  requesttype_id: 'tickettype_id',
  assettype_id: 'assettype_id',
  lookupid: 'lookupid',
}
const SEVERAL_NUMBERS = {
  client_ids: 'client_id',
  team: 'team_id',
  agent: 'agent_id',
  status: 'status_id',
  requesttype: 'tickettype_id',
}

interface ListOptions {
  /** Rows a page at most, whatever is asked. */
  readonly pageCap: number
  /** Only the first so many rows are served, though all are counted; null: all. */
  readonly served?: number | null
  /** The row as it is sent. */
  readonly shown?: (row: Row) => Row
}

/**
 * The answer to a list call. Paging counts only with `pageinate=true` and an explicit `page_no`;
 * without, `count` rows or the default page (halo-api.md section 6.2).
 */
export const listAnswer = (
  path: string,
  rows: readonly Row[],
  query: Query,
  { pageCap, served = null, shown = (row) => row }: ListOptions,
): unknown => {
  const ordered = inOrder(path === 'agent' ? rows : matching(rows, query), query)
  const key = path === 'actions' ? 'actions' : servedAt(path)?.listKey
  if (key == null) return ordered.map(shown)
  const available = served === null ? ordered : ordered.slice(0, served)
  const count = positive(query.whole('count'))
  const pageNo = positive(query.whole('page_no'))
  const isAsset = path === 'asset'
  if (query.flag('pageinate') === true && pageNo !== null) {
    const size = pageSize(path, query, pageCap)
    const page = available.slice((pageNo - 1) * size, pageNo * size)
    // Past its end a list of assets counts nothing (halo-api.md section 15); of others it is not known.
    const total = isAsset && page.length === 0 ? 0 : ordered.length
    return { page_no: pageNo, page_size: size, record_count: total, [key]: page.map(shown) }
  }
  const size = Math.min(count ?? DEFAULT_PAGE, pageCap, isAsset ? ASSET_PAGE : Infinity)
  return {
    // With `count=N` the record count becomes N (halo-api.md section 6.2).
    record_count: count === null ? ordered.length : Math.min(count, ordered.length),
    [key]: available.slice(0, size).map(shown),
  }
}

/** Rows of a page: what is asked for, up to the server's cap. */
export const pageSize = (path: string, query: Query, pageCap: number): number =>
  Math.min(
    positive(query.whole('page_size')) ?? DEFAULT_PAGE,
    pageCap,
    path === 'asset' ? ASSET_PAGE : Infinity,
  )

/** An unknown parameter is ignored, as Halo does. */
const matching = (rows: readonly Row[], query: Query): readonly Row[] => {
  const tests: ((row: Row) => boolean)[] = []
  for (const [name, field] of Object.entries(ONE_NUMBER)) {
    const wanted = query.whole(name)
    if (wanted !== null) tests.push((row) => Number(row[field]) === wanted)
  }
  for (const [name, field] of Object.entries(SEVERAL_NUMBERS)) {
    const wanted = query.wholes(name)
    if (wanted !== null) tests.push((row) => wanted.includes(Number(row[field])))
  }
  if (query.flag('open_only') === true) tests.push((row) => row.status_id !== CLOSED_STATUS)
  if (query.flag('closed_only') === true) tests.push((row) => row.status_id === CLOSED_STATUS)
  const search = query.text('search')?.toLowerCase()
  if (search !== undefined)
    tests.push((row) => JSON.stringify(Object.values(row)).toLowerCase().includes(search))
  return rows.filter((row) => tests.every((holds) => holds(row)))
}

const inOrder = (rows: readonly Row[], query: Query): readonly Row[] => {
  const by = query.text('order')
  if (by === null) return rows
  const direction = query.flag('orderdesc') === true ? -1 : 1
  return [...rows].sort((a, b) => direction * compareValues(a[by], b[by]))
}

const compareValues = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en')

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null)
