import type { Page } from '@playwright/test'

/** Media features as a system would set them, in both hosts: an older Electron takes them by Chromium's protocol only. */
export const emulate = async (page: Page, features: Readonly<Record<string, string>>): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  })
}
