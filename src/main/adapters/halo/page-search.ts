import { compareIds } from '../../../core/record'
import type { Observation } from '../../../core/observation'
import type { Resource } from '../../../core/resource'
import { rowsOf } from './envelope'
import { PAGE_SIZE, listPages, type GetPage } from './paging'
import { recordOf } from './record-mapping'

/** A list this short is asked for again as a whole. */
const SHORT_LIST_PAGES = 2

/**
 * Asks again whether ids are listed, with as few requests as it takes: the list is ordered by id,
 * so an id can only be on the page where its rank puts it, or beside it when rows came or went.
 * @returns the ids now listed; null when an answer failed
 */
export const findAgain = async (
  resource: Resource,
  ids: readonly string[],
  before: Observation,
  getPage: GetPage,
): Promise<ReadonlySet<string> | null> => {
  if (before.state !== 'listed') return null
  const known = before.records.map((record) => record.id)
  const numbered = [...known, ...ids].every((id) => /^\d+$/.test(id))
  if (!numbered || known.length <= SHORT_LIST_PAGES * PAGE_SIZE) return listAgain(resource, ids, getPage)

  const pages = new PageSearch(resource, getPage)
  const lastPage = Math.ceil(known.length / PAGE_SIZE)
  const found = new Set<string>()
  for (const id of ids) {
    const start = Math.min(Math.floor(rankOf(known, id) / PAGE_SIZE) + 1, lastPage)
    const listed = await pages.lists(id, start)
    if (listed === 'unordered') return listAgain(resource, ids, getPage)
    if (listed === null) return null
    if (listed) found.add(id)
  }
  return found
}

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

class PageSearch {
  private readonly pages = new Map<number, readonly string[] | null>()

  constructor(
    private readonly resource: Resource,
    private readonly getPage: GetPage,
  ) {}

  /** Looks on a page, and walks on while the id lies beyond its end. */
  async lists(id: string, start: number): Promise<boolean | 'unordered' | null> {
    let direction = 0
    for (let pageNo = start; pageNo >= 1; pageNo += direction) {
      const ids = await this.page(pageNo)
      if (ids === null) return null
      if (ids.some((other, index) => index > 0 && compareIds(ids[index - 1] ?? '', other) > 0))
        return 'unordered'
      const first = ids[0]
      const last = ids.at(-1)
      // Past the end of the list: the id, if anywhere, is on the page before.
      if (first === undefined || last === undefined) {
        if (direction > 0) return false
        direction = -1
      } else if (compareIds(id, first) < 0) {
        if (direction > 0) return false
        direction = -1
      } else if (compareIds(id, last) > 0) {
        if (direction < 0) return false
        direction = 1
      } else return ids.includes(id)
    }
    return false
  }

  private async page(pageNo: number): Promise<readonly string[] | null> {
    const known = this.pages.get(pageNo)
    if (known !== undefined) return known
    const answer = await this.getPage(pageNo)
    const rows = answer.ok ? rowsOf(this.resource, answer.value) : null
    const ids = rows === null ? null : rows.rows.flatMap((row) => recordOf(this.resource, row)?.id ?? [])
    this.pages.set(pageNo, ids)
    return ids
  }
}
