import type { BrowserContext, Page } from 'playwright-core'

/**
 * SECURITY: switches that leave the browser nothing to reach. Every request of the page is answered
 * in this process; these stop what is no request of the page: a tab that a middle click opens before
 * it is closed, a connection made ahead of a request, a datagram of WebRTC.
 */
export const CONFINED: readonly string[] = [
  // Addresses too, not only names: nothing is resolved, so nothing is connected to.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy',
  // As in Electron: nothing is granted, so nobody is asked.
  '--deny-permission-prompts',
]

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
