import type { BrowserContext, Page } from 'playwright-core'

/** As in Electron: no permission is granted, not even those that a browser grants without asking. */
export const denyPermissions = (context: BrowserContext, origin: string): Promise<void> =>
  context.grantPermissions([], { origin })

/**
 * Keeps the window on its one page. A navigation that is a request is answered with nothing; a page
 * that needs no request (`about:blank`, `blob:`) cannot be stopped, and the app is put back.
 */
export const keepOnPage = async (page: Page, address: string): Promise<void> => {
  // The window began empty; there is no way back to that.
  const session = await page.context().newCDPSession(page)
  await session.send('Page.resetNavigationHistory')
  await session.detach()
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || frame.url().split('#', 1)[0] === address) return
    page.goto(address).catch(() => {
      // It is closing, or was led elsewhere once more, which is seen again.
    })
  })
}
