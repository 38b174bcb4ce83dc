import { countText } from '../../../core/comparison/count-text'
import type { Failure, Observation } from '../../../core/comparison/observation'
import { SharedRecords } from '../../../core/comparison/shared-records'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import { LIST } from '../../../shared/bounds'
import type { SidePace } from '../../ports'
import { readPage, type GetPage, type PageOutcome } from './list-page'
import { countOf, ListState } from './list-state'
import { MOST_AHEAD, PagesAhead, type Asking } from './pages-ahead'
import { ReadBudget } from './read-budget'

/** The query of one page: byte for byte the same on both sides. Without these, Halo ignores paging. */
export const pageQuery = (
  resource: Resource,
  pageNo: number,
  pageSize: number,
): Readonly<Record<string, string>> => ({
  pageinate: 'true',
  page_size: String(pageSize),
  page_no: String(pageNo),
  order: 'id',
  orderdesc: 'false',
  ...resourceDefinition(resource).query,
})

/** @param rows rows of the page */
type OnPage = (fetched: number, total: number | null, rows: number) => void

interface PagingOptions {
  readonly budget?: ReadBudget
  readonly pace?: SidePace | undefined
  readonly signal?: AbortSignal
  readonly shared?: SharedRecords | undefined
}

/**
 * Lists a resource page by page until a page brings nothing new. What then speaks for a whole list is
 * weighed in one place, `completeness.ts`.
 *
 * Where the first page may have been cut, it tells how many rows the server really sends at once, and the
 * pages after it are asked for in that size. So their place is the same whether a server that cuts pages counts pages by the size
 * asked for or by its own.
 *
 * Pages are asked for ahead as far as Halo's count names them, with the one past the end; without a count, or
 * past what it named, one after another. They are taken in their order, so that what is told of the list
 * does not hang on how fast each came. A count may lie: ahead are at most twice as many pages as came well in a
 * row, and never more than {@link MOST_AHEAD}, so that so many less one are asked for past the end of a list
 * that is shorter than its count; none beyond a page that is known to be the last.
 *
 * @param onPage told the records so far, Halo's count, and the rows of the page
 */
export const listPages = async (
  resource: Resource,
  getPage: GetPage,
  onPage: OnPage,
  options: PagingOptions = {},
): Promise<Observation> => {
  const { budget = new ReadBudget(), signal = new AbortController().signal, ...others } = options
  const { pace, shared = new SharedRecords() } = others
  const read = () =>
    new Reading(resource, getPage, new ListState(budget), { pace, shared, signal }).read(onPage)
  try {
    const first = await read()
    // Records came or went while it was read. A second reading is most likely undisturbed.
    return first.moved ? (await read()).observation : first.observation
  } finally {
    pace?.ended()
  }
}

interface Read {
  readonly observation: Observation
  /** Its count changed meanwhile, and it is not whole. */
  readonly moved: boolean
}

interface AskedPage {
  readonly outcome: PageOutcome
  /** The highest count that was known when it was asked for. */
  readonly countedBefore: number
}

/** One reading of a list. */
class Reading {
  private readonly pages: PagesAhead<AskedPage>
  /** The highest count of the pages that came, whether their turn has come or not. */
  private counted = 0
  /** No page beyond this one is asked for before its turn. */
  private lastAhead: number = LIST.pages
  /** Pages in a row that came as they should. */
  private inARow = 0

  constructor(
    private readonly resource: Resource,
    private readonly getPage: GetPage,
    private readonly state: ListState,
    private readonly others: Required<Omit<PagingOptions, 'budget'>>,
  ) {
    this.pages = new PagesAhead((pageNo, asking) => this.get(pageNo, asking), others.signal)
  }

  async read(onPage: OnPage): Promise<Read> {
    const { state } = this
    try {
      for (let pageNo = 1; pageNo <= LIST.pages; pageNo++) {
        const turn = this.pages.take(pageNo)
        this.askAhead(pageNo)
        const page = await turn
        // What is asked for in its turn always comes to something.
        if (page === null) throw new Error(`Page ${pageNo} came to nothing`)
        const { outcome, countedBefore } = page
        if (outcome.state !== 'listed') return endedBy(outcome, pageNo, state)
        const next = state.add(outcome, pageNo, countedBefore)
        onPage(state.fetched, state.total, outcome.rows)
        this.others.pace?.came(pageNo)
        if (typeof next === 'object') return told(state.stopped(next.stop))
        if (next !== 'more') return state.ended(next)
        this.inARow += 1
      }
      return told(state.stopped(`The list did not end after ${countText(LIST.pages)} pages.`))
    } finally {
      this.pages.giveUpBeyond(0)
    }
  }

  /** Asks for the pages after this one that are sure to be needed if Halo's count is right. */
  private askAhead(pageNo: number): void {
    const most = Math.min(this.state.pagesLeft, MOST_AHEAD, 2 * this.inARow)
    const last = Math.min(pageNo - 1 + most, this.lastAhead)
    for (let next = pageNo + 1; next <= last; next++)
      this.pages.ask(next, (page) => {
        this.look(next, page?.outcome ?? null)
      })
  }

  /** Looks at a page before its turn, for what it tells of those beyond it. */
  private look(pageNo: number, page: PageOutcome | null): void {
    if (page === null) this.inARow = 0
    else if (page.state !== 'listed' || page.rows === 0) {
      // Nothing beyond it is looked at, whatever comes before it.
      this.lastAhead = Math.min(this.lastAhead, pageNo)
      this.pages.giveUpBeyond(pageNo)
    } else if (page.rows < this.state.firstPage) this.lastAhead = Math.min(this.lastAhead, pageNo + 1)
  }

  private async get(pageNo: number, asking: Asking): Promise<AskedPage | null> {
    await this.others.pace?.before(pageNo, asking.signal)
    let countedBefore = this.counted
    const onSend = () => {
      countedBefore = this.counted
    }
    const answer = await this.getPage(pageNo, this.state.pageSize, { ...asking, onSend })
    const outcome = await readPage(this.resource, pageNo, answer, asking.ahead, this.others.shared)
    if (outcome?.state === 'listed') this.counted = Math.max(this.counted, countOf(outcome, pageNo) ?? 0)
    return outcome && { outcome, countedBefore }
  }
}

const told = (observation: Observation): Read => ({ observation, moved: false })

/** The list where a page is none. */
const endedBy = (
  outcome: Exclude<PageOutcome, { state: 'listed' }>,
  pageNo: number,
  state: ListState,
): Read => {
  switch (outcome.state) {
    case 'refused':
      return told(pageNo === 1 ? outcome : state.stopped(`Page ${pageNo} was refused (${outcome.status}).`))
    case 'failed':
      if (pageNo === 1) return told(outcome)
      if (outcome.failure.status === 404) return state.ended('missing')
      return told(state.stopped(`Page ${pageNo} failed: ${outcome.failure.message}`))
    case 'unreadable':
      return told(
        pageNo === 1 ? { state: 'failed', failure: noList(outcome.what) } : state.stopped(outcome.what),
      )
  }
}

const noList = (message: string): Failure => ({
  code: 'request.failed',
  message,
  advice: ['Check that the address is that of a Halo.'],
  status: 200,
})
