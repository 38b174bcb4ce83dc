import { compareIds, type RecordSummary } from '../../../core/comparison/record'
import type { Observation } from '../../../core/comparison/observation'
import type { Resource } from '../../../core/halo/resource'
import { rowsOf } from './answers/envelope'
import { turn } from './answers/json-answer'
import { PAGE_SIZE, listPages, type GetPage } from './paging'
import { recordsOf } from './record-mapping'

/** A list this short is asked for again as a whole. */
const SHORT_LIST_PAGES = 2

/**
 * Asks again whether ids are listed, with as few requests as it takes: the list is ordered by id,
 * so an id can only be on the page where its rank puts it, or beside it when rows came or went.
 * @param rowsOfPage rows that the server sends at once, as seen when the list was read
 * @returns the ids now listed; null when an answer failed
 */
export const findAgain = async (
  resource: Resource,
  ids: readonly string[],
  before: Observation,
  getPage: GetPage,
  rowsOfPage = PAGE_SIZE,
): Promise<ReadonlySet<string> | null> => {
  if (before.state !== 'listed') return null
  const known = before.records.map((record) => record.id)
  const numbered = [...known, ...ids].every((id) => /^\d+$/.test(id))
  if (!numbered || known.length <= SHORT_LIST_PAGES * rowsOfPage) return listAgain(resource, ids, getPage)

  const lastPage = Math.ceil(known.length / rowsOfPage)
  const pages = new PageSearch(resource, getPage, rowsOfPage, lastPage)
  const found = new Set<string>()
  // An honest list takes a step or two an id; one that leads about is asked for as a whole.
  let steps = 0
  for (const id of ids) {
    const start = Math.min(Math.floor(rankOf(known, id) / rowsOfPage) + 1, lastPage)
    const listed = await pages.lists(id, start, () => ++steps > MOST_STEPS_AN_ID * ids.length + lastPage)
    if (listed === 'unordered') return listAgain(resource, ids, getPage)
    if (listed === null) return null
    if (listed) found.add(id)
  }
  return found
}

/** Pages that may have come to a list since it was read; one that has more could not be told from an endless one. */
const MOST_NEW_PAGES = 20
const MOST_STEPS_AN_ID = 4

const listAgain = async (
  resource: Resource,
  ids: readonly string[],
  getPage: GetPage,
): Promise<ReadonlySet<string> | null> => {
  const again = await listPages(resource, getPage, () => undefined)
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
  readonly ordered: boolean
}

/** Steps between two turns of the event loop: pages that are known answer at once. */
const STEPS_AT_ONCE = 10_000

class PageSearch {
  private readonly pages = new Map<number, SearchedPage | null>()
  private steps = 0

  constructor(
    private readonly resource: Resource,
    private readonly getPage: GetPage,
    private readonly rowsOfPage: number,
    private readonly lastPage: number,
  ) {}

  /** Looks on a page, and walks on while the id lies beyond its end. null: it could not be told. */
  async lists(id: string, start: number, hasEnough: () => boolean): Promise<boolean | 'unordered' | null> {
    let direction = 0
    let before: SearchedPage | null = null
    for (let pageNo = start; pageNo >= 1; pageNo += direction) {
      if (pageNo > this.lastPage + MOST_NEW_PAGES) return null
      if (hasEnough()) return 'unordered'
      if (++this.steps % STEPS_AT_ONCE === 0) await turn()
      const page = this.pages.get(pageNo) ?? (await this.load(pageNo))
      if (page === null) return null
      if (!page.ordered) return 'unordered'
      // The same page once more: the list is not paged.
      if (page.first !== undefined && page.first === before?.first && page.last === before.last)
        return 'unordered'
      before = page
      const next = whereTo(id, page)
      if (next === 'here') return page.ids.has(id)
      if (direction + next === 0) return false
      direction = next
    }
    return false
  }

  private async load(pageNo: number): Promise<SearchedPage | null> {
    const answer = await this.getPage(pageNo, Math.min(this.rowsOfPage, PAGE_SIZE))
    const isPastEnd = pageNo > this.lastPage
    const rows = answer.ok ? rowsOf(this.resource, answer.value) : null
    // Past the end a page may be missing; before it, that tells nothing of the ids on it.
    const isMissing = rows === null ? !answer.ok && is404(answer.error) : rows.noList
    const page =
      isMissing && isPastEnd
        ? searched([])
        : rows === null || isMissing
          ? null
          : searched(await recordsOf(this.resource, rows.rows))
    this.pages.set(pageNo, page)
    return page
  }
}

/** Whether an id is on a page if anywhere, or on which side of it: 1 behind it, -1 before it. */
const whereTo = (id: string, { first, last }: SearchedPage): 1 | -1 | 'here' => {
  // Past the end of the list.
  if (first === undefined || last === undefined || compareIds(id, first) < 0) return -1
  return compareIds(id, last) > 0 ? 1 : 'here'
}

const is404 = ({ status }: { readonly status: number | null }): boolean => status === 404

const searched = (records: readonly (RecordSummary | null)[]): SearchedPage => {
  const ids = records.flatMap((record) => record?.id ?? [])
  return {
    ids: new Set(ids),
    first: ids[0],
    last: ids.at(-1),
    ordered: ids.every((id, index) => index === 0 || compareIds(ids[index - 1] ?? '', id) <= 0),
  }
}
