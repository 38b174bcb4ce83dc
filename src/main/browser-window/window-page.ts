import type { BrowserContext, Page } from 'playwright-core'
import type { Logger } from '../ports'
import { createCrashLimit } from '../security/crash-limit'

/** How the window ended: the user (or the app) closed it, or its page crashed too often. */
export type WindowEnd = 'closed' | 'crashes'

/**
 * The one page of the window. A page that crashed cannot be driven any more: another one takes its
 * place, in the same context and so under the same rules. No second page stays open.
 */
export class WindowPage {
  private page: Page
  private replacing = false
  private readonly mayLoad = createCrashLimit()
  private end: (end: WindowEnd) => void = () => undefined
  readonly ended = new Promise<WindowEnd>((resolve) => {
    this.end = resolve
  })

  constructor(
    private readonly context: BrowserContext,
    first: Page,
    private readonly address: string,
    private readonly logger: Logger,
  ) {
    this.page = first
    this.follow(first)
    context.once('close', () => {
      this.end('closed')
    })
    context.on('page', (opened) => {
      if (!this.replacing && opened !== this.page) void opened.close()
    })
  }

  /** The page now; ask again each time. */
  get current(): Page {
    return this.page
  }

  /** Shows the app. A load that a crash breaks off is no fault: the next page loads it. */
  async load(): Promise<void> {
    const { page } = this
    try {
      await page.goto(this.address)
    } catch (error) {
      const alive = await page.evaluate(() => true).catch(() => false)
      if (alive) throw error
    }
  }

  private follow(page: Page): void {
    page.once('crash', () => void this.replace())
    page.once('close', () => {
      if (page === this.page) this.end('closed')
    })
  }

  private async replace(): Promise<void> {
    const reload = this.mayLoad(Date.now())
    this.logger.error('page crashed', { reload })
    if (!reload) {
      this.end('crashes')
      return
    }
    this.replacing = true
    try {
      const page = await this.context.newPage()
      this.page = page
      this.replacing = false
      this.follow(page)
      // The page that crashed, and whatever was opened meanwhile.
      for (const other of this.context.pages()) if (other !== page) other.close().catch(() => undefined)
      await this.load()
    } catch {
      // The browser cannot show a page any more; where the window was closed, that was its end.
      this.end('crashes')
    }
  }
}
