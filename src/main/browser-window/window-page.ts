import type { BrowserContext, Page } from 'playwright-core'
import type { Logger } from '../ports'
import { createCrashLimit } from '../security/crash-limit'
import { ABORTED, unlessAborted } from '../unless-aborted'
import { keepOnPage } from './confinement'

/** How the window ended: the user (or the app) closed it, or its page crashed too often. */
export type WindowEnd = 'closed' | 'crashes'

/**
 * A page whose process dies while it is opened is never heard of: 3 of 75 times when every process
 * of the window was killed at once (Chromium 156, November 2026).
 */
const OPENING_MS = 10_000
/** One that does not open is no crash of what it shows: Chromium may give it a process that has just been killed. */
const MOST_OPENINGS = 3

/**
 * The one page of the window. A page that crashed cannot be driven any more: another one takes its
 * place, in the same context and so under the same rules. No second page stays open.
 */
export class WindowPage {
  private page: Page
  private crashed: Page | null = null
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

  /** Shows the app. A page that cannot is as good as one that crashed. */
  async load(): Promise<void> {
    const { page } = this
    if (!(await this.shows(page)) && !page.isClosed()) await this.replace(page)
  }

  private async shows(page: Page): Promise<boolean> {
    try {
      await page.goto(this.address)
      // Its process may die unheard of here as well.
      const kept = await unlessAborted(keepOnPage(page, this.address), AbortSignal.timeout(OPENING_MS))
      return kept !== ABORTED
    } catch {
      return false
    }
  }

  private follow(page: Page): void {
    page.once('crash', () => void this.replace(page))
    page.once('close', () => {
      if (page === this.page) this.end('closed')
    })
  }

  private async replace(crashed: Page): Promise<void> {
    // A crash may be reported twice: by its event, and by a load that it broke off.
    if (crashed === this.crashed) return
    this.crashed = crashed
    if (!(await this.openAnother())) {
      this.end('crashes')
      return
    }
    const { page } = this
    this.follow(page)
    closeOthers(this.context, page, () => page === this.page && !this.replacing).catch(() => {
      this.logger.error('crashed page not closed')
    })
    await this.load()
  }

  /** @returns false when there were too many crashes, or no page opens */
  private async openAnother(): Promise<boolean> {
    const reload = this.mayLoad(Date.now())
    this.logger.error('page crashed', { reload })
    if (!reload) return false
    this.replacing = true
    try {
      for (let tries = 0; tries < MOST_OPENINGS; tries += 1) {
        const opening = this.context.newPage().catch((): typeof ABORTED => ABORTED)
        const opened = await unlessAborted(opening, AbortSignal.timeout(OPENING_MS))
        if (opened === ABORTED) continue
        this.page = opened
        return true
      }
      return false
    } finally {
      this.replacing = false
    }
  }
}

/** The page that crashed, and whatever was opened meanwhile: also pages that were never heard of. */
const closeOthers = async (context: BrowserContext, page: Page, isCurrent: () => boolean): Promise<void> => {
  const session = await context.newCDPSession(page)
  const { targetInfo: own } = await session.send('Target.getTargetInfo')
  const browser = await context.browser()?.newBrowserCDPSession()
  const { targetInfos = [] } = (await browser?.send('Target.getTargets')) ?? {}
  for (const { targetId, type } of targetInfos)
    // One that crashed meanwhile has another in its place, which must not be closed.
    if (type === 'page' && targetId !== own.targetId && isCurrent())
      await browser?.send('Target.closeTarget', { targetId })
  await Promise.all([session.detach(), browser?.detach()])
}
