/**
 * Pages of one list that are out, or wait for the ones before them, at once. So many answers of a list are in
 * memory beside its records.
 */
export const MOST_AHEAD = 8

/** How a page is asked for. */
export interface Asking {
  /**
   * Before its turn: asked once, without repeats, since the page may not be needed at all; it is repeated, and counted
   * as a failure of the tenant, when its turn has come.
   */
  readonly ahead: boolean
  readonly signal: AbortSignal
  /** Told when the request leaves, each time that it does. */
  readonly onSend?: () => void
}

/**
 * Asks for pages before their turn, and hands them out in it.
 * @typeParam Page what became of a page; null: nothing that counts, it is to be asked for again in its turn
 */
export class PagesAhead<Page> {
  private readonly asked = new Map<
    number,
    { readonly page: Promise<Page | null>; readonly over: AbortController }
  >()

  constructor(
    private readonly get: (pageNo: number, asking: Asking) => Promise<Page | null>,
    private readonly signal: AbortSignal,
  ) {}

  /** Pages that were asked for before their turn, and not taken yet. */
  get size(): number {
    return this.asked.size
  }

  /** Asks for a page before its turn, unless that was done. @param onPage told what became of it at once */
  ask(pageNo: number, onPage: (page: Page | null) => void = () => undefined): void {
    if (this.asked.has(pageNo) || this.signal.aborted) return
    const over = new AbortController()
    const signal = AbortSignal.any([this.signal, over.signal])
    const page = this.get(pageNo, { ahead: true, signal }).then((came) => {
      if (!signal.aborted) onPage(came)
      return came
    })
    // One that is never taken may fail unheard.
    page.catch(() => undefined)
    this.asked.set(pageNo, { page, over })
  }

  /** The page whose turn has come, asked for at once where it was not. null: nothing that counts came of it. */
  take(pageNo: number): Promise<Page | null> {
    const early = this.asked.get(pageNo)
    this.asked.delete(pageNo)
    const now = () => this.get(pageNo, { ahead: false, signal: this.signal })
    return early === undefined ? now() : early.page.then((came) => came ?? now())
  }

  /** Gives up every page beyond this one: what was not sent yet is not sent. */
  giveUpBeyond(pageNo: number): void {
    for (const [each, { over }] of this.asked) {
      if (each <= pageNo) continue
      over.abort()
      this.asked.delete(each)
    }
  }
}
