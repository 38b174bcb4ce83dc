import { compareIds } from '../../../core/comparison/record'
import type { Observation } from '../../../core/comparison/observation'
import type { Resource } from '../../../core/halo/resource'
import { turn } from './answers/json-answer'
import { ROUND } from './completeness'
import { readPage, type GetPage, type ListPage, type PageAnswer } from './list-page'
import { countOf, PAGE_SIZE } from './list-state'
import { MOST_AHEAD, PagesAhead, type Asking } from './pages-ahead'
import { listPages } from './paging'

/** A list this short is asked for again as a whole where its pages do not decide it. */
const SHORT_LIST_PAGES = 2

interface SearchOptions {
  /** Rows that the server sends at once, as seen when the list was read. */
  readonly rowsOfPage?: number | undefined
  readonly signal?: AbortSignal
}

/**
 * Asks again whether ids are listed, with as few requests as it takes: the list is ordered by id,
 * so an id can only be on the page where its rank puts it, or beside it when rows came or went. Those pages
 * are known beforehand, and asked for at once. A page that is out of order, or that Halo's count contradicts,
 * decides nothing: then the list is asked for as a whole.
 * @returns the ids now listed; null when an answer failed
 */
export const findAgain = async (
  resource: Resource,
  ids: readonly string[],
  before: Observation,
  getPage: GetPage,
  { rowsOfPage = PAGE_SIZE, signal = new AbortController().signal }: SearchOptions = {},
): Promise<ReadonlySet<string> | null> => {
  if (before.state !== 'listed') return null
  const known = before.records.map((record) => record.id)
  const numbered = [...known, ...ids].every((id) => /^\d+$/.test(id))
  const isShort = known.length <= SHORT_LIST_PAGES * rowsOfPage
  if (!numbered || known.length === 0 || (isShort && !before.complete))
    return listAgain(resource, ids, getPage, signal)

  const lastPage = Math.ceil(known.length / rowsOfPage)
  const starts = ids.map((id) => Math.min(Math.floor(rankOf(known, id) / rowsOfPage) + 1, lastPage))
  const asked = isShort ? rememberingOnce(getPage) : getPage
  const pages = new PageSearch(resource, asked, { rowsOfPage, lastPage, starts, signal })
  try {
    const found = await searchFor(ids, starts, pages, lastPage)
    return found === 'undecided' ? await listAgain(resource, ids, asked, signal) : found
  } finally {
    pages.end()
  }
}

const searchFor = async (
  ids: readonly string[],
  starts: readonly number[],
  pages: PageSearch,
  lastPage: number,
): Promise<ReadonlySet<string> | 'undecided' | null> => {
  const found = new Set<string>()
  // An honest list takes a step or two an id; one that leads about is asked for as a whole.
  let steps = 0
  for (const [index, id] of ids.entries()) {
    const listed = await pages.lists(
      id,
      starts[index] ?? 1,
      () => ++steps > MOST_STEPS_AN_ID * ids.length + lastPage,
    )
    if (listed === 'undecided') return 'undecided'
    if (listed === null) return null
    if (listed) found.add(id)
  }
  return found
}

/** The pages of a short list that were asked for serve once more, where it has to be asked for as a whole. */
const rememberingOnce = (getPage: GetPage): GetPage => {
  const known = new Map<string, PageAnswer>()
  return async (pageNo, pageSize, asking) => {
    const key = `${pageNo} ${pageSize}`
    const answer = known.get(key) ?? (await getPage(pageNo, pageSize, asking))
    if (!known.delete(key) && answer.ok) known.set(key, answer)
    return answer
  }
}

/** Pages that may have come to a list since it was read; one that has more could not be told from an endless one. */
const MOST_NEW_PAGES = 20
const MOST_STEPS_AN_ID = 4

const listAgain = async (
  resource: Resource,
  ids: readonly string[],
  getPage: GetPage,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> => {
  const again = await listPages(resource, getPage, () => undefined, { signal })
  if (again.state !== 'listed' || !again.complete) return null
  const wanted = new Set(ids)
  return new Set(again.records.map((record) => record.id).filter((id) => wanted.has(id)))
}

/** How many of the ordered ids come before this one. */
const rankOf = (ordered: readonly string[], id: string): number => {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds(ordered[middle] ?? '', id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

interface SearchedPage {
  readonly ids: ReadonlySet<string>
  readonly first: string | undefined
  readonly last: string | undefined
  /** Its ids are in order, each row has one, and Halo's count does not speak against it. */
  readonly decides: boolean
}

/** Steps between two turns of the event loop: pages that are known answer at once. */
const STEPS_AT_ONCE = 10_000

interface Searched {
  readonly rowsOfPage: number
  readonly lastPage: number
  /** The pages where the ids would be, in the order in which they are looked for. */
  readonly starts: readonly number[]
  readonly signal: AbortSignal
}

class PageSearch {
  private readonly pages = new Map<number, SearchedPage | null>()
  /** A page in braces: null there is one that could not be read. */
  private readonly ahead: PagesAhead<{ readonly page: SearchedPage | null }>
  /** Those of the starts that were not asked for yet. */
  private readonly starts: Set<number>
  private steps = 0

  constructor(
    private readonly resource: Resource,
    private readonly getPage: GetPage,
    private readonly list: Searched,
  ) {
    this.starts = new Set(list.starts)
    this.ahead = new PagesAhead((pageNo, asking) => this.get(pageNo, asking), list.signal)
  }

  /** Looks on a page, and walks on while the id lies beyond its end. null: it could not be told. */
  async lists(id: string, start: number, hasEnough: () => boolean): Promise<boolean | 'undecided' | null> {
    let direction = 0
    let before: SearchedPage | null = null
    for (let pageNo = start; pageNo >= 1; pageNo += direction) {
      if (pageNo > this.list.lastPage + MOST_NEW_PAGES) return null
      if (hasEnough()) return 'undecided'
      if (++this.steps % STEPS_AT_ONCE === 0) await turn()
      const page = this.pages.get(pageNo) ?? (await this.load(pageNo))
      if (page === null) return null
      if (!page.decides) return 'undecided'
      // The same page once more: the list is not paged.
      if (page.first !== undefined && page.first === before?.first && page.last === before.last)
        return 'undecided'
      before = page
      const next = whereTo(id, page)
      if (next === 'here') return page.ids.has(id)
      if (direction + next === 0) return false
      direction = next
    }
    return false
  }

  /** Gives up what was asked for and not looked at. */
  end(): void {
    this.ahead.giveUpBeyond(0)
  }

  private async load(pageNo: number): Promise<SearchedPage | null> {
    const asked = this.ahead.take(pageNo)
    this.starts.delete(pageNo)
    // The first page that comes tells whether pages decide at all.
    if (this.pages.size > 0) this.askAhead()
    const page = (await asked)?.page ?? null
    this.pages.set(pageNo, page)
    return page
  }

  private askAhead(): void {
    for (const pageNo of this.starts) {
      if (this.ahead.size >= MOST_AHEAD - 1) return
      this.starts.delete(pageNo)
      this.ahead.ask(pageNo)
    }
  }

  private async get(pageNo: number, asking: Asking): Promise<{ readonly page: SearchedPage | null } | null> {
    const { rowsOfPage, lastPage } = this.list
    const answer = await this.getPage(pageNo, this.sizeOf(pageNo), asking)
    const outcome = await readPage(this.resource, pageNo, answer, asking.ahead)
    if (outcome === null) return null
    const isMissing =
      outcome.state === 'listed'
        ? outcome.noList
        : outcome.state === 'failed' && outcome.failure.status === 404
    // Past the end a page may be missing; before it, that tells nothing of the ids on it.
    if (isMissing) return { page: pageNo > lastPage ? PAST_END : null }
    return { page: outcome.state === 'listed' ? searched(outcome, pageNo, rowsOfPage) : null }
  }

  /** The size that the page was asked for in when the list was read. */
  private sizeOf(pageNo: number): number {
    const { rowsOfPage, lastPage } = this.list
    const isWhole = lastPage === 1 && rowsOfPage % ROUND !== 0
    return pageNo === 1 || isWhole ? PAGE_SIZE : Math.min(rowsOfPage, PAGE_SIZE)
  }
}

/** Whether an id is on a page if anywhere, or on which side of it: 1 behind it, -1 before it. */
const whereTo = (id: string, { first, last }: SearchedPage): 1 | -1 | 'here' => {
  // Past the end of the list.
  if (first === undefined || last === undefined || compareIds(id, first) < 0) return -1
  return compareIds(id, last) > 0 ? 1 : 'here'
}

const PAST_END: SearchedPage = { ids: new Set(), first: undefined, last: undefined, decides: true }

const searched = (page: ListPage, pageNo: number, rowsOfPage: number): SearchedPage => {
  const ids = page.records.map(({ id }) => id)
  return {
    ids: new Set(ids),
    first: ids[0],
    last: ids.at(-1),
    decides:
      ids.length === page.rows &&
      ids.every((id, index) => index === 0 || compareIds(ids[index - 1] ?? '', id) <= 0) &&
      isAsCounted(page, pageNo, rowsOfPage),
  }
}

/** Whether the page has as many rows as Halo's count leaves for it. */
const isAsCounted = (page: ListPage, pageNo: number, rowsOfPage: number): boolean => {
  const total = countOf(page, pageNo)
  if (total === null || (pageNo === 1 && page.rows === total)) return true
  return page.rows === Math.min(Math.max(total - (pageNo - 1) * rowsOfPage, 0), rowsOfPage)
}
